"""The demo's outlines and inhabitants as files, to be read by the same imports as real ones."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from .geography import districts, neighbourhoods, shape_of
from .population import Inhabitants, inhabitants

KEY = "nyckel"
SWEREF99TM = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
SEXES = {"female": "kvinna", "male": "man"}
OPEN_ENDED = 120


def write_neighbourhoods(path: Path) -> Path:
    """The cells as GeoJSON in SWEREF 99 TM."""
    return _write(path, ((c.key, c.name, c.polygon) for c in neighbourhoods()))


def write_districts(path: Path, keys: Iterable[str]) -> Path:
    """Some districts, of today or before, as GeoJSON in SWEREF 99 TM."""
    return _write(path, ((key, districts()[key].name, shape_of(key)) for key in keys))


def write_population(path: Path, year: int) -> Path:
    """The neighbourhoods' inhabitants as a long table with a semicolon between columns."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([KEY, "år", "kön", "ålder", "antal"])
        writer.writerows(
            (group.place, year, SEXES[group.sex], _ages(group), group.n)
            for group in inhabitants(year)
        )
    return path


def _ages(group: Inhabitants) -> str:
    if group.age_to == OPEN_ENDED:
        return f"{group.age_from}+"
    return f"{group.age_from}-{group.age_to}"


def _write(path: Path, areas: Iterable[tuple[str, str, BaseGeometry]]) -> Path:
    features: list[dict[str, Any]] = [
        {
            "type": "Feature",
            "properties": {KEY: key, "namn": name},
            "geometry": mapping(shape),
        }
        for key, name, shape in areas
    ]
    collection = {"type": "FeatureCollection", "crs": SWEREF99TM, "features": features}
    path.write_text(json.dumps(collection, ensure_ascii=False), "utf-8")
    return path
