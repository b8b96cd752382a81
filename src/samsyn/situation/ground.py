"""What the incidents of a source are judged against on a day: its places, outlines and codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from samsyn.organisation.models import Place

from . import codes
from .intake.geo import Layer
from .intake.verdicts import Ground
from .models import Boundary, CrimeCode, RetentionRule, Source
from .weeding import oldest_kept

# Layers lie over each other: the finest that holds a point has it. Local police areas cut across
# districts, so they hold no points; a row may still name one.
FINEST_FIRST = (
    Place.Kind.BASE_AREA,
    Place.Kind.NEIGHBOURHOOD,
    Place.Kind.DISTRICT,
    Place.Kind.CITY,
)
BY_NAME = (*reversed(FINEST_FIRST), Place.Kind.LOCAL_POLICE_AREA, Place.Kind.POLICE_AREA)


def ground_of(source: Source, day: date) -> Ground:
    """The ground of a source's place as it is drawn on `day`.

    Old incidents too are laid on the ground of today, so that numbers stay comparable when places
    are redrawn. Names of places that have ended are still understood.
    """
    places = list(Place.objects.filter(covered_by__place=source.place).order_by("pk"))
    return Ground(
        today=day,
        layers=_layers([place for place in places if place.holds(day)], day),
        names=_names(places, day),
        codes=code_names(),
        area=source.place.name,
        earliest=_oldest_kept(source, day),
    )


def code_names() -> dict[str, str]:
    """Every code known, with its name: the project's own table and what has been added to it."""
    own = {code.code: code.name for code in codes.table().values()}
    return own | dict(CrimeCode.objects.values_list("code", "name"))


def _oldest_kept(source: Source, day: date) -> date:
    """By the source's rule of retention; what has been removed by it does not come back."""
    rule = RetentionRule.objects.filter(source=source).first()
    return oldest_kept(day, rule.months) if rule else date.min


def _layers(places: Sequence[Place], day: date) -> list[Layer]:
    kinds = {place.pk: place.kind for place in places}
    rows = Boundary.objects.filter(place__in=kinds, valid_from__lte=day).order_by("valid_from")
    latest = {row.place_id: row for row in rows}
    by_kind = [[pk for pk in sorted(latest) if kinds[pk] == kind] for kind in FINEST_FIRST]
    return [Layer(pks, [latest[pk].shape for pk in pks]) for pks in by_kind if pks]


def _names(places: Iterable[Place], day: date) -> dict[str, int]:
    """Names and codes; where two places share one, the standing and the larger place has it."""
    names: dict[str, int] = {}
    for place in sorted(places, key=lambda p: (not p.holds(day), _rank(p), -p.pk)):
        for name in (place.name, place.code):
            if name:
                names.setdefault(name.casefold(), place.pk)
    return names


def _rank(place: Place) -> int:
    return BY_NAME.index(Place.Kind(place.kind))
