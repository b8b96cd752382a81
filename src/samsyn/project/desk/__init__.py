"""The pages that belong to no room: the start page, each person's desk, about, appearance."""
