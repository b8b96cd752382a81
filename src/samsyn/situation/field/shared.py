"""The shared picture of the field: category, neighbourhood, week and severity, counted; no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

from django.db.models import Count, Sum

from samsyn.figures import Bar, Bars, Cell, Choropleth, Figure
from samsyn.organisation.access import Actor
from samsyn.organisation.models import Place, PlaceCover
from samsyn.situation import checklist
from samsyn.situation.models import Observation, ObservationCount
from samsyn.situation.models.observations import week_of

from .whereabouts import Ground

T = TypeVar("T")
WEEKS = 8
READ = "situation.read_shared"
KEYS = ("place__name", "category", "severity", "week")


@dataclass(frozen=True)
class Row:
    """A line of the picture."""

    place: str
    category: str
    severity: int
    week: date
    n: int


@dataclass(frozen=True)
class SharedPicture:
    """What owners share of a place over the last weeks, as far as the actor's mandate reaches."""

    actor: Actor
    place: Place
    weeks: int = WEEKS

    @property
    def first_week(self) -> date:
        return week_of(self.actor.day) - timedelta(weeks=self.weeks - 1)

    @cached_property
    def rows(self) -> list[Row]:
        """Live rows and those of which only the number is left."""
        within = PlaceCover.objects.filter(place=self.place).values("covered")
        where = {"shared_place__in": within, "week__gte": self.first_week}
        live = Observation.objects.may(self.actor, READ).filter(**where)
        kept = ObservationCount.objects.may(self.actor, READ).filter(**where)
        found: Counter[tuple[str, str, int, date]] = Counter()
        for *keys, n in live.order_by().values_list(*KEYS).annotate(n=Count("pk")):
            found[tuple(keys)] += n
        for *keys, n in kept.order_by().values_list(*KEYS).annotate(sum=Sum("n")):
            found[tuple(keys)] += n
        return [Row(*keys, n) for keys, n in sorted(found.items())]

    @property
    def total(self) -> int:
        return sum(row.n for row in self.rows)

    @property
    def serious(self) -> int:
        return sum(row.n for row in self.rows if row.severity == 3)

    def figures(self) -> list[Figure]:
        if not self.rows:
            return []
        drawn: list[Figure | None] = [self._map(), self._by_category(), self._by_week()]
        return [figure for figure in drawn if figure is not None]

    def _map(self) -> Figure | None:
        ground = Ground(self.place, self.actor.day)
        counts = _sum((row.place, row.n) for row in self.rows)
        cells = tuple(
            Cell(part.name, float(counts[part.name]), ground.shapes[part.pk])
            for part in ground.parts
            if part.pk in ground.shapes
        )
        if not cells:
            return None
        drawn = {cell.name for cell in cells}
        rest = sum(n for name, n in counts.items() if name not in drawn)
        note = f"Utan närmare stadsdel: {rest}." if rest else ""
        title = "Var: delade iakttagelser"
        return Choropleth(title=title, note=note, cells=cells, unit="antal", decimals=0)

    def _by_category(self) -> Figure:
        counts = _sum((checklist.name_of(row.category), row.n) for row in self.rows)
        names = [name for name, _ in counts.most_common()]
        return Bars(
            title="Vad: delade iakttagelser",
            categories=tuple(names),
            groups=(Bar("antal", tuple(float(counts[name]) for name in names)),),
            heading="Kategori",
        )

    def _by_week(self) -> Figure:
        counts = _sum((row.week, row.n) for row in self.rows)
        weeks = [self.first_week + timedelta(weeks=n) for n in range(self.weeks)]
        return Bars(
            title="När: vecka för vecka",
            categories=tuple(f"v. {week.isocalendar().week}" for week in weeks),
            groups=(Bar("antal", tuple(float(counts[week]) for week in weeks)),),
            heading="Vecka",
        )


def _sum(pairs: Iterable[tuple[T, int]]) -> Counter[T]:
    found: Counter[T] = Counter()
    for key, n in pairs:
        found[key] += n
    return found
