"""Tables of survey results: their columns, their rows and the verdicts on these. Without Django."""
