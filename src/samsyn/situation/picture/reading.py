"""What the database knows for a picture: areas, codes, parts of the place, incidents, batches."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet, Sum
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from samsyn.agreements.models import PriorityArea, Version
from samsyn.organisation.models import Place, PlaceCover
from samsyn.situation import areas, codes
from samsyn.situation.doubles import twice
from samsyn.situation.models import (
    Batch,
    Boundary,
    CrimeCode,
    IncidentCount,
    PictureCounts,
    Population,
)
from samsyn.situation.models.geography import ALWAYS
from samsyn.situation.picture.counts import REST, Incidents, Shape
from samsyn.situation.picture.kinds import NOT_SAID, Area, Kinds, Victim
from samsyn.situation.picture.periods import Period

FINER = {
    Place.Kind.CITY: Place.Kind.DISTRICT,
    Place.Kind.DISTRICT: Place.Kind.NEIGHBOURHOOD,
    Place.Kind.NEIGHBOURHOOD: Place.Kind.BASE_AREA,
}
# What codes tell of age overlaps (7–14, 0–17 …); these three can be told apart in all of them.
AGES = {"7-14": "child", "15-17": "child", "0-17": "child", "18+": "adult", "elderly": "elderly"}
AGE_ORDER = ("child", "adult", "elderly", "")
SIMPLIFIED = 25.0  # metres; finer than a drawing of a district shows
FEW = 100_000
"""Incidents that a page may count itself; it takes some hundredths of a second."""


@dataclass(frozen=True)
class Reading:
    """A place and a period as the database knows them on `day`.

    `day` decides which areas the agreements in force name and which boundaries are drawn. Numbers
    include the places that merged into the place, so that they can be compared over time.
    """

    place: Place
    period: Period
    day: date

    @cached_property
    def kinds(self) -> Kinds:
        return Kinds(tuple(_areas(self.place, self.day)), _victims(self.period.last_day))

    @cached_property
    def parts(self) -> list[Place]:
        """The places next finer that the place consists of today, in order of name."""
        finer = FINER.get(Place.Kind(self.place.kind))
        rows = Place.objects.filter(covered_by__place=self.place, kind=finer)
        return list(rows.on(self.day).order_by("name")) if finer else []

    @cached_property
    def shape(self) -> Shape:
        said = sorted(
            {v for k in self._found_kinds if (v := self.kinds.victim(k)) != NOT_SAID},
            key=lambda v: (not v.sex, v.sex, AGE_ORDER.index(v.age)),
        )
        victims = (*said, NOT_SAID) if said else ()
        return Shape(self.place.key, self.period, tuple(p.key for p in self.parts), victims)

    @cached_property
    def incidents(self) -> Incidents:
        """As counted in the background, if that still holds; else counted here and now."""
        return self.kept or self.recounted()

    @property
    def is_at_hand(self) -> bool:
        """Whether a page may ask for the incidents: few enough to count, or counted already."""
        return self._is_light or self.kept is not None

    @property
    def _is_light(self) -> bool:
        return sum(self._live.values()) <= FEW

    @cached_property
    def kept(self) -> Incidents | None:
        """What was counted in the background, if it rests on just what there is now."""
        if self._is_light:
            return None
        rows = PictureCounts.objects.filter(
            place=self.place, since=self.period.since, until=self.period.until
        )
        row = rows.exclude(basis="").first()
        if row is None or row.basis != self.basis:
            return None
        return Incidents(*([(k, at, n) for k, at, n in c] for c in (row.by_month, row.by_part)))

    @property
    def basis(self) -> str:
        """A digest of all that the incidents rest on. The counts of a live batch never change."""
        told = [sorted(self._live), sorted(self.covered), sorted(self.part_of.items())]
        return hashlib.sha256(json.dumps([*told, [p.key for p in self.parts]]).encode()).hexdigest()

    @cached_property
    def _live(self) -> dict[int, int]:
        """Every live batch with incidents in these months, wherever, and how many it has."""
        rows = Batch.objects.filter(
            source__survey=None,
            status=Batch.Status.DONE,
            first_month__lt=self.period.until,
            last_month__gte=self.period.year_before().since,
        )
        return dict(rows.values_list("pk", "taken"))

    def recounted(self) -> Incidents:
        """Counted here and now."""
        return Incidents(self._by_month(), self._by_part())

    @cached_property
    def _found_kinds(self) -> set[str]:
        return {kind for kind, _, _ in self.incidents.by_month}

    def _by_month(self) -> list[tuple[str, str, int]]:
        before = self.period.year_before()
        rows = self._counts(before).union(self._counts(self.period), all=True)
        return [(kind, f"{month:%Y-%m}", n) for kind, month, n in rows]

    def _counts(self, period: Period) -> QuerySet[IncidentCount, tuple[str, date, int]]:
        rows = self._within(period).values("kind", "month")
        return rows.annotate(sum=Sum("n")).values_list("kind", "month", "sum").order_by()

    def _by_part(self) -> list[tuple[str, str, int]]:
        if not self.parts:
            return []
        rows = self._within(self.period).values("place", "kind").annotate(sum=Sum("n")).order_by()
        home = self.part_of
        return [(row["kind"], home.get(row["place"], REST), row["sum"]) for row in rows]

    def _within(self, period: Period) -> QuerySet[IncidentCount]:
        """Incidents in the place, and those its own sources could put nowhere nearer."""
        covered = self.covered
        return IncidentCount.objects.filter(
            Q(place__in=covered) | Q(place=None, batch__source__place__in=covered),
            month__gte=period.since,
            month__lt=period.until,
        )

    @cached_property
    def covered(self) -> list[int]:
        rows = PlaceCover.objects.filter(place=self.place)
        return list(rows.values_list("covered", flat=True))

    @cached_property
    def part_of(self) -> dict[int, str]:
        """Which part holds each covered place. What two parts share belongs to neither."""
        keys = {part.pk: part.key for part in self.parts}
        home: dict[int, set[str]] = {}
        rows = PlaceCover.objects.filter(place__in=keys).values_list("place", "covered")
        for part, covered in rows:
            home.setdefault(covered, set()).add(keys[part])
        return {covered: min(found) for covered, found in home.items() if len(found) == 1}

    def merged(self) -> list[str]:
        """Names of places that have ended and whose numbers are in these."""
        rows = Place.objects.filter(pk__in=self.covered, until__lte=self.day)
        return list(rows.exclude(kind=Place.Kind.BASE_AREA).values_list("name", flat=True))

    def batches(self) -> QuerySet[Batch]:
        """The deliveries that the numbers may rest on."""
        around = PlaceCover.objects.filter(covered=self.place).values("place")
        return (
            Batch.objects.filter(
                Q(source__place__in=self.covered) | Q(source__place__in=around),
                source__survey=None,
                status=Batch.Status.DONE,
                first_month__lt=self.period.until,
                last_month__gte=self.period.year_before().since,
            )
            .select_related("source__body")
            .order_by("received_at", "pk")
        )

    def doubled(self) -> list[str]:
        """Tables whose crimes other sources count as well, in the period or the year before."""
        before = self._within(self.period.year_before())
        return twice(self.batches(), self._within(self.period) | before)

    def inhabitants(self) -> tuple[int, dict[str, int]] | None:
        """The latest year told of, not after the period, and its inhabitants by key of place."""
        keys = {p.pk: p.key for p in (self.place, *self.parts)}
        rows = Population.objects.filter(place__in=keys, year__lte=self.period.last_day.year)
        year = (
            rows.filter(place=self.place).order_by("-year").values_list("year", flat=True).first()
        )
        if year is None:
            return None
        sums = rows.filter(year=year).values_list("place").annotate(sum=Sum("n")).order_by()
        return year, {keys[pk]: n for pk, n in sums if n}

    def breaks(self, line: str) -> list[dict[str, str]]:
        """Where the line of an area is broken by a change of codes, the year before included.

        The sum of all incidents is not: what leaves one code is in another.
        """
        kinds = next((area.kinds for area in self.kinds.areas if area.key == line), frozenset())
        known = {(code.code, code.since): code for code in codes.table().values()}
        for row in CrimeCode.objects.filter(code__in=kinds).exclude(since=ALWAYS, until=None):
            since = None if row.since == ALWAYS else row.since
            known[row.code, since] = codes.Code(
                row.code, row.name, row.group, row.theme, since=since, until=row.until
            )
        found = codes.series_breaks(
            (code for code in known.values() if code.code in kinds),
            self.period.year_before().since,
            self.period.until,
        )
        return [{"month": f"{month:%Y-%m}", "text": text} for month, text in found]

    def outlines(self) -> dict[str, list[list[tuple[int, int]]]]:
        """The parts' outlines as rings of whole metres (SWEREF 99 TM), simplified, by key."""
        keys = {part.pk: part.key for part in self.parts}
        return {keys[pk]: list(_rings(row.shape)) for pk, row in self._boundaries.items()}

    def drawn_by(self) -> list[str]:
        """Where the outlines come from, as their import said."""
        return sorted({row.source for row in self._boundaries.values()})

    @cached_property
    def _boundaries(self) -> dict[int, Boundary]:
        rows = Boundary.objects.filter(place__in=self.parts, valid_from__lte=self.day)
        return {row.place_id: row for row in rows.order_by("valid_from")}


def _rings(shape: BaseGeometry) -> Iterator[list[tuple[int, int]]]:
    simple = shape.simplify(SIMPLIFIED)
    for part in getattr(simple, "geoms", [simple]):
        if isinstance(part, Polygon):
            for ring in (part.exterior, *part.interiors):
                yield [(round(x), round(y)) for x, y, *_ in ring.coords]


def _areas(place: Place, day: date) -> Iterator[Area]:
    """The priority areas of the agreements that hold for the place and name kinds of incident."""
    versions = Version.objects.that_held_on(day).filter(
        agreement__city__in=PlaceCover.objects.filter(covered=place).values("place")
    )
    named = PriorityArea.objects.filter(version__in=versions).select_related("version__agreement")
    for area in named.order_by("version__key", "order"):
        if kinds := areas.kinds_of(area.version.agreement.line, area.key, day):
            yield Area(area.ref, area.name, kinds)


def _victims(day: date) -> dict[str, Victim]:
    """What the codes in use on a day say of the victim; what has been added goes first."""
    told: dict[str, Victim] = {}
    own: Iterable[Any] = (c for c in codes.table().values() if c.holds(day))
    added = CrimeCode.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day)
    for code in (*own, *added):
        told[code.code] = Victim(code.victim_sex, AGES.get(code.victim_age, ""))
    return {code: victim for code, victim in told.items() if victim != NOT_SAID}
