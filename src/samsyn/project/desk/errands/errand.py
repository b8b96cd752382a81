"""What an errand is, and when it is near."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SOON = timedelta(days=60)


@dataclass(frozen=True)
class Errand:
    """Something to do: what, where, and why it awaits just this person. `due` is the last day."""

    title: str
    url: str
    note: str
    due: date | None = None
