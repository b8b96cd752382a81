"""Cases, consultations, meetings and decisions of boards."""
