"""The layers of the map: numbers of the parts, dense neighbourhoods, and dense squares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from shapely import box
from shapely.geometry.base import BaseGeometry

from samsyn.figures import CellClass, Choropleth, Figure, swedish
from samsyn.situation.findings import drawings
from samsyn.situation.findings.page import FindingsPage, How
from samsyn.situation.picture import words
from samsyn.situation.picture.drawings import Drawings

from .asking import Asked
from .behind import Behind

Json = dict[str, Any]
COUNTED = """
SELECT place, sum(n) FROM incident_count
WHERE {kinds}month >= '{since}' AND month < '{until}'
 AND place IN (SELECT covered FROM place_cover WHERE place = '{place}') GROUP BY place
"""
"""The named query `counts_by_place`; a place's number is that of all that it covers."""
HIDDEN_LOOK = "map-hidden"
MOST = 40
"""Squares that are listed one by one; more are counted place by place."""
REFUSED = {
    "antal": "Platsen har inga mindre delar med egna tal. Se de täta rutorna.",
    "tathet": "Täta stadsdelar är inte räknade för lägesbilden.",
    "rutor": "Täta rutor är inte räknade för lägesbilden.",
}


@dataclass(frozen=True)
class Row:
    """A place in the table beside the map, where it leads, and what is told of it."""

    name: str
    href: str
    cells: tuple[str, ...]


Step = tuple[str, str]
Told = tuple[tuple[str, ...], list[Row]]
Labelled = tuple[Row, list[tuple[str, str]]]


@dataclass(frozen=True)
class Feature:
    """An area of the map that can be moved about in: its shape in metres, its look, its words."""

    shape: BaseGeometry = field(repr=False)
    look: str
    words: str
    href: str
    told: Json


@dataclass(frozen=True)
class Layer:
    """A map, its table, and how it was made. `empty` says why there is no map."""

    figure: Figure | None
    headers: tuple[str, ...]
    rows: list[Row]
    features: list[Feature]
    how: How
    made: Json
    legend: list[tuple[str, str]] = field(default_factory=list)
    empty: str = ""
    rest: int = 0

    @property
    def tables(self) -> Iterator[tuple[str, list[Labelled]]]:
        """The rows that say something, and the last `rest` of them apart, under a heading."""
        all_rows = [(r, list(zip(self.headers[1:], r.cells, strict=True))) for r in self.rows]
        told = len(all_rows) - self.rest
        if told:
            yield "", all_rows[:told]
        if self.rest:
            yield f"Inte utpekade: {self.rest}", all_rows[told:]


def layer(asked: Asked, behind: Behind, found: FindingsPage | None) -> Layer:
    """The layer that is asked for."""
    if asked.layer == "antal":
        return _numbers(asked, behind)
    key = "places" if asked.layer == "tathet" else "hotspots"
    if found is None or key not in found.found:
        return _nothing(REFUSED[asked.layer])
    finding = found.found[key]
    rows = (finding["result"] or {"maps": []})["maps"]
    row = next((row for row in rows if row["key"] == asked.line), None)
    if row is None or row["kind"] == "refused":
        return _nothing(row["words"] if row else finding["verdict"]["words"])
    made = _places if key == "places" else _cells
    return made(asked, finding["result"], row, found)


def _nothing(why: str) -> Layer:
    return Layer(None, (), [], [], How([], "", ""), {}, empty=why)


def _numbers(asked: Asked, behind: Behind) -> Layer:
    """The parts of the place with their numbers."""
    area = behind.area(asked.line)
    if behind.here is None or area is None:
        return _nothing("Ingen lägesbild för samma månader är publicerad för platsen.")
    keys = {part["key"] for part in area["parts"]} & behind.here["outlines"].keys()
    parts = [part for part in area["parts"] if part["key"] in keys]
    figure = Drawings(behind.here).where(area, lambda key: asked.url(place=key)) if parts else None
    if not isinstance(figure, Choropleth):
        return _nothing(REFUSED["antal"])
    features = [
        Feature(cell.shape, f"fig-scale-{step}" if step else HIDDEN_LOOK,
                _said(part), cell.href,
                {"plats": part["key"], "namn": part["name"], "antal": part["n"],
                 "skyddat": part["n"] is None,
                 "per_1000": (part["rate"] or {}).get("value")})
        for cell, step, part in zip(figure.cells, figure.steps(), parts, strict=True)
    ]  # fmt: skip
    rows = [
        Row(part["name"], asked.url(place=part["key"]) if part["key"] in keys else "",
            (words.count(part["n"]), words.rate(part["rate"])))
        for part in area["parts"] if part["key"] in keys or part["n"] != 0
    ]  # fmt: skip
    headers = ("Plats", "Antal", "Per 1 000 invånare")
    how, made = _counted(asked, behind.here)
    hidden = [("skyddat", HIDDEN_LOOK)] if None in figure.steps() else []
    return Layer(figure, headers, rows, features, how, made, figure.legend() + hidden)


def _said(part: Json) -> str:
    """A part's number in words, with its rate if there is one."""
    rate = f", {words.rate(part['rate'])} per 1 000 invånare" if part["rate"] else ""
    return f"{part['name']}: {words.count(part['n'])}{rate}"


def _counted(asked: Asked, here: Json) -> tuple[How, Json]:
    """How numbers are made: the period, the codes, the places, and the query."""
    made, period = here["made"], here["period"]
    codes = made.get("kinds", {}).get(asked.line, ())
    listed = ", ".join(f"'{code}'" for code in codes)
    query = COUNTED.format(
        kinds=f"kind IN ({listed}) AND " if codes else "",
        since=period["since"], until=period["until"], place=here["place"]["key"],
    )  # fmt: skip
    facts = [
        ("plats", here["place"]["name"]),
        ("slag", ", ".join(codes) or "alla"),
        ("fråga", "counts_by_place: antal per plats, summerade i databasen"),
        ("skydd", f"lägsta antal som visas: {made['threshold']}"
         if asked.picture.is_published else "inget: utkast"),
    ]  # fmt: skip
    return How(facts, "", " ".join(query.split())), {
        "period": period, "deliveries": made["batches"]
    }  # fmt: skip


def _places(asked: Asked, result: Json, row: Json, found: FindingsPage) -> Layer:
    """Neighbourhoods or base areas within the place, by class."""
    here = set(asked.within.values())
    grounds = [ground for ground in result["places"] if ground["key"] in here]
    if not grounds:
        return _nothing("Platsen har inga delar som är jämförda med varandra.")
    figure = drawings.of_places(row, grounds, lambda key: asked.url(place=key))
    told = {place["key"]: place for place in row["places"]}
    pairs = sorted(zip(grounds, figure.areas, strict=True), key=lambda p: figure.rank(p[1]))
    valued = any(area.value is not None for area in figure.areas)
    rows = [
        Row(area.name, area.href,
            (figure.words(area), *((_n(area.value), _z(told.get(g["key"]))) if valued else ())))
        for g, area in pairs
    ]  # fmt: skip
    features = [
        Feature(area.shape, str(figure.look(area)["class_"]), f"{area.name}: {figure.words(area)}",
                area.href, {"plats": g["key"], "namn": area.name, "klass": figure.words(area)}
                | ({"antal": area.value} if valued else {}))
        for g, area in pairs
    ]  # fmt: skip
    headers = ("Plats", "Klass", *(("Antal", "z (Gi*)") if valued else ()))
    rest = sum(area.kind < 0 for area in figure.areas)
    how = found.how("places")
    return Layer(figure, headers, rows, features, how, found.found, figure.legend(), rest=rest)


def _cells(asked: Asked, result: Json, row: Json, found: FindingsPage) -> Layer:
    """Dense squares, those whose incidents most lie in the place; each leads to where it lies."""
    keys = asked.within
    cells = [c for c in row["cells"] if asked.at_top or _home(c) in keys]
    if not cells:
        return _nothing("Ingen ruta pekas ut här.")
    figure = drawings.of_cells(row | {"cells": cells}, result["cell"], tuple(_rings(asked, found)))
    hrefs = [asked.url(place=keys[_home(c)]) if _home(c) in keys else "" for c in cells]
    said = [figure.names[kind].words for kind in figure.classes]
    squares = [
        _square(cell, result["cell"], href, figure.names[kind], label)
        for cell, href, kind, label in zip(cells, hrefs, figure.classes, figure.labels, strict=True)
    ]
    grounds = [
        Feature(drawings.outlined(rings), "map-outline", "", "", {"gräns": True})
        for rings in _outlines(asked, found)
    ]
    places = list(zip(figure.labels, hrefs, strict=True))
    headers, rows = (_one_by_one if len(cells) <= MOST else _by_place)(cells, places, said)
    how = found.how("hotspots")
    return Layer(figure, headers, rows, grounds + squares, how, found.found, figure.legend())


def _square(cell: Json, size: float, href: str, kind: CellClass, label: str) -> Feature:
    x, y, half = cell["x"], cell["y"], size / 2
    told = {"ligger_i": label, "klass": kind.words} | ({"antal": cell["n"]} if "n" in cell else {})
    shape, look = box(x - half, y - half, x + half, y + half), str(kind.look()["class_"])
    return Feature(shape, look, f"{label or 'Ruta'}: {kind.words}", href, told)


def _one_by_one(cells: list[Json], places: list[Step], said: list[str]) -> Told:
    """Each square with its middle; with its number if it may be told."""
    valued = "n" in cells[0]
    rows = [
        Row(name or "Utan plats", href,
            (f"{swedish(c['x'])}, {swedish(c['y'])}", words, *((_n(c["n"]),) if valued else ())))
        for c, (name, href), words in zip(cells, places, said, strict=True)
    ]  # fmt: skip
    return ("Ligger i", "Mitt (öst, nord)", "Klass", *(("Antal",) if valued else ())), rows


def _by_place(cells: list[Json], places: list[Step], said: list[str]) -> Told:
    """Many squares: how many of each class each place has, most first. Further down is each."""
    classes = list(dict.fromkeys(name.words for name in drawings.HOT))
    found: dict[Step, list[str]] = {}
    for place, kind in zip(places, said, strict=True):
        found.setdefault(place, []).append(kind)
    rows = [
        Row(name or "Utan plats", href, tuple(_n(kinds.count(each) or None) for each in classes))
        for (name, href), kinds in sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
    ]
    return ("Rutor som ligger i", *classes), rows


def _home(cell: Json) -> int:
    return int(cell["homes"][0]) if cell["homes"] else 0


def _outlines(asked: Asked, found: FindingsPage) -> Iterator[list[list[list[int]]]]:
    """The outlines that squares are seen against: of the places within the one asked for."""
    here = set(asked.within.values())
    result = found.found.get("places", {}).get("result")
    grounds = {ground["key"]: ground["rings"] for ground in result["places"]} if result else {}
    for key, rings in (found.content["outlines"] | grounds if not asked.at_top
                       else found.content["outlines"]).items():  # fmt: skip
        if key in here:
            yield rings


def _rings(asked: Asked, found: FindingsPage) -> Iterator[tuple[tuple[float, float], ...]]:
    for rings in _outlines(asked, found):
        for ring in rings:
            yield tuple((float(x), float(y)) for x, y in ring)


def _n(value: float | None) -> str:
    return "–" if value is None else swedish(value)


def _z(told: Json | None) -> str:
    z = told.get("z") if told else None
    return "–" if z is None else swedish(z, 1)
