"""Boundaries and inhabitants of places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import shapely
from django.utils.text import slugify
from shapely.geometry.base import BaseGeometry

from samsyn.organisation.acts import Doing, Refused, act
from samsyn.organisation.models import Place, PlaceCover
from samsyn.organisation.registry import PlaceSpec, keep_places
from samsyn.situation.ground import FINEST_FIRST
from samsyn.situation.intake.boundaries import Feature
from samsyn.situation.intake.population import Inhabitants
from samsyn.situation.models import Boundary, Population

# Places finer than districts come with their boundaries; districts and cities are decided.
MADE_BY_BOUNDARIES = {Place.Kind.NEIGHBOURHOOD: "stadsdel", Place.Kind.BASE_AREA: "basomrade"}
TOLD = 10


@act("situation.import_boundaries", on="organisation.Place", title="Läsa in gränser")
def import_boundaries(
    doing: Doing,
    place: Place,
    *,
    features: Mapping[str, Feature],
    kind: str,
    valid_from: date,
    source: str,
    codes: Mapping[str, str] | None = None,
) -> list[Boundary]:
    """Draw the parts of a place of one kind from a day; the names are those of the file.

    Neighbourhoods and base areas not known before are registered, each as part of the smallest
    larger place that holds its middle. Unknown districts are refused. `codes` are the parts'
    official codes by name. The same boundaries again change nothing.
    """
    wanted = Place.Kind(kind)
    known = _by_name(_within(place, wanted))
    unknown = [name for name in features if name.casefold() not in known]
    if unknown:
        if wanted not in MADE_BY_BOUNDARIES:
            raise Refused(_unknown(unknown, f"{wanted.label} i {place}"))
        specs = _new_places(place, wanted, {n: features[n].shape for n in unknown}, codes or {})
        keep_places(specs)
        known = _by_name(_within(place, wanted))
    drawn = [
        Boundary.objects.update_or_create(
            place=known[name.casefold()],
            valid_from=valid_from,
            defaults={"geometry": shapely.to_wkb(feature.shape), "source": source},
        )[0]
        for name, feature in features.items()
    ]
    doing.record(kind=kind, valid_from=valid_from, source=source, drawn=len(drawn),
                 registered=len(unknown))  # fmt: skip
    return drawn


@act("situation.import_population", on="organisation.Place", title="Läsa in befolkning")
def import_population(
    doing: Doing, place: Place, *, inhabitants: Sequence[Inhabitants], source: str, kind: str = ""
) -> int:
    """Replace the inhabitants of the places and years that a file tells of; gives rows written.

    Places are named by name or code, among the parts of `place` (of one `kind`, if told). Larger
    places of which every part is told get the sum, unless a file has told of them.
    """
    known = _by_name(_within(place, kind))
    if unknown := sorted({one.place for one in inhabitants if one.place.casefold() not in known}):
        raise Refused(_unknown(unknown, f"plats i {place}"))
    told = [(known[one.place.casefold()], one) for one in inhabitants]
    rows = [_row(place.pk, source, one) for place, one in told]
    years = sorted({one.year for one in inhabitants})
    for year in years:
        here = {place.pk for place, one in told if one.year == year}
        Population.objects.filter(place__in=here, year=year).delete()
        rows += added_up(place, year, [row for row in rows if row.year == year])
    Population.objects.bulk_create(rows, batch_size=2_000)
    doing.record(source=source, years=years, rows=len(rows), kind=kind,
                 people=sum(one.n for one in inhabitants))  # fmt: skip
    return len(rows)


def _row(place: int, source: str, one: Inhabitants) -> Population:
    return Population(
        place_id=place, year=one.year, sex=one.sex, age_from=one.age_from, age_to=one.age_to,
        n=one.n, source=source,
    )  # fmt: skip


def added_up(whole: Place, year: int, told: Sequence[Population]) -> list[Population]:
    """The larger places' inhabitants of a year, where every part of the told kind is told.

    Earlier sums are replaced; a place that a file has told of is left as it is.
    """
    here = {row.place_id for row in told}
    kinds = set(Place.objects.filter(pk__in=here).values_list("kind", flat=True).distinct())
    if len(kinds) != 1:
        return []
    parts = Place.objects.on(date(year, 12, 31)).filter(kind__in=kinds)
    covers = PlaceCover.objects.filter(covered__in=parts, place__covered_by__place=whole)
    by_larger: dict[int, set[int]] = defaultdict(set)
    for larger, part in covers.exclude(place__kind__in=kinds).values_list("place", "covered"):
        by_larger[larger].add(part)
    of_year = Population.objects.filter(year=year, place__in=by_larger)
    own = set(of_year.filter(summed=False).values_list("place", flat=True))
    of_year.filter(summed=True).delete()
    return [
        Population(place_id=larger, year=year, sex=sex, age_from=first, age_to=last, n=n,
                   source=told[0].source, summed=True)
        for larger, within in by_larger.items()
        if within <= here and larger not in own
        for (sex, first, last), n in _sums(row for row in told if row.place_id in within).items()
    ]  # fmt: skip


def _sums(rows: Iterable[Population]) -> Counter[tuple[str, int, int]]:
    sums: Counter[tuple[str, int, int]] = Counter()
    for row in rows:
        sums[row.sex, row.age_from, row.age_to] += row.n
    return sums


def _within(place: Place, kind: str = "") -> list[Place]:
    """The place and its parts, those that have ended first."""
    rows = Place.objects.filter(covered_by__place=place)
    found = rows.filter(kind=kind) if kind else rows
    return sorted(found, key=lambda p: (p.until is None, _size(p), p.pk))


def _size(place: Place) -> int:
    kind = Place.Kind(place.kind)
    return FINEST_FIRST.index(kind) if kind in FINEST_FIRST else -1


def _by_name(places: Iterable[Place]) -> dict[str, Place]:
    """By name, code and key; where two share one, the last has it: standing, then larger."""
    return {
        name.casefold(): place
        for place in places
        for name in (place.key, place.code, place.name)
        if name
    }


def _unknown(names: Sequence[str], what: str) -> str:
    more = f" och {len(names) - TOLD} till" if len(names) > TOLD else ""
    told = ", ".join(f"»{name}«" for name in names[:TOLD])
    return f"Filen nämner {told}{more}, som inte är någon känd {what}. Registrera först."


def _new_places(
    whole: Place, kind: Place.Kind, shapes: Mapping[str, BaseGeometry], codes: Mapping[str, str]
) -> list[PlaceSpec]:
    larger = _larger(whole, kind)
    taken = set(Place.objects.values_list("key", flat=True))
    specs = []
    for name, shape in shapes.items():
        key = f"{MADE_BY_BOUNDARIES[kind]}-{slugify(name)}"
        if key in taken:
            raise Refused(f"Nyckeln »{key}« finns redan. Ge område »{name}« ett eget namn.")
        taken.add(key)
        middle = shape.representative_point()
        parent = next((p for p, outline in larger if outline.intersects(middle)), whole)
        specs.append(PlaceSpec(key, kind, readable(name), parent.key, codes.get(name, "")))
    return specs


def _larger(whole: Place, kind: Place.Kind) -> list[tuple[Place, BaseGeometry]]:
    """Places that may be the new ones' parents, the finest first, with prepared outlines."""
    kinds = FINEST_FIRST[FINEST_FIRST.index(kind) + 1 :]
    rows = (
        Boundary.objects.filter(
            place__covered_by__place=whole, place__kind__in=kinds, place__until=None
        )
        .select_related("place")
        .order_by("-valid_from")
    )
    found: dict[int, tuple[Place, BaseGeometry]] = {}
    for row in rows:
        shape = row.shape
        shapely.prepare(shape)
        found.setdefault(row.place_id, (row.place, shape))
    return sorted(found.values(), key=lambda pair: kinds.index(Place.Kind(pair[0].kind)))


def readable(name: str) -> str:
    """BAGARMOSSEN as Bagarmossen; names that are not shouted are left as they are."""
    return name.title() if name.isupper() else name
