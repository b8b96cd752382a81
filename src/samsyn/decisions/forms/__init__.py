"""Input to cases, consultations, answers, meetings and decisions."""
