"""A map where each area is coloured by its number."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil, floor, inf, log10

import numpy as np
from shapely import MultiPolygon, Polygon, box, transform, unary_union
from shapely.geometry.base import BaseGeometry
from shapely.ops import polylabel

from samsyn.figures.base import HIDDEN, WIDTH, Figure, Table, paragraph, written
from samsyn.figures.numbers import swedish
from samsyn.figures.svg import PAPER, el, escape, extent, hatch, hatched, label, scale, text, wrap

_STEPS, _LINE = 5, 15.0


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
    about as many areas each (quantiles of the values shown, at the roundest numbers that part them;
    what is hidden decides nothing). A value counts as it is written. Areas with room for their name
    bear it. Shapes are simplified to half a unit of the drawing.
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
        names = [
            _name_on(cell.name, shape, dark=self._is_dark(cell, breaks))
            for cell, shape in zip(self.cells, shapes, strict=True)
        ]
        legend, bottom = self._legend(breaks, height + 12, key)
        return "".join([hatch(key), *areas, *names, legend]), bottom

    def table(self) -> Table:
        rows = tuple((cell.name, self._written(cell)) for cell in self.cells)
        return Table((self.heading, self.unit), rows, self.title)

    def _written(self, cell: Cell) -> str:
        return cell.without if cell.value is None else written(cell.value, self.decimals)

    def _shown(self) -> list[float]:
        return sorted(v for cell in self.cells if (v := self._value(cell)) is not None)

    def _value(self, cell: Cell) -> float | None:
        """The value as it is written, so that the bounds of the classes hold for what is read."""
        if cell.value is None or self.decimals is None:
            return cell.value
        return round(cell.value, self.decimals)

    def _breaks(self) -> list[float]:
        shown = self._shown()
        if self.breaks or len(shown) < 2:
            return sorted(self.breaks)[: _STEPS - 1]
        cuts = np.quantile(shown, np.linspace(0, 1, _STEPS + 1)[1:-1], method="higher")
        return sorted(
            {
                _roundest(max(v for v in shown if v < cut), float(cut), self.decimals)
                for cut in cuts
                if cut > shown[0]
            }
        )

    def _is_dark(self, cell: Cell, breaks: list[float]) -> bool:
        value = self._value(cell)
        return value is not None and _step(value, breaks) > 3

    def _area(self, cell: Cell, shape: BaseGeometry, breaks: list[float], key: str) -> str:
        value = self._value(cell)
        look = hatched(key) if value is None else {**scale(_step(value, breaks)), "stroke": PAPER}
        look["class_"] = f"{look['class_']} fig-edge"
        words = el("title", escape(f"{cell.name}: {self._written(cell)}"))
        return el("path", words, d=_path(shape), fill_rule="evenodd", **look)

    def _legend(self, breaks: list[float], y: float, key: str) -> tuple[str, float]:
        parts = paragraph(0, y - 9, self.unit)
        y += 17 * (len(parts) - 1)
        for words, step in self._classes(breaks):
            y += 19
            parts += [_swatch(y, scale(step)), text(34, y + 8, words)]
        for reason in dict.fromkeys(c.without for c in self.cells if c.value is None):
            y += 19
            parts += [_swatch(y, hatched(key)), text(34, y + 8, reason)]
        return "".join(parts), y + 20

    def _classes(self, breaks: list[float]) -> list[tuple[str, int]]:
        """Each class in words, with clear bounds, and its colour."""
        shown = self._shown()
        if not breaks:
            ends = dict.fromkeys(self._said(v) for v in (shown[0], shown[-1])) if shown else {}
            return [("–".join(ends), _step(0, breaks))] if ends else []
        inner = [self._span(low, high) for low, high in pairwise(breaks)]
        outer = f"under {self._said(breaks[0])}", f"{self._said(breaks[-1])} och mer"
        steps = [_step(value, breaks) for value in (-inf, *breaks)]
        return list(zip((outer[0], *inner, outer[1]), steps, strict=True))

    def _span(self, low: float, high: float) -> str:
        """From `low` to the last number written before `high`."""
        whole = all(v == int(v) for v in (*self._shown(), low, high))
        if self.decimals is None and not whole:
            return f"{self._said(low)} till under {self._said(high)}"
        last = high - 10.0 ** -(self.decimals or 0)
        ends = dict.fromkeys(map(self._said, (low, last if last > low else low)))
        return "–".join(ends)

    def _said(self, value: float) -> str:
        return swedish(value, self.decimals)


def _step(value: float, breaks: list[float]) -> int:
    """The colour of the value's class; few classes are spread over the whole scale."""
    place = bisect_right(breaks, value)
    return 1 + round(place * (_STEPS - 1) / len(breaks)) if breaks else 3


def _roundest(low: float, high: float, decimals: int | None) -> float:
    """The roundest number over `low` and not over `high`: nothing moves to another class by it."""
    if high <= 0:
        return high
    finest = -6 if decimals is None else -decimals
    for power in range(ceil(log10(high)), finest - 1, -1):
        for share in (1, 0.5, 0.2):
            step = 10.0**power * share
            found = round(floor(high / step + 1e-9) * step, max(0, 1 - power))
            if low < found <= high and (decimals is None or found == round(found, decimals)):
                return found
    return high


def _name_on(name: str, shape: BaseGeometry, *, dark: bool) -> str:
    """The name on one or more lines where the area is widest, if there is room for it."""
    whole = max(getattr(shape, "geoms", [shape]), key=lambda part: part.area)
    if not isinstance(whole, Polygon) or whole.is_empty or not whole.is_valid or not name.strip():
        return ""
    middles = [whole.centroid, polylabel(whole, tolerance=2)]
    for lines in dict.fromkeys((tuple(wrap(name, WIDTH)), tuple(name.split()))):
        half, height = max(map(extent, lines)) / 2, _LINE * len(lines)
        for at in middles:
            top = at.y - height / 2
            if whole.contains(box(at.x - half, top, at.x + half, top + height)):
                return "".join(
                    label(at.x, top + _LINE * (i + 1) - 4, line, dark=dark)
                    for i, line in enumerate(lines)
                )
    return ""


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
