"""Strips of time under each other: what was valid when."""

from dataclasses import dataclass
from datetime import date

from samsyn.figures.base import WIDTH, Figure, Table
from samsyn.figures.svg import el, extent, fill, rule, stroke, text, wrap

_ROW, _TOP, _LABEL = 14.0, 22.0, 40.0


@dataclass(frozen=True)
class Strip:
    """From `start` to, but not including, `until`; without `until` it still goes on."""

    name: str
    start: date
    until: date | None = None
    colour: int = 1
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Timeline(Figure):
    """When each thing began and ended, over the years `start`–`until` (half-open).

    `today`, if within, is marked by a line.
    """

    strips: tuple[Strip, ...]
    start: date
    until: date
    today: date | None = None

    def __post_init__(self) -> None:
        if self.until <= self.start:
            raise ValueError("a timeline ends after it begins")

    def draw(self, key: str) -> tuple[str, float]:
        parts, y = [], _TOP
        for strip in self.strips:
            for line in wrap(strip.name, WIDTH):
                y += 16
                parts.append(text(0, y - 4, line))
            parts.append(self._bar(strip, y))
            y += _ROW + 8
        grid = [self._year(day, y) for day in self._years()]
        if self.today and self.start <= self.today < self.until:
            x = self._x(self.today)
            d = f"M{x:.2f} {_TOP - 4:g}V{y:g}"
            grid.append(el("path", d=d, stroke_width=1.5, stroke_dasharray="3 2", **stroke(2)))
        return "".join(grid + parts), y

    def table(self) -> Table:
        rows = tuple(
            (s.name, s.start.isoformat(), s.until.isoformat() if s.until else "tills vidare")
            + ((s.note,) if self._notes() else ())
            for s in self.strips
        )
        heads = ("Namn", "Från och med", "Till (inte med)") + (("Not",) if self._notes() else ())
        return Table(heads, rows, self.title)

    def _notes(self) -> bool:
        return any(s.note for s in self.strips)

    def _x(self, day: date) -> float:
        return WIDTH * (day - self.start).days / (self.until - self.start).days

    def _bar(self, strip: Strip, y: float) -> str:
        x1 = self._x(max(strip.start, self.start))
        x2 = self._x(min(strip.until or self.until, self.until))
        if x2 <= x1:
            return ""
        return el(
            "rect", x=x1, y=y, width=max(x2 - x1, 1.5), height=_ROW, rx=2, **fill(strip.colour)
        )

    def _year(self, day: date, bottom: float) -> str:
        """A line through the strips with the year above it, kept within the drawing."""
        x = self._x(day)
        at = (WIDTH, "end") if x + extent("2000") > WIDTH else (x, "start")
        return rule(x, _TOP - 4, x, bottom) + text(at[0], 13, f"{day.year}", anchor=at[1])

    def _years(self) -> list[date]:
        """As many years as there is room for."""
        first = self.start.year + (self.start > date(self.start.year, 1, 1))
        years = range(first, self.until.year + (self.until > date(self.until.year, 1, 1)))
        whole = WIDTH * 365.25 / (self.until - self.start).days
        step = next(n for n in (1, 2, 5, 10, 20, 50, 100, 10_000) if n * whole > _LABEL)
        return [date(y, 1, 1) for y in years if y % step == 0]
