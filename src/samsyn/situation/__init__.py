"""Sources, incident batches and situation pictures."""
