"""Yearly plans: problem, cause, measure."""
