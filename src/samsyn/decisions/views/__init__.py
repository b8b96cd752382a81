"""Pages of cases, consultations, meetings and decisions."""
