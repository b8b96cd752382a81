"""Two triangles, one in the other: three corners, and who keeps watch over each."""

from dataclasses import dataclass

from samsyn.figures.base import WIDTH, Figure, Table
from samsyn.figures.svg import MUTED, PAPER, el, extent, fill, label, stroke, text, wrap

_OUTER = (WIDTH / 2, 20.0), (6.0, 296.0), (WIDTH - 6, 296.0)
_MIDDLE = (WIDTH / 2, 212.0)
_INNER = 0.4
_HEIGHT, _LINE, _WIDEST = 320.0, 17.0, 100.0


@dataclass(frozen=True)
class Corner:
    """A corner: its name, and in the table what is said of it. Empty words make it hollow."""

    name: str
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Triangle(Figure):
    """The problem-analysis triangle: `inner` is top, left and right; `outer` watches over each.

    Raises ValueError for other than three corners of each.
    """

    inner: tuple[Corner, ...]
    outer: tuple[Corner, ...]
    headings: tuple[str, str, str] = ("Hörn", "Del", "Vad som gäller")
    untold: str = "Inte beskrivet"

    def __post_init__(self) -> None:
        if len(self.inner) != 3 or len(self.outer) != 3:
            raise ValueError("a triangle has three inner corners and three outer")

    def draw(self, key: str) -> tuple[str, float]:
        inner = tuple(map(_inwards, _OUTER))
        parts = [_edges(_OUTER, 2), _edges(inner, 1)]
        parts += [_watch(a, b) for a, b in zip(_OUTER, inner, strict=True)]
        parts += [_name(*at, c, 2) for at, c in zip(_OUTER, self.outer, strict=True)]
        parts += [_name(*at, c, 1) for at, c in zip(inner, self.inner, strict=True)]
        return "".join(parts), _HEIGHT

    def table(self) -> Table:
        rows = [
            (corner.name, part, corner.words or self.untold)
            for part, corners in (("inre", self.inner), ("yttre", self.outer))
            for corner in corners
        ]
        return Table(self.headings, tuple(rows), self.title)


def _inwards(corner: tuple[float, float]) -> tuple[float, float]:
    (x, y), (mx, my) = corner, _MIDDLE
    return mx + (x - mx) * _INNER, my + (y - my) * _INNER


def _edges(corners: tuple[tuple[float, float], ...], colour: int) -> str:
    points = "L".join(f"{x:.2f} {y:.2f}" for x, y in corners)
    return el("path", d=f"M{points}Z", stroke_width=2.0, **stroke(colour))


def _watch(outer: tuple[float, float], inner: tuple[float, float]) -> str:
    """A dashed line from who keeps watch to what is watched over."""
    (x1, y1), (x2, y2) = outer, inner
    d = f"M{x1:.2f} {y1:.2f}L{x2:.2f} {y2:.2f}"
    return el("path", d=d, class_="fig-axis", stroke=MUTED, stroke_dasharray="2 4", fill="none")


def _name(x: float, y: float, corner: Corner, colour: int) -> str:
    """The name upon its corner: filled when something is said of it, else hollow and dashed."""
    lines = wrap(corner.name, _WIDEST)
    width = max(map(extent, lines)) + 18
    height = _LINE * len(lines) + 9
    middle = min(max(x, width / 2 + 1), WIDTH - width / 2 - 1)
    y = max(height / 2 + 1, min(y, _HEIGHT - height / 2 - 1))
    box = {"x": middle - width / 2, "y": y - height / 2, "width": width, "height": height}
    told = bool(corner.words)
    look: dict[str, str | float | None] = {"class_": "fig-paper fig-axis", "fill": PAPER}
    look |= {"stroke": MUTED, "stroke_dasharray": "4 3"}
    round_by = height / 2 if len(lines) == 1 else 12.0
    shape = el("rect", rx=round_by, **box, **(fill(colour) if told else look))
    first = y - height / 2 + _LINE
    write = [
        label(middle, first + n * _LINE, line, dark=True)
        if told
        else text(middle, first + n * _LINE, line, anchor="middle")
        for n, line in enumerate(lines)
    ]
    return shape + "".join(write)
