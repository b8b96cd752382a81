"""Coordinates and places. Everything is kept in SWEREF 99 TM (EPSG:3006): metres east and north."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SWEREF99TM = 3006
WGS84 = 4326
# Sweden with its waters, in metres. Lantmäteriet: SWEREF 99 TM.
EAST = (200_000.0, 950_000.0)
NORTH = (6_050_000.0, 7_750_000.0)
NOWHERE = -1


@dataclass(frozen=True)
class Layer:
    """Places of one kind with their outlines (SWEREF 99 TM), which should not overlap."""

    places: Sequence[int]
    shapes: Sequence[BaseGeometry]


@lru_cache
def _transformer(source: int) -> Transformer:
    return Transformer.from_crs(source, SWEREF99TM, always_xy=True)


def to_sweref(x: Floats, y: Floats, source: int = WGS84) -> tuple[Floats, Floats]:
    """Longitude and latitude (or another EPSG's east and north) as metres east and north.

    What lies outside the source's domain comes back as infinity.
    """
    if source == SWEREF99TM:
        return x, y
    east, north = _transformer(source).transform(x, y)
    return np.asarray(east), np.asarray(north)


def shape_to_sweref(shape: BaseGeometry, source: int) -> BaseGeometry:
    """A geometry in SWEREF 99 TM, without heights."""

    def move(points: Floats) -> Floats:
        return np.column_stack(to_sweref(points[:, 0], points[:, 1], source))

    return shapely.transform(shapely.force_2d(shape), move)


def in_sweden(east: Floats, north: Floats) -> NDArray[np.bool_]:
    return (east > EAST[0]) & (east < EAST[1]) & (north > NORTH[0]) & (north < NORTH[1])


def unswapped(x: Floats, y: Floats, source: int) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Coordinates with those put right that stand in each other's column, and which they were.

    In Sweden latitude is always the larger number, and north is always larger than east.
    """
    swapped = x > y
    if source == WGS84:
        swapped &= (x > 54) & (x < 70) & (y > 10) & (y < 25)
    return np.where(swapped, y, x), np.where(swapped, x, y), swapped


def locate(east: Floats, north: Floats, layers: Sequence[Layer]) -> Ints:
    """The place of each point: in the first layer that holds it, else `NOWHERE`.

    A point on a shared border belongs to the place that comes first in its layer.
    """
    found = np.full(len(east), NOWHERE, dtype=np.int64)
    points = np.asarray(shapely.points(east, north))
    for layer in layers:
        left = np.flatnonzero(found == NOWHERE)
        if not len(left) or not len(layer.places):
            continue
        tree = shapely.STRtree(list(layer.shapes))
        which, where = tree.query(points[left], predicate="intersects")
        # written backwards, so that the first place of a layer wins
        order = np.argsort(-where, kind="stable")
        found[left[which[order]]] = np.asarray(layer.places, dtype=np.int64)[where[order]]
    return found
