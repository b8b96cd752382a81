"""A series against what could be expected of it, and how it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from samsyn.figures.axes import Axes, Time, runs, table_names
from samsyn.figures.base import Table, written
from samsyn.figures.svg import MUTED, PAPER, Attribute, el, fill, stroke, text

Sign: TypeAlias = Literal["", "signal", "possible"]
SIGNS: dict[Sign, str] = {"": "–", "signal": "signal", "possible": "möjlig signal"}
_MOST_DOTS, _SMALL = 40, 100.0


@dataclass(frozen=True)
class Track:
    """One series: per time what was observed, what was expected, and the highest expected.

    `observed` None is protected; `expected` and `upper` None are not judged, and both may be left
    out whole. `signs` says which times are signals, and which may be by chance.
    """

    name: str
    observed: tuple[float | None, ...]
    expected: tuple[float | None, ...] = ()
    upper: tuple[float | None, ...] = ()
    signs: tuple[Sign, ...] = ()

    @property
    def is_judged(self) -> bool:
        return bool(self.expected or self.upper or self.signs)

    @property
    def highest(self) -> float:
        """The highest number that is drawn."""
        drawn = [*self.observed, *self.expected, *self.upper]
        return max((v for v in drawn if v is not None), default=0.0)

    def check(self, n: int) -> None:
        """Raises ValueError unless there is one value for each of `n` times, none negative."""
        columns = (self.expected, self.upper, self.signs)
        if len(self.observed) != n or any(len(each) not in (0, n) for each in columns):
            raise ValueError(f"{self.name}: one value for each of {n} times")
        if any(not 0 <= v < float("inf") for v in self._numbers()):
            raise ValueError(f"{self.name}: numbers are finite and not negative")

    def _numbers(self) -> list[float]:
        return [v for v in (*self.observed, *self.expected, *self.upper) if v is not None]


def drawn(frame: Axes, track: Track) -> str:
    """The band, the expected line, the observed line with its dots, and the signals."""
    wide = 2.0 if frame.height > _SMALL else 1.4
    dashed = stroke(6) | {"stroke_width": 0.8 * wide, "stroke_dasharray": "5 3"}
    band = [_band(frame, track.upper, run) for run in runs(track.upper)]
    expected = [
        el("path", d=_path(frame, track.expected, run), **dashed) for run in runs(track.expected)
    ]
    observed = [
        el("path", d=_path(frame, track.observed, run), stroke_width=wide, **stroke(1))
        for run in runs(track.observed)
    ]
    return "".join([*band, *expected, *observed, *_dots(frame, track)])


def sign(x: float, y: float, kind: Sign, size: float = 6.5) -> str:
    """A triangle with its middle at x, y: filled for a signal, hollow for a possible one."""
    d = f"M{x:.2f} {y - size:.2f}L{x + size:.2f} {y + 0.7 * size:.2f}h{-2 * size:g}Z"
    look: dict[str, Attribute] = {"class_": "fig-fill-2 fig-edge", "fill": "#b34700"}
    look |= {"stroke": PAPER, "stroke_width": 1.0}
    if kind == "possible":
        look = {"class_": "fig-paper fig-line-2", "fill": PAPER, "stroke": "#b34700"}
        look |= {"stroke_width": 2.0, "stroke_linejoin": "round"}
    return el("path", d=d, **look)


def legend(tracks: Sequence[Track], y: float) -> tuple[str, float]:
    """What line, band and marks mean: only what there is. Gives where it ends."""
    line, parts = "M0 {0:g}H28", []
    found = {kind for track in tracks for kind in track.signs if kind}
    if any(track.is_judged for track in tracks):
        y += 17
        parts.append(el("path", d=line.format(y - 5), stroke_width=2.0, **stroke(1)))
        parts.append(text(36, y, "observerat"))
    if any(track.expected for track in tracks):
        look = stroke(6) | {"stroke_width": 1.6, "stroke_dasharray": "5 3"}
        parts.append(el("path", d=f"M130 {y - 5:g}h28", **look))
        parts.append(text(166, y, "väntat"))
    if any(track.upper for track in tracks):
        y += 17
        box = el("rect", x=0.5, y=y - 11, width=27, height=12, fill_opacity="0.18", **fill(6))
        parts += [box, text(36, y, "inom vad som kunde väntas")]
    words: dict[Sign, str] = {"signal": "signal", "possible": "möjlig signal, kan vara slump"}
    for kind in (kind for kind in words if kind in found):
        y += 17
        parts += [sign(14, y - 4, kind), text(36, y, words[kind])]
    return "".join(parts), y


def table(title: str, times: Sequence[Time], tracks: Sequence[Track], unit: str) -> Table:
    """One row per time, or per series and time when there are several series."""
    names, judged = table_names(times), any(track.is_judged for track in tracks)
    several = len(tracks) != 1
    heads = ["Serie", "Tid"] if several else ["Tid"]
    heads += [f"Observerat ({unit})"]
    heads += ["Väntat", "Högst väntat", "Bedömning"] if judged else []
    rows = tuple(
        ((track.name,) if several else ()) + (name, *_cells(track, i, judged=judged))
        for track in tracks
        for i, name in enumerate(names)
    )
    return Table(tuple(heads), rows, title)


def _cells(track: Track, i: int, *, judged: bool) -> tuple[str, ...]:
    observed = written(track.observed[i])
    if not judged:
        return (observed,)
    ends = tuple(
        "–" if not column or (value := column[i]) is None else written(value)
        for column in (track.expected, track.upper)
    )
    return (observed, *ends, SIGNS[track.signs[i]] if track.signs else "–")


def _path(frame: Axes, values: Sequence[float | None], run: Sequence[int]) -> str:
    points = [f"{frame.x(i):.2f} {frame.y(v):.2f}" for i in run if (v := values[i]) is not None]
    return "M" + "L".join(points if len(points) > 1 else points * 2)


def _band(frame: Axes, upper: Sequence[float | None], run: Sequence[int]) -> str:
    """From nothing up to the highest expected; one time alone is a column."""
    first, last = frame.x(run[0]), frame.x(run[-1])
    over = _path(frame, upper, run)
    if len(run) == 1:
        high = frame.y(upper[run[0]] or 0)
        first, last, over = first - 5, last + 5, f"M{first - 5:.2f} {high:.2f}H{last + 5:.2f}"
    area = f"{over}L{last:.2f} {frame.bottom:g}L{first:.2f} {frame.bottom:g}Z"
    edge = el("path", d=over, class_="fig-line-6", stroke="#4d5a66", stroke_width=1.0, fill="none")
    return el("path", d=area, fill_opacity="0.18", **fill(6)) + edge


def _dots(frame: Axes, track: Track) -> list[str]:
    large, parts = frame.height > _SMALL, []
    few = large and frame.n <= _MOST_DOTS
    alone = {run[0] for run in runs(track.observed) if len(run) == 1}
    for i, value in enumerate(track.observed):
        if value is None:  # a cross at the foot says that a number is held back
            x, y = frame.x(i), frame.bottom - 5
            cross = f"M{x - 4:.2f} {y:g}l8 -8m0 8l-8 -8"
            parts.append(el("path", d=cross, class_="fig-axis", stroke=MUTED))
        elif kind := track.signs[i] if track.signs else "":
            parts.append(sign(frame.x(i), frame.y(value), kind, 6.5 if large else 5))
        elif few or i in alone:
            parts.append(el("circle", cx=frame.x(i), cy=frame.y(value), r=2.5, **fill(1)))
    return parts
