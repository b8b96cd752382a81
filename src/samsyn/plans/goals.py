"""Goals as parts and as a sentence. Plain Python.

Brå asks for goals that are specific, measurable, accepted, realistic and set in time (SMART). What
is measured, from what, to what and by when are asked for one by one, so that none is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samsyn.figures.numbers import swedish

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)


@dataclass(frozen=True)
class Goal:
    """The parts of a goal; what is not said yet is empty or None."""

    what: str = ""
    unit: str = ""
    start: Decimal | None = None
    end: Decimal | None = None
    by: date | None = None

    @property
    def missing(self) -> list[str]:
        """The parts that are not said yet, in words."""
        return [
            words
            for said, words in (
                (bool(self.what.strip()), "vad som mäts"),
                (self.start is not None, "från vilket värde"),
                (self.end is not None, "till vilket värde"),
                (self.by is not None, "till när"),
            )
            if not said
        ]


def sentence(goal: Goal) -> str:
    """The goal to be read, empty while any part is missing.

    `Personrån vid Torget ska minska från 34 till 25 fall, senast den 31 december 2025.`
    """
    if goal.missing or goal.start is None or goal.end is None or goal.by is None:
        return ""
    start, end = number(goal.start), number(goal.end)
    unit = f" {goal.unit.strip()}" if goal.unit.strip() else ""
    by = f"{goal.by.day} {MONTHS[goal.by.month - 1]} {goal.by.year}"
    what = goal.what.strip()
    head = f"{what[0].upper()}{what[1:]}"
    if start == end:
        return f"{head} ska ligga kvar på {end}{unit}, den {by}."
    way = "minska" if goal.end < goal.start else "öka"
    return f"{head} ska {way} från {start} till {end}{unit}, senast den {by}."


def number(value: Decimal) -> str:
    """`1 234,5`: as many decimals as the value has."""
    places = -int(value.normalize().as_tuple().exponent)
    return swedish(float(value), max(0, places))


def among(words: Sequence[str]) -> str:
    """`a, b och c`."""
    *first, last = words
    return f"{', '.join(first)} och {last}" if first else last
