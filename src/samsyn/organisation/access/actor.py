"""Who is asking, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from samsyn.organisation.models import Person

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True)
class Actor:
    """A person (None: somebody not signed in) at a moment.

    `at` must be aware. `founding` is the installation's first hand: it may act only until the
    first seat is filled, and then never again.
    """

    person: Person | None
    at: datetime
    founding: bool = False

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("Actor.at must be an aware datetime")

    @property
    def day(self) -> date:
        """The local calendar day (Europe/Stockholm)."""
        return self.at.astimezone(STOCKHOLM).date()

    @classmethod
    def founder(cls, at: datetime) -> Actor:
        return cls(None, at, founding=True)
