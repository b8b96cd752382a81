"""Early signals without a long history: EARS C1, C2 and C3."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Method = Literal["C1", "C2", "C3"]
LAG = {"C1": 0, "C2": 2, "C3": 2}
REACH = {"C1": 0, "C2": 2, "C3": 4}  # how far before the baseline's length the method looks
ALPHA = {"C1": 0.001, "C2": 0.001, "C3": 0.025}


@dataclass(frozen=True)
class Early:
    """For S series at K points, every array (S, K): the baseline's mean, the upper limit, alarms,
    and `p`, the chance of so large a statistic if counts were normal."""

    expected: Floats
    upper: Floats
    alarm: NDArray[np.bool_]
    p: Floats


def ears(
    counts: ArrayLike,
    at: ArrayLike,
    *,
    method: Method = "C1",
    baseline: int = 7,
    alpha: float | None = None,
    min_sigma: float = 0.0,
) -> Early:
    """Compare each point with the mean and standard deviation of the points just before.

    `counts` (S, T) or (T,) ≥ 0; `at` (K,) positions with at least `baseline` points before them, 2
    more for C2, 4 more for C3. C1 uses the `baseline` points before; C2 leaves a gap of two so that
    a beginning rise does not hide itself; C3 sums what the last two points exceeded their own C2
    by: as in the R package surveillance, whose limit it is, the point's own count does not decide.
    `alpha` is one-sided, by default 0.001 (C3: 0.025). A standard deviation below `min_sigma` is
    raised to it.
    Where a constant baseline makes C3 undefined (0 ÷ 0) `upper` is NaN and there is no alarm.
    Raises ValueError for negative or missing counts, a baseline under 3, positions without history.

    Sources: L. Hutwagner et al. (2003), The bioterrorism preparedness and response Early Aberration
    Reporting System, J. Urban Health 80; R. D. Fricker, B. L. Hegler & D. A. Dunfee (2008),
    Comparing syndromic surveillance detection methods, Statistics in Medicine 27.
    """
    from scipy.special import ndtr, ndtri

    series, points = _checked(counts, at, method, baseline)
    tail = ALPHA[method] if alpha is None else alpha
    if not 0 < tail < 1 or min_sigma < 0:
        raise ValueError("alpha lies between 0 and 1, and the least sigma is at least 0")
    z = float(ndtri(1 - tail))
    mean, sd = _baseline(series, points - LAG[method], baseline, min_sigma)
    now = series[:, points]
    with np.errstate(divide="ignore", invalid="ignore"):
        if method == "C3":
            before = sum(_excess(series, points - lag, baseline, min_sigma) for lag in (1, 2))
            upper = np.maximum(now + sd * (z - before), 0)
            statistic = before
        else:
            upper = mean + z * sd
            statistic = (now - mean) / sd
        p = np.where(np.isnan(statistic), 1.0, ndtr(-statistic))
    return Early(mean, upper, now > upper, p)


def earliest(method: Method, baseline: int) -> int:
    """The first position that can be judged."""
    return baseline + REACH[method]


def _checked(
    counts: ArrayLike, at: ArrayLike, method: str, baseline: int
) -> tuple[Floats, NDArray[np.int64]]:
    series = np.atleast_2d(np.asarray(counts, float))
    points = np.atleast_1d(np.asarray(at, np.int64))
    if method not in LAG:
        raise ValueError(f"no such method: {method}")
    if baseline < 3:
        raise ValueError("a baseline has at least 3 points")
    if series.ndim != 2 or not series.size or not points.size:
        raise ValueError("signals need counts (series × times) and at least one point to judge")
    if not np.all((series >= 0) & np.isfinite(series)):
        raise ValueError("counts are numbers ≥ 0")
    if points.min() < baseline + REACH[method] or points.max() >= series.shape[1]:
        raise ValueError("a point to judge has too short a history or lies outside the series")
    return series, points


def _baseline(
    series: Floats, ends: NDArray[np.int64], length: int, least: float
) -> tuple[Floats, Floats]:
    """Mean and standard deviation (n − 1) of the `length` points before each end: (S, K)."""
    spans = np.lib.stride_tricks.sliding_window_view(series, length, axis=1)[:, ends - length]
    return spans.mean(2), np.maximum(spans.std(2, ddof=1), least)


def _excess(series: Floats, points: NDArray[np.int64], length: int, least: float) -> Floats:
    """How much more than one the C2 statistic is."""
    mean, sd = _baseline(series, points - 2, length, least)
    return np.maximum((series[:, points] - mean) / sd - 1, 0)
