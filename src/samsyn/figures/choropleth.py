"""A map where each area is coloured by its number."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from shapely import MultiPolygon, Polygon, transform, unary_union
from shapely.geometry.base import BaseGeometry

from samsyn.figures.base import HIDDEN, WIDTH, Figure, Table, written
from samsyn.figures.numbers import swedish
from samsyn.figures.svg import PAPER, el, escape, hatch, hatched, scale, text

_STEPS = 5


@dataclass(frozen=True)
class Cell:
    """An area: its name, its value, and its shape in metres (SWEREF 99 TM, east and north).

    Without a value the area is hatched and `without` says why. The shape stays out of the repr,
    which names the figure.
    """

    name: str
    value: float | None
    shape: BaseGeometry = field(repr=False)
    without: str = HIDDEN


@dataclass(frozen=True, kw_only=True)
class Choropleth(Figure):
    """Areas in at most five classes from low to high.

    `breaks` are the lower bounds of the second and further classes; without them the classes hold
    about as many areas each (quantiles of the values shown; what is hidden decides nothing).
    Shapes are simplified to half a unit of the drawing.
    """

    cells: tuple[Cell, ...]
    unit: str
    breaks: tuple[float, ...] = ()
    heading: str = "Område"
    decimals: int | None = None

    def draw(self, key: str) -> tuple[str, float]:
        breaks = self._breaks()
        shapes, height = _on_paper([cell.shape for cell in self.cells])
        areas = [
            self._area(cell, shape, breaks, key)
            for cell, shape in zip(self.cells, shapes, strict=True)
        ]
        legend, bottom = self._legend(breaks, height + 12, key)
        return "".join([hatch(key), *areas, legend]), bottom

    def table(self) -> Table:
        rows = tuple((cell.name, self._written(cell)) for cell in self.cells)
        return Table((self.heading, self.unit), rows, self.title)

    def _written(self, cell: Cell) -> str:
        return cell.without if cell.value is None else written(cell.value, self.decimals)

    def _shown(self) -> list[float]:
        return sorted(cell.value for cell in self.cells if cell.value is not None)

    def _breaks(self) -> list[float]:
        shown = self._shown()
        if self.breaks or len(shown) < 2:
            return sorted(self.breaks)[: _STEPS - 1]
        cuts = np.quantile(shown, np.linspace(0, 1, _STEPS + 1)[1:-1], method="higher")
        return sorted({float(cut) for cut in cuts if cut > shown[0]})

    def _area(self, cell: Cell, shape: BaseGeometry, breaks: list[float], key: str) -> str:
        look = (
            hatched(key) if cell.value is None else {**_step(cell.value, breaks), "stroke": PAPER}
        )
        look["class_"] = f"{look['class_']} fig-edge"
        words = el("title", escape(f"{cell.name}: {self._written(cell)}"))
        return el("path", words, d=_path(shape), fill_rule="evenodd", **look)

    def _legend(self, breaks: list[float], y: float, key: str) -> tuple[str, float]:
        parts = [text(0, y + 8, self.unit, muted=True)]
        shown = self._shown()
        for low, high, look in self._classes(shown, breaks):
            y += 19
            words = swedish(low, self.decimals)
            words += f"–{swedish(high, self.decimals)}" if high != low else ""
            parts += [_swatch(y, look), text(34, y + 8, words)]
        for reason in dict.fromkeys(c.without for c in self.cells if c.value is None):
            y += 19
            parts += [_swatch(y, hatched(key)), text(34, y + 8, reason)]
        return "".join(parts), y + 20

    def _classes(
        self, shown: list[float], breaks: list[float]
    ) -> list[tuple[float, float, dict[str, str | float | None]]]:
        """The lowest and highest value shown in each class that has any."""
        classes: dict[int, list[float]] = {}
        for value in shown:
            classes.setdefault(bisect_right(breaks, value), []).append(value)
        return [(values[0], values[-1], _step(values[0], breaks)) for values in classes.values()]


def _step(value: float, breaks: list[float]) -> dict[str, str | float | None]:
    """The colour of the value's class; few classes are spread over the whole scale."""
    place = bisect_right(breaks, value)
    return scale(1 + round(place * (_STEPS - 1) / len(breaks)) if breaks else 3)


def _swatch(y: float, look: dict[str, str | float | None]) -> str:
    return el("rect", x=0.5, y=y - 3.5, width=26, height=14, **look)


def _on_paper(shapes: Sequence[BaseGeometry]) -> tuple[list[BaseGeometry], float]:
    """The shapes in units of the drawing with north up, simplified, and the height they take."""
    if not shapes:
        return [], 0.0
    west, south, east, north = unary_union([s.envelope for s in shapes]).bounds
    size = max(east - west, (north - south) * 0.8) or 1.0
    zoom = (WIDTH - 2) / size
    origin, flip = np.array([west, north]), np.array([zoom, -zoom])
    drawn = [transform(s, lambda xy: (xy - origin) * flip + 1).simplify(0.5) for s in shapes]
    return drawn, (north - south) * zoom + 2


def _path(shape: BaseGeometry) -> str:
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
