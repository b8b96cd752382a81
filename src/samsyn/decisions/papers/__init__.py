"""Templates of the papers this room gives out."""
