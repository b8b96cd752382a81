"""What a weekly picture is made of, from the database and the stored rows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

import numpy as np

from samsyn.organisation.models import Place
from samsyn.situation.findings.gathering import Gathering, kind_names
from samsyn.situation.findings.methods.material import Line, Rows, month_number
from samsyn.situation.findings.rows import rows_of_place
from samsyn.situation.models import Batch
from samsyn.situation.picture.kinds import ALL
from samsyn.situation.picture.periods import Period
from samsyn.situation.picture.reading import Reading
from samsyn.situation.week import Week

from .counted import by_week
from .found import FORMAT, Told

HISTORY = 52 * 5
Where = Callable[[int], Path]


@dataclass(frozen=True)
class WeekGathering:
    """A week in a place, as the ground is on a day."""

    place: Place
    week: Week
    day: date

    @cached_property
    def reading(self) -> Reading:
        """Of the month in which the week ends: what is known of the place is the same."""
        first = (self.week.until - timedelta(days=1)).replace(day=1)
        after = (first + timedelta(days=32)).replace(day=1)
        return Reading(self.place, Period(first, after), self.day)

    @cached_property
    def _months(self) -> Gathering:
        return Gathering(self.reading)

    @property
    def batches(self) -> list[Batch]:
        return self._months.batches

    @property
    def basis(self) -> str:
        """The same as long as the week, the place, the areas and the deliveries are the same."""
        told = f"{FORMAT} {self.week.since} {self._months.basis}"
        return hashlib.sha256(told.encode()).hexdigest()

    def told(self, where: Where) -> Told:
        """Everything; `where` tells where the rows of a batch lie."""
        reading = self.reading
        own, around = self._months.files(where)
        parts = reading.parts
        keys = {part.key for part in parts}
        home = {pk: key for pk, key in reading.part_of.items() if key in keys}
        return Told(
            week=self.week,
            counts=by_week(own, around, reading.covered, self._first(), self.week),
            rows=self._rows(own, around),
            lines=(
                Line(ALL, "Alla händelser"),
                *(Line(area.key, area.name, area.kinds) for area in reading.kinds.areas),
            ),
            kind_names=kind_names(),
            parts=tuple((part.key, part.name) for part in parts),
            home=home,
        )

    def _first(self) -> Week:
        """The first week of the history: none before the first delivery's counts as empty."""
        told = [batch.first_month for batch in self.batches if batch.first_month]
        begun = Week.of(min(told) + timedelta(days=6)) if told else self.week
        return min(max(begun, self.week.back(HISTORY)), self.week)

    def _rows(self, own: list[Path], around: list[Path]) -> Rows:
        """The week's own, one by one."""
        last = self.week.until - timedelta(days=1)
        months = month_number(self.week.since), month_number(last) + 1
        rows = rows_of_place(own, around, self.reading.covered, *months)
        begun = rows.starts.astype("datetime64[D]")
        return rows.take((begun >= np.datetime64(self.week.since)) & (begun <= np.datetime64(last)))
