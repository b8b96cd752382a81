"""Settings, addresses, the command line and each person's desk."""
