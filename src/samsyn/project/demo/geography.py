"""A schematic Stockholm of our own: coarse cells that lie roughly where the districts lie.

Every neighbourhood is a seed point placed by hand on one of four hand-drawn land masses; its cell
is the part of the land nearest to it (Voronoi). Districts are unions of cells, so that they share
edges, never overlap, and a merged district is exactly the sum of those before it. Nothing here is
taken from a map: MAP_NOTE is shown wherever the cells are. Coordinates are SWEREF 99 TM metres.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from shapely import MultiPoint, Point, Polygon, set_precision, union_all, voronoi_polygons
from shapely.geometry.base import BaseGeometry

from .tables import table

MAP_NOTE = "Schematisk karta, inte verkliga gränser"
# The outlines are written in kilometres from here, to keep the drawing readable.
ORIGIN_EAST, ORIGIN_NORTH = 660_000, 6_560_000


@dataclass(frozen=True)
class Neighbourhood:
    """A cell; `kind` is centrum, innerstad, flerbostad, villa or park, `population` approximate."""

    key: str
    name: str
    district_2019: str
    kind: str
    population: int
    polygon: Polygon


@dataclass(frozen=True)
class District:
    """A stadsdelsområde, valid from a day until (not including) another, and what came after."""

    key: str
    name: str
    valid_from: date
    valid_until: date | None
    successor: str

    def is_valid(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


@cache
def districts() -> dict[str, District]:
    """All districts that have been, by key: 14 until 2020-07-01, then 13, from 2023-07-01 11."""
    rows = [
        District(
            row["key"],
            row["name"],
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
            row["successor"],
        )
        for row in table("districts")
    ]
    return {district.key: district for district in rows}


@cache
def neighbourhoods() -> tuple[Neighbourhood, ...]:
    """All cells, in the order of the table."""
    cells = _cells()
    return tuple(
        Neighbourhood(
            row["key"],
            row["name"],
            row["district_2019"],
            row["kind"],
            int(row["population"]),
            cells[row["key"]],
        )
        for row in table("neighbourhoods")
    )


def district_of(cell: Neighbourhood, day: date) -> str:
    """The key of the district the cell belonged to on the day."""
    district = districts()[cell.district_2019]
    while not district.is_valid(day):
        district = districts()[district.successor]
    return district.key


def cells_of(district: str) -> tuple[Neighbourhood, ...]:
    """The cells of a district, whether of today or before the mergers."""
    return tuple(
        cell
        for cell in neighbourhoods()
        if district in (cell.district_2019, districts()[cell.district_2019].successor)
    )


def shape_of(district: str) -> BaseGeometry:
    """The union of a district's cells (several parts where water lies between)."""
    return union_all([cell.polygon for cell in cells_of(district)])


def _cells() -> dict[str, Polygon]:
    seeds = table("neighbourhoods")
    cells: dict[str, Polygon] = {}
    for land in table("outlines"):
        outline = _outline(land["ring"])
        points = {
            row["key"]: Point(int(row["east"]), int(row["north"]))
            for row in seeds
            if row["landmass"] == land["landmass"]
        }
        regions = voronoi_polygons(
            MultiPoint(list(points.values())), extend_to=outline, ordered=True
        )
        for key, region in zip(points, regions.geoms, strict=True):
            cells[key] = _largest(set_precision(region & outline, 1.0))
    return cells


def _outline(ring: str) -> Polygon:
    pairs = (pair.split() for pair in ring.split(","))
    return Polygon(
        [(ORIGIN_EAST + 1000 * float(e), ORIGIN_NORTH + 1000 * float(n)) for e, n in pairs]
    )


def _largest(shape: BaseGeometry) -> Polygon:
    """A cell cut in two by a bay keeps its larger part."""
    parts = getattr(shape, "geoms", [shape])
    return max((part for part in parts if isinstance(part, Polygon)), key=lambda part: part.area)
