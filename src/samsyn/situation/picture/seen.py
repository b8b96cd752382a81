"""What was seen in the field (EST) and is shared by its owners, counted for a picture.

Category × part of the place, months and severity: a family of its own, protected like the
incidents' but apart from them, since the two have no number in common. What the owner keeps to its
own body or its group is never read here, and of what is shared nothing but category, neighbourhood,
week and severity. A week counts in the month of its Monday.

A draft shows these numbers protected too: those who may read a draft need not be those with whom
the owner has shared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Sum

from samsyn.analysis.protection import Unprotectable
from samsyn.situation import checklist
from samsyn.situation.models import Observation, ObservationCount
from samsyn.situation.models.observations import Severity
from samsyn.situation.picture import family
from samsyn.situation.picture.counts import REST, Family, Shape, Sums
from samsyn.situation.picture.reading import Reading

Json = dict[str, Any]
LINE = "falt"
KEYS = ("shared_place", "category", "severity", "week")


@dataclass(frozen=True)
class Sight:
    """So many observations alike. `part` is the key of a part of the place, or `övrigt`."""

    category: str
    part: str
    severity: int
    month: str
    n: int


@dataclass(frozen=True)
class Seen:
    """What a picture may say of the field, and what later pictures must know of it."""

    content: Json | None
    record: family.Record | None


def seen(
    reading: Reading, threshold: int, earlier: Iterable[family.Record], within: dict[str, str]
) -> Seen:
    """The shared observations of the place and period, protected; nothing when there are none."""
    found = list(_sights(reading))
    if not found:
        return Seen(None, None)
    parts = tuple(part.key for part in reading.parts)
    cells = Cells(Shape(reading.place.key, reading.period, parts, ()), tuple(found))
    counted = Family(cells.counts, cells.sums, frozenset(), frozenset())
    try:
        protection = family.protected(counted, threshold, earlier, within)
    except Unprotectable:  # nothing but these numbers is lost
        return Seen({"withheld": True}, None)
    shown = {name: protection.values[name] for name in counted.counts}
    names = {part.key: part.name for part in reading.parts}
    return Seen(cells.told(shown, names), family.record(counted, protection))


def _sights(reading: Reading) -> Iterator[Sight]:
    """Live rows, and those of which only the number is left."""
    period, home = reading.period, reading.part_of
    where = {
        "shared_place__in": reading.covered,
        "week__gte": period.since,
        "week__lt": period.until,
    }
    live = Observation.objects.filter(**where).order_by().values_list(*KEYS)
    kept = ObservationCount.objects.filter(**where).order_by().values_list(*KEYS)
    for rows in (live.annotate(amount=Count("pk")), kept.annotate(amount=Sum("n"))):
        for place, category, severity, week, n in rows:
            yield Sight(category, home.get(place, REST), severity, _month(week), n)


def _month(week: date) -> str:
    return f"{week:%Y-%m}"


@dataclass(frozen=True)
class Cells:
    """The numbers by name, `line|place|time`, as incidents have them, and how they hang together.

    Every category of the checklist takes part, seen or not: that there were none is a number too.
    """

    shape: Shape
    sights: tuple[Sight, ...]

    @cached_property
    def lines(self) -> dict[str, str]:
        """The line of each category, by key."""
        known = (*(key for key, _ in checklist.choices()), *(s.category for s in self.sights))
        return {key: f"{LINE}:{key}" for key in known}

    @cached_property
    def counts(self) -> dict[str, int]:
        found: Counter[str] = Counter()
        for sight in self.sights:
            for name in self._names(sight):
                found[name] += sight.n
        everything = dict.fromkeys(name for total, parts in self.sums for name in (total, *parts))
        return {name: found[name] for name in everything}

    def _names(self, sight: Sight) -> Iterator[str]:
        """The cells that a sight counts in."""
        slots = {self.shape.total}
        if self.shape.parts:
            slots.add(self.shape.part(sight.part))
        for slot in slots:
            yield f"{LINE}|{slot}"
            yield f"{self.lines[sight.category]}|{slot}"
        yield self._severity(sight.severity)
        if (month := f"{LINE}|{self.shape.place}|{sight.month}") != self._total(LINE):
            yield month

    @cached_property
    def sums(self) -> Sums:
        slots = [self.shape.total, *self._parts]
        found: Sums = [
            (f"{LINE}|{slot}", [f"{line}|{slot}" for line in self.lines.values()]) for slot in slots
        ]
        if self.shape.parts:
            found += [
                (self._total(line), [f"{line}|{slot}" for slot in self._parts])
                for line in (LINE, *self.lines.values())
            ]
        months = [f"{LINE}|{slot}" for slot in self.shape.months(self.shape.period)]
        if len(months) > 1:
            found.append((self._total(LINE), months))
        found.append((self._total(LINE), [self._severity(value) for value in Severity.values]))
        return found

    @cached_property
    def _parts(self) -> list[str]:
        keys = (*self.shape.parts, REST) if self.shape.parts else ()
        return [self.shape.part(key) for key in keys]

    def _total(self, line: str) -> str:
        return f"{line}|{self.shape.total}"

    def _severity(self, value: int) -> str:
        return f"{self._total(LINE)}|allvar {value}"

    def told(self, shown: dict[str, int | None], names: dict[str, str]) -> Json:
        """The numbers as the content has them; categories that nobody saw are left out."""
        parts = (*self.shape.parts, REST) if self.shape.parts else ()
        named = [(key, names.get(key, "Utan närmare plats")) for key in parts]
        return {
            "n": shown[self._total(LINE)],
            "parts": [
                {"key": key, "name": name, "n": shown[f"{LINE}|{self.shape.part(key)}"]}
                for key, name in named
            ],
            "months": [
                {"month": slot.partition("|")[2], "n": shown[f"{LINE}|{slot}"]}
                for slot in self.shape.months(self.shape.period)
            ],
            "severities": [
                {"severity": s.value, "name": s.label, "n": shown[self._severity(s.value)]}
                for s in Severity
            ],
            "categories": [
                {
                    "key": key,
                    "name": checklist.name_of(key),
                    "n": shown[self._total(line)],
                    "parts": [
                        {"key": part, "name": name, "n": shown[f"{line}|{self.shape.part(part)}"]}
                        for part, name in named
                    ],
                }
                for key, line in self.lines.items()
                if shown[self._total(line)] != 0
            ],
        }
