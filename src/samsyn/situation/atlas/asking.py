"""What a reader of the map asks for: which incidents, where, and in what way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.validators import slug_re
from django.urls import reverse

from samsyn.organisation.models import Place, PlaceCover
from samsyn.situation.models import Picture
from samsyn.situation.picture.kinds import ALL

Json = dict[str, Any]
LAYERS = {"antal": "Antal", "tathet": "Täta stadsdelar", "rutor": "Täta rutor"}
GROUND = (
    Place.Kind.CITY,
    Place.Kind.DISTRICT,
    Place.Kind.NEIGHBOURHOOD,
    Place.Kind.BASE_AREA,
)


@dataclass(frozen=True)
class Asked:
    """A line of incidents by key, a place within the picture's own, and a layer of the map."""

    picture: Picture
    day: date
    place: Place
    line: str = ALL
    layer: str = "antal"

    @classmethod
    def of(cls, picture: Picture, told: Mapping[str, str], day: date) -> Asked:
        """What an address tells; what it leaves out or misspells is the whole, for a place too."""
        layer = told.get("visa", "antal")
        asked = cls(
            picture,
            day,
            picture.place,
            told.get("omrade") or ALL,
            layer if layer in LAYERS else "antal",
        )
        rows = Place.objects.filter(covered_by__place=picture.place, kind__in=GROUND)
        key = told.get("plats", "")
        found = rows.filter(key=key).first() if slug_re.match(key) else None
        return replace(asked, place=found) if found else asked

    @property
    def at_top(self) -> bool:
        return self.place.pk == self.picture.place_id

    @cached_property
    def way(self) -> list[Place]:
        """From the picture's own place down to the one asked for, as the ground is drawn today."""
        around = Place.objects.filter(
            covers__covered=self.place, covered_by__place=self.picture.place, kind__in=GROUND
        )
        between = around.on(self.day).exclude(pk__in=[self.place.pk, self.picture.place_id])
        way = [self.picture.place, *sorted(between, key=lambda place: GROUND.index(place.kind))]
        return way if self.at_top else [*way, self.place]

    @cached_property
    def within(self) -> dict[int, str]:
        """The number and the key of every place that the one asked for covers."""
        rows = PlaceCover.objects.filter(place=self.place)
        return dict(rows.values_list("covered", "covered__key"))

    def url(self, *, data: bool = False, **other: str) -> str:
        """The address of this, with something else in it: `place`, `line`, `layer`."""
        told = {"omrade": self.line, "plats": self.place.key, "visa": self.layer}
        told |= {
            {"place": "plats", "line": "omrade", "layer": "visa"}[k]: v for k, v in other.items()
        }
        usual = {"omrade": ALL, "plats": self.picture.place.key, "visa": "antal"}
        query = urlencode({k: v for k, v in told.items() if v != usual[k]})
        name = "picture_map_geojson" if data else "picture_map"
        return reverse(f"situation:{name}", args=[self.picture.pk]) + (f"?{query}" if query else "")
