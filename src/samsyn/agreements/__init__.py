"""Agreements, their charters, areas, local agreements and duties."""
