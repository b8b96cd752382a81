"""At which hour of the week, when only "between … and …" is known."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
WEEK = 168
MONDAY = np.datetime64("1970-01-05", "us")
HOUR = 3_600_000_000  # microseconds


@dataclass(frozen=True)
class WeekClock:
    """`hours` (168,) from Monday 00–01; their sum is `placed`. `low` and `high` are their interval.

    `too_long` intervals are longer than a week and tell nothing about the hour; `unreadable` ones
    lack an end or end before they begin. The three numbers sum to the number of intervals.
    `exact` of the placed ones begin and end at the same moment.
    """

    hours: Floats
    low: Floats
    high: Floats
    placed: int
    exact: int
    too_long: int
    unreadable: int


def aoristic(start: ArrayLike, end: ArrayLike, *, confidence: float = 0.95) -> WeekClock:
    """Spread each event evenly over its interval and sum by hour of the week.

    `start` and `end` (n,) are datetime64, local clock time, NaT for missing. An event known to the
    moment counts 1 in its hour; one that may have happened any time in d hours counts 1/d for each
    full hour and in proportion for parts of an hour. The interval is normal with variance Σ w²,
    that of events which come independently of each other, never below 0.
    Days on which clocks change are taken as 24 hours long.
    Raises ValueError for unequal lengths or a confidence outside 0–1.

    Source: J. H. Ratcliffe & M. J. McCullagh (1998), Aoristic crime analysis, International Journal
    of Geographical Information Science 12; J. H. Ratcliffe (2002), Aoristic signatures and the
    spatio-temporal analysis of high volume crime patterns, J. Quantitative Criminology 18.
    """
    first = np.asarray(start, "datetime64[us]")
    last = np.asarray(end, "datetime64[us]")
    if first.shape != last.shape or first.ndim != 1:
        raise ValueError("as many starts as ends")
    if not 0 < confidence < 1:
        raise ValueError("the confidence lies between 0 and 1")
    readable = ~(np.isnat(first) | np.isnat(last))
    from_monday = (first[readable] - MONDAY).astype(np.int64)
    length = (last[readable] - first[readable]).astype(np.int64)
    able = (length >= 0) & (length <= WEEK * HOUR)
    hours, squares = _spread(from_monday[able] % (WEEK * HOUR), length[able])
    half = _normal((1 + confidence) / 2) * np.sqrt(squares)
    return WeekClock(
        hours,
        np.maximum(hours - half, 0),
        hours + half,
        placed=int(able.sum()),
        exact=int((length == 0).sum()),
        too_long=int((length > WEEK * HOUR).sum()),
        unreadable=len(first) - len(length) + int((length < 0).sum()),
    )


def _spread(start: NDArray[np.int64], length: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Σ w and Σ w² by hour of the week, from microseconds after Monday 00 and lengths ≤ a week."""
    end = start + length
    first, last = start // HOUR, np.maximum(-(-end // HOUR) - 1, start // HOUR)
    one = first == last
    hours = np.bincount(first[one], minlength=2 * WEEK).astype(float)
    squares = hours.copy()
    start, end, first, last = (each[~one] for each in (start, end, first, last))
    per_hour = HOUR / length[~one]
    for place, inside in ((first, (first + 1) * HOUR - start), (last, end - last * HOUR)):
        weight = inside / HOUR * per_hour
        hours += np.bincount(place, weight, 2 * WEEK)
        squares += np.bincount(place, weight**2, 2 * WEEK)
    hours += _whole(first, last, per_hour)
    squares += _whole(first, last, per_hour**2)
    return hours.reshape(2, WEEK).sum(0), squares.reshape(2, WEEK).sum(0)


def _whole(first: NDArray[np.int64], last: NDArray[np.int64], weight: Floats) -> Floats:
    """Σ weight over the hours strictly between `first` and `last`."""
    begins = np.bincount(first + 1, weight, 2 * WEEK + 1)
    ends = np.bincount(last, weight, 2 * WEEK + 1)
    return np.maximum(np.cumsum(begins - ends)[: 2 * WEEK], 0)


def _normal(share: float) -> float:
    from scipy.special import ndtri

    return float(ndtri(share))
