"""A year as a wheel: twelve months, today, numbered marks for days and bands for periods.

Days too close to be drawn apart share a mark and its number; the table tells each of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import cos, hypot, pi, sin

from samsyn.figures.base import WIDTH, Figure, Table
from samsyn.figures.svg import INK, PAPER, el, extent, rule, stroke, text, wrap

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_C = WIDTH / 2
_NAMES, _RIM, _HUB = 157.0, 144.0, 40.0
_LANES = (131.0, 107.0, 83.0)  # where marks stand, outermost first
_R, _APART = 10.5, 23.0
_BANDS = (67.0, 44.0)  # where periods are drawn, the first outermost
_KEY = 20.0


@dataclass(frozen=True)
class Event:
    """Something on a day, or from `day` to, but not including, `until`. `kind` names its sort."""

    day: date
    name: str
    kind: str
    note: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Mark:
    """A numbered place on the wheel and the events that it stands for."""

    number: int
    x: float
    y: float
    events: tuple[Event, ...]


@dataclass(frozen=True, kw_only=True)
class YearWheel(Figure):
    """What happens when in a year. The year begins at the top and runs with the clock.

    `kinds` gives the sorts of event their order, colour and shape; an event's kind is one of them.
    Events outside the year are left out; a period is shown as far as it lies within.
    """

    year: int
    events: tuple[Event, ...]
    kinds: tuple[str, ...]
    today: date | None = None

    def __post_init__(self) -> None:
        if unknown := {event.kind for event in self.events} - set(self.kinds):
            raise ValueError(f"kinds without a shape: {sorted(unknown)}")

    def draw(self, key: str) -> tuple[str, float]:
        legend, height = self._legend(2 * _C + 8)
        parts = [*self._months(), *self._bands(), self._today(), *map(self._mark, self.marks)]
        return "".join(parts + legend), height

    def table(self) -> Table:
        rows = tuple(
            (str(mark.number), _days(event), event.name, event.kind, event.note)
            for mark in self.marks
            for event in mark.events
        )
        return Table(("Nr", "Dag", "Vad", "Slag", "Vem"), rows, self.title)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The marks in the year's order, none of them upon another."""
        places: list[tuple[float, float]] = []
        groups: list[list[Event]] = []
        for event in self._shown():
            day = self._within(event.day)
            if groups and self._within(groups[-1][0].day) == day:
                groups[-1].append(event)
            elif free := next((p for p in self._places(day) if _is_free(p, places)), None):
                places.append(free)
                groups.append([event])
            else:
                groups[-1].append(event)
        return tuple(
            Mark(i, x, y, tuple(group))
            for i, ((x, y), group) in enumerate(zip(places, groups, strict=True), 1)
        )

    def _shown(self) -> list[Event]:
        start, end = date(self.year, 1, 1), date(self.year + 1, 1, 1)
        within = [e for e in self.events if e.day < end and (e.until or e.day) >= start]
        whole = [e for e in within if e.day >= start or (e.until is not None and e.until > start)]
        order = self.kinds.index
        return sorted(whole, key=lambda e: (self._within(e.day), order(e.kind), e.name, e.note))

    def _within(self, day: date) -> date:
        return max(day, date(self.year, 1, 1))

    def _angle(self, day: date) -> float:
        """Radians from the top, with the clock; the last midnight of the year is a whole turn."""
        start, end = date(self.year, 1, 1), date(self.year + 1, 1, 1)
        return 2 * pi * (min(max(day, start), end) - start).days / (end - start).days

    def _places(self, day: date) -> list[tuple[float, float]]:
        middle = self._angle(day) + pi / 366  # the middle of the day
        return [_at(middle, radius) for radius in _LANES]

    # drawing ------------------------------------------------------------------------------------

    def _months(self) -> list[str]:
        ring = [
            el("circle", cx=_C, cy=_C, r=r, fill="none", class_="fig-grid", stroke="#c9cfd6")
            for r in (_RIM, _HUB)
        ]
        spokes = []
        for month, name in enumerate(MONTHS, 1):
            angle = self._angle(date(self.year, month, 1))
            spokes.append(rule(*_at(angle, _HUB), *_at(angle, _RIM)))
            x, y = _at(self._angle(date(self.year, month, 16)), _NAMES)
            spokes.append(text(x, y + 4.5, name, anchor="middle"))
        return [*ring, *spokes, text(_C, _C + 5, str(self.year), anchor="middle")]

    def _today(self) -> str:
        if self.today is None or self.today.year != self.year:
            return ""
        angle = self._angle(self.today) + pi / 366
        (x1, y1), (x2, y2) = _at(angle, _HUB), _at(angle, _RIM)
        d = f"M{x1:.2f} {y1:.2f}L{x2:.2f} {y2:.2f}"
        return el("path", d=d, stroke_width=3, fill="none", class_="fig-ink", stroke=INK)

    def _bands(self) -> list[str]:
        """Periods as arcs; those at the same time lie inside each other."""
        lanes: list[date] = []
        placed: list[tuple[Event, int]] = []
        for event in self._shown():
            if event.until is None:
                continue
            lane = next((i for i, end in enumerate(lanes) if end <= event.day), len(lanes))
            lanes[lane : lane + 1] = [event.until]
            placed.append((event, lane))
        outer, inner = _BANDS
        pitch = min(7.0, (outer - inner) / max(len(lanes), 1))
        return [self._arc(event, outer - lane * pitch, pitch) for event, lane in placed]

    def _arc(self, event: Event, radius: float, width: float) -> str:
        begins, ends = self._angle(event.day), self._angle(event.until or event.day)
        ends = min(ends, begins + 2 * pi - 0.01)
        (x1, y1), (x2, y2) = _at(begins, radius), _at(ends, radius)
        large = int(ends - begins > pi)
        d = f"M{x1:.2f} {y1:.2f}A{radius:.2f} {radius:.2f} 0 {large} 1 {x2:.2f} {y2:.2f}"
        look = stroke(self.kinds.index(event.kind) + 1)
        return el("path", d=d, stroke_width=max(width - 2, 0.5), **look)

    def _mark(self, mark: Mark) -> str:
        kinds = {event.kind for event in mark.events}
        kind = self.kinds.index(kinds.pop()) if len(kinds) == 1 else None
        number = text(mark.x, mark.y + 4.5, str(mark.number), anchor="middle")
        return _shape(kind, mark.x, mark.y) + number

    def _legend(self, y: float) -> tuple[list[str], float]:
        """The kinds that are drawn, each with its shape."""
        told = {event.kind for mark in self.marks for event in mark.events}
        rows: list[tuple[int | None, str]] = [
            (i, kind) for i, kind in enumerate(self.kinds) if kind in told
        ]
        if any(len({event.kind for event in mark.events}) > 1 for mark in self.marks):
            rows.append((None, "flera slag samtidigt"))
        parts, x = [], 0.0
        for kind, name in rows:
            first, *more = wrap(name, WIDTH - 30)
            width = 30 + extent(first) + 14
            if x and (x + width > WIDTH or more):
                x, y = 0.0, y + _KEY + 5
            parts += [_shape(kind, x + _R + 1, y + _R), text(x + 30, y + 15, first)]
            x += width
            for line in more:
                y, x = y + 16, WIDTH
                parts.append(text(30, y + 15, line))
        return parts, y + _KEY + 6 if rows else y


def _is_free(place: tuple[float, float], taken: Sequence[tuple[float, float]]) -> bool:
    return all(hypot(place[0] - x, place[1] - y) >= _APART for x, y in taken)


def _at(angle: float, radius: float) -> tuple[float, float]:
    return _C + radius * sin(angle), _C - radius * cos(angle)


def _days(event: Event) -> str:
    if event.until is None or (event.until - event.day).days <= 1:
        return event.day.isoformat()
    last = date.fromordinal(event.until.toordinal() - 1)
    return f"{event.day.isoformat()} till {last.isoformat()}"


def _shape(kind: int | None, x: float, y: float) -> str:
    """The outline that tells the kind, on paper so that a number can be read upon it."""
    if kind is None:
        both = "fig-paper fig-ink"
        return el("circle", cx=x, cy=y, r=_R, stroke_width=2, class_=both, fill=PAPER, stroke=INK)
    look = {**stroke(kind + 1), "fill": PAPER}
    look["class_"] = f"fig-paper {look['class_']}"
    corners = _CORNERS[kind % len(_CORNERS)]
    if not corners:
        return el("circle", cx=x, cy=y, r=_R, stroke_width=2, **look)
    d = "M" + "L".join(f"{x + dx * _R:.2f} {y + dy * _R:.2f}" for dx, dy in corners) + "Z"
    return el("path", d=d, stroke_width=2, stroke_linejoin="round", **look)


def _polygon(n: int, turn: float = 0.0, size: float = 1.0) -> tuple[tuple[float, float], ...]:
    angles = [2 * pi * i / n + turn for i in range(n)]
    return tuple((size * sin(a), -size * cos(a)) for a in angles)


# circle, square, diamond, hexagon, octagon, pentagon: all wide enough for two digits
_CORNERS: tuple[tuple[tuple[float, float], ...], ...] = (
    (),
    _polygon(4, pi / 4, 1.22),
    _polygon(4, 0.0, 1.08),
    _polygon(6, pi / 6, 1.04),
    _polygon(8, pi / 8, 1.02),
    _polygon(5, 0.0, 1.06),
)
