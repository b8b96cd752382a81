"""A published picture as open data: JSON, CSV and GeoJSON, the protected numbers only."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from samsyn.figures import HIDDEN
from samsyn.figures.sheets import neutral
from samsyn.situation.intake.geo import SWEREF99TM, WGS84
from samsyn.situation.models import Picture
from samsyn.situation.picture import words
from samsyn.situation.picture.drawings import polygons
from samsyn.situation.surveys.page import open_rows

Json = dict[str, Any]
HEADERS = ("plats", "område", "mått", "del", "period", "värde", "från", "till")
ALL_SEEN, SEEN = "Alla iakttagelser", "antal iakttagelser"
DECIMALS = 5  # of a degree: about a metre


def as_json(picture: Picture) -> Json:
    """The picture with its words and numbers. Raises ValueError for a draft."""
    if picture.content is None:
        raise ValueError("a draft has nothing to give out")
    return {
        "id": picture.pk,
        "title": picture.title,
        "published": picture.published_at and picture.published_at.isoformat(),
        "supersedes": picture.supersedes_id,
        "correction": picture.correction,
        "mapping": picture.mapping,
        "other_information": picture.other_information,
        "analysis": picture.analysis,
        "kind": picture.kind,
        **_undrawn(picture.content),
    }


def _undrawn(content: Json) -> Json:
    """The content without its outlines, which are in the GeoJSON."""
    told = {key: value for key, value in content.items() if key != "outlines"}
    found = told.get("findings", {})
    if result := found.get("places", {}).get("result"):
        places = [{k: v for k, v in p.items() if k != "rings"} for p in result["places"]]
        found = {**found, "places": {**found["places"], "result": {**result, "places": places}}}
        told["findings"] = found
    return told


def as_csv(picture: Picture) -> str:
    """One number a line, semicolons and decimal commas; a protected number is `skyddat`."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADERS)
    for row in numbers(picture):
        writer.writerow([_cell(value) for value in row])
    return "\ufeff" + out.getvalue()


def as_geojson(picture: Picture) -> Json:
    """The drawn parts of the place with their numbers, in degrees (WGS 84), as RFC 7946 has it."""
    if picture.content is None:
        raise ValueError("a draft has nothing to give out")
    content = picture.content
    areas, place = content["areas"], content["place"]["key"]
    names = {part["key"]: part["name"] for area in areas for part in area["parts"]}
    return {
        "type": "FeatureCollection",
        "title": picture.title,
        "period": content["period"],
        "features": [
            {
                "type": "Feature",
                "id": key,
                "geometry": _degrees(rings),
                "properties": {"place": key, "name": names.get(key, key), "within": place}
                | {"areas": [_of_part(area, key) for area in areas]}
                | _seen_in(content, key),
            }
            for key, rings in content["outlines"].items()
        ],
    }


def _of_part(area: Json, key: str) -> Json:
    """What an area tells of a part: the count, or that it is protected, and the rate."""
    told = next((part for part in area["parts"] if part["key"] == key), {"n": None, "rate": None})
    head = {"area": area["key"], "name": area["name"]}
    return {**head, "n": told["n"], "protected": told["n"] is None, "rate": told["rate"]}


def _seen_in(content: Json, key: str) -> Json:
    """How many observations from the field are told of in a part, or that they are protected."""
    parts = (content.get("seen") or {}).get("parts", ())
    told = {part["key"]: part["n"] for part in parts}
    if key not in told:
        return {}
    return {"seen": {"n": told[key], "protected": told[key] is None}}


def _degrees(rings: list[list[tuple[int, int]]]) -> Json:
    whole = shapely.transform(polygons(rings), to_degrees)
    told: Json = shapely.geometry.mapping(shapely.orient_polygons(whole, exterior_cw=False))
    return told


def to_degrees(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Metres (SWEREF 99 TM) as longitude and latitude."""
    return np.round(np.column_stack(_transformer().transform(*points.T)), DECIMALS)


@cache
def _transformer() -> Transformer:
    """Made once: it takes longer than to move a map."""
    return Transformer.from_crs(SWEREF99TM, WGS84, always_xy=True)


def numbers(picture: Picture) -> Iterator[tuple[Any, ...]]:
    """Every number with what `HEADERS` tell of it. None is protected, empty is not reckoned."""
    if picture.content is None:
        raise ValueError("a draft has nothing to give out")
    yield from rows(picture.content)


def rows(content: Json) -> Iterator[tuple[Any, ...]]:
    """The same of a content."""
    place = content["place"]["name"]
    now, then = content["period"]["label"], content["comparison"]["label"]
    for area in content["areas"]:
        head = (place, area["name"])
        for period, n, rate in ((now, "n", "rate"), (then, "before", "rate_before")):
            yield (*head, "antal", "", period, area[n], "", "")
            yield from _interval((*head, "per 1000 invånare", "", period), area[rate])
        yield from _interval((*head, "förändring (kvot)", "", now), area["change"], "ratio")
        for row in area["months"]:
            year, month = row["month"].split("-")
            yield (*head, "antal", "månad", row["month"], row["n"], "", "")
            yield (*head, "antal", "månad", f"{int(year) - 1}-{month}", row["before"], "", "")
        for part in area["parts"]:
            yield (*head, "antal", part["name"], now, part["n"], "", "")
        for row in area["victims"]:
            yield (*head, "antal", words.victim(row), now, row["n"], "", "")
    yield from _seen(content)
    yield from open_rows(content)


def _seen(content: Json) -> Iterator[tuple[Any, ...]]:
    """What was seen in the field; the category stands where incidents have their area."""
    found = content.get("seen") or {}
    if "n" not in found:
        return
    place, now = content["place"]["name"], content["period"]["label"]
    for line in ({"name": ALL_SEEN, **found}, *found["categories"]):
        head = (place, line["name"], SEEN)
        yield (*head, "", now, line["n"], "", "")
        for part in line["parts"]:
            yield (*head, part["name"], now, part["n"], "", "")
    head = (place, ALL_SEEN, SEEN)
    for row in found["months"]:
        yield (*head, "månad", row["month"], row["n"], "", "")
    for row in found["severities"]:
        yield (*head, row["name"], now, row["n"], "", "")


def _interval(head: tuple[str, ...], found: Json | None, value: str = "value") -> Iterator[Any]:
    if found is not None:
        yield (*head, *("" if found[k] is None else found[k] for k in (value, "low", "high")))


def _cell(value: Any) -> str:
    if value is None:
        return HIDDEN
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return neutral(str(value))  # a spreadsheet must not run a name
