"""What is seen in the field (EST): a sighting and its place, its photo, what others may see."""
