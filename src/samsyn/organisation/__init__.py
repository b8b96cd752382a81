"""Bodies, places, people, groups, seats, tenures, mandates; access, acts and ledger."""
