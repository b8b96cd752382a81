"""Results, reports that answer duties, the year's summary, feedback to boards."""
