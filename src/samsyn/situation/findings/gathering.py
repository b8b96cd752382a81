"""Material for the findings of a picture: what the database and the stored rows know."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
from django.db.models import Q, Sum
from shapely.geometry.base import BaseGeometry

from samsyn.organisation.models import Place, PlaceCover
from samsyn.situation import codes
from samsyn.situation.models import Batch, Boundary, CrimeCode, IncidentCount, Population
from samsyn.situation.picture.kinds import ALL
from samsyn.situation.picture.periods import Period
from samsyn.situation.picture.reading import Reading

from .computed import FORMAT
from .methods.material import Delivery, Ints, Line, Material, Sibling, Year, month_number
from .rows import rows_of_place
from .within import grounds_of

HISTORY = 60
"""Months looked back on, the period's own included."""
Where = Callable[[int], Path]


@dataclass(frozen=True)
class Gathering:
    """What can be gathered for a reading. `basis` tells cheaply whether anything has changed."""

    reading: Reading

    @cached_property
    def basis(self) -> str:
        """The same as long as the place, the period, the areas and the deliveries are the same."""
        told = [
            FORMAT, self.reading.place.key, self.reading.period.key,
            [[area.key, sorted(area.kinds)] for area in self.reading.kinds.areas],
            [[batch.pk, batch.sha256] for batch in self.batches],
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    @cached_property
    def batches(self) -> list[Batch]:
        """The live deliveries of the place, of larger ones and of parts, in the whole history."""
        around = PlaceCover.objects.filter(covered=self.reading.place).values("place")
        rows = Batch.objects.filter(
            Q(source__place__in=self.reading.covered) | Q(source__place__in=around),
            source__survey=None,
            status=Batch.Status.DONE,
            first_month__lt=self.reading.period.until,
            last_month__gte=_back(self.reading.period.until, HISTORY),
        )
        return list(rows.select_related("source").order_by("received_at", "pk"))

    def material(self, where: Where) -> Material:
        """Everything; `where` tells where the rows of a batch lie."""
        reading, period = self.reading, self.reading.period
        first = self._first()
        months = np.arange(np.datetime64(first, "M"), np.datetime64(period.until, "M"))
        history = self._history(first, len(months))
        people = reading.inhabitants()
        return Material(
            place=reading.place.key,
            name=reading.place.name,
            since=period.since,
            until=period.until,
            lines=(
                Line(ALL, "Alla händelser"),
                *(Line(area.key, area.name, area.kinds) for area in reading.kinds.areas),
            ),
            kind_names=kind_names(),
            months=months,
            history=history,
            rows=rows_of_place(
                *self.files(where), reading.covered,
                month_number(period.year_before().since), month_number(period.until),
            ),
            outline=self._outline(),
            homes=self._homes(),
            grounds=grounds_of(reading),
            siblings=self._siblings(people[0]) if people else (),
            past=tuple(self._past(first, history)),
            people=people[1].get(reading.place.key, 0) if people else 0,
            deliveries=tuple(self._deliveries()),
            breaks=tuple(_breaks(history, first, period.until)),
        )  # fmt: skip

    def _first(self) -> date:
        """The first month of the history: no month before the first delivery's counts as empty."""
        told = [batch.first_month for batch in self.batches if batch.first_month]
        earliest = _back(self.reading.period.until, HISTORY)
        return min(max(min(told, default=earliest), earliest), self.reading.period.since)

    def _history(self, first: date, months: int) -> dict[str, Ints]:
        covered = self.reading.covered
        rows = (
            IncidentCount.objects.filter(
                Q(place__in=covered) | Q(place=None, batch__source__place__in=covered),
                month__gte=first, month__lt=self.reading.period.until,
            )
            .values("kind", "month").annotate(sum=Sum("n"))
            .values_list("kind", "month", "sum").order_by()
        )  # fmt: skip
        found: dict[str, Ints] = {}
        start = month_number(first)
        for kind, month, n in rows:
            series = found.setdefault(kind, np.zeros(months, np.int64))
            series[month_number(month) - start] += n
        return dict(sorted(found.items()))

    def files(self, where: Where) -> tuple[list[Path], list[Path]]:
        """The rows of deliveries about the place or within it, and of those about a larger one."""
        covered = set(self.reading.covered)
        own: list[Path] = []
        around: list[Path] = []
        for batch in self.batches:
            (own if batch.source.place_id in covered else around).append(where(batch.pk))
        return own, around

    def _outline(self) -> BaseGeometry | None:
        rows = Boundary.objects.filter(
            place=self.reading.place, valid_from__lte=self.reading.day
        ).order_by("-valid_from")
        found = rows.first()
        return found.shape if found else None

    def _homes(self) -> dict[int, str]:
        rows = Place.objects.filter(pk__in=self.reading.covered).exclude(pk=self.reading.place.pk)
        return dict(rows.values_list("pk", "name"))

    def _siblings(self, year: int) -> tuple[Sibling, ...]:
        """Places of the same kind within the same larger one today."""
        place, period = self.reading.place, self.reading.period
        if place.parent_id is None:
            return ()
        rows = Place.objects.filter(kind=place.kind, parent=place.parent_id).exclude(pk=place.pk)
        others = {p.pk: p for p in rows.on(self.reading.day)}
        covers = PlaceCover.objects.filter(place__in=others).values_list("covered", "place")
        homes: dict[int, set[int]] = {}
        for covered, pk in covers:
            homes.setdefault(covered, set()).add(pk)
        counts: dict[int, dict[str, int]] = {pk: {} for pk in others}
        found = (
            IncidentCount.objects.filter(
                place__in=homes, month__gte=period.since, month__lt=period.until
            ).values("place", "kind").annotate(sum=Sum("n"))
            .values_list("place", "kind", "sum").order_by()
        )  # fmt: skip
        for at, kind, n in found:
            for pk in homes[at]:
                counts[pk][kind] = counts[pk].get(kind, 0) + n
        people = _people(others, year)
        return tuple(
            Sibling(p.key, p.name, people.get(pk, 0), counts[pk]) for pk, p in others.items()
        )

    def _past(self, first: date, history: dict[str, Ints]) -> Iterable[Year]:
        """The same months of each year of the history, oldest first, the period itself last."""
        period = self.reading.period
        start = month_number(first)
        for back in range(HISTORY // 12, -1, -1):
            since = period.since.replace(year=period.since.year - back)
            if since < first:
                continue
            then = Period(since, period.until.replace(year=period.until.year - back))
            at = slice(month_number(then.since) - start, month_number(then.until) - start)
            counts = {kind: int(n[at].sum()) for kind, n in history.items()}
            yield Year(str(then), self._inhabitants(then.last_day.year), counts)

    def _inhabitants(self, year: int) -> int:
        """Those of the place the latest year told of, else the sum of its parts of today."""
        place = self.reading.place
        rows = Population.objects.filter(year__lte=year, year__gte=year - 2)
        for wanted in ([place], self.reading.parts):
            found = rows.filter(place__in=wanted)
            latest = found.order_by("-year").values_list("year", flat=True).first()
            people = _people([p.pk for p in wanted], latest) if latest else {}
            if wanted and len(people) == len(wanted):
                return sum(people.values())
        return 0

    def _deliveries(self) -> Iterable[Delivery]:
        delivered: dict[int, date] = {}
        for batch in self.batches:
            until = delivered.get(batch.source_id)
            late = 0
            if until is not None:
                rows = IncidentCount.objects.filter(batch=batch, month__lt=until)
                late = rows.aggregate(sum=Sum("n"))["sum"] or 0
            if batch.last_month:
                delivered[batch.source_id] = max(batch.last_month, until or batch.last_month)
            yield Delivery(
                batch.source.name, batch.sha256, batch.received_at.date(),
                batch.taken, batch.placeless, late,
            )  # fmt: skip


def _people(places: Iterable[int], year: int) -> dict[int, int]:
    rows = Population.objects.filter(place__in=list(places), year=year).values("place")
    return dict(rows.annotate(sum=Sum("n")).values_list("place", "sum").order_by())


def kind_names() -> dict[str, str]:
    """Every kind of incident that has a name."""
    own = {code.code: code.name for code in codes.table().values()}
    return own | dict(CrimeCode.objects.values_list("code", "name"))


def _breaks(history: dict[str, Ints], first: date, until: date) -> Iterable[str]:
    """Codes that came into use during the history in place of others: their series break there."""
    for code in codes.table().values():
        if code.code in history and code.since and first < code.since < until:
            older = f", i stället för {code.breaks}" if code.breaks else ""
            yield f"{code.name} ({code.code}) används från {code.since}{older}"


def _back(until: date, months: int) -> date:
    year, month = divmod(until.year * 12 + until.month - 1 - months, 12)
    return date(year, month + 1, 1)
