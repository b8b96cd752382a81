"""Weeks by ISO 8601: Monday to Sunday, numbered within a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from samsyn.figures.numbers import MONTHS

FIRST = date(1970, 1, 5)
"""The Monday that weeks are counted from."""
DAYS = timedelta(days=7)


@dataclass(frozen=True, order=True)
class Week:
    """From a Monday to, but not including, the next."""

    since: date

    def __post_init__(self) -> None:
        if self.since.weekday():
            raise ValueError("En vecka börjar på en måndag.")

    @classmethod
    def of(cls, day: date) -> Week:
        return cls(day - timedelta(days=day.weekday()))

    @property
    def until(self) -> date:
        return self.since + DAYS

    @property
    def number(self) -> int:
        """Weeks since the first."""
        return (self.since - FIRST).days // 7

    def back(self, weeks: int) -> Week:
        return Week(self.since - weeks * DAYS)

    @property
    def year_before(self) -> Week:
        """52 weeks back: the same days of the week, and the same week but for leap weeks."""
        return self.back(52)

    def __str__(self) -> str:
        year, week, _ = self.since.isocalendar()
        return f"vecka {week} {year}"

    @property
    def days(self) -> str:
        """`26 oktober–1 november`."""
        last = self.until - timedelta(days=1)
        first = "" if last.month == self.since.month else f" {MONTHS[self.since.month - 1]}"
        return f"{self.since.day}{first}–{last.day} {MONTHS[last.month - 1]}"
