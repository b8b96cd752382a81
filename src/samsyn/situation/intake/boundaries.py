"""Boundaries from GeoJSON and GeoPackage: WGS 84 or SWEREF 99 TM; SWEREF 99 TM comes out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from samsyn.analysis.outlines import read_outlines
from samsyn.analysis.verdicts import BadInput

from . import geo
from .limits import LIMITS, BadFile, Limits

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
    try:
        found = list(read_outlines(path))
    except BadInput as error:
        raise BadFile(str(error)) from error
    if not found:
        raise BadFile("Filen har inga områden.")
    if len(found) > MAX_FEATURES:
        raise BadFile(f"Filen har fler än {MAX_FEATURES} områden.")
    return [
        Feature(_area(each.shape, _known(each.srid), number), each.attributes)
        for number, each in enumerate(found, 1)
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


def _known(srid: int | None) -> int:
    if srid is None:
        raise BadFile("Filen säger inte vilket koordinatsystem den har.")
    if srid not in {geo.WGS84, geo.SWEREF99TM}:
        raise BadFile(f"Koordinatsystemet EPSG:{srid} stöds inte. Använd EPSG:4326 eller 3006.")
    return srid
