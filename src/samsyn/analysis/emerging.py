"""Emerging hot spots: which dense places are new, lasting, growing, fading or gone.

Gi* over place and time tells for every place and step whether it is hot (high counts stand
together) or cold; the order of hot and cold steps and the trend of the scores name the place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samsyn.analysis.gi_star import normal, scores
from samsyn.analysis.permutation import Neighbourhood
from samsyn.analysis.verdicts import FALSE_SIGNALS, Refusal, benjamini_hochberg

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Correction = Literal["fdr", "none"]

PATTERNS = (
    "new",
    "consecutive",
    "intensifying",
    "persistent",
    "diminishing",
    "sporadic",
    "oscillating",
    "historical",
)
MOST = 0.9
"""The share of steps that make a place intensifying, persistent, diminishing or historical."""
FEWEST_STEPS, FEWEST_PLACES = 4, 3
WORDS = {
    "new": "ny",
    "consecutive": "sammanhängande",
    "intensifying": "tilltagande",
    "persistent": "bestående",
    "diminishing": "avtagande",
    "sporadic": "återkommande",
    "oscillating": "växlande",
    "historical": "tidigare",
    "none": "inget mönster",
}


@dataclass(frozen=True)
class Trend:
    """Mann and Kendall's S, its standard score and two-sided p, shape (places,)."""

    s: Floats
    z: Floats
    p: Floats


@dataclass(frozen=True)
class Emerging:
    """`patterns` names every place: `new hot`, `persistent cold`, …, or `none`; shape (places,).

    `z`, `p`, `q` of shape (steps, places) are those of Gi* over place and time; `hot` and `cold`
    which of them are significant; `trend` is that of z at every place.
    """

    patterns: NDArray[np.str_]
    z: Floats
    p: Floats
    q: Floats
    hot: Bools
    cold: Bools
    trend: Trend


def mann_kendall(series: ArrayLike) -> Trend:
    """Whether each series tends upwards (S > 0) or downwards; `series` of shape (steps, places).

    S sums the signs of all differences from an earlier to a later step. Its variance takes ties
    into account, n(n − 1)(2n + 5)/18 less Σ t(t − 1)(2t + 5)/18 over groups of t equal values, and
    its score is moved towards 0 by one (continuity). A series of equal values has z = 0, p = 1.

    Source: H. B. Mann (1945), Nonparametric tests against trend, Econometrica 13; M. G. Kendall
    (1975), Rank correlation methods.
    """
    values = np.asarray(series, float)
    if values.ndim != 2 or len(values) < 2 or not np.isfinite(values).all():
        raise ValueError("a trend needs finite values of shape (steps, places), two steps or more")
    n = len(values)
    ranks, ties = _ranked(values)
    # counted in whole numbers as narrow as they may be
    narrow = np.uint8 if n < 256 else np.int32
    s = np.zeros(values.shape[1], dtype=np.int64)
    for lag in range(1, n):
        later, earlier = ranks[lag:], ranks[:-lag]
        s += np.add.reduce(later > earlier, axis=0, dtype=narrow)
        s -= np.add.reduce(later < earlier, axis=0, dtype=narrow)
    variance = (n * (n - 1) * (2 * n + 5) - ties) / 18
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(variance > 0, (s - np.sign(s)) / np.sqrt(variance), 0.0)
    return Trend(s.astype(np.float64), z, normal(z))


def _ranked(values: Floats) -> tuple[NDArray[np.integer], Floats]:
    """Every value's place among its series' different values, of the same shape, and
    Σ t(t − 1)(2t + 5) over the groups of t equal values of each series."""
    series = np.ascontiguousarray(values.T)
    order = np.argsort(series, axis=1)
    ordered = np.take_along_axis(series, order, axis=1)
    fresh = np.zeros(series.shape, dtype=np.uint8 if len(values) < 256 else np.int32)
    fresh[:, 1:] = ordered[:, 1:] > ordered[:, :-1]
    ranks = np.empty_like(fresh)
    np.put_along_axis(ranks, order, np.cumsum(fresh, axis=1, dtype=fresh.dtype), axis=1)
    total, run = np.zeros(len(series)), np.ones(len(series))
    for step in range(1, len(values)):
        # a group that grows from t − 1 to t adds the difference of its terms
        run = np.where(fresh[:, step] > 0, 1, run + 1)
        total += _tied(run) - _tied(run - 1)
    return np.ascontiguousarray(ranks.T), total


def _tied(t: Floats) -> Floats:
    return t * (t - 1) * (2 * t + 5)


def emerging_hot_spots(
    counts: ArrayLike,
    near: Neighbourhood,
    *,
    back: int = 1,
    level: float = FALSE_SIGNALS,
    trend_level: float = FALSE_SIGNALS,
    correction: Correction = "fdr",
) -> Emerging:
    """Name every place by its hot and cold steps; `counts` of shape (steps, places), oldest first.

    A place's neighbourhood is itself and those `near` it, in the step and the `back` before it.
    Each is compared with all places and steps. With `correction` "fdr" a step is hot or cold when
    q ≤ `level` (Benjamini and Hochberg over all), with "none" when p is.

    Raises ValueError for counts that are not finite and `Refusal` for fewer than four steps or
    three places, and when all counts are the same.

    Source: Esri, How Emerging Hot Spot Analysis works (ArcGIS Pro); J. K. Ord & A. Getis (1995),
    Geographical Analysis 27.
    """
    x = np.asarray(counts, float)
    if x.ndim != 2 or not np.isfinite(x).all():
        raise ValueError("counts are finite numbers of shape (steps, places)")
    if x.shape[0] < FEWEST_STEPS or x.shape[1] < FEWEST_PLACES:
        raise Refusal(
            f"Det behövs minst {FEWEST_STEPS} tidssteg och {FEWEST_PLACES} platser för att se"
            " hur täta platser växlar."
        )
    if np.ptp(x) <= 1e-12 * np.abs(x).max():
        raise Refusal("Alla platser har samma antal i alla tidssteg, så ingen skiljer sig.")
    depth = np.minimum(np.arange(len(x)), back)[:, None] + 1
    sums = _with_earlier(near.sums(x), back)
    z = scores(sums, depth * near.weight, depth * near.squares, x)
    z = np.where(np.isnan(z), 0.0, z)
    p = normal(z)
    q = benjamini_hochberg(p)
    sure = (q if correction == "fdr" else p) <= level
    hot, cold = sure & (z > 0), sure & (z < 0)
    trend = mann_kendall(z)
    return Emerging(_named(hot, cold, trend, trend_level), z, p, q, hot, cold, trend)


def _with_earlier(sums: Floats, back: int) -> Floats:
    """Each step with the `back` steps before it."""
    total = sums.copy()
    for lag in range(1, min(back, len(sums) - 1) + 1):
        total[lag:] += sums[:-lag]
    return total


def _named(hot: Bools, cold: Bools, trend: Trend, level: float) -> NDArray[np.str_]:
    found = np.full(hot.shape[1], "none", dtype="<U20")
    rising = (trend.p <= level) & (trend.s > 0)
    falling = (trend.p <= level) & (trend.s < 0)
    # a cold spot intensifies when its scores fall
    kinds = (("hot", hot, cold, rising, falling), ("cold", cold, hot, falling, rising))
    for word, own, other, stronger, weaker in kinds:
        for pattern, holds in _patterns(own, other, stronger, weaker):
            found[holds & (found == "none")] = f"{pattern} {word}"
    return found


def _patterns(
    own: Bools, other: Bools, stronger: Bools, weaker: Bools
) -> Iterator[tuple[str, Bools]]:
    """Esri's eight patterns, each with the places it holds for; the first that holds counts,
    and a hot one before a cold one."""
    steps, now = len(own), own[-1]
    often = own.sum(axis=0) >= MOST * steps
    # how many steps the run that the last step belongs to has lasted
    run = np.cumprod(own[::-1], axis=0).sum(axis=0)
    never_before = own.sum(axis=0) == run
    yield "new", now & never_before & (run == 1)
    yield "consecutive", now & never_before & (run >= 2) & ~often
    yield "intensifying", now & often & stronger
    yield "diminishing", now & often & weaker
    yield "persistent", now & often
    yield "oscillating", now & ~often & other[:-1].any(axis=0)
    yield "sporadic", now & ~often
    yield "historical", ~now & often
