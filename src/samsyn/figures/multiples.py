"""Many small series side by side, all on one scale."""

from dataclasses import dataclass

from samsyn.figures import tracks
from samsyn.figures.axes import Axes, Time, room_for
from samsyn.figures.base import WIDTH, Figure, Table, paragraph
from samsyn.figures.numbers import month_name, ticks
from samsyn.figures.svg import text, wrap
from samsyn.figures.tracks import Track

_ACROSS, _HEIGHT, _GAP = 2, 56.0, 16.0


@dataclass(frozen=True, kw_only=True)
class SmallMultiples(Figure):
    """Series over the same times, two across, each named and with its signals.

    All have the same scale, so that they can be compared. Raises ValueError when a series has
    another number of values than there are times.
    """

    times: tuple[Time, ...]
    tracks: tuple[Track, ...]
    unit: str = "antal"

    def __post_init__(self) -> None:
        for track in self.tracks:
            track.check(len(self.times))

    def draw(self, key: str) -> tuple[str, float]:
        legend, y = tracks.legend(self.tracks, 0.0)
        unit = paragraph(0, y + 4, self.unit)
        parts = [legend, *unit]
        y += 10 + 17 * len(unit)
        for row in range(0, len(self.tracks), _ACROSS):
            drawn, y = self._row(self.tracks[row : row + _ACROSS], y)
            parts.append(drawn)
        return "".join(parts), y + 4

    def table(self) -> Table:
        return tracks.table(self.title, self.times, self.tracks, self.unit)

    def _row(self, row: tuple[Track, ...], y: float) -> tuple[str, float]:
        scale = self._scale()
        left = room_for(scale, 0)
        wide = (WIDTH - left - _GAP * (_ACROSS - 1)) / _ACROSS
        names = [wrap(track.name, wide) for track in row]
        top = y + 17 * max(map(len, names)) + 12
        parts = []
        for i, (track, lines) in enumerate(zip(row, names, strict=True)):
            x = left + i * (wide + _GAP)
            frame = Axes(top, scale, len(self.times), x, x + wide, _HEIGHT)
            foot = top - 12 - 17 * (len(lines) - 1)
            parts += [text(x, foot + 17 * n, line) for n, line in enumerate(lines)]
            parts += frame.grid(numbered=i == 0)
            parts += [tracks.drawn(frame, track), frame.ends(self._ends())]
        return "".join(parts), top + _HEIGHT + 30

    def _ends(self) -> list[str]:
        """The first and the last time; of days only the month, for want of room."""
        ends = [self.times[0], self.times[-1]] if self.times else []
        return [end if isinstance(end, str) else month_name(end) for end in ends]

    def _scale(self) -> list[float]:
        """From nothing to a round number above all."""
        marks = ticks(0, max((t.highest for t in self.tracks), default=0) or 1)
        return [marks[0], marks[-1]]
