"""The study period in intervals of a day, a month or a year, or of plain numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.verdicts import BadInput

Unit = Literal["day", "month", "year"]
Kind = Literal["dates", "years", "numbers"]
Times = NDArray[Any]
MOST = 20_000
DAYS = {"day": 1, "month": 30, "year": 365}
DAY = np.dtype("datetime64[D]")


@dataclass(frozen=True)
class Period:
    """Intervals k with `edges[k]` ≤ time < `edges[k + 1]`.

    Edges are days from 1970-01-01 for dates and years, and numbers as they are for plain ones.
    """

    edges: NDArray[np.int64]
    kind: Kind
    unit: Unit

    def __len__(self) -> int:
        return len(self.edges) - 1

    def interval(self, times: Times) -> NDArray[np.int64]:
        """The interval of each time; −1 for times outside the period."""
        moment = as_days(times, self.kind)
        found = np.searchsorted(self.edges, moment, side="right") - 1
        return np.where((moment < self.edges[-1]) & (found >= 0), found, -1)

    def begins(self, k: int) -> str | int:
        return self._name(int(self.edges[k]))

    def ends(self, k: int) -> str | int:
        """The last day (year, number) of interval k."""
        return self._name(int(self.edges[k + 1]) - 1)

    def whole(self) -> Period:
        """The same period as one interval."""
        return Period(self.edges[[0, -1]], self.kind, self.unit)

    def longest(self, max_days: float | None) -> int | None:
        """`max_days` as a number of intervals. Raises BadInput when it is none."""
        if max_days is None:
            return None
        length = 1 if self.kind == "numbers" else DAYS[self.unit]
        if max_days < 1:
            raise BadInput("--max-days är minst 1.", remedy="Ange antalet dygn.")
        # Fewer days than one interval has can only mean a number of intervals.
        return int(max_days // length) or int(max_days)

    def _name(self, moment: int) -> str | int:
        if self.kind == "numbers":
            return moment
        day = np.datetime64(moment, "D")
        return int(str(day)[:4]) if self.kind == "years" else str(day)


def kind_of(times: Times, unit: Unit) -> Kind:
    """Dates, whole numbers that are years (unit year), or plain numbers."""
    if times.dtype.kind == "M":
        return "dates"
    whole = np.all((times == np.floor(times)) & (times >= 1000) & (times < 3000))
    return "years" if unit == "year" and whole else "numbers"


def as_days(times: Times, kind: Kind) -> NDArray[np.int64]:
    """Days from 1970-01-01; a year is its first of July, as SaTScan reads it."""
    if kind == "dates":
        return times.astype(DAY).astype(np.int64)
    if kind == "years":
        january = (np.floor(times).astype(np.int64) - 1970).astype("datetime64[Y]")
        return (january.astype("datetime64[M]") + 6).astype(DAY).astype(np.int64)
    return np.floor(times).astype(np.int64)


def period_of(
    times: Times, unit: Unit, *, begin: str | None = None, end: str | None = None
) -> Period:
    """The period that holds all times, or the one from `begin` to `end`, both included.

    Months and years are whole calendar ones unless `begin` and `end` say otherwise; then they are
    counted back from the end and the first may be shorter. Plain numbers are intervals of one.
    Raises BadInput for a `begin` or `end` that is no date (number) and for far too many intervals.
    """
    kind = kind_of(times, unit)
    moment = as_days(times, kind)
    first = int(moment.min()) if begin is None else _said(begin, kind, last=False)
    last = int(moment.max()) if end is None else _said(end, kind, last=True)
    if last < first:
        raise BadInput("Perioden slutar före sin början.", remedy="Byt plats på --from och --to.")
    if kind != "numbers" and unit != "day":
        first = _month_edge(first, unit, after=False) if begin is None else first
        last = _month_edge(last, unit, after=True) - 1 if end is None else last
        return Period(_months(first, last + 1, 12 if unit == "year" else 1), kind, unit)
    if last - first > MOST:
        raise BadInput(
            f"Perioden har {last - first + 1} intervall.",
            remedy="Räkna om tiden till dygn, eller välj --unit month eller year.",
        )
    return Period(np.arange(first, last + 2), kind, unit)


def _said(text: str, kind: Kind, *, last: bool) -> int:
    try:
        if kind == "numbers":
            return int(text)
        step = {4: "Y", 7: "M"}.get(len(text), "D")
        said = np.array([text], f"datetime64[{step}]") + int(last)
        return int(said.astype(DAY).astype(np.int64)[0]) - int(last)
    except ValueError as error:
        raise BadInput(
            f"»{text}« är ingen tid.", remedy="Skriv --from och --to som 2024-03-31."
        ) from error


def _month_edge(day: int, unit: Unit, *, after: bool) -> int:
    step = "Y" if unit == "year" else "M"
    edge = np.datetime64(day, "D").astype(f"datetime64[{step}]")
    return int((edge + int(after)).astype(DAY).astype(np.int64))


def _months(first: int, edge: int, step: int) -> NDArray[np.int64]:
    """Edges at every `step` months back from `edge` until `first`."""
    end = np.datetime64(edge, "D")
    month = end.astype("datetime64[M]")
    within = int((end - month.astype(DAY)).astype(np.int64))
    edges = [edge]
    while edges[-1] > first:
        month = month - step
        longest = int(((month + 1).astype(DAY) - month.astype(DAY)).astype(np.int64))
        day = month.astype(DAY) + min(within, longest - 1)
        edges.append(max(int(day.astype(np.int64)), first))
    return np.array(edges[::-1], np.int64)
