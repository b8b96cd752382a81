"""Boundaries from GeoJSON and GeoPackage, without GDAL.

GeoJSON: RFC 7946 (WGS 84), or the older `crs` member when it names EPSG:3006. GeoPackage: OGC
12-128r19; its geometries are WKB behind a short header. What comes out is SWEREF 99 TM.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from . import geo
from .limits import LIMITS, BadFile, Limits

# bytes of the envelope by its code in the header's flags; OGC 12-128r19, 2.1.3
ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
MAX_FEATURES = 20_000


@dataclass(frozen=True)
class Feature:
    """One area: its outline (polygon or multipolygon, SWEREF 99 TM, valid) and its attributes."""

    shape: BaseGeometry
    attributes: dict[str, Any]


def read_features(path: Path, limits: Limits = LIMITS) -> list[Feature]:
    """The areas of a GeoJSON file or of a GeoPackage's first feature table. Raises `BadFile`."""
    if path.stat().st_size > limits.file:
        raise BadFile(f"Filen är större än {limits.file >> 20} MiB.")
    with path.open("rb") as file:
        is_sqlite = file.read(16) == b"SQLite format 3\0"
    found = list(_geopackage(path) if is_sqlite else _geojson(path))
    if not found:
        raise BadFile("Filen har inga områden.")
    if len(found) > MAX_FEATURES:
        raise BadFile(f"Filen har fler än {MAX_FEATURES} områden.")
    return [
        Feature(_area(shape, srid, number), attributes)
        for number, (shape, srid, attributes) in enumerate(found, 1)
    ]


def named(features: list[Feature], column: str) -> dict[str, Feature]:
    """The areas by the attribute that names them. Raises `BadFile` when it does not tell apart."""
    by_name: dict[str, Feature] = {}
    for number, feature in enumerate(features, 1):
        if column not in feature.attributes:
            there = ", ".join(sorted(feature.attributes)[:40])
            raise BadFile(f"Område {number} saknar kolumnen »{column}«. Kolumner: {there}.")
        name = str(feature.attributes[column] or "").strip()
        if not name:
            raise BadFile(f"Område {number} har inget värde i kolumnen »{column}«.")
        if name in by_name:
            raise BadFile(f"Område {number} heter »{name}«, som ett område före det.")
        by_name[name] = feature
    return by_name


def _area(shape: BaseGeometry, srid: int, number: int) -> BaseGeometry:
    """A valid (multi)polygon in Sweden, or `BadFile`."""
    if shape.geom_type not in {"Polygon", "MultiPolygon"} or shape.is_empty:
        raise BadFile(f"Område {number} är ingen yta utan {shape.geom_type}.")
    moved = geo.shape_to_sweref(shape, srid)
    west, south, east, north = moved.bounds
    inside = geo.EAST[0] < west and east < geo.EAST[1]
    if not (inside and geo.NORTH[0] < south and north < geo.NORTH[1]):
        raise BadFile(
            f"Område {number} ligger utanför Sverige. Koordinaterna ska vara i WGS 84 eller "
            "SWEREF 99 TM, med öst (longitud) först."
        )
    if moved.is_valid:
        return moved
    mended = shapely.make_valid(moved, method="structure", keep_collapsed=False)
    if mended.geom_type not in {"Polygon", "MultiPolygon"} or mended.is_empty:
        raise BadFile(f"Område {number} har en gräns som korsar sig själv och inte går att laga.")
    return mended


# --- GeoJSON -------------------------------------------------------------------------------


def _geojson(path: Path) -> Iterator[tuple[BaseGeometry, int, dict[str, Any]]]:
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise BadFile("Filen är varken GeoJSON (UTF-8) eller GeoPackage.") from error
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
        raise BadFile("Filen är ingen GeoJSON FeatureCollection.")
    srid = _srid(data.get("crs"))
    for number, feature in enumerate(data.get("features") or [], 1):
        try:
            shape = shapely.from_geojson(json.dumps(feature["geometry"]))
            yield shape, srid, dict(feature.get("properties") or {})
        except (ShapelyError, KeyError, TypeError, AttributeError) as error:
            raise BadFile(f"Område {number} har ingen läsbar geometri.") from error


def _srid(crs: Any) -> int:
    """The EPSG code of the older `crs` member; CRS84 and none at all are WGS 84."""
    if crs is None:
        return geo.WGS84
    found = re.search(r"(CRS84|\d{4,5})$", str((crs.get("properties") or {}).get("name", "")))
    if found is None:
        raise BadFile("Filens koordinatsystem (crs) går inte att tolka.")
    return _known(geo.WGS84 if found[1] == "CRS84" else int(found[1]))


def _known(srid: int) -> int:
    if srid not in {geo.WGS84, geo.SWEREF99TM}:
        raise BadFile(f"Koordinatsystemet EPSG:{srid} stöds inte. Använd EPSG:4326 eller 3006.")
    return srid


# --- GeoPackage ----------------------------------------------------------------------------


def _geopackage(path: Path) -> Iterator[tuple[BaseGeometry, int, dict[str, Any]]]:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1",
                                     uri=True)) as con:  # fmt: skip
            con.execute("PRAGMA trusted_schema = OFF")
            con.row_factory = sqlite3.Row
            table, column, srid = _layer(con)
            for row in con.execute(f"SELECT * FROM {_quoted(table)}"):
                attributes = {k: row[k] for k in row.keys() if k != column}  # noqa: SIM118
                yield _from_blob(row[column]), srid, attributes
    except sqlite3.Error as error:
        raise BadFile("Filen är ingen hel GeoPackage.") from error


def _layer(con: sqlite3.Connection) -> tuple[str, str, int]:
    row = con.execute(
        "SELECT c.table_name, g.column_name, g.srs_id, s.organization_coordsys_id"
        " FROM gpkg_contents c JOIN gpkg_geometry_columns g USING (table_name)"
        " JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id"
        " JOIN sqlite_master m ON m.name = c.table_name AND m.type = 'table'"
        " WHERE c.data_type = 'features' ORDER BY c.table_name"
    ).fetchone()
    if row is None:
        raise BadFile("Filen är en GeoPackage utan områden.")
    return row[0], row[1], _known(int(row[3]))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _from_blob(blob: Any) -> BaseGeometry:
    """The geometry of a GeoPackage blob. OGC 12-128r19, 2.1.3.1.1."""
    if not isinstance(blob, bytes) or blob[:2] != b"GP" or len(blob) < 8:
        raise BadFile("Filen har ett område utan geometri.")
    skip = ENVELOPES.get(blob[3] >> 1 & 0b111)
    try:
        if skip is None:
            raise ShapelyError
        return shapely.from_wkb(blob[8 + skip :])
    except ShapelyError as error:
        raise BadFile("Filen har ett område med skadad geometri.") from error
