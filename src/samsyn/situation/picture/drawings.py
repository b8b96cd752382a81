"""The figures of a picture, drawn from its content alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from shapely import MultiPolygon, Polygon, make_valid
from shapely.geometry.base import BaseGeometry

from samsyn.figures import (
    Bar,
    Bars,
    Cell,
    Choropleth,
    Figure,
    Interval,
    Intervals,
    Line,
    MonthlySeries,
    swedish,
)
from samsyn.situation.picture import words

Json = dict[str, Any]


@dataclass(frozen=True)
class Drawings:
    """All figures of one content."""

    content: Json

    def overview(self) -> Figure:
        """The areas beside each other, both periods: rates where inhabitants are known."""
        areas = self.content["areas"]
        measure = "rate" if self.content["made"]["population"] else "n"
        return Bars(
            title=f"Hur mycket, nu och året före: {self._place}",
            note="Strecken visar osäkerheten." if measure == "rate" else "",
            categories=tuple(area["name"] for area in areas),
            groups=tuple(
                _rates(label, [area[key] for area in areas])
                if measure == "rate"
                else Bar(label, tuple(area["n" if key == "rate" else "before"] for area in areas))
                for label, key in ((self._now, "rate"), (self._then, "rate_before"))
            ),
            unit=self._per if measure == "rate" else "antal",
            heading="Område",
            decimals=1 if measure == "rate" else None,
        )

    def changes(self) -> Figure:
        """How each area has changed, with the uncertainty about no change at all."""
        return Intervals(
            title=f"Förändring sedan året före: {self._place}",
            note="Strecket är osäkerheten. Når det nollan är förändringen inte säker.",
            intervals=tuple(_interval(area) for area in self.content["areas"]),
            unit="procent",
            heading="Område",
        )

    def of_area(self, area: Json) -> list[Figure]:
        """Months, map and victims of one area, as far as there is something to draw."""
        drawn: list[Figure | None] = [self.months(area), self.where(area), self._victims(area)]
        return [figure for figure in drawn if figure is not None]

    def months(self, area: Json) -> Figure | None:
        if len(area["months"]) < 2:
            return None
        hides = any(row[key] is None for row in area["months"] for key in ("n", "before"))
        months = [date.fromisoformat(f"{row['month']}-01") for row in area["months"]]
        before = [month.replace(year=month.year - 1) for month in months]
        notes = ["Ett kryss betyder att månadens tal är skyddat."] if hides else []
        notes += [words.series_break(found) for found in area.get("breaks", ())]
        return MonthlySeries(
            title=f"{area['name']}: månad för månad",
            note=" ".join(notes),
            months=tuple(months),
            lines=(
                Line(self._now, tuple(row["n"] for row in area["months"]),
                     breaks=_broken(area, months)),
                Line(self._then, tuple(r["before"] for r in area["months"]),
                     breaks=_broken(area, before)),
            ),
        )  # fmt: skip

    def where(self, area: Json, href: Callable[[str], str] = lambda _: "") -> Figure | None:
        """The parts of the place by rate or number; `href` tells where a part leads, by its key."""
        shapes = self._shapes
        parts = [part for part in area["parts"] if part["key"] in shapes]
        if not parts:
            return self._list_of_parts(area)
        per_head = all(part["rate"] or part["n"] is None for part in parts)
        cells = tuple(
            Cell(
                part["name"],
                _value(part, per_head=per_head),
                shapes[part["key"]],
                href=href(part["key"]),
            )
            for part in parts
        )
        rest = [
            words.count(p["n"]) for p in area["parts"] if p["key"] not in shapes and p["n"] != 0
        ]
        notes = [f"{source}." for source in self.content["made"].get("drawn_by", ())]
        notes += [f"Utan plats på kartan: {', '.join(rest)}."] if rest else []
        return Choropleth(
            title=f"{area['name']}: var",
            note=" ".join(notes),
            cells=cells,
            unit=self._per if per_head else "antal",
            decimals=1 if per_head else None,
        )

    def _list_of_parts(self, area: Json) -> Figure | None:
        """Bars in place of a map, while no boundaries are drawn."""
        parts = [part for part in area["parts"] if part["n"] != 0]
        if not parts:
            return None
        return Bars(
            title=f"{area['name']}: var",
            categories=tuple(part["name"] for part in parts),
            groups=(Bar(self._now, tuple(part["n"] for part in parts)),),
            heading="Plats",
        )

    def _victims(self, area: Json) -> Figure | None:
        told = [row for row in area["victims"] if row["said"] and row["n"] != 0]
        if not told:
            return None
        rows = [row for row in area["victims"] if row["n"] != 0]
        return Bars(
            title=f"{area['name']}: vilka som drabbas",
            note=_unsaid(area, rows),
            categories=tuple(words.victim(row) for row in rows),
            groups=(Bar(self._now, tuple(row["n"] for row in rows)),),
            heading="Drabbade",
            undrawn=tuple(words.victim(row) for row in rows if not row["said"]),
        )

    @property
    def _place(self) -> str:
        return str(self.content["place"]["name"])

    @property
    def _now(self) -> str:
        return words.months(self.content["period"])

    @property
    def _then(self) -> str:
        return words.months(self.content["comparison"])

    @property
    def _per(self) -> str:
        return "per 1 000 invånare"

    @cached_property
    def _shapes(self) -> dict[str, BaseGeometry]:
        return {key: polygons(rings) for key, rings in self.content["outlines"].items()}


def _broken(area: Json, months: list[date]) -> tuple[int, ...]:
    """The numbers of the months that an area's line is broken before."""
    breaks = {found["month"] for found in area.get("breaks", ())}
    return tuple(i for i, month in enumerate(months) if f"{month:%Y-%m}" in breaks)


def polygons(rings: list[list[tuple[int, int]]]) -> BaseGeometry:
    """The rings as areas; a ring inside another is a hole in it."""
    whole: BaseGeometry = MultiPolygon()
    for ring in rings:
        if len(ring) >= 4:
            whole = whole.symmetric_difference(make_valid(Polygon(ring)))
    return whole


def _interval(area: Json) -> Interval:
    found = area["change"]
    if found is None:
        return Interval(area["name"], None)
    if found["ratio"] is None:
        return Interval(area["name"], None, without="inga händelser året före")
    low, high = (
        None if found[key] is None else words.percent(found[key]) for key in ("low", "high")
    )
    return Interval(area["name"], words.percent(found["ratio"]), low or 0.0, high)


def _unsaid(area: Json, rows: list[Json]) -> str:
    """How often the code does not say who was hit, when both numbers are told."""
    note = "Så långt brottskoden säger något om offret."
    unsaid = next((row["n"] for row in rows if not row["said"]), 0)
    if not unsaid or area["n"] is None:
        return note
    return f"I {swedish(unsaid)} av {swedish(area['n'])} säger koden inget om offret."


def _rates(label: str, found: list[Json | None]) -> Bar:
    return Bar(
        label,
        tuple(rate["value"] if rate else None for rate in found),
        tuple((rate["low"], rate["high"]) if rate else None for rate in found),
    )


def _value(part: Json, *, per_head: bool) -> float | None:
    found = (part["rate"] or {}).get("value") if per_head else part["n"]
    return None if found is None else float(found)
