"""A map of small equal cells, squares or hexagons, each in one of a few classes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from math import log10, sqrt
from typing import Literal

from samsyn.figures.base import WIDTH, Figure, Table, written
from samsyn.figures.numbers import swedish
from samsyn.figures.svg import MUTED, Attribute, el, fill, rule, scale, text, wrap

_TALLEST = 425.0


@dataclass(frozen=True)
class CellClass:
    """A class of cells in words, and its colour: step 1–5 of the scale, or a colour of its own.

    `other` takes colour 1–6 instead, for what is not more or less of the same.
    """

    words: str
    step: int = 3
    other: int | None = None

    def look(self) -> dict[str, Attribute]:
        return scale(self.step) if self.other is None else fill(self.other)


@dataclass(frozen=True, kw_only=True)
class CellMap(Figure):
    """Cells by their middles (metres east and north), each with a value and the number of a class.

    All cells have the width `cell`; hexagons stand on a corner. What is in no class (−1) is not
    drawn and not in the table. `labels` name each cell in the table; `outlines` are rings drawn
    over the cells. Where no cell has a value (None), the class alone is told. Raises ValueError for
    columns of unlike length.
    """

    x: tuple[float, ...] = field(repr=False)
    y: tuple[float, ...] = field(repr=False)
    values: tuple[float | None, ...] = field(repr=False)
    classes: tuple[int, ...]
    names: tuple[CellClass, ...]
    cell: float
    unit: str
    shape: Literal["square", "hex"] = "square"
    decimals: int | None = None
    labels: tuple[str, ...] = ()
    outlines: tuple[tuple[tuple[float, float], ...], ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if len(self.labels) not in (0, len(self.x)):
            raise ValueError("every cell has a label, or none has")
        if not len(self.x) == len(self.y) == len(self.values) == len(self.classes):
            raise ValueError("every cell has a place, a value and a class")

    def draw(self, key: str) -> tuple[str, float]:
        drawn = [i for i, c in enumerate(self.classes) if c >= 0]
        if not drawn:
            return text(0, 16, "Inga rutor att visa.", muted=True), 28
        corners = [point for ring in self.outlines for point in ring]
        across = [*(self.x[i] for i in drawn), *(x for x, _ in corners)]
        up = [*(self.y[i] for i in drawn), *(y for _, y in corners)]
        west, east = min(across) - self.cell, max(across) + self.cell
        south, north = min(up) - self.cell, max(up) + self.cell
        zoom = min(WIDTH / (east - west), _TALLEST / (north - south))
        parts = []
        for n, name in enumerate(self.names):
            at = [((self.x[i] - west) * zoom, (north - self.y[i]) * zoom)
                  for i in drawn if self.classes[i] == n]  # fmt: skip
            if at:
                parts.append(el("path", d=self._path(at, self.cell * zoom), **name.look()))
        for ring in self.outlines:
            line = "L".join(f"{(x - west) * zoom:.1f} {(north - y) * zoom:.1f}" for x, y in ring)
            parts.append(el("path", d=f"M{line}Z", class_="fig-grid", stroke=MUTED, fill="none"))
        height = (north - south) * zoom
        return "".join(parts) + self._foot(height, zoom), height + 24 + self._legend_height()

    def table(self) -> Table:
        valued = any(value is not None for value in self.values)
        headers = (
            *(("Plats",) if self.labels else ()), "Öst", "Nord",
            *((self.unit,) if valued else ()), "Klass",
        )  # fmt: skip
        rows = tuple(
            (
                *((self.labels[i],) if self.labels else ()),
                swedish(self.x[i], 0),
                swedish(self.y[i], 0),
                *((written(self.values[i], self.decimals),) if valued else ()),
                self.names[c].words,
            )
            for i, c in enumerate(self.classes)
            if c >= 0
        )
        return Table(headers, rows, self.title)

    def legend(self) -> list[tuple[str, str]]:
        """The classes in words, and the class of the style sheet that paints each."""
        return [(name.words, str(name.look()["class_"])) for name in self._named()]

    def _path(self, at: list[tuple[float, float]], size: float) -> str:
        return "".join(_squares(at, size) if self.shape == "square" else _hexagons(at, size))

    def _foot(self, y: float, zoom: float) -> str:
        """A bar that tells the scale, and the classes in words."""
        metres = 10.0 ** int(log10(WIDTH / zoom / 3))
        metres = max(m for m in (metres, 2 * metres, 5 * metres) if m <= WIDTH / zoom / 2.5)
        said = f"{swedish(metres / 1000)} km" if metres >= 1000 else f"{swedish(metres)} m"
        parts = [rule(0, y + 10, metres * zoom, y + 10, axis=True),
                 text(metres * zoom + 6, y + 14, said, muted=True)]  # fmt: skip
        for name in self._named():
            for i, line in enumerate(wrap(name.words, WIDTH - 34)):
                y += 19
                if i == 0:
                    look = name.look() | {"stroke": MUTED}
                    swatch = el("rect", x=0.5, y=y + 7, width=26, height=14, **look)
                    parts.append(swatch)
                parts.append(text(34, y + 18, line))
        return "".join(parts)

    def _named(self) -> list[CellClass]:
        there = set(self.classes)
        return [name for n, name in enumerate(self.names) if n in there]

    def _legend_height(self) -> float:
        return 19.0 * sum(len(wrap(name.words, WIDTH - 34)) for name in self._named()) + 6


def _squares(at: list[tuple[float, float]], size: float) -> Iterable[str]:
    """Squares; those that stand side by side become one."""
    rows = sorted((round(y / size * 2), x, y) for x, y in at)
    for _, row in groupby(rows, key=lambda cell: cell[0]):
        run: list[float] = []
        for _, x, y in row:
            if run and x - run[1] > size * 1.5:
                yield _box(run[0], run[1], run[2], size)
                run = []
            run = [run[0], x, y] if run else [x, x, y]
        yield _box(run[0], run[1], run[2], size)


def _box(first: float, last: float, y: float, size: float) -> str:
    return (
        f"M{first - size / 2:.1f} {y - size / 2:.1f}h{last - first + size:.1f}v{size:.1f}"
        f"h{first - last - size:.1f}z"
    )


def _hexagons(at: list[tuple[float, float]], size: float) -> Iterable[str]:
    half, side = size / 2, size / sqrt(3)
    for x, y in at:
        yield (
            f"M{x:.1f} {y - side:.1f}l{half:.1f} {side / 2:.1f}v{side:.1f}"
            f"l{-half:.1f} {side / 2:.1f}l{-half:.1f} {-side / 2:.1f}v{-side:.1f}z"
        )
