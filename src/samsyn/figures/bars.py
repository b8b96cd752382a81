"""Lying bars in groups, with intervals: room for long Swedish names on a narrow screen."""

from dataclasses import dataclass

from samsyn.figures.base import WIDTH, Figure, Table, paragraph, written
from samsyn.figures.numbers import swedish, ticks
from samsyn.figures.svg import INK, PAPER, el, extent, fill, hatch, hatched, rule, text, wrap

_BAR, _VALUES = 15.0, 81.0


@dataclass(frozen=True)
class Bar:
    """One value per category; None is protected. `intervals` is a low and a high per category."""

    name: str
    values: tuple[float | None, ...]
    intervals: tuple[tuple[float, float] | None, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Bars(Figure):
    """Categories under each other, each with one bar per group.

    Categories in `undrawn` stand in the table alone: one that dwarfs the rest is told in the note.
    Values are not negative; ValueError otherwise, or when a group lacks a value.
    """

    categories: tuple[str, ...]
    groups: tuple[Bar, ...]
    unit: str = "antal"
    heading: str = ""
    decimals: int | None = None
    undrawn: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        n = len(self.categories)
        for group in self.groups:
            if len(group.values) != n or len(group.intervals) not in (0, n):
                raise ValueError(f"{group.name}: one value for each of {n} categories")
            if any(v is not None and v < 0 for v in group.values):
                raise ValueError(f"{group.name}: a bar has no negative value")

    def draw(self, key: str) -> tuple[str, float]:
        highest = self._highest()
        grid: list[str] = []
        marks = [tick for tick in ticks(0, highest, 4) if tick <= highest] if highest else [0.0]
        if self.decimals == 0:  # whole things have no half marks
            marks = [tick for tick in marks if tick == round(tick)]
        per_unit = (WIDTH - _VALUES) / (highest or 1)
        parts, y = self._legend(key)
        for i in self._drawn():
            for line in wrap(self.categories[i], WIDTH):
                y += 17
                parts.append(text(0, y - 4, line))
            foot = y + (_BAR + 2) * len(self.groups)
            grid += [rule(t * per_unit, y - 1, t * per_unit, foot, axis=t == 0) for t in marks]
            for n in range(len(self.groups)):
                parts.append(self._bar(key, i, n, y, per_unit))
                y += _BAR + 2
            y += 7
        words = [_below(t * per_unit, y + 14, swedish(t)) for t in marks]
        unit = paragraph(0, y + 14, self.unit)
        drawn = [hatch(key), *grid, *parts, *words, *unit]
        return "".join(drawn), y + 21 + 17 * len(unit)

    def table(self) -> Table:
        headers = [self.heading or "Kategori"]
        for group in self.groups:
            headers.append(f"{group.name} ({self.unit})")
            headers += [f"{group.name}, osäkerhet"] if group.intervals else []
        rows = [
            (category, *(cell for group in self.groups for cell in self._cells(group, i)))
            for i, category in enumerate(self.categories)
        ]
        return Table(tuple(headers), tuple(rows), self.title)

    def _cells(self, group: Bar, i: int) -> list[str]:
        cells = [written(group.values[i], self.decimals)]
        if group.intervals:
            span = group.intervals[i]
            cells.append(
                f"{swedish(span[0], self.decimals)}–{swedish(span[1], self.decimals)}"
                if span
                else "–"
            )
        return cells

    def _highest(self) -> float:
        at = self._drawn()
        shown = [v for g in self.groups for i in at if (v := g.values[i]) is not None]
        shown += [
            span[1] for g in self.groups for i in at if g.intervals and (span := g.intervals[i])
        ]
        return max(shown, default=0)

    def _drawn(self) -> list[int]:
        return [i for i, category in enumerate(self.categories) if category not in self.undrawn]

    def _legend(self, key: str) -> tuple[list[str], float]:
        if len(self.groups) < 2:
            return [], 4.0
        parts, y = [], 4.0
        for n, group in enumerate(self.groups):
            y += 1
            parts.append(el("rect", x=0, y=y + 6, width=22, height=12, **fill(n + 1)))
            for line in wrap(group.name, WIDTH - 30):
                y += 17
                parts.append(text(30, y, line))
        return parts, y + 10

    def _bar(self, key: str, i: int, n: int, y: float, scale: float) -> str:
        group = self.groups[n]
        value = group.values[i]
        if value is None:
            box = el("rect", x=0.5, y=y + 0.5, width=40, height=_BAR - 1, **hatched(key))
            return box + text(48, y + 12, written(None), muted=True)
        bar = el("rect", x=0, y=y, width=value * scale, height=_BAR, **fill(n + 1))
        end, whisker = value * scale, ""
        span = group.intervals[i] if group.intervals else None
        if span:
            low, high = span[0] * scale, span[1] * scale
            middle = y + _BAR / 2
            path = f"M{low:.2f} {middle:g}H{high:.2f}M{low:.2f} {y + 3:g}v9M{high:.2f} {y + 3:g}v9"
            edge = el("path", d=path, class_="fig-edge", stroke=PAPER, stroke_width=3.6)
            whisker = edge + el("path", d=path, class_="fig-axis", stroke=INK, stroke_width=1.4)
            end = max(end, high)
        return bar + whisker + text(end + 6, y + 12, written(value, self.decimals))


def _below(x: float, y: float, words: str) -> str:
    """A number below its mark, kept within the drawing."""
    if not x:
        return text(x, y, words)
    return text(min(x, WIDTH - extent(words) / 2), y, words, anchor="middle")
