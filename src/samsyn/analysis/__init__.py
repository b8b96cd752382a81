"""Statistics for places and times of crime. Plain Python, no Django."""
