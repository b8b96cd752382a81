"""Numbers month by month as lines, with a band of what could be expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from samsyn.figures.axes import Axes, room_for, runs
from samsyn.figures.base import HIDDEN, WIDTH, Figure, Table, paragraph, written
from samsyn.figures.numbers import month_name, swedish, ticks
from samsyn.figures.svg import MUTED, el, fill, stroke, text, wrap

NEW = " (ny serie)"
_DASHES = (None, "6 4", "2 3", "8 3 2 3")


@dataclass(frozen=True)
class Line:
    """One value per month; None is protected. `band` is a low and a high value per month.

    `breaks` are the months, by number, from which something else is counted: the line is cut before
    each, and a mark says so.
    """

    name: str
    values: tuple[float | None, ...]
    band: tuple[tuple[float, float] | None, ...] = ()
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MonthlySeries(Figure):
    """Lines over the same months; the second and further lines are dashed.

    A comparison with the year before is a line over the same months. Raises ValueError when a line
    has another number of values than there are months.
    """

    months: tuple[date, ...]
    lines: tuple[Line, ...]
    unit: str = "antal"
    decimals: int | None = None

    def __post_init__(self) -> None:
        for line in self.lines:
            if len(line.values) != len(self.months) or len(line.band) not in (0, len(line.values)):
                raise ValueError(f"{line.name}: one value for each of {len(self.months)} months")

    def draw(self, key: str) -> tuple[str, float]:
        legend, top = self._legend()
        marks = ticks(0, self._highest())
        unit = paragraph(0, top - 6, self.unit)
        frame = Axes(top + 10 + 17 * len(unit), marks, len(self.months), room_for(marks))
        parts = [
            legend,
            *unit,
            *frame.grid(),
            frame.names([month_name(month) for month in self.months]),
        ]
        for n, line in enumerate(self.lines):
            parts.append(_band(frame, line, n + 1))
        for n, line in enumerate(self.lines):
            parts += _line(frame, line, n)
        return "".join(parts), frame.bottom + 24

    def table(self) -> Table:
        headers = ["Månad"]
        for line in self.lines:
            headers += [f"{line.name} ({self.unit})"]
            headers += [f"{line.name}, förväntat"] if line.band else []
        rows = [
            (month_name(month), *(cell for line in self.lines for cell in self._cells(line, i)))
            for i, month in enumerate(self.months)
        ]
        return Table(tuple(headers), tuple(rows), self.title)

    def _cells(self, line: Line, i: int) -> list[str]:
        cells = [written(line.values[i], self.decimals) + (NEW if i in line.breaks else "")]
        if line.band:
            band = line.band[i]
            cells.append(
                f"{swedish(band[0], self.decimals)}–{swedish(band[1], self.decimals)}"
                if band
                else HIDDEN
            )
        return cells

    def _highest(self) -> float:
        shown = [v for line in self.lines for v in line.values if v is not None]
        shown += [band[1] for line in self.lines for band in line.band if band]
        return max(shown, default=0) or 1

    def _legend(self) -> tuple[str, float]:
        parts, y = [], 4.0
        for n, line in enumerate(self.lines):
            for i, words in enumerate(wrap(line.name, WIDTH - 40)):
                y += 17
                if i == 0:
                    parts.append(_stroke(f"M0 {y - 5:g}H28", n))
                parts.append(text(36, y, words))
        return "".join(parts), y + 8


def _line(frame: Axes, line: Line, n: int) -> list[str]:
    points = [None if v is None else (frame.x(i), frame.y(v)) for i, v in enumerate(line.values)]
    parts = []
    for run in _parted(runs(points), line.breaks):
        path = "L".join(f"{p[0]:.2f} {p[1]:.2f}" for i in run if (p := points[i]))
        parts.append(_stroke("M" + path, n))
    parts += [_mark(frame, i) for i in line.breaks if 0 < i < len(points)]
    for i, point in enumerate(points):
        if point:
            parts.append(el("circle", cx=point[0], cy=point[1], r=2.5, **fill(n + 1)))
        else:  # a hollow mark at the foot says that a number is held back
            x, y = frame.x(i), frame.bottom - 5
            parts.append(el("path", d=f"M{x - 4:.2f} {y:g}l8 -8m0 8l-8 -8", stroke=MUTED))
    return parts


def _parted(found: list[list[int]], breaks: Sequence[int]) -> list[list[int]]:
    """The stretches, cut before each break."""
    cuts = set(breaks)
    parted: list[list[int]] = []
    for run in found:
        for place, i in enumerate(run):
            if place == 0 or i in cuts:
                parted.append([])
            parted[-1].append(i)
    return parted


def _mark(frame: Axes, i: int) -> str:
    """An upright dotted line between two months that do not count the same."""
    x = (frame.x(i - 1) + frame.x(i)) / 2
    path = f"M{x:.2f} {frame.y(frame.ticks[-1]):.2f}V{frame.bottom:.2f}"
    return el("path", d=path, stroke=MUTED, stroke_width=1.5, stroke_dasharray="1 3")


def _band(frame: Axes, line: Line, colour: int) -> str:
    parts = []
    for run in runs(line.band):
        spans = [(frame.x(i), band) for i in run if (band := line.band[i])]
        up = [f"{x:.2f} {frame.y(high):.2f}" for x, (_, high) in spans]
        down = [f"{x:.2f} {frame.y(low):.2f}" for x, (low, _) in reversed(spans)]
        parts.append(el("path", d=f"M{'L'.join(up + down)}Z", fill_opacity="0.18", **fill(colour)))
    return "".join(parts)


def _stroke(path: str, n: int) -> str:
    dashes = _DASHES[n % len(_DASHES)]
    return el("path", d=path, stroke_width=2.2, stroke_dasharray=dashes, **stroke(n + 1))
