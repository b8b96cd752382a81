"""Why an act was not done."""

from __future__ import annotations


class Refused(Exception):
    """A rule says no. `reasons` are Swedish sentences that say what is missing."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = list(reasons)


class Forbidden(Refused):
    """The actor holds no mandate for the act on this subject. On a page it looks as missing."""
