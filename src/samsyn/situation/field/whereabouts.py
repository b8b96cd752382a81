"""Where something was seen: a part of the group's place, by name, on the map or by position."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from shapely.geometry.base import BaseGeometry

from samsyn.figures import Outline, SpotMap
from samsyn.organisation.access import Actor
from samsyn.organisation.models import Group, Place
from samsyn.situation.intake.geo import NOWHERE, Layer, in_sweden, locate, to_sweref
from samsyn.situation.models import Boundary, Hotspot, Observation

Point = tuple[float, float]
KINDS = (Place.Kind.NEIGHBOURHOOD, Place.Kind.DISTRICT, Place.Kind.CITY)
TAP_WIDTH = 300
MARK = 3
REMEMBERED = timedelta(days=62)


@dataclass(frozen=True)
class Ground:
    """The place of a group and its parts on a day: what can be named, and what can be pointed at.

    In a city the parts are its neighbourhoods too; they are listed under their districts.
    """

    whole: Place
    day: date

    @cached_property
    def places(self) -> list[Place]:
        """The place itself and its parts, the whole first, then by name."""
        rows = Place.objects.filter(covered_by__place=self.whole, kind__in=KINDS)
        held = rows.on(self.day).select_related("parent").distinct()
        return sorted(held, key=lambda p: (p.pk != self.whole.pk, p.name))

    @cached_property
    def parts(self) -> list[Place]:
        """The neighbourhoods; where there are none, what there is."""
        finest = [p for p in self.places if p.kind == Place.Kind.NEIGHBOURHOOD]
        return finest or [p for p in self.places if p.pk != self.whole.pk] or self.places

    @cached_property
    def shapes(self) -> dict[int, BaseGeometry]:
        """The outlines of the parts as they are drawn on the day."""
        rows = Boundary.objects.filter(place__in=self.parts, valid_from__lte=self.day)
        return {row.place_id: row.shape for row in rows.order_by("valid_from")}

    def at(self, point: Point) -> Place | None:
        """The part that holds a point; None outside them all."""
        drawn = [p for p in self.parts if p.pk in self.shapes]
        layer = Layer(range(len(drawn)), [self.shapes[p.pk] for p in drawn])
        found = locate(np.array([point[0]]), np.array([point[1]]), [layer])[0]
        return None if found == NOWHERE else drawn[found]

    def named(self, text: str) -> Place | None:
        """The part whose name stands in a text; None when none or several do."""
        words = f" {text.casefold()} "
        found = [p for p in self.parts if f" {p.name.casefold()} " in words.replace(",", " ")]
        return found[0] if len(found) == 1 else None

    def tap_map(self, point: Point | None = None) -> SpotMap | None:
        """The map to point at; None while nothing is drawn."""
        drawn = [p for p in self.parts if p.pk in self.shapes]
        if not drawn:
            return None
        outlines = tuple(Outline(p.name, self.shapes[p.pk]) for p in drawn)
        return SpotMap(
            title=f"Karta över {self.whole.name}",
            outlines=outlines,
            spots=() if point is None else ((*point, MARK),),
        )


def from_position(latitude: float, longitude: float) -> Point | None:
    """A position of the telephone's as metres; None if it is not in Sweden."""
    east, north = to_sweref(np.array([longitude]), np.array([latitude]))
    if not in_sweden(east, north)[0]:
        return None
    return float(east[0]), float(north[0])


def known_spots(actor: Actor, group: Group) -> dict[str, tuple[Place, Point | None]]:
    """Spots that the group has named before, by their names in lower case: what was prioritised,
    and what the actor may read of the last months' observations."""
    since = actor.at - REMEMBERED
    rows = Observation.objects.may(actor, "situation.read_observations").filter(
        group=group, reported_at__gte=since
    )
    found: dict[str, tuple[Place, Point | None]] = {}
    for row in rows.exclude(spot="").select_related("place").order_by("reported_at"):
        point = (float(row.east), float(row.north)) if row.east is not None else None
        found[row.spot.casefold()] = row.place, point
    hotspots = Hotspot.objects.may(actor, "situation.read_rounds").filter(round__group=group)
    for hotspot in hotspots.filter(round__opened_at__gte=since).select_related("place"):
        found.setdefault(hotspot.name.casefold(), (hotspot.place, None))
    return found
