"""The pictures of series over time: against what could be expected, and as plain counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.series import SeriesTable
from samsyn.analysis.verdicts import FALSE_SIGNALS
from samsyn.figures import ExpectedBand, SmallMultiples, Track
from samsyn.figures.numbers import swedish
from samsyn.figures.tracks import Sign

SERIES, STEPS = 12, 120
"""At most so many series, and the latest so many times, are drawn."""


class Judged(Protocol):
    """Arrays (series, points) of what was judged."""

    @property
    def expected(self) -> NDArray[np.float64]: ...
    @property
    def upper(self) -> NDArray[np.float64]: ...
    @property
    def alarm(self) -> NDArray[np.bool_]: ...
    @property
    def p(self) -> NDArray[np.float64]: ...


def judged(
    table: SeriesTable, points: NDArray[np.int64], found: Judged, q: NDArray[np.float64]
) -> ExpectedBand | SmallMultiples:
    """One series in large, or the strongest ones in small: what was judged and a while before."""
    width = min(max(len(points), table.per_year, 24), STEPS, len(table.times))
    least = np.nanmin(np.where(np.isnan(found.p), 2, found.p), axis=1)
    strongest = np.argsort(least, kind="stable")[:SERIES].tolist()
    drawn = tuple(_track(table, s, points, _points(found, q, s), width) for s in strongest)
    times = _times(table.times[-width:])
    title, note = "Antal mot vad som kunde väntas", "Över bandet är ett larm."
    if len(table.names) == 1:
        return ExpectedBand(title=title, note=note, times=times, track=drawn[0])
    note += _of(len(drawn), len(table.names), "starkaste")
    return SmallMultiples(title=title, note=note, times=times, tracks=drawn)


def counted(
    title: str, times: NDArray[Any], n: NDArray[np.int64], names: Sequence[str]
) -> ExpectedBand | SmallMultiples:
    """Counts (series, times): one series in large, or the largest ones in small."""
    shown = _times(times[-STEPS:])
    largest = np.argsort(-n.sum(axis=1), kind="stable")[:SERIES].tolist()
    tracks = tuple(Track(names[s], tuple(map(float, n[s, -STEPS:]))) for s in largest)
    note = _of(len(tracks), len(names), "största") + _of(len(shown), len(times), "senaste tiderna")
    if len(names) == 1:
        return ExpectedBand(title=title, note=note.strip(), times=shown, track=tracks[0])
    return SmallMultiples(title=title, note=note.strip(), times=shown, tracks=tracks)


def _of(shown: int, there: int, which: str) -> str:
    return f" De {shown} {which} av {swedish(there)}." if shown < there else ""


Point: TypeAlias = tuple[float | None, float | None, Sign]
"""What was expected, the highest expected, and whether it is a signal."""


def _points(found: Judged, q: NDArray[np.float64], s: int) -> list[Point]:
    signs: list[Sign] = [
        ("signal" if sure else "possible") if alarm else ""
        for alarm, sure in zip(found.alarm[s], q[s] <= FALSE_SIGNALS, strict=True)
    ]
    ends = zip(found.expected[s], found.upper[s], signs, strict=True)
    # where the highest expected is 0 no alarm is possible
    return [(_number(mean), _number(upper) or None, sign) for mean, upper, sign in ends]


def _track(
    table: SeriesTable, s: int, at: NDArray[np.int64], points: list[Point], width: int
) -> Track:
    first = len(table.times) - width
    none: Point = (None, None, "")
    judged = dict(zip(at.tolist(), points, strict=True))
    shown = [judged.get(i, none) for i in range(first, len(table.times))]
    return Track(
        "" if table.names[s] is None else str(table.names[s]),
        tuple(map(float, table.counts[s, first:])),
        tuple(mean for mean, _, _ in shown),
        tuple(upper for _, upper, _ in shown),
        tuple(sign for _, _, sign in shown),
    )


def _number(value: float) -> float | None:
    """Without an expectation there is no number; in the picture one decimal is enough."""
    return round(float(value), 1) if np.isfinite(value) else None


def _times(times: NDArray[Any]) -> tuple[date | str, ...]:
    if times.dtype.kind != "M" or np.datetime_data(times.dtype)[0] == "Y":
        return tuple(map(str, times))
    days: list[date] = times.astype("datetime64[D]").tolist()
    return tuple(days)
