"""Stockholm with a history: what `samsyn demo` fills an empty installation with."""
