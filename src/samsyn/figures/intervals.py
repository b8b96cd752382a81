"""Points with their uncertainty about a line of no change: what is sure lies clear of the line."""

from dataclasses import dataclass

from samsyn.figures.base import HIDDEN, WIDTH, Figure, Table, paragraph
from samsyn.figures.numbers import limit, signed, ticks
from samsyn.figures.svg import INK, MUTED, el, extent, fill, rule, text, wrap

_ROW, _EDGE = 20.0, 12.0


@dataclass(frozen=True)
class Interval:
    """A change from `low` to `high`; no `high` is without bound.

    Without a value nothing is drawn and `without` says why.
    """

    name: str
    value: float | None
    low: float = 0
    high: float | None = None
    without: str = HIDDEN

    @property
    def is_sure(self) -> bool:
        """Whether the interval is clear of zero."""
        return self.low > 0 or (self.high is not None and self.high < 0)


@dataclass(frozen=True, kw_only=True)
class Intervals(Figure):
    """Changes under each other about zero. What runs outside the drawing ends in an arrow."""

    intervals: tuple[Interval, ...]
    unit: str
    heading: str = ""
    decimals: int | None = 0

    def draw(self, key: str) -> tuple[str, float]:
        marks = self._ticks()
        zoom = (WIDTH - 2 * _EDGE) / (marks[-1] - marks[0])
        at = [_EDGE + (mark - marks[0]) * zoom for mark in marks]
        grid, parts, y = [], [], 4.0
        for one in self.intervals:
            for line in wrap(one.name, WIDTH):
                y += 17
                parts.append(text(0, y - 4, line))
            grid += [
                rule(x, y, x, y + _ROW, axis=mark == 0) for x, mark in zip(at, marks, strict=True)
            ]
            parts.append(self._mark(one, y + _ROW / 2, marks[0], zoom))
            y += _ROW + 8
        words = [
            _below(x, y + 12, signed(mark, None))
            for x, mark in zip(at, marks, strict=True)
            if mark == 0 or len(marks) < 7 or (mark / (marks[1] - marks[0])) % 2 == 0
        ]
        unit = paragraph(0, y + 14, self.unit)
        return "".join([*grid, *parts, *words, *unit]), y + 21 + 17 * len(unit)

    def table(self) -> Table:
        heads = (self.heading or "Namn", self.unit, "Lägst", "Högst")
        rows = tuple((one.name, *self._cells(one)) for one in self.intervals)
        return Table(heads, rows, self.title)

    def _cells(self, one: Interval) -> tuple[str, str, str]:
        if one.value is None:
            return one.without, "–", "–"
        high = "obegränsat" if one.high is None else limit(one.high, self.decimals)
        return signed(one.value, self.decimals), limit(one.low, self.decimals), high

    def _ticks(self) -> list[float]:
        """Round numbers about zero, wide enough for all values and, if it can be, all intervals."""
        shown = [one for one in self.intervals if one.value is not None]
        values = [one.value for one in shown if one.value is not None]
        most = 1.6 * max([abs(v) for v in values if abs(v) > 1e-6], default=1)
        ends = [one.high for one in shown if one.high is not None]
        low = max(min([0, *(one.low for one in shown)]), -3 * most)
        return ticks(low, max(min(max([0, *ends]), 3 * most), most, 0), 5)

    def _mark(self, one: Interval, y: float, first: float, zoom: float) -> str:
        def x(value: float) -> float:
            return _EDGE + (value - first) * zoom

        if one.value is None:
            return text(max(x(0), 0) + 6, y + 5, one.without, muted=True)
        low, high = max(x(one.low), 2.0), WIDTH - 2 if one.high is None else x(one.high)
        d = f"M{low:.2f} {y:g}H{min(high, WIDTH - 2):.2f}"
        d += (
            f"M{low:.2f} {y - 4:g}v8"
            if x(one.low) >= 2
            else f"m0 0M{low + 5:.2f} {y - 4:g}l-5 4l5 4"
        )
        cut = one.high is None or high > WIDTH - 2
        d += f"M{WIDTH - 7:.2f} {y - 4:g}l5 4l-5 4" if cut else f"M{high:.2f} {y - 4:g}v8"
        sure = one.is_sure
        line = {"class_": "fig-ink" if sure else "fig-axis", "stroke": INK if sure else MUTED}
        span = el("path", d=d, fill="none", stroke_width=2.4 if sure else 1.4, **line)
        point = (
            fill(1)
            if sure
            else {"class_": "fig-paper fig-axis", "fill": "#ffffff", "stroke": MUTED}
        )
        return span + el("circle", cx=x(one.value), cy=y, r=5.5 if sure else 4.5, **point)


def _below(x: float, y: float, words: str) -> str:
    """Words centred at a tick, kept within the drawing."""
    half = extent(words) / 2
    return text(min(max(x, half), WIDTH - half), y, words, anchor="middle")
