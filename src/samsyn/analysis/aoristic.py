"""At which hour of the week, when only "between … and …" is known."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
WEEK = 168
HOUR = 3_600_000_000  # microseconds
MONDAY = 4 * 24 * HOUR  # the first one after 1970-01-01
NOT_A_TIME = np.iinfo(np.int64).min
BLOCK = 16_384  # intervals at a time: they stay in the cache of one core


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
    sums, told = np.zeros((2, 2 * WEEK)), np.zeros(4, np.int64)
    for at in range(0, len(first), BLOCK):
        told += _block(first[at : at + BLOCK], last[at : at + BLOCK], sums)
    hours, squares = sums.reshape(2, 2, WEEK).sum(1)
    half = _normal((1 + confidence) / 2) * np.sqrt(squares)
    return WeekClock(hours, np.maximum(hours - half, 0), hours + half, *map(int, told))


def _block(
    first: NDArray[np.datetime64], last: NDArray[np.datetime64], sums: Floats
) -> tuple[int, int, int, int]:
    """Add Σ w and Σ w² by hour to `sums`; tell how many are placed, exact, too long, unreadable."""
    begins, ends = first.astype(np.int64), last.astype(np.int64)
    length = ends - begins
    readable = (begins != NOT_A_TIME) & (ends != NOT_A_TIME) & (length >= 0)
    able = readable & (length <= WEEK * HOUR)
    if not able.all():
        begins, length = begins[able], length[able]
    begins = begins - MONDAY
    begins -= begins // (WEEK * HOUR) * (WEEK * HOUR)
    _spread(begins, length, sums)
    legible = int(readable.sum())
    placed = len(length)
    exact = placed - int(np.count_nonzero(length))
    return placed, exact, legible - placed, len(first) - legible


def _spread(start: NDArray[np.int64], length: NDArray[np.int64], sums: Floats) -> None:
    """From microseconds after Monday 00 and lengths of at most a week."""
    end = start + length
    first = start // HOUR
    last = np.maximum((end - 1) // HOUR, first)
    several = first != last
    per_hour = several / np.maximum(length, 1) * HOUR
    at_first = np.where(several, ((first + 1) * HOUR - start) * per_hour / HOUR, 1.0)
    at_last = (end - last * HOUR) * per_hour / HOUR
    places = 2 * WEEK + 1
    for row, power in enumerate((1, 2)):
        w_first, w_last, w = (each**power for each in (at_first, at_last, per_hour))
        between = np.bincount(first + 1, w, places) - np.bincount(last, w, places)
        inside = np.maximum(np.cumsum(between), 0)
        inside += np.bincount(first, w_first, places) + np.bincount(last, w_last, places)
        sums[row] += inside[: 2 * WEEK]


def _normal(share: float) -> float:
    from scipy.special import ndtri

    return float(ndtri(share))
