"""Outlines of areas from GeoJSON and GeoPackage, as they stand in the file, without GDAL.

GeoJSON: RFC 7946 (WGS 84), or the older `crs` member that names another. GeoPackage: OGC 12-128r19;
its geometries are WKB behind a short header.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samsyn.analysis.verdicts import BadInput

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

WGS84 = 4326
# bytes of the envelope by its code in the header's flags; OGC 12-128r19, 2.1.3
ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}


@dataclass(frozen=True)
class Outline:
    """A geometry in the file's own coordinates, their EPSG number (None: not told), and what the
    file says of it besides."""

    shape: BaseGeometry
    srid: int | None
    attributes: dict[str, Any]


def read_outlines(path: Path) -> Iterator[Outline]:
    """The features of a GeoJSON file or of a GeoPackage's first feature table, in their order.

    Raises `BadInput` when the file is neither, or one of its geometries cannot be read.
    """
    with path.open("rb") as file:
        is_sqlite = file.read(16) == b"SQLite format 3\0"
    return _geopackage(path) if is_sqlite else _geojson(path)


def _geojson(path: Path) -> Iterator[Outline]:
    import shapely
    from shapely.errors import ShapelyError

    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise BadInput("Filen är varken GeoJSON (UTF-8) eller GeoPackage.") from error
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
        raise BadInput("Filen är ingen GeoJSON FeatureCollection.")
    srid = _srid(data.get("crs"))
    for number, feature in enumerate(data.get("features") or [], 1):
        try:
            shape = shapely.from_geojson(json.dumps(feature["geometry"]))
            attributes = dict(feature.get("properties") or {})
        except (ShapelyError, KeyError, TypeError, AttributeError, ValueError) as error:
            raise BadInput(f"Område {number} har ingen läsbar geometri.") from error
        yield Outline(shape, srid, attributes)


def _srid(crs: Any) -> int:
    """The EPSG number of the older `crs` member; CRS84 and none at all are WGS 84."""
    if crs is None:
        return WGS84
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    found = re.search(r"(CRS84|\d{4,6})$", name)
    if found is None:
        raise BadInput("Filens koordinatsystem (crs) går inte att tolka.")
    return WGS84 if found[1] == "CRS84" else int(found[1])


def _geopackage(path: Path) -> Iterator[Outline]:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1",
                                     uri=True)) as con:  # fmt: skip
            con.execute("PRAGMA trusted_schema = OFF")
            con.row_factory = sqlite3.Row
            table, column, srid = _layer(con)
            for row in con.execute(f"SELECT * FROM {_quoted(table)}"):
                attributes = {k: row[k] for k in row.keys() if k != column}  # noqa: SIM118
                yield Outline(_from_blob(row[column]), srid, attributes)
    except sqlite3.Error as error:
        raise BadInput("Filen är ingen hel GeoPackage.") from error


def _layer(con: sqlite3.Connection) -> tuple[str, str, int | None]:
    row = con.execute(
        "SELECT c.table_name, g.column_name, g.srs_id, s.organization_coordsys_id"
        " FROM gpkg_contents c JOIN gpkg_geometry_columns g USING (table_name)"
        " JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id"
        " JOIN sqlite_master m ON m.name = c.table_name AND m.type = 'table'"
        " WHERE c.data_type = 'features' ORDER BY c.table_name"
    ).fetchone()
    if row is None:
        raise BadInput("Filen är en GeoPackage utan områden.")
    srid = int(row[3])
    return row[0], row[1], srid if srid > 0 else None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _from_blob(blob: Any) -> BaseGeometry:
    """The geometry of a GeoPackage blob. OGC 12-128r19, 2.1.3.1.1."""
    import shapely
    from shapely.errors import ShapelyError

    if not isinstance(blob, bytes) or blob[:2] != b"GP" or len(blob) < 8:
        raise BadInput("Filen har ett område utan geometri.")
    skip = ENVELOPES.get(blob[3] >> 1 & 0b111)
    try:
        if skip is None:
            raise ShapelyError
        return shapely.from_wkb(blob[8 + skip :])
    except ShapelyError as error:
        raise BadInput("Filen har ett område med skadad geometri.") from error
