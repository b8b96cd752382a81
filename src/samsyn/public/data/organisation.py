"""Places with their outlines, bodies, groups and the functions that sit in them. No names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from samsyn.organisation.models import Body, Group, Place, Seat
from samsyn.situation.intake.geo import SWEREF99TM, WGS84
from samsyn.situation.models import Boundary

from .agreements import HELD, PERIOD, PLACE
from .dataset import Asked, Dataset, Field, Row, last_day

SIMPLIFIED = 10.0  # metres
DECIMALS = 5  # of a degree: about a metre


def _places(asked: Asked) -> Iterator[Row]:
    rows = Place.objects.filter(asked.within(""), asked.holding()).select_related("parent")
    rows = rows.prefetch_related("successions__successor").order_by("kind", "name", "since")
    drawn = _outlines(asked)
    for place in rows:
        yield {
            "plats": place.key,
            "namn": place.name,
            "slag": place.get_kind_display(),
            "kod": place.code or None,
            "del_av": place.parent.key if place.parent else None,
            "ersatt_av": [row.successor.key for row in place.successions.all()],
            "giltig_fran": place.since,
            "giltig_till": last_day(place.until),
            "grans_kalla": drawn[place.pk][0] if place.pk in drawn else None,
            "geometry": drawn[place.pk][1] if place.pk in drawn else None,
        }


def _outlines(asked: Asked) -> dict[int, tuple[str, dict[str, Any]]]:
    """The latest outline of each place, with where it comes from."""
    day = asked.actor.day
    rows = Boundary.objects.filter(asked.within("place"), valid_from__lte=day)
    latest = {row.place_id: row for row in rows.order_by("valid_from")}
    return {pk: (row.source, _geojson(bytes(row.geometry))) for pk, row in latest.items()}


@lru_cache(maxsize=1_000)
def _geojson(wkb: bytes) -> dict[str, Any]:
    """The outline in degrees (WGS 84), simplified, rings turned as RFC 7946 wants them."""
    simple = shapely.from_wkb(wkb).simplify(SIMPLIFIED)
    degrees: BaseGeometry = shapely.transform(shapely.force_2d(simple), _to_degrees)
    whole = shapely.orient_polygons(degrees, exterior_cw=False)
    told: dict[str, Any] = shapely.geometry.mapping(whole)
    return told


def _to_degrees(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.round(np.column_stack(_transformer().transform(*points.T)), DECIMALS)


@lru_cache
def _transformer() -> Transformer:
    return Transformer.from_crs(SWEREF99TM, WGS84, always_xy=True)


def _bodies(asked: Asked) -> Iterator[Row]:
    rows = Body.objects.filter(asked.within("place"), asked.holding())
    for body in rows.select_related("parent", "place").order_by("kind", "name", "since"):
        yield {
            "organ": body.key,
            "namn": body.name,
            "slag": body.get_kind_display(),
            "under": body.parent.key if body.parent else None,
            "plats": body.place.key if body.place else None,
            "giltig_fran": body.since,
            "giltig_till": last_day(body.until),
        }


def _groups(asked: Asked) -> Iterator[Row]:
    rows = Group.objects.filter(asked.within("place"), asked.holding()).select_related("place")
    for group in rows.order_by("place__name", "key", "since"):
        yield {
            "grupp": group.key,
            "namn": group.name,
            "niva": group.get_level_display(),
            "plats": group.place.key,
            "fast": group.standing,
            "tema": group.theme or None,
            "stod": group.clause,
            "rapporterar_till": group.reports_to or None,
            "moten": group.cadence or None,
            "grans_for_beslut": group.delegation or None,
            "giltig_fran": group.since,
            "giltig_till": last_day(group.until),
            "sida": f"/grupper/{group.pk}/",
        }


def _seats(asked: Asked) -> Iterator[Row]:
    rows = Seat.objects.filter(asked.within("group__place"), asked.holding())
    rows = rows.select_related("group__place", "body")
    for seat in rows.order_by("group__place__name", "group__key", "key", "since"):
        yield {
            "grupp": seat.group.key,
            "plats": seat.group.place.key,
            "funktion": seat.function,
            "organ": seat.body.key,
            "organets_namn": seat.body.name,
            "obligatorisk": seat.required,
            "har_ersattare": seat.deputy,
            "giltig_fran": seat.since,
            "giltig_till": last_day(seat.until),
        }


GROUP = Field("grupp", "Gruppens nyckel: linje, slag och plats.")

PLACES = Dataset(
    name="platser",
    title="Platser",
    description="Staden, stadsdelsområden, stadsdelar och polisområden, nu och då, med gränser "
    "som GeoJSON.",
    fields=(
        Field("plats", "Platsens nyckel."),
        Field("namn", "Platsens namn."),
        Field("slag", "stad, stadsdelsområde, stadsdel, basområde eller polisens områden."),
        Field("kod", "Officiell kod, där det finns en."),
        Field("del_av", "Nyckeln till den plats som den är en del av."),
        Field("ersatt_av", "Nycklar till de platser som tog över."),
        *PERIOD,
        Field("grans_kalla", "Var gränsen kommer ifrån. Tomt när ingen gräns finns."),
    ),
    rows=_places,
    page="organisation:places",
    keywords=("stadsdelsområde", "lokalpolisområde", "gränser"),
    by_period=HELD,
    is_drawn=True,
)
BODIES = Dataset(
    name="organ",
    title="Organ",
    description="Nämnder, förvaltningar, bolag och delar av polisen som deltar, nu och då.",
    fields=(
        Field("organ", "Organets nyckel."),
        Field("namn", "Organets namn."),
        Field("slag", "Slag av organ."),
        Field("under", "Nyckeln till det organ som det hör till."),
        PLACE,
        *PERIOD,
    ),
    rows=_bodies,
    page="organisation:bodies",
    keywords=("nämnd", "förvaltning", "polis"),
    by_period=HELD,
)
GROUPS = Dataset(
    name="grupper",
    title="Grupper",
    description="Grupperna som överenskommelserna öppnar, nu och då, med stödet för dem.",
    fields=(
        GROUP,
        Field("namn", "Gruppens namn."),
        Field("niva", "stadsövergripande eller lokal."),
        PLACE,
        Field("fast", "true för en fast grupp, false för en tillfällig."),
        Field("tema", "Gruppens tema, om den har något."),
        Field("stod", "Klausulen som öppnar gruppen."),
        Field("rapporterar_till", "Nyckeln till gruppen som den rapporterar till."),
        Field("moten", "Hur ofta gruppen möts, i ord."),
        Field("grans_for_beslut", "Vad gruppen inte får besluta, i ord."),
        *PERIOD,
        Field("sida", "Adressen till sidan i Samsyn, utan värdnamn."),
    ),
    rows=_groups,
    page="organisation:groups",
    keywords=("styrgrupp", "beredningsgrupp", "arbetsgrupp"),
    by_period=HELD,
)
SEATS = Dataset(
    name="funktioner",
    title="Funktioner i grupperna",
    description="Vilka funktioner som sitter i grupperna, för vilket organ. Inga namn på personer.",
    fields=(
        GROUP,
        PLACE,
        Field("funktion", "Funktionen som har platsen, aldrig en person."),
        Field("organ", "Nyckeln till organet som funktionen hör till."),
        Field("organets_namn", "Organets namn."),
        Field("obligatorisk", "true om platsen måste vara tillsatt."),
        Field("har_ersattare", "true om platsen ska ha en ersättare."),
        *PERIOD,
    ),
    rows=_seats,
    page="organisation:groups",
    keywords=("funktion", "representation"),
    by_period=HELD,
)
DATASETS = (PLACES, BODIES, GROUPS, SEATS)
