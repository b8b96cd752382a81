"""Shares asked for again and again: a point with its interval per round, parted where not alike."""

from dataclasses import dataclass

from samsyn.figures.axes import Axes, room_for
from samsyn.figures.base import HIDDEN, WIDTH, Figure, Table, paragraph
from samsyn.figures.numbers import swedish, ticks
from samsyn.figures.svg import MUTED, PAPER, Attribute, el, fill, stroke, text, wrap

NEW = " (inte jämförbar med omgången före)"
NOT_ASKED = "–"
_DASHES = (None, "6 4", "2 3", "8 3 2 3")
_APART = 7.0
_EDGE = 24.0


@dataclass(frozen=True)
class Point:
    """A value with its limits; without a value it is protected."""

    value: float | None
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True)
class Asked:
    """Who was asked: a point per round, None where they were not. `breaks` are the rounds, by
    number, that are not comparable with the one before: the line is cut before each."""

    name: str
    points: tuple[Point | None, ...]
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rounds(Figure):
    """Series over the same rounds, each point with its interval.

    Raises ValueError when a series has another number of points than there are rounds.
    """

    rounds: tuple[str, ...]
    series: tuple[Asked, ...]
    unit: str = "procent"
    heading: str = "Omgång"

    def __post_init__(self) -> None:
        for one in self.series:
            if len(one.points) != len(self.rounds):
                raise ValueError(f"{one.name}: one point for each of {len(self.rounds)} rounds")

    def draw(self, key: str) -> tuple[str, float]:
        legend, top = self._legend()
        marks = ticks(0, max((p.high for p in self._points()), default=0) or 1)
        unit = paragraph(0, top - 6, self.unit)
        high, left = top + 10 + 17 * len(unit), room_for(marks)
        scale = Axes(high, marks, len(self.rounds), left)
        frame = Axes(high, marks, len(self.rounds), left + _EDGE, WIDTH - _EDGE)
        parts = [legend, *unit, *scale.grid(), frame.names(self.rounds, 6)]
        cuts = sorted({i for one in self.series for i in one.breaks if 0 < i < len(self.rounds)})
        parts += [_cut(frame, i) for i in cuts]
        middle = (len(self.series) - 1) / 2
        for n, one in enumerate(self.series):
            parts += _drawn(frame, one, n, _APART * (n - middle))
        return "".join(parts), frame.bottom + 24

    def table(self) -> Table:
        headers = (self.heading, *(f"{one.name} ({self.unit})" for one in self.series))
        rows = tuple(
            (name, *(_cell(one, i) for one in self.series)) for i, name in enumerate(self.rounds)
        )
        return Table(headers, rows, self.title)

    def _points(self) -> list[Point]:
        return [p for one in self.series for p in one.points if p and p.value is not None]

    def _legend(self) -> tuple[str, float]:
        parts, y = [], 4.0
        for n, one in enumerate(self.series):
            for i, words in enumerate(wrap(one.name, WIDTH - 40)):
                y += 17
                if i == 0:
                    parts.append(_line(f"M0 {y - 5:g}H28", n))
                parts.append(text(36, y, words))
        return "".join(parts), y + 8


def _drawn(frame: Axes, one: Asked, n: int, aside: float) -> list[str]:
    parts: list[str] = []
    before: tuple[float, float] | None = None
    for i, point in enumerate(one.points):
        if i in one.breaks:
            before = None
        x = frame.x(i) + aside
        if point is None:
            continue
        if point.value is None:  # held back: a cross at the foot
            parts.append(
                el("path", d=f"M{x - 4:.2f} {frame.bottom - 5:g}l8 -8m0 8l-8 -8", stroke=MUTED)
            )
            continue
        y = frame.y(point.value)
        if before:
            parts.append(_line(f"M{before[0]:.2f} {before[1]:.2f}L{x:.2f} {y:.2f}", n))
        low, high = frame.y(point.low), frame.y(point.high)
        whisker = f"M{x - 3:.2f} {low:.2f}h6m-3 0V{high:.2f}m-3 0h6"
        parts.append(el("path", d=whisker, stroke_width=1.4, **stroke(n + 1)))
        edge: dict[str, Attribute] = {"stroke": PAPER, "stroke_width": 1.0}
        parts.append(el("circle", cx=x, cy=y, r=4, **fill(n + 1) | edge))
        before = x, y
    return parts


def _cut(frame: Axes, i: int) -> str:
    """An upright dotted line between two rounds that are not alike."""
    x = (frame.x(i - 1) + frame.x(i)) / 2
    path = f"M{x:.2f} {frame.top:.2f}V{frame.bottom:.2f}"
    return el("path", d=path, stroke=MUTED, stroke_width=1.8, stroke_dasharray="2 4")


def _line(path: str, n: int) -> str:
    return el(
        "path", d=path, stroke_width=1.8, stroke_dasharray=_DASHES[n % 4], **stroke(n % 6 + 1)
    )


def _cell(one: Asked, i: int) -> str:
    point = one.points[i]
    if point is None:
        return NOT_ASKED
    said = HIDDEN if point.value is None else swedish(point.value)
    if point.value is not None:
        said += f" ({swedish(point.low)}–{swedish(point.high)})"
    return said + (NEW if i in one.breaks else "")
