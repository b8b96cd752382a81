"""How long a reading has left: an honest guess from how far it has come in how long."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

FIRST_GUESS = 8  # percent: before that a guess is a guess about nothing


def left(begun: datetime | None, seen: datetime | None, percent: int, now: datetime) -> float:
    """Seconds left when the rest goes as fast as what has been done; 0 when nobody can tell yet."""
    if begun is None or seen is None or not FIRST_GUESS <= percent < 100:
        return 0
    whole = (seen - begun) * (100 / percent)
    # a step that takes its time is never told to be over: a little is always left
    return max((begun + whole - now).total_seconds(), timedelta(seconds=2).total_seconds())


def in_words(seconds: float) -> str:
    """`ungefär 20 sekunder kvar`; empty when nothing is known."""
    if not seconds:
        return ""
    if seconds <= 5:
        return "strax klar"
    if seconds < 55:
        return f"ungefär {ceil(seconds / 5) * 5} sekunder kvar"
    minutes = ceil(seconds / 60 - 0.25)
    return "ungefär en minut kvar" if minutes == 1 else f"ungefär {minutes} minuter kvar"
