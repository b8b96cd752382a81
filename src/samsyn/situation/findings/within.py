"""The drawn places within a picture's own that are compared with each other."""

from __future__ import annotations

from samsyn.organisation.models import Place, PlaceCover
from samsyn.situation.models import Boundary
from samsyn.situation.picture.reading import Reading

from .methods.material import Ground
from .methods.places import FEWEST_PLACES

LEVELS = (Place.Kind.NEIGHBOURHOOD, Place.Kind.BASE_AREA)


def grounds_of(reading: Reading) -> tuple[Ground, ...]:
    """Neighbourhoods, or base areas where there are too few of those, in order of name."""
    most: tuple[Ground, ...] = ()
    for kind in LEVELS:
        found = _drawn(reading, kind)
        if len(found) >= FEWEST_PLACES:
            return found
        most = max(most, found, key=len)
    return most


def _drawn(reading: Reading, kind: Place.Kind) -> tuple[Ground, ...]:
    covered = Place.objects.filter(covered_by__place=reading.place, kind=kind)
    places = {
        p.pk: p for p in covered.on(reading.day).exclude(pk=reading.place.pk).order_by("name")
    }
    rows = Boundary.objects.filter(place__in=places, valid_from__lte=reading.day)
    shapes = {row.place_id: row.shape for row in rows.order_by("valid_from")}
    holds: dict[int, set[int]] = {}
    pairs = PlaceCover.objects.filter(place__in=shapes).values_list("place", "covered")
    shared: dict[int, int] = {}
    for pk, covered_pk in pairs:
        holds.setdefault(pk, set()).add(covered_pk)
        shared[covered_pk] = shared.get(covered_pk, 0) + 1
    return tuple(
        Ground(
            place.key, place.name, str(Place.Kind(kind).label), reading.part_of.get(pk, ""),
            shapes[pk], frozenset(c for c in holds[pk] if shared[c] == 1),
        )
        for pk, place in places.items()
        if pk in shapes
    )  # fmt: skip
