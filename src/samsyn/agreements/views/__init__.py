"""Pages of agreements: they parse and ask, nothing else."""
