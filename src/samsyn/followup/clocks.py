"""The two clocks of follow-up: that of the law and that of the agreement. Plain Python.

Lag (2023:196) 6 § asks that the situational picture is updated and the plan of measures followed
up at least every second year. The agreement has a year of its own: the results of each year are
compiled at its end. They are different clocks, and neither stops the other.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

#: 4 and 6 §§ hold from the law's first day, 5 § from a year later (its transition rules).
PICTURE_FROM = date(2023, 7, 1)
PLAN_FROM = date(2024, 7, 1)
STATUTORY_MONTHS = 24
SOON = 90


@dataclass(frozen=True)
class Clock:
    """What must be done again, by when, on what ground, and what stops it.

    `done_on` is when it was last done, None for never; `runs_from` is when the clock was started.
    """

    title: str
    ground: str
    runs_from: date
    done_on: date | None
    limit: date
    stops: str

    def days_left(self, day: date) -> int:
        """Days until the limit; below zero once it has passed."""
        return (self.limit - day).days

    def state(self, day: date) -> str:
        """good, wait (the limit is near) or bad (it has passed)."""
        left = self.days_left(day)
        return "bad" if left < 0 else "wait" if left <= SOON else "good"


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, cut to the month's length."""
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, index + 1, min(day.day, monthrange(year, index + 1)[1]))


def picture_clock(last_published: date | None) -> Clock:
    """24 months from the last published picture of the city."""
    start = max(last_published, PICTURE_FROM) if last_published else PICTURE_FROM
    return Clock(
        "Uppdaterad lägesbild",
        "6 § lag (2023:196)",
        start,
        last_published,
        months_after(start, STATUTORY_MONTHS),
        "En ny lägesbild för staden publiceras.",
    )


def plan_clock(last_followed_up: date | None) -> Clock:
    """24 months from the last time the city's plan was followed up."""
    start = max(last_followed_up, PLAN_FROM) if last_followed_up else PLAN_FROM
    return Clock(
        "Uppföljd åtgärdsplan",
        "6 § lag (2023:196)",
        start,
        last_followed_up,
        months_after(start, STATUTORY_MONTHS),
        "En årlig sammanställning som följer upp stadens plan fastställs.",
    )


def agreement_clock(
    key: str, begins: date, summarised: Collection[tuple[int, date]], ends: tuple[int, int]
) -> Clock:
    """The agreement's own year: the first year of it that has no summary yet.

    `summarised` holds the years that have a frozen summary, with the day it was frozen; `ends` is
    the month and day by which a year is to be summarised.
    """
    within = [(year, day) for year, day in summarised if year >= begins.year]
    last = max(within, default=None)
    year = last[0] + 1 if last else begins.year
    month, day = ends
    limit = date(year, month, min(day, monthrange(year, month)[1]))
    return Clock(
        f"Sammanställning av {year}",
        key,
        max(begins, date(year, 1, 1)),
        last[1] if last else None,
        max(limit, begins),
        f"Sammanställningen av {year} fastställs.",
    )
