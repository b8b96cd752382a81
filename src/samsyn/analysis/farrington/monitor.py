"""The two methods, point by point and series by series."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from samsyn.analysis.farrington.history import (
    Bools,
    Days,
    Floats,
    History,
    Ints,
    same_time_earlier,
    seasons,
    windows,
)
from samsyn.analysis.farrington.rows import Fitted, Rules, fitted_rows
from samsyn.analysis.farrington.thresholds import negative_binomial_threshold, power_threshold

Threshold = Literal["nb-plugin", "delta", "muan"]
BLOCK = 30_000  # numbers fitted at a time: they stay in the cache of one core


@dataclass(frozen=True)
class Monitored:
    """What was expected and what is too much, for S series at K points; every array is (S, K).

    `upper` is the highest count still to be expected. `alarm` is more than that. `p` is the
    chance of at least so many. `trend` tells where a trend was part of the model, `slope` is its
    coefficient per step (NaN without one), `dispersion` how much more than a Poisson variable the
    history varies (≥ 1).
    """

    expected: Floats
    upper: Floats
    alarm: Bools
    p: Floats
    trend: Bools
    slope: Floats
    dispersion: Floats


def flexible(
    counts: ArrayLike,
    at: ArrayLike,
    *,
    years_back: int = 4,
    half_window: int = 3,
    periods: int = 10,
    exclude: int = 26,
    reweight: bool = True,
    weights_threshold: float = 2.58,
    trend: bool = True,
    trend_p: float = 1.0,
    threshold: Threshold = "nb-plugin",
    alpha: float = 0.05,
    enough: tuple[int, int] = (5, 4),
    per_year: int = 52,
    dates: Days | None = None,
) -> Monitored:
    """The flexible Farrington method with 10 season levels, reweighting and three thresholds.

    `counts` (S, T) or (T,) are whole numbers ≥ 0 in equal steps, `at` (K,) the positions judged,
    each with at least `years_back` years and `half_window` steps before it. `exclude` latest steps
    take no part, so that a slow rise does not hide itself. Anscombe residuals above
    `weights_threshold` are weighted down. A trend stays if its p-value is below `trend_p`, there
    are three years and the prediction is not above everything seen. Fewer than `enough[0]` events
    in `enough[1]` steps give no limit (NaN) and no alarm. `alpha` is one-sided. `per_year` is 52,
    12 or another number of steps; with `dates` (T,) (days) years are calendar years.

    Raises ValueError for negative or missing counts, positions without enough history, a year that
    cannot be cut into `periods`, and parameters out of range.

    Sources: A. Noufaily et al. (2013), An improved algorithm for outbreak detection in multiple
    surveillance systems, Statistics in Medicine 32; M. Salmon, D. Schumacher & M. Höhle (2016),
    Monitoring count time series in R, Journal of Statistical Software 70(10). As in that package
    (1.20–1.26) the standard error after reweighting, which `delta`, `muan` and the trend's p-value
    use, takes its dispersion from the weights of the residuals alone.
    """
    series, points = _checked(counts, at, alpha, enough)
    if threshold not in ("nb-plugin", "delta", "muan"):
        raise ValueError(f"no such threshold: {threshold}")
    if points.min() < years_back * per_year + half_window:
        raise ValueError("a point has too short a history: judge later ones or fewer years back")
    rules = Rules(reweight, weights_threshold, trend, trend_p if years_back >= 3 else 0.0, True)

    def history(point: int) -> History:
        earlier = same_time_earlier(
            point, years_back, length=series.shape[1], per_year=per_year, dates=dates
        )
        return seasons(
            point,
            earlier,
            half_window=half_window,
            periods=periods,
            exclude=exclude,
            dates=dates,
        )

    def judge(y: Floats, fitted: Fitted) -> tuple[Floats, Floats, Floats]:
        expected = fitted.mean()
        if threshold == "delta":
            expected = fitted.positive_mean()
            upper, p = power_threshold(expected, expected * fitted.se, fitted.dispersion, y, alpha)
            return expected, upper, p
        mean = expected
        if threshold == "muan":
            from scipy.special import ndtri

            mean = fitted.mean(above=float(ndtri(1 - alpha)))
        upper, p = negative_binomial_threshold(mean, fitted.dispersion, y, alpha)
        return expected, upper, p

    result = _run(series, points, history, rules, judge)
    silent = ~_enough(series, points, enough) | np.isnan(result.upper)
    result.upper[silent] = np.nan
    result.expected[silent] = np.nan
    result.alarm[silent] = False
    return result


def original(
    counts: ArrayLike,
    at: ArrayLike,
    *,
    years_back: int = 4,
    half_window: int = 3,
    reweight: bool = True,
    weights_threshold: float = 1.0,
    trend: bool = True,
    trend_p: float = 0.05,
    alpha: float = 0.05,
    enough: tuple[int, int] = (5, 4),
    per_year: int = 52,
    dates: Days | None = None,
) -> Monitored:
    """Farrington's method of 1996: windows of earlier years, limit on the scale of y^(2/3).

    Arguments as in `flexible`. `alpha` is two-sided: the limit is the 1 − alpha/2 quantile. Points
    whose windows lie partly before the series are judged by the windows that exist. Where fewer
    than `enough[0]` events in `enough[1]` steps allow no alarm, `upper` is 0, as in the R package.
    Raises ValueError as `flexible`.

    Source: C. P. Farrington, N. J. Andrews, A. D. Beale & M. A. Catchpole (1996), A statistical
    algorithm for the early detection of outbreaks of infectious disease, JRSS A 159.
    """
    series, points = _checked(counts, at, alpha, enough)
    rules = Rules(reweight, weights_threshold, trend, trend_p if years_back >= 3 else 0.0, False)

    def history(point: int) -> History:
        earlier = same_time_earlier(
            point, years_back, length=series.shape[1], per_year=per_year, dates=dates
        )
        if earlier[0] + half_window >= point:
            raise ValueError("the windows reach the judged point: make the half window smaller")
        found = windows(point, earlier, half_window)
        if len(found.offsets) < 3:
            raise ValueError("a point has too short a history: judge later ones")
        return found

    def judge(y: Floats, fitted: Fitted) -> tuple[Floats, Floats, Floats]:
        expected = fitted.positive_mean()
        upper, p = power_threshold(expected, expected * fitted.se, fitted.dispersion, y, alpha / 2)
        return expected, upper, p

    result = _run(series, points, history, rules, judge)
    silent = ~_enough(series, points, enough)
    result.upper[silent] = 0.0
    result.alarm[silent] = False
    return result


def _checked(
    counts: ArrayLike, at: ArrayLike, alpha: float, enough: tuple[int, int]
) -> tuple[Floats, Ints]:
    series = np.atleast_2d(np.asarray(counts, float))
    points = np.atleast_1d(np.asarray(at, np.int64))
    if series.ndim != 2 or not series.size or not points.size:
        raise ValueError("signals need counts (series × times) and at least one point to judge")
    if not np.all((series >= 0) & (series == np.floor(series)) & np.isfinite(series)):
        raise ValueError("counts are whole numbers ≥ 0")
    if points.min() < 0 or points.max() >= series.shape[1]:
        raise ValueError("a point to judge lies outside the series")
    if not 0 < alpha < 1:
        raise ValueError("alpha lies between 0 and 1")
    if enough[0] < 0 or enough[1] < 1:
        raise ValueError("enough is a number ≥ 0 of events and a number ≥ 1 of steps")
    return series, points


def _enough(series: Floats, points: Ints, enough: tuple[int, int]) -> Bools:
    sums = np.concatenate([np.zeros((len(series), 1)), np.cumsum(series, 1)], 1)
    first = np.maximum(points + 1 - enough[1], 0)
    many: Bools = sums[:, points + 1] - sums[:, first] >= enough[0]
    return many


def _run(
    series: Floats,
    points: Ints,
    history: Callable[[int], History],
    rules: Rules,
    judge: Callable[[Floats, Fitted], tuple[Floats, Floats, Floats]],
) -> Monitored:
    """Points with histories of the same shape are judged together, in blocks of rows."""
    shape = (len(series), len(points))
    flags = {"alarm", "trend"}
    result = Monitored(
        **{f.name: np.zeros(shape, bool if f.name in flags else float) for f in fields(Monitored)}
    )
    for model, columns in _alike(points, history):
        rows, at = _pairs(len(series), columns)
        for block in _blocks(len(rows), len(model.offsets)):
            s, k = rows[block], at[block]
            y = series[s, points[k]]
            past = series[s[:, None], points[k][:, None] + model.offsets]
            fitted = fitted_rows(past, model, rules)
            expected, upper, p = judge(y, fitted)
            failed = ~fitted.converged & rules.flexible
            for values in (expected, upper, p, fitted.slope, fitted.dispersion):
                values[failed] = np.nan
            result.expected[s, k], result.upper[s, k], result.p[s, k] = expected, upper, p
            result.alarm[s, k] = (y > upper) & (y > 0)
            result.trend[s, k], result.slope[s, k] = fitted.trend, fitted.slope
            result.dispersion[s, k] = fitted.dispersion
    return result


def _alike(points: Ints, history: Callable[[int], History]) -> Iterator[tuple[History, Ints]]:
    found: dict[tuple[bytes, bytes, bytes], tuple[History, list[int]]] = {}
    for column, point in enumerate(points):
        model = history(int(point))
        found.setdefault(model.key(), (model, []))[1].append(column)
    for model, columns in found.values():
        yield model, np.array(columns)


def _pairs(series: int, columns: Ints) -> tuple[Ints, Ints]:
    return np.repeat(np.arange(series), len(columns)), np.tile(columns, series)


def _blocks(rows: int, width: int) -> Iterator[slice]:
    size = max(1, BLOCK // max(width, 1))
    return (slice(start, start + size) for start in range(0, rows, size))
