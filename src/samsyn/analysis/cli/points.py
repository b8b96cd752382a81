"""What calls on points and grids share: reading places, laying a grid over them."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.grid import SHAPES, Grid, TooManyCells, grid_over
from samsyn.analysis.planes import Plane
from samsyn.analysis.reading import Columns
from samsyn.analysis.verdicts import BadInput

Floats = NDArray[np.float64]
CELL = 250.0
SMALLEST, LARGEST = 1e-6, 1e8
MOST_CELLS = 2_000_000
"""Cells that can be told one by one."""


@dataclass(frozen=True)
class Points:
    """The points that have a place, metres; `there` tells which of the file's rows they are."""

    x: Floats
    y: Floats
    plane: Plane
    there: NDArray[np.bool_]


def size(text: str) -> float:
    """A length above 0, as an argument's `type`."""
    try:
        found = float(text.replace(",", "."))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"»{text}« är inget tal") from error
    if not SMALLEST <= found <= LARGEST:
        raise argparse.ArgumentTypeError(f"»{text}« är ingen rimlig längd större än 0")
    return found


def grid_arguments(parser: argparse.ArgumentParser, *, shapes: bool = True) -> None:
    """`--cell --shape --within`."""
    parser.add_argument(
        "--cell", type=size, metavar="METRES", help=f"width of a cell (default: {CELL:g})"
    )
    if shapes:
        parser.add_argument(
            "--shape", choices=SHAPES, default="square", help="of the cells (default: square)"
        )
    parser.add_argument(
        "--within",
        type=Path,
        metavar="AREAS",
        help="GeoJSON or GeoPackage: only cells with their middle in one of its areas count",
    )


def located(columns: Columns, crs: str | None, *roles: str) -> Points:
    """The rows that have a place and all of `roles`; the others are counted in the warnings."""
    plane = columns.plane(crs)
    there = columns.complete(*roles, also=np.isfinite(plane.x) & np.isfinite(plane.y))
    return Points(plane.x[there], plane.y[there], plane, there)


def grid_for(points: Points, chosen: argparse.Namespace, warnings: list[str]) -> Grid:
    """The cells over the points, those `--within` the areas."""
    cell = chosen.cell or CELL
    try:
        grid = grid_over(points.x, points.y, cell, getattr(chosen, "shape", "square"))
    except TooManyCells as error:
        raise _too_many(error.columns, error.rows) from error
    if grid.columns * grid.rows > MOST_CELLS:
        raise _too_many(grid.columns, grid.rows)
    return grid if chosen.within is None else _within(grid, points, chosen.within, warnings)


def _too_many(columns: int, rows: int) -> BadInput:
    return BadInput(
        f"Rutnätet blir {columns} × {rows} rutor.",
        remedy="Välj större --cell, eller rätta lägen som ligger långt från de andra.",
    )


def _within(grid: Grid, points: Points, path: Path, warnings: list[str]) -> Grid:
    from samsyn.analysis.polygons import Locator, read_areas

    locator = Locator(read_areas(path).on(points.plane))
    kept = grid.within(locator.find(*grid.centres()) >= 0)
    if not len(kept):
        raise BadInput(
            "Ingen ruta ligger i områdena.", remedy="Kontrollera --within och koordinatsystemet."
        )
    outside = int((kept.find(points.x, points.y) < 0).sum())
    if outside:
        warnings.append(f"{outside} händelser ligger utanför områdena och räknas inte.")
    return kept


def crs_name(plane: Plane) -> str:
    return "none" if plane.epsg is None else f"EPSG:{plane.epsg}"
