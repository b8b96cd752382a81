"""How few hold how much: the curve that bends away from the line of equal shares."""

from dataclasses import dataclass

from samsyn.figures.base import WIDTH, Figure, Table
from samsyn.figures.numbers import swedish
from samsyn.figures.svg import MUTED, el, extent, rule, stroke, text

_LEFT, _SIDE = 44.0, 250.0


@dataclass(frozen=True, kw_only=True)
class Lorenz(Figure):
    """Points (share of places, share of what they hold), from 0–0 to 1–1, those with least first.

    `marks` are points on the curve to tell of, with their words.
    """

    points: tuple[tuple[float, float], ...]
    marks: tuple[tuple[float, float, str], ...] = ()
    across: str = "andel av platserna"
    up: str = "andel av händelserna"

    def draw(self, key: str) -> tuple[str, float]:
        top = 26.0
        parts = [text(0, 12, self.up, muted=True)]
        for share in (0, 0.25, 0.5, 0.75, 1):
            x, y = _LEFT + share * _SIDE, top + (1 - share) * _SIDE
            said = f"{swedish(share * 100)} %"
            parts += [
                rule(_LEFT, y, _LEFT + _SIDE, y, axis=share == 0),
                text(_LEFT - 5, y + 4, said, anchor="end"),
                text(x, top + _SIDE + 17, said, anchor="middle"),
            ]
        equal = {"class_": "fig-grid", "stroke": MUTED, "stroke_dasharray": "4 4"}
        parts.append(el("line", x1=_LEFT, y1=top + _SIDE, x2=_LEFT + _SIDE, y2=top, **equal))
        path = "M" + "L".join(f"{_x(x):.1f} {_y(y, top):.1f}" for x, y in self.points)
        parts.append(el("path", d=path, stroke_width=2.5, **stroke(1)))
        for x, y, words in self.marks:
            dot = el("circle", cx=_x(x), cy=_y(y, top), r=4, stroke_width=2.5, **stroke(2))
            at = _x(x) + 9
            if at + extent(words) > WIDTH:  # to the left of the curve, and within the drawing
                at = max(_x(x) - 9 - extent(words), 0)
            parts += [dot, text(at, _y(y, top) + 18, words)]
        foot = top + _SIDE + 35
        parts.append(text(_LEFT, foot, self.across, muted=True))
        return "".join(parts), foot + 8

    def table(self) -> Table:
        rows = tuple((_percent(x), _percent(y)) for x, y in self.points)
        return Table((self.across.capitalize(), self.up.capitalize()), rows, self.title)


def _x(share: float) -> float:
    return _LEFT + share * _SIDE


def _y(share: float, top: float) -> float:
    return top + (1 - share) * _SIDE


def _percent(share: float) -> str:
    return f"{swedish(share * 100, 1)} %"
