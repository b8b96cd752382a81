"""A map where each area is coloured by its number."""

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil, floor, inf, log10

import numpy as np
from shapely.geometry.base import BaseGeometry

from samsyn.figures.base import HIDDEN, Figure, Table, paragraph, written
from samsyn.figures.ground import Frame, linked, name_on, path
from samsyn.figures.numbers import swedish
from samsyn.figures.svg import PAPER, el, escape, hatch, hatched, scale, text

_STEPS = 5


@dataclass(frozen=True)
class Cell:
    """An area: its name, its value, and its shape in metres (SWEREF 99 TM, east and north).

    Without a value the area is hatched and `without` says why. With `href` it leads there. The
    shape stays out of the repr, which names the figure.
    """

    name: str
    value: float | None
    shape: BaseGeometry = field(repr=False)
    without: str = HIDDEN
    href: str = ""


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
        frame = Frame.about([cell.shape for cell in self.cells])
        shapes = [frame.drawn(cell.shape) for cell in self.cells]
        areas = [
            self._area(cell, shape, breaks, key)
            for cell, shape in zip(self.cells, shapes, strict=True)
        ]
        names = [
            name_on(cell.name, shape, dark=self._is_dark(cell, breaks))
            for cell, shape in zip(self.cells, shapes, strict=True)
        ]
        legend, bottom = self._legend(breaks, frame.height + 12, key)
        return "".join([hatch(key), *areas, *names, legend]), bottom

    def table(self) -> Table:
        rows = tuple((cell.name, self._written(cell)) for cell in self.cells)
        return Table((self.heading, self.unit), rows, self.title)

    def steps(self) -> tuple[int | None, ...]:
        """The colour of each area, step 1–5 of the scale; None for one without a value."""
        breaks = self._breaks()
        values = map(self._value, self.cells)
        return tuple(None if value is None else _step(value, breaks) for value in values)

    def legend(self) -> list[tuple[str, str]]:
        """The classes in words, and the class of the style sheet that paints each."""
        classes = self._classes(self._breaks())
        return [(said, str(scale(step)["class_"])) for said, step in classes]

    @property
    def leads(self) -> bool:
        return any(cell.href for cell in self.cells)

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
        words = f"{cell.name}: {self._written(cell)}"
        title = el("title", escape(words))
        return linked(
            el("path", title, d=path(shape), fill_rule="evenodd", **look), cell.href, words
        )

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


def _swatch(y: float, look: dict[str, str | float | None]) -> str:
    return el("rect", x=0.5, y=y - 3.5, width=26, height=14, **look)
