"""Areas in metres put on the paper of a map: the frame, outlines as paths, and names with room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from shapely import MultiPolygon, Polygon, box, transform, unary_union
from shapely.geometry.base import BaseGeometry
from shapely.ops import polylabel

from samsyn.figures.base import WIDTH
from samsyn.figures.svg import el, extent, label, wrap

LINE = 15.0


@dataclass(frozen=True)
class Frame:
    """How metres (SWEREF 99 TM) become units of the drawing, north up; its bounds in metres."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def about(cls, shapes: Sequence[BaseGeometry]) -> Frame:
        """The frame that holds all the shapes."""
        if not shapes:
            return cls(0.0, 0.0, 0.0, 0.0)
        return cls(*unary_union([s.envelope for s in shapes]).bounds)

    @property
    def zoom(self) -> float:
        """Units per metre."""
        return (WIDTH - 2) / (max(self.east - self.west, (self.north - self.south) * 0.8) or 1.0)

    @property
    def height(self) -> float:
        """What the areas take of the paper."""
        return (self.north - self.south) * self.zoom + 2

    def holds(self, east: float, north: float) -> bool:
        return self.west <= east <= self.east and self.south <= north <= self.north

    def drawn(self, shape: BaseGeometry) -> BaseGeometry:
        """The shape in units of the drawing, simplified to half of one."""
        origin, flip = np.array([self.west, self.north]), np.array([self.zoom, -self.zoom])
        return transform(shape, lambda xy: (xy - origin) * flip + 1).simplify(0.5)

    def at(self, east: float, north: float) -> tuple[float, float]:
        """A point of the ground on the drawing."""
        return (east - self.west) * self.zoom + 1, (self.north - north) * self.zoom + 1

    def metres(self, x: float, y: float) -> tuple[float, float]:
        """A point of the drawing on the ground, east and north."""
        return self.west + (x - 1) / self.zoom, self.north - (y - 1) / self.zoom


def path(shape: BaseGeometry) -> str:
    """The outline of an area on paper, holes too, as `d` of a path."""
    parts = shape.geoms if isinstance(shape, MultiPolygon) else [shape]
    rings = [
        ring
        for part in parts
        if isinstance(part, Polygon)
        for ring in (part.exterior, *part.interiors)
    ]
    return "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring.coords[:-1]) + "Z" for ring in rings
    )


def name_on(name: str, shape: BaseGeometry, *, dark: bool) -> str:
    """The name on one or more lines where the area is widest, if there is room for it."""
    whole = max(getattr(shape, "geoms", [shape]), key=lambda part: part.area)
    if not isinstance(whole, Polygon) or whole.is_empty or not whole.is_valid or not name.strip():
        return ""
    middles = [whole.centroid, polylabel(whole, tolerance=2)]
    for lines in dict.fromkeys((tuple(wrap(name, WIDTH)), tuple(name.split()))):
        half, height = max(map(extent, lines)) / 2, LINE * len(lines)
        for at in middles:
            top = at.y - height / 2
            if whole.contains(box(at.x - half, top, at.x + half, top + height)):
                return "".join(
                    label(at.x, top + LINE * (i + 1) - 4, line, dark=dark)
                    for i, line in enumerate(lines)
                )
    return ""


def linked(marks: str, href: str, words: str) -> str:
    """Marks that lead somewhere, for a mouse, a finger and a keyboard alike."""
    return el("a", marks, href=href, aria_label=words) if href else marks
