"""The axes that figures over time share: a frame with its scale, and the names of times."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeAlias

from samsyn.figures.base import WIDTH
from samsyn.figures.numbers import MONTHS, month_name, swedish
from samsyn.figures.svg import extent, rule, text

Time: TypeAlias = date | str
"""A day, or the words for a step that has no date."""


@dataclass(frozen=True)
class Axes:
    """A scale at the left and `n` places side by side, from `top` down and `left` on."""

    top: float
    ticks: Sequence[float]
    n: int
    left: float = 44.0
    right: float = WIDTH
    height: float = 160.0

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def x(self, i: int) -> float:
        room = self.right - self.left - 6
        return self.left + room * (i / (self.n - 1) if self.n > 1 else 0.5)

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom - self.height * (value - low) / (high - low)

    def grid(self, *, numbered: bool = True) -> list[str]:
        """A line at each tick, with its number to the left."""
        return [
            rule(self.left, self.y(t), self.right, self.y(t), axis=t == self.ticks[0])
            + (text(self.left - 6, self.y(t) + 4, swedish(t), anchor="end") if numbered else "")
            for t in self.ticks
        ]

    def names(self, names: Sequence[str], most: int = 4) -> str:
        """At most so many, so that none meets the next, and all kept within the drawing."""
        widest = max(map(extent, names), default=0)
        most = max(1, min(most, int((self.right - self.left) / (widest + 12))))
        step = 1 + (len(names) - 1) // most
        return "".join(
            text(_within(self.x(i), extent(name) / 2), self.bottom + 17, name, anchor="middle")
            for i, name in enumerate(names)
            if i % step == 0
        )

    def ends(self, names: Sequence[str]) -> str:
        """The first and the last name, or the first alone where there is no room for both."""
        foot = self.bottom + 17
        first = text(self.left, foot, names[0]) if names else ""
        room = self.right - self.left - 12
        if len(names) < 2 or extent(names[0]) + extent(names[-1]) > room:
            return first
        return first + text(self.right, foot, names[-1], anchor="end")


def room_for(marks: Sequence[float], least: float = 44.0) -> float:
    """How far in the scale must stand for its numbers to have room."""
    return max(least, *(extent(swedish(mark)) + 8 for mark in marks))


def runs(values: Sequence[object | None]) -> list[list[int]]:
    """Stretches without a gap."""
    known = groupby(range(len(values)), key=lambda i: values[i] is not None)
    return [list(run) for shown, run in known if shown]


def time_names(times: Sequence[Time]) -> list[str]:
    """`mar 2024` when all days are the first of a month, else `4 mar 2024`; words as they are."""
    monthly = all(isinstance(time, date) and time.day == 1 for time in times)
    return [_time_name(time, monthly=monthly) for time in times]


def table_names(times: Sequence[Time]) -> list[str]:
    """As `time_names`, but days as `2024-03-04`, which can be sorted."""
    return [
        time.isoformat() if not isinstance(time, str) and name[0].isdigit() else name
        for time, name in zip(times, time_names(times), strict=True)
    ]


def _time_name(time: Time, *, monthly: bool) -> str:
    if isinstance(time, str):
        return time
    return month_name(time) if monthly else f"{time.day} {MONTHS[time.month - 1]} {time.year}"


def _within(x: float, half: float) -> float:
    return max(min(x, WIDTH - half), half)
