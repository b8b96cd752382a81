"""Pages of the organisation: they parse and ask, nothing else."""
