"""The weekly picture (veckolägesbild): a group's own look at the week that was, never published."""
