"""Papers that leave the house: tagged PDF, calendar files."""
