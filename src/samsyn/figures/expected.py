"""One series over time against what could be expected, with its signals."""

from dataclasses import dataclass

from samsyn.figures import tracks
from samsyn.figures.axes import Axes, Time, room_for, time_names
from samsyn.figures.base import WIDTH, Figure, Table, paragraph
from samsyn.figures.numbers import swedish, ticks
from samsyn.figures.svg import extent, text, wrap
from samsyn.figures.tracks import Track


@dataclass(frozen=True, kw_only=True)
class ExpectedBand(Figure):
    """What was observed as a line, what was expected dashed, and up to the highest expected a band.

    Signals are triangles with their number, the possible ones hollow. `times` are days, or words
    for steps without a date. Raises ValueError when a column has another length than `times`.
    """

    times: tuple[Time, ...]
    track: Track
    unit: str = "antal"

    def __post_init__(self) -> None:
        self.track.check(len(self.times))

    def draw(self, key: str) -> tuple[str, float]:
        parts, y = [], 2.0
        for line in wrap(self.track.name, WIDTH) if self.track.name else ():
            y += 17
            parts.append(text(0, y - 4, line))
        legend, y = tracks.legend([self.track], y)
        unit, marks = paragraph(0, y + 4, self.unit), ticks(0, self.track.highest or 1)
        frame = Axes(y + 20 + 17 * len(unit), marks, len(self.times), room_for(marks))
        parts += [legend, *unit, *frame.grid(), frame.names(time_names(self.times))]
        parts += [tracks.drawn(frame, self.track), *self._numbers(frame)]
        return "".join(parts), frame.bottom + 24

    def table(self) -> Table:
        return tracks.table(self.title, self.times, [self.track], self.unit)

    def _numbers(self, frame: Axes) -> list[str]:
        """The signals' numbers above them, the latest first, as far as there is room."""
        parts, free = [], WIDTH
        for i in reversed(range(len(self.times))):
            value = self.track.observed[i]
            if value is None or not self.track.signs or not self.track.signs[i]:
                continue
            words = swedish(value)
            half = extent(words) / 2
            x = min(frame.x(i), WIDTH - half)
            if x + half <= free:
                parts.append(text(x, frame.y(value) - 10, words, anchor="middle"))
                free = x - half - 6
        return parts
