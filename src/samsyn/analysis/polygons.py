"""Points into areas, exactly and fast; which areas touch; areas from files.

A fine raster is laid over the areas once. Almost all its cells lie wholly in one area, or in none:
a point there needs no more than a look-up. Only in the cells that a border runs through is the
point itself tested, by GEOS.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samsyn.analysis.outlines import read_outlines
from samsyn.analysis.planes import WGS84, Plane, moved
from samsyn.analysis.verdicts import BadInput

if TYPE_CHECKING:
    from shapely import STRtree
    from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NOWHERE, BORDER = -1, -2
RASTER = 1 << 20
"""Cells of the raster, about."""
SURFACES = {"Polygon", "MultiPolygon"}


@dataclass(frozen=True)
class Areas:
    """Areas of a file in its order: outlines in the file's own coordinates, and their columns.

    `srid` is the EPSG number of the coordinates, None when the file does not tell.
    """

    shapes: tuple[BaseGeometry, ...]
    srid: int | None
    attributes: tuple[dict[str, Any], ...]

    def __len__(self) -> int:
        return len(self.shapes)

    def column(self, name: str) -> list[Any]:
        """A column's value for every area. Raises BadInput when the file has no such column."""
        if not any(name in each for each in self.attributes):
            there = ", ".join(f"»{key}«" for key in list(self.attributes[0])[:40])
            raise BadInput(
                "Områdena har ingen sådan kolumn.", column=name, remedy=f"Det finns: {there}."
            )
        return [each.get(name) for each in self.attributes]

    def numbers(self, name: str) -> Floats:
        """A column of numbers. Raises BadInput for what is none, with the area's number as line."""
        return np.array([_number(v, name, i) for i, v in enumerate(self.column(name), 1)])

    def on(self, plane: Plane) -> tuple[BaseGeometry, ...]:
        """The outlines in the coordinates of `plane`; areas of unknown system as they stand."""
        if plane.epsg is None or self.srid is None or plane.epsg == self.srid:
            return self.shapes
        return tuple(moved_shape(shape, self.srid, plane.epsg) for shape in self.shapes)


def read_areas(path: str | Path) -> Areas:
    """The areas of a GeoJSON or GeoPackage file, in its order, mended where a border crosses
    itself. Raises BadInput, for geometries that are no surfaces too."""
    import shapely

    file = Path(path)
    if not file.is_file():
        raise BadInput(f"Filen {path} finns inte.", remedy="Kontrollera namnet.")
    outlines = list(read_outlines(file))
    if not outlines:
        raise BadInput("Filen har inga områden.", remedy="Lämna en fil med ytor.")
    shapes = []
    for number, each in enumerate(outlines, 1):
        shape = each.shape
        if shape is None or shape.is_empty or shape.geom_type not in SURFACES:
            kind = "tomt" if shape is None or shape.is_empty else shape.geom_type
            raise BadInput(f"Område {number} är ingen yta utan {kind}.")
        if not np.isfinite(shapely.get_coordinates(shape)).all():
            raise BadInput(f"Område {number} har en koordinat som inte är ett tal.")
        shapes.append(shapely.force_2d(_mended(shape, number)))
    return Areas(tuple(shapes), outlines[0].srid, tuple(each.attributes for each in outlines))


def _mended(shape: BaseGeometry, number: int) -> BaseGeometry:
    import shapely

    if shape.is_valid:
        return shape
    mended = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    if mended.geom_type not in SURFACES or mended.is_empty:
        raise BadInput(f"Område {number} har en gräns som korsar sig själv och inte går att laga.")
    return mended


def _number(value: Any, column: str, place: int) -> float:
    try:
        number = float(value.strip().replace(",", ".") if isinstance(value, str) else value)
    except (TypeError, ValueError):
        number = float("nan")
    if not np.isfinite(number) or isinstance(value, bool):
        shown = "tomt" if value is None or value == "" else f"»{value}«"
        raise BadInput(
            f"område {place} har {shown} där det ska stå ett tal.",
            column=column,
            remedy="Skriv 0 där inget har hänt, eller ta bort området.",
        )
    return number


def moved_shape(shape: BaseGeometry, source: int, target: int) -> BaseGeometry:
    """A geometry from one EPSG system to another, longitude and east first."""
    import shapely

    def move(points: Floats) -> Floats:
        return np.column_stack(moved(points[:, 0], points[:, 1], source, target))

    return shapely.transform(shape, move)


# --- points into areas ---------------------------------------------------------------------


class Locator:
    """Areas made ready for many points.

    `shapes` are valid polygons and multipolygons in the points' own coordinates. Build it once for
    a set of areas: it is then of use for every file of points.
    """

    def __init__(self, shapes: Sequence[BaseGeometry], *, cells: int = RASTER) -> None:
        import shapely

        self.shapes = np.array(list(shapes), dtype=object)
        self.tree: STRtree = shapely.STRtree(self.shapes)
        self.west, self.south, self.step, self.columns, self.rows = 0.0, 0.0, 1.0, 0, 0
        if len(self.shapes):
            self.west, self.south, east, north = map(float, shapely.total_bounds(self.shapes))
            width, height = east - self.west, north - self.south
            # areas in a long row get a raster that is no longer than all its cells
            self.step = max(float(np.sqrt(width * height / cells)), max(width, height) / cells)
            self.columns, self.rows = int(width / self.step) + 1, int(height / self.step) + 1
        self.raster = self._raster()

    def find(self, x: ArrayLike, y: ArrayLike) -> Ints:
        """The number of the area that each point lies within, −1 for none; the first that holds it
        where areas overlap. Exactly shapely's `within`: a point on a border lies in no area. NaN
        and infinity lie nowhere. Shapes: both (points,), as the answer."""
        east, north = (np.atleast_1d(np.asarray(v, float)) for v in (x, y))
        with np.errstate(invalid="ignore"):
            u, v = (east - self.west) / self.step, (north - self.south) / self.step
            held = (u >= 0) & (v >= 0) & (u < self.columns) & (v < self.rows)
        if held.all():
            cell = v.astype(np.int32) * np.int32(self.columns) + u.astype(np.int32)
            found: Ints = self.raster[cell].astype(np.int64)
        else:
            found = np.full(len(east), NOWHERE, dtype=np.int64)
            cell = v[held].astype(np.int32) * np.int32(self.columns) + u[held].astype(np.int32)
            found[held] = self.raster[cell]
        doubtful = np.flatnonzero(found == BORDER)
        found[doubtful] = self._tested(east[doubtful], north[doubtful])
        return found

    def count(self, x: ArrayLike, y: ArrayLike) -> Ints:
        """How many of the points lie in each area, shape (areas,)."""
        found = self.find(x, y)
        return np.asarray(np.bincount(found[found >= 0], minlength=len(self.shapes)), np.int64)

    def _tested(self, x: Floats, y: Floats) -> Ints:
        """The same, by GEOS alone."""
        import shapely

        answer = np.full(len(x), len(self.shapes), dtype=np.int64)
        point, area = self.tree.query(shapely.points(x, y), predicate="within")
        np.minimum.at(answer, point, area)
        return np.asarray(np.where(answer < len(self.shapes), answer, NOWHERE))

    def _raster(self) -> NDArray[np.int32]:
        """The area of each cell, row by row; `BORDER` where a border may run through it."""
        from scipy.ndimage import label

        if not len(self.shapes):
            return np.zeros(0, dtype=np.int32)
        border = self._touched()
        # between the borders lie patches; any point tells which area all of a patch is in
        patches, many = label(~border)
        first = np.zeros(many + 1, dtype=np.int64)
        flat = patches.ravel()
        first[flat[::-1]] = np.arange(flat.size)[::-1]
        row, column = np.divmod(first[1:], self.columns)
        x = self.west + (column + 0.5) * self.step
        y = self.south + (row + 0.5) * self.step
        of_patch = np.concatenate([[BORDER], self._tested(x, y)]).astype(np.int32)
        return np.asarray(of_patch[flat])

    def _touched(self) -> NDArray[np.bool_]:
        """Cells that a border runs through, or comes within a thousandth of a cell to."""
        import shapely

        rings = shapely.get_rings(shapely.get_parts(self.shapes))
        corners, ring = shapely.get_coordinates(rings, return_index=True)
        at = (corners - [self.west, self.south]) / self.step
        along = ring[1:] == ring[:-1]
        return _crossed(at[:-1][along], at[1:][along], self.rows, self.columns)


def _crossed(start: Floats, end: Floats, rows: int, columns: int) -> NDArray[np.bool_]:
    """Cells of size 1 that the segments touch: row by row, the columns from where a segment enters
    to where it leaves, with a margin of a thousandth against rounding."""
    margin = 1e-3
    upward = start[:, 1] <= end[:, 1]
    low = np.where(upward[:, None], start, end)
    high = np.where(upward[:, None], end, start)
    first = np.floor(low[:, 1] - margin).astype(np.int64)
    many = np.floor(high[:, 1] + margin).astype(np.int64) - first + 1
    of = np.repeat(np.arange(len(low)), many)
    row = first[of] + np.arange(len(of)) - np.repeat(np.cumsum(many) - many, many)
    rise = (high[:, 1] - low[:, 1])[of]
    with np.errstate(divide="ignore", invalid="ignore"):
        enters = np.clip((row - margin - low[of, 1]) / rise, 0, 1)
        leaves = np.clip((row + 1 + margin - low[of, 1]) / rise, 0, 1)
    flat = rise <= 2 * margin
    enters, leaves = np.where(flat, 0.0, enters), np.where(flat, 1.0, leaves)
    run = (high[:, 0] - low[:, 0])[of]
    ends = np.stack([low[of, 0] + enters * run, low[of, 0] + leaves * run])
    west = np.clip(np.floor(ends.min(axis=0) - margin), 0, columns).astype(np.int64)
    east = np.clip(np.floor(ends.max(axis=0) + margin) + 1, 0, columns).astype(np.int64)
    within = (row >= 0) & (row < rows)
    steps = np.zeros(rows * (columns + 1), dtype=np.int64)
    at = row[within] * (columns + 1)
    steps += np.bincount(at + west[within], minlength=len(steps))
    steps -= np.bincount(at + east[within], minlength=len(steps))
    return np.asarray(np.cumsum(steps).reshape(rows, columns + 1)[:, :-1] > 0)


# --- neighbours ----------------------------------------------------------------------------


def queen(shapes: Sequence[BaseGeometry], *, snap: float, borders: bool = False) -> Ints:
    """Pairs of areas that are neighbours as a queen moves, each told once, shape (pairs, 2).

    Neighbours have a corner of their outlines in common, where corners no further apart than `snap`
    are the same (as in PySAL and spdep). With `borders` it is enough that their borders come so
    close anywhere: also where one has a corner along the other's straight side.
    """
    import shapely
    from scipy.spatial import cKDTree

    outlines = np.array(list(shapes), dtype=object)
    if borders:
        pairs = shapely.STRtree(outlines).query(outlines, predicate="dwithin", distance=snap).T
    else:
        corners, area = shapely.get_coordinates(outlines, return_index=True)
        pairs = area[cKDTree(corners).query_pairs(snap, output_type="ndarray")]
    pairs = np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1)
    return np.asarray(np.unique(pairs, axis=0), np.int64).reshape(-1, 2)


def usual_snap(areas: Areas) -> float:
    """A centimetre, or less for small maps in a unit that is not told; in the file's own unit."""
    import shapely

    west, south, east, north = shapely.total_bounds(np.array(areas.shapes, dtype=object))
    degrees = areas.srid == WGS84 and max(abs(west), abs(east)) <= 180 and abs(north) <= 90
    return 1e-7 if degrees else min(0.01, 1e-7 * float(max(east - west, north - south)))
