"""Which earlier points judge a point in time: their places, their part of the year, their time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Days = NDArray[np.datetime64]


@dataclass(frozen=True)
class History:
    """Offsets (n,) from the judged point, all negative, in rising order; season `groups` (n,)
    numbered from 0, of which `current` is the judged point's own; `times` (n,), 0 = the point."""

    offsets: Ints
    groups: Ints
    current: int
    times: Floats

    def key(self) -> tuple[bytes, bytes, bytes]:
        """Equal for points whose histories look the same, so that they are fitted together."""
        return self.offsets.tobytes(), self.groups.tobytes(), self.times.tobytes()


def same_time_earlier(
    at: int, years: int, *, length: int, per_year: int, dates: Days | None = None
) -> list[int]:
    """Positions of the same time one, two … `years` years before position `at`, latest first.

    Without dates a year is `per_year` steps. With weekly dates it is the nearest same weekday to
    the same date; with daily dates the same date; a month is always twelve steps from itself.
    Positions may be negative: then the series does not reach so far back.
    """
    if dates is None or per_year == 12:
        return [at - per_year * year for year in range(1, years + 1)]
    step = 7 if per_year == 52 else 1
    day = dates[at].astype("datetime64[D]")
    back = [int((day - _years_before(day, year)).astype(int)) for year in range(1, years + 1)]
    return [at - (days + step // 2) // step for days in back]


def _years_before(day: np.datetime64, years: int) -> np.datetime64:
    """The same date; 29 February becomes 1 March, as calendars with overflow have it."""
    month = day.astype("datetime64[M]")
    days_in = day - month.astype("datetime64[D]")
    earlier = (month - np.timedelta64(12 * years, "M")).astype("datetime64[D]")
    return np.datetime64(earlier + days_in, "D")


def windows(at: int, references: Sequence[int], half_window: int) -> History:
    """The windows about the same time in earlier years, as far as they exist (original method)."""
    about = np.arange(-half_window, half_window + 1)
    places = np.sort((np.asarray(references)[:, None] + about).ravel())
    offsets = places[places >= 0] - at
    return History(offsets, np.zeros(len(offsets), np.int64), 0, offsets.astype(float))


def seasons(
    at: int,
    references: Sequence[int],
    *,
    half_window: int,
    periods: int,
    exclude: int,
    dates: Days | None = None,
) -> History:
    """All points since the earliest window, in `periods` parts of the year (flexible method).

    The windows about the same time of the year are one part; what lies between two windows is cut
    into `periods` − 1 parts as equal as possible, the first ones longer. With one period only the
    windows are used. The last `exclude` points and the point itself are left out.
    Raises ValueError when the windows overlap or the year cannot be cut so finely.
    """
    part = np.full(at + 1, -1)
    part[at - half_window :] = 0
    later = at
    for reference in references:
        part[max(reference - half_window, 0) : reference + half_window + 1] = 0
        between = later - reference - 2 * half_window - 1
        if between < 0:
            raise ValueError("the windows of two years overlap: make the half window smaller")
        if periods > 1:
            if between < periods - 1:
                raise ValueError(f"a year cannot be cut into {periods} periods: choose fewer")
            first = reference + half_window + 1
            part[first : first + between] = 1 + _parts(between, periods - 1)
        later = reference
    part[max(at - exclude, 0) :] = -1
    places = np.flatnonzero(part >= 0)
    levels, groups = np.unique(part[places], return_inverse=True)
    if not len(levels) or levels[0] != 0:
        raise ValueError("no earlier point is left: exclude fewer points")
    if dates is None:
        times = (places - at).astype(float)
    else:
        times = (dates[places] - dates[at]).astype("timedelta64[D]").astype(float)
    return History(places - at, groups.astype(np.int64), 0, times)


def _parts(points: int, parts: int) -> Ints:
    """0 … `parts` − 1, each for `points` ÷ `parts` points; the first take the remainder."""
    share, rest = divmod(points, parts)
    return np.repeat(np.arange(parts), share + (np.arange(parts) < rest))
