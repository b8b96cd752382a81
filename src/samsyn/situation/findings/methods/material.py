"""What the findings of a picture are computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Json = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """All incidents together (`kinds` is None) or those of one priority area."""

    key: str
    name: str
    kinds: frozenset[str] | None = None

    def holds(self, kind: str) -> bool:
        return self.kinds is None or kind in self.kinds


@dataclass(frozen=True)
class Rows:
    """Incidents one by one: months since January 1970, local times, metres, key of the place.

    `starts` and `ends` are datetime64[s], NaT where not known; `x` and `y` NaN. `timed` tells
    whether the clock is known and not only the day. `place` is 0 where no place is known.
    """

    kind: NDArray[Any]
    month: Ints
    starts: NDArray[np.datetime64]
    ends: NDArray[np.datetime64]
    x: Floats
    y: Floats
    place: Ints
    timed: Bools

    def __len__(self) -> int:
        return len(self.kind)

    def take(self, those: Bools | Ints) -> Rows:
        return Rows(*(getattr(self, field.name)[those] for field in fields(self)))

    def of(self, line: Line) -> Rows:
        if line.kinds is None:
            return self
        names, code = self._coded
        wanted = np.array([name in line.kinds for name in names], bool)
        return self.take(wanted[code] if len(names) else np.zeros(0, bool))

    def between(self, since: date, until: date) -> Rows:
        return self.take((self.month >= month_number(since)) & (self.month < month_number(until)))

    def located(self) -> Rows:
        return self.take(np.isfinite(self.x) & np.isfinite(self.y))

    def counted_kinds(self) -> dict[str, int]:
        names, code = self._coded
        return dict(zip(names.tolist(), np.bincount(code, minlength=len(names)), strict=True))

    @cached_property
    def _coded(self) -> tuple[NDArray[Any], Ints]:
        names, code = np.unique(self.kind.astype(str), return_inverse=True)
        return names, code


@dataclass(frozen=True)
class Ground:
    """A place within the material's own, with its outline in metres: `what` it is (»stadsdel«), the
    part of the material's place that it lies in (itself, if it is one), and the numbers of all
    places that count to it."""

    key: str
    name: str
    what: str
    within: str
    shape: BaseGeometry = field(repr=False)
    holds: frozenset[int]


@dataclass(frozen=True)
class Sibling:
    """A place of the same kind within the same parent, with its inhabitants and its counts."""

    key: str
    name: str
    people: int
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Year:
    """The same months of an earlier year in the same ground; `people` is 0 if not known."""

    label: str
    people: int
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Delivery:
    """A live batch: how many incidents it has, how many of them could be laid in no place, and how
    many belong to months that an earlier batch of the source had already delivered."""

    source: str
    sha256: str
    received: date
    taken: int
    placeless: int
    late: int


@dataclass(frozen=True)
class Material:
    """Everything known of a place and a period. Two materials that are alike give equal findings.

    `months` (T,) are those of the history, the last `judged` of them the period's own; `history`
    holds each kind's counts over them. `rows` reach from a year before the period to its end.
    """

    place: str
    name: str
    since: date
    until: date
    lines: tuple[Line, ...]
    kind_names: Mapping[str, str]
    months: NDArray[np.datetime64]
    history: Mapping[str, Ints]
    rows: Rows
    outline: BaseGeometry | None = None
    homes: Mapping[int, str] = None  # type: ignore[assignment]
    grounds: tuple[Ground, ...] = ()
    siblings: tuple[Sibling, ...] = ()
    past: tuple[Year, ...] = ()
    people: int = 0
    deliveries: tuple[Delivery, ...] = ()
    breaks: tuple[str, ...] = ()

    @property
    def judged(self) -> int:
        return month_number(self.until) - month_number(self.since)

    @cached_property
    def now(self) -> Rows:
        return self.rows.between(self.since, self.until)

    @cached_property
    def before(self) -> Rows:
        return self.rows.between(_year_before(self.since), _year_before(self.until))

    def series(self, line: Line) -> Ints:
        """The line's counts over the months of the history."""
        parts = [n for kind, n in self.history.items() if line.holds(kind)]
        return np.sum(parts, axis=0, dtype=np.int64) if parts else np.zeros(len(self.months), int)

    def named(self, kind: str) -> str:
        name = self.kind_names.get(kind)
        return f"{name} ({kind})" if name else kind


def month_number(day: date) -> int:
    return (day.year - 1970) * 12 + day.month - 1


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1)


def finding(kind: str, words: str, result: Any = None, **how: Any) -> Json:
    """A finding as JSON."""
    return {"verdict": {"kind": kind, "words": words}, "result": result, "how": how}


def number(value: Any, digits: int = 6) -> float | None:
    """A number that JSON can hold; None for what is not finite."""
    found = float(value)
    return float(f"{found:.{digits}g}") if np.isfinite(found) else None
