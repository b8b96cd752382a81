"""Samsyn carries the cooperation between a city and the police."""

__version__ = "0.1.0"
