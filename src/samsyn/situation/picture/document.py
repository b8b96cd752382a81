"""The picture's words, section by section: as a draft has them and as they are frozen.

The three parts' own words stand in fields of the picture, all other sections' in `sections`. What
`written` returns goes into the content, so that a published picture keeps its headings and
questions whatever the outline says later. Pictures published before there were sections have none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from samsyn.agreements.models import PriorityArea, Version
from samsyn.organisation.models import Place, PlaceCover
from samsyn.situation.models import Picture
from samsyn.situation.picture.outline import PARTS, Named, sections

Json = dict[str, Any]


def named(place: Place, day: date) -> list[Named]:
    """The priority areas of the agreements that hold for the place that day, in their order."""
    cities = PlaceCover.objects.filter(covered=place).values("place")
    versions = Version.objects.that_held_on(day).filter(agreement__city__in=cities)
    rows = PriorityArea.objects.filter(version__in=versions).select_related("version")
    found = {row.key: Named(row.key, row.ref, row.name) for row in rows.order_by("order")}
    return list(found.values())


def written(picture: Picture, day: date) -> list[Json]:
    """Every section that a picture of its kind is to have, with its words so far."""
    areas = named(picture.place, day)
    if picture.area:
        areas = [area for area in areas if area.ref == picture.area]
    return [
        {
            "key": section.key,
            "part": section.part,
            "heading": section.heading,
            "question": section.question,
            "need": section.need,
            "area": section.area,
            **words(picture, section.key),
        }
        for section in sections(picture.kind, areas)
    ]


def words(picture: Picture, key: str) -> dict[str, str]:
    """What has been written in a section, and why it is absent if somebody has said so."""
    if key in PARTS:
        return {"text": getattr(picture, key), "absent": ""}
    said = picture.sections.get(key, {})
    return {"text": said.get("text", ""), "absent": said.get("absent", "")}


@dataclass(frozen=True)
class Document:
    """A content's sections as pages and papers show them: what has been written, part by part."""

    content: Json

    @property
    def all(self) -> list[Json]:
        return list(self.content.get("sections", ()))

    def of_part(self, part: str) -> list[Json]:
        """The sections under a part's own words, without those shown beside an area's numbers."""
        shown = {area["key"] for area in self.content["areas"]}
        return [s for s in self._said() if s["part"] == part and s["area"] not in shown]

    def of_area(self, ref: str) -> Json | None:
        return next((s for s in self._said() if s["area"] == ref), None)

    def _said(self) -> Iterator[Json]:
        for section in self.all:
            if section["key"] not in PARTS and (section["text"] or section["absent"]):
                yield section

    @property
    def under_mapping(self) -> list[Json]:
        return self.of_part("mapping")

    @property
    def under_other_information(self) -> list[Json]:
        return self.of_part("other_information")

    @property
    def under_analysis(self) -> list[Json]:
        return self.of_part("analysis")
