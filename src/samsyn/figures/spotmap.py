"""A map of outlines with single spots on it, which can also be pointed at."""

from collections import Counter
from dataclasses import dataclass, field

from shapely import Point
from shapely.geometry.base import BaseGeometry

from samsyn.figures.base import WIDTH, Figure, Table, written
from samsyn.figures.ground import Frame, name_on, path
from samsyn.figures.svg import PAPER, Attribute, el, escape, fill, scale, text

Spot = tuple[float, float, int]
ELSEWHERE = "Utanför områdena"


@dataclass(frozen=True)
class Outline:
    """An area: its name and its shape in metres (SWEREF 99 TM, east and north)."""

    name: str
    shape: BaseGeometry = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class SpotMap(Figure):
    """Outlines, and spots as (east, north, kind); kinds are counted from 1 and named by `kinds`.

    What lies beside the outlines is not drawn, but counted. The table twin counts the spots of each
    area. `metres` is the way back from the drawing to the ground, for a map that is pointed at.
    """

    outlines: tuple[Outline, ...]
    spots: tuple[Spot, ...] = ()
    kinds: tuple[str, ...] = ()
    colours: tuple[int, ...] = (6, 1, 2)
    heading: str = "Område"

    def draw(self, key: str) -> tuple[str, float]:
        frame = self._frame()
        shapes = [frame.drawn(outline.shape) for outline in self.outlines]
        areas = [
            el(
                "path",
                el("title", escape(outline.name)),
                d=path(shape),
                fill_rule="evenodd",
                **{**scale(1), "class_": "fig-scale-1 fig-edge", "stroke": PAPER},
            )
            for outline, shape in zip(self.outlines, shapes, strict=True)
        ]
        names = [
            name_on(outline.name, shape, dark=False)
            for outline, shape in zip(self.outlines, shapes, strict=True)
        ]
        legend, bottom = self._legend(frame.height)
        return "".join([*areas, *map(self._dot, self._drawn()), *names, legend]), bottom

    def _drawn(self) -> list[Spot]:
        """The spots on the paper; kinds of a higher number lie on top."""
        if not self.outlines:
            return []
        frame = self._frame()
        inside = (spot for spot in self.spots if frame.holds(spot[0], spot[1]))
        return sorted(inside, key=lambda spot: spot[2])

    def size(self) -> tuple[float, float]:
        """Width and height of the drawing."""
        return WIDTH, self.draw("")[1]

    def metres(self, x: float, y: float) -> tuple[float, float]:
        """East and north of a point of the drawing."""
        return self._frame().metres(x, y)

    def _frame(self) -> Frame:
        return Frame.about([outline.shape for outline in self.outlines])

    def _colour(self, kind: int) -> dict[str, Attribute]:
        return fill(self.colours[(kind - 1) % len(self.colours)])

    def _dot(self, spot: Spot) -> str:
        east, north, kind = spot
        x, y = self._frame().at(east, north)
        look = {**self._colour(kind), "stroke": PAPER}
        look["class_"] = f"{look['class_']} fig-edge"
        return el("circle", cx=x, cy=y, r=5.0, **look)

    def _legend(self, height: float) -> tuple[str, float]:
        parts, y = [], height
        for kind, words in enumerate(self.kinds, start=1):
            y += 19
            parts += [
                el("circle", cx=8.0, cy=y, r=5.0, **self._colour(kind)),
                text(22, y + 4, words),
            ]
        return "".join(parts), y + 10 if self.kinds else height

    def table(self) -> Table:
        """How many spots each area holds, by kind."""
        shown = self.kinds or ("antal",)
        rows = []
        for name, counts in self._counted().items():
            rows.append((name, *(written(float(counts[k])) for k in range(1, len(shown) + 1))))
        return Table((self.heading, *shown), tuple(rows), self.title)

    def _counted(self) -> dict[str, Counter[int]]:
        found: dict[str, Counter[int]] = {outline.name: Counter() for outline in self.outlines}
        for east, north, kind in self.spots:
            inside = (o.name for o in self.outlines if o.shape.intersects(Point(east, north)))
            found.setdefault(next(inside, ELSEWHERE), Counter())[kind] += 1
        return found
