"""The map's page: where one stands, what the map shows, and the numbers of the place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import shapely

from samsyn.figures import Figure
from samsyn.situation.findings.page import FindingsPage
from samsyn.situation.picture import words
from samsyn.situation.picture.drawings import Drawings
from samsyn.situation.picture.export import to_degrees

from .asking import LAYERS, Asked
from .behind import Behind
from .layers import Layer, layer

Json = dict[str, Any]
Step = tuple[str, str]


@dataclass(frozen=True)
class MapPage:
    """What the template asks of the map."""

    asked: Asked
    behind: Behind
    found: FindingsPage | None

    @cached_property
    def layer(self) -> Layer:
        return layer(self.asked, self.behind, self.found)

    @property
    def svg(self) -> str:
        return self.layer.figure.svg() if self.layer.figure else ""

    @property
    def way(self) -> list[Step]:
        """The places from the picture's own to this one, and the addresses of their maps."""
        return [(place.name, self.asked.url(place=place.key)) for place in self.asked.way]

    @property
    def layers(self) -> Iterator[tuple[str, str, bool]]:
        for key, name in LAYERS.items():
            yield name, self.asked.url(layer=key), key == self.asked.layer

    @property
    def lines(self) -> Iterator[tuple[str, str, bool]]:
        for area in self.behind.whole["areas"]:
            yield area["key"], area["name"], area["key"] == self.asked.line

    @property
    def line_name(self) -> str:
        return next((name for _, name, chosen in self.lines if chosen), "")

    @property
    def numbers(self) -> list[Step]:
        """The place's own numbers of the line, in words."""
        area = self.behind.area(self.asked.line)
        if area is None:
            return []
        content = self.behind.here or {}
        told = [
            (words.months(content["period"]), words.count(area["n"])),
            (words.months(content["comparison"]), words.count(area["before"])),
            ("Förändring", words.change(area["change"])),
        ]
        rate = area["rate"]
        return [*told, ("Per 1 000 invånare", words.rate(rate))] if rate else told

    @property
    def months(self) -> Figure | None:
        """The place's months beside those of the year before."""
        area = self.behind.area(self.asked.line)
        return Drawings(self.behind.here or {}).months(area) if area else None

    @property
    def data_url(self) -> str:
        return self.asked.url(data=True)


def as_geojson(page: MapPage) -> Json:
    """What the map shows, in degrees (WGS 84), as RFC 7946 has it."""
    content = page.behind.whole
    return {
        "type": "FeatureCollection",
        "title": f"{page.line_name}: {LAYERS[page.asked.layer]}",
        "picture": page.asked.picture.pk,
        "period": content["period"],
        "protected": page.asked.picture.is_published,
        "features": [
            {
                "type": "Feature",
                "geometry": shapely.geometry.mapping(shapely.transform(f.shape, to_degrees)),
                "properties": {**f.told, "klassnamn": f.look, "text": f.words, "karta": f.href},
            }
            for f in page.layer.features
        ],
    }
