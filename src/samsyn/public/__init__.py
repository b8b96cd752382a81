"""What everyone may see without an account, and open data."""
