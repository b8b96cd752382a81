"""A map of areas that are each in one of a few classes, such as dense or not."""

from __future__ import annotations

from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

from samsyn.figures.base import WIDTH, Figure, Table, written
from samsyn.figures.cells import CellClass
from samsyn.figures.ground import Frame, linked, name_on, path
from samsyn.figures.svg import MUTED, PAPER, Attribute, el, escape, scale, text, wrap


@dataclass(frozen=True)
class ClassedArea:
    """An area: its name, the number of its class (−1 is none), its shape in metres, its value if it
    may be told, and where it leads."""

    name: str
    kind: int
    shape: BaseGeometry = field(repr=False)
    value: float | None = None
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class ClassMap(Figure):
    """Areas by class. What is in no class is pale and `otherwise` says what that means.

    The table has those of a class first; the others one by one only if any area has a value.
    """

    areas: tuple[ClassedArea, ...]
    names: tuple[CellClass, ...]
    otherwise: str
    unit: str = "antal"
    heading: str = "Plats"

    @property
    def leads(self) -> bool:
        return any(area.href for area in self.areas)

    def draw(self, key: str) -> tuple[str, float]:
        frame = Frame.about([area.shape for area in self.areas])
        shapes = [frame.drawn(area.shape) for area in self.areas]
        pairs = list(zip(self.areas, shapes, strict=True))
        marks = [self._area(area, shape) for area, shape in pairs]
        names = [name_on(a.name, shape, dark=self._is_dark(a)) for a, shape in pairs if a.kind >= 0]
        legend, bottom = self._legend(frame.height)
        return "".join([*marks, *names, legend]), bottom

    def table(self) -> Table:
        valued = any(area.value is not None for area in self.areas)
        rows = [
            (a.name, self.words(a), *((written(a.value),) if valued else ()))
            for a in sorted(self.areas, key=self.rank)
            if valued or a.kind >= 0
        ]
        if rest := 0 if valued else sum(a.kind < 0 for a in self.areas):
            rows.append((f"Övriga: {rest}", self.otherwise))
        headers = (self.heading, "Klass", *((self.unit,) if valued else ()))
        return Table(headers, tuple(rows), self.title)

    @staticmethod
    def rank(area: ClassedArea) -> tuple[bool, int, float, str]:
        """What puts areas in order: by class, the greatest first, those of no class last."""
        return area.kind < 0, area.kind, -(area.value or 0), area.name

    def legend(self) -> list[tuple[str, str]]:
        """The classes in words, and the class of the style sheet that paints each."""
        return [(said, str(look["class_"])) for said, look in self._classes()]

    def words(self, area: ClassedArea) -> str:
        """What is said of an area."""
        return self.names[area.kind].words if area.kind >= 0 else self.otherwise

    def look(self, area: ClassedArea) -> dict[str, Attribute]:
        """How an area is painted."""
        look = self.names[area.kind].look() if area.kind >= 0 else scale(1)
        return {**look, "class_": f"{look['class_']} fig-edge", "stroke": PAPER}

    def _is_dark(self, area: ClassedArea) -> bool:
        name = self.names[area.kind]
        return name.other is not None or name.step > 3

    def _area(self, area: ClassedArea, shape: BaseGeometry) -> str:
        words = f"{area.name}: {self.words(area)}"
        title = el("title", escape(words))
        mark = el("path", title, d=path(shape), fill_rule="evenodd", **self.look(area))
        return linked(mark, area.href, words)

    def _legend(self, height: float) -> tuple[str, float]:
        parts, y = [], height - 2
        for words, look in self._classes():
            for i, line in enumerate(wrap(words, WIDTH - 34)):
                y += 19
                if i == 0:
                    swatch = {**look, "stroke": MUTED}
                    parts.append(el("rect", x=0.5, y=y - 3.5, width=26, height=14, **swatch))
                parts.append(text(34, y + 8, line))
        return "".join(parts), y + 20

    def _classes(self) -> list[tuple[str, dict[str, Attribute]]]:
        """The classes that the map has, in words, and their colours."""
        there = {area.kind for area in self.areas}
        named = [(name.words, name.look()) for n, name in enumerate(self.names) if n in there]
        rest = [(self.otherwise, scale(1))] if -1 in there else []
        return named + rest
