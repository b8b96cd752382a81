"""The places of `samsyn analyse scan`: their names, where they are, and usual column names."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.columns import Loader
from samsyn.analysis.reading import Columns, read
from samsyn.analysis.scan import on_sphere
from samsyn.analysis.sniffing import is_parquet, style_of
from samsyn.analysis.verdicts import BadInput

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]
USUAL = {
    "x": ("x", "lon", "longitude", "lng", "east", "easting", "öst"),
    "y": ("y", "lat", "latitude", "north", "northing", "nord"),
    "time": ("time", "date", "tid", "datum", "day", "dag", "month", "månad", "year", "år"),
    "place": ("place", "plats", "id", "location", "område", "area", "code", "kod"),
    "count": ("count", "cases", "antal", "fall"),
    "population": ("population", "befolkning", "pop", "invånare"),
}


@dataclass
class Places:
    """Where places are, by their names in the order of `points`."""

    names: list[str]
    points: Floats
    crs: str | None
    warnings: list[str]

    def numbered(self, columns: Columns) -> Counts:
        """Each row's place by its number. Raises BadInput for a place without coordinates."""
        number = {name: k for k, name in enumerate(self.names)}
        known = np.array([number.get(str(label), -1) for label in columns.labels["place"]])
        found = known[columns.codes["place"]] if len(known) else np.empty(0, np.int64)
        if (unknown := np.flatnonzero(found < 0)).size:
            row = int(unknown[0])
            raise columns.bad(
                "place",
                row,
                f"platsen »{columns['place'][row]}« finns inte bland platserna.",
                "Lägg till den i filen som --places anger.",
            )
        return np.asarray(found, np.int64)


def named(path: Path, role: str, *preferred: str | None, needed: bool = True) -> str | None:
    """The column of a role: one of those preferred that the file has, else a usual name."""
    headers = _headers(path)
    for name in preferred:
        if name is not None and (name in headers or (name.isdigit() and preferred[0] == name)):
            return name
    lower = {header.lower(): header for header in headers}
    for usual in USUAL[role]:
        if usual in lower:
            return lower[usual]
    if not needed:
        return None
    there = ", ".join(f"»{header}«" for header in headers[:30])
    raise BadInput(
        f"I {path.name} finns ingen kolumn för {role}.",
        column=preferred[0] if preferred else None,
        remedy=f"Ange den med --{role}. Filens kolumner: {there}.",
    )


def _headers(path: Path) -> list[str]:
    if not path.is_file():
        raise BadInput(f"Filen {path} finns inte.", remedy="Kontrollera namnet.")
    if is_parquet(path):
        return Loader().headers(path)
    return [cell.strip() for cell in style_of(path).first]


def given_places(chosen: argparse.Namespace) -> Places:
    path = chosen.places
    roles = {
        "place": named(path, "place", chosen.place_key, chosen.place),
        "x": named(path, "x", chosen.x),
        "y": named(path, "y", chosen.y),
    }
    columns = read(path, roles)
    labels, first = np.unique(columns.codes["place"], return_index=True)
    if len(labels) < len(columns):
        row = int(np.setdiff1d(np.arange(len(columns)), first)[0])
        raise columns.bad("place", row, "platsen står två gånger.", "Ta bort den ena raden.")
    points, crs = _located(columns, chosen.crs)
    gone = np.flatnonzero(~np.isfinite(points).all(axis=1))
    if gone.size:
        raise columns.bad("x", int(gone[0]), "platsen saknar läge.", "Fyll i båda koordinaterna.")
    order = np.lexsort((columns["place"], *points.T[::-1]))
    names = [str(name) for name in columns["place"][order]]
    return Places(names, points[order], crs, columns.warnings)


def own_places(columns: Columns, chosen: argparse.Namespace) -> tuple[Places, Counts]:
    """Each different position of the cases is a place."""
    points, crs = _located(columns, chosen.crs)
    there = columns.complete(also=np.asarray(np.isfinite(points).all(axis=1)))
    different, first, number = np.unique(
        points[there], axis=0, return_index=True, return_inverse=True
    )
    rows = np.flatnonzero(there)[first]
    x, y = columns["x"][rows], columns["y"][rows]
    names = [f"{a:.10g} {b:.10g}" for a, b in zip(x, y, strict=True)]
    if "place" in columns:
        names = [str(name) for name in columns["place"][rows]]
    place = np.full(len(columns), -1, np.int64)
    place[there] = number.reshape(-1)
    return Places(names, different, crs, []), place


def _located(columns: Columns, crs: str | None) -> tuple[Floats, str | None]:
    """Points in metres: on the sphere when the file has degrees, else in its plane."""
    plane = columns.plane(crs)
    degrees = plane.epsg is not None and np.nanmax(np.abs(columns["x"]), initial=0) <= 180
    if degrees:
        return on_sphere(*plane.degrees(plane.x, plane.y)), "EPSG:4326"
    points = np.column_stack((plane.x, plane.y))
    return points, None if plane.epsg is None else f"EPSG:{plane.epsg}"


def centres_of(chosen: argparse.Namespace, points: Floats) -> Floats | None:
    """The centres that --centres gives, in the same space as the places."""
    if chosen.centres is None:
        return None
    roles = {axis: named(chosen.centres, axis, getattr(chosen, axis)) for axis in ("x", "y")}
    centres, _ = _located(read(chosen.centres, roles), chosen.crs)
    if centres.shape[1] != points.shape[1] or not np.isfinite(centres).all():
        raise BadInput(
            "Cirklarnas centrum och platserna har inte samma slags koordinater.",
            remedy="Skriv båda i samma koordinatsystem.",
        )
    return centres
