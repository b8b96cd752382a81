"""How a person shows who they are. What they then may do is the organisation's matter."""
