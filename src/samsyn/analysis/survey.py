"""Shares in a survey: with weights, finite populations, design effects; and what has changed."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Method = Literal["wilson", "normal", "exact", "agresti-coull", "jeffreys"]


@dataclass(frozen=True)
class Share:
    """`value` between 0 and 1, its standard error and limits; `n` answers that weigh as many as
    `effective` of a simple random sample; `design_effect` is n ÷ effective without the gain of a
    finite population. Arrays of one shape."""

    value: Floats
    se: Floats
    low: Floats
    high: Floats
    n: Floats
    effective: Floats
    design_effect: Floats


def share(
    value: ArrayLike,
    n: ArrayLike,
    *,
    population: ArrayLike = np.inf,
    design_effect: ArrayLike = 1.0,
    method: Method = "wilson",
    confidence: float = 0.95,
) -> Share:
    """A share of `n` answers and its interval; everything broadcasts.

    `population` N is how many could have been asked: answers from a large part of them tell more,
    by (N − n)/(N − 1). `design_effect` is the variance in units of that of a simple random sample.
    `wilson` inverts the score test and never leaves 0–1; `exact` is Clopper & Pearson's; `normal`
    the textbook's ± z·se, too short near 0 and 1. All use the effective number of answers.
    Raises ValueError for shares outside 0–1, n < 1, N < n, a design effect not above 0.

    Sources: E. B. Wilson (1927), JASA 22; L. D. Brown, T. T. Cai & A. DasGupta (2001), Interval
    estimation for a binomial proportion, Statistical Science 16; W. G. Cochran (1977), Sampling
    techniques, 3rd ed., sections 3.2 and 4.11; N. Dean & M. Pagano (2015), Evaluating confidence
    interval methods for binomial proportions in clustered surveys, J. Survey Stat. Methodol. 3.
    """
    p, size, people, effect = np.broadcast_arrays(
        *(np.asarray(v, float) for v in (value, n, population, design_effect))
    )
    _check(p, size, people, effect, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        left = np.where(np.isinf(people), 1.0, (people - size) / np.maximum(people - 1, 1))
        effective = np.where(left > 0, size / effect / left, np.inf)
    se = np.sqrt(p * (1 - p) / effective)
    low, high = _limits(p, effective, method, confidence)
    return Share(p, se, low, high, size, effective, effect)


def weighted_share(
    answer: ArrayLike,
    weight: ArrayLike | None = None,
    *,
    population: float = np.inf,
    method: Method = "wilson",
    confidence: float = 0.95,
) -> Share:
    """The share of `answer` (n,) that is 1, each answer weighing `weight` (n,) ≥ 0.

    The variance is the linearised one, n/(n−1) Σ w²(y − p)² ÷ (Σ w)²; the design effect follows
    from it. Where all answered alike it is Kish's, n Σ w² ÷ (Σ w)².
    Raises ValueError for answers other than 0 and 1, weights below 0 or all 0, and as `share`.

    Sources: L. Kish (1965), Survey sampling; C.-E. Särndal, B. Swensson & J. Wretman (1992), Model
    assisted survey sampling, section 5.7.
    """
    y = np.asarray(answer, float)
    w = np.ones_like(y) if weight is None else np.asarray(weight, float)
    if y.ndim != 1 or w.shape != y.shape or not len(y):
        raise ValueError("one weight for each answer, and at least one answer")
    if not np.all((y == 0) | (y == 1)):
        raise ValueError("an answer is 0 or 1")
    if not (np.all(w >= 0) and np.isfinite(w).all() and w.sum() > 0):
        raise ValueError("weights are numbers ≥ 0, not all 0")
    n, total = len(y), w.sum()
    p = min(float((w * y).sum() / total), 1.0)
    effect = n * float((w**2).sum()) / total**2
    if 0 < p < 1 and n > 1:
        variance = n / (n - 1) * float((w**2 * (y - p) ** 2).sum()) / total**2
        effect = variance / (p * (1 - p) / n) if weight is not None else 1.0
    return share(
        p, n, population=population, design_effect=effect, method=method, confidence=confidence
    )


def stratified_share(
    value: ArrayLike,
    n: ArrayLike,
    weight: ArrayLike,
    *,
    population: ArrayLike = np.inf,
    method: Method = "wilson",
    confidence: float = 0.95,
) -> Share:
    """One share of several strata (H,), each with its share, its answers and its `weight`.

    p = Σ W p_h and variance Σ W² p_h(1 − p_h)/(n_h − 1) · (1 − n_h/N_h), W = weight ÷ Σ weight.
    Raises ValueError as `share`.

    Source: W. G. Cochran (1977), Sampling techniques, 3rd ed., section 5.10.
    """
    p, size, people, w = np.broadcast_arrays(
        *(np.atleast_1d(np.asarray(v, float)) for v in (value, n, population, weight))
    )
    _check(p, size, people, np.ones_like(p), confidence)
    if not (np.all(w >= 0) and np.isfinite(w).all() and w.sum() > 0):
        raise ValueError("weights are numbers ≥ 0, not all 0")
    part = w / w.sum()
    whole = float(np.clip((part * p).sum(), 0, 1))
    each = p * (1 - p) / np.maximum(size - 1, 1) * (1 - size / people)
    variance = float((part**2 * each).sum())
    total = float(size.sum())
    effect = total * float((part**2 / size).sum())
    if variance > 0:
        effect = variance / (whole * (1 - whole) / total)
    return share(whole, total, design_effect=effect, method=method, confidence=confidence)


@dataclass(frozen=True)
class Difference:
    """`value` is the second share minus the first, with limits and the two-sided p-value."""

    value: Floats
    low: Floats
    high: Floats
    p: Floats


def difference(first: Share, second: Share, *, confidence: float = 0.95) -> Difference:
    """How much the second share is above the first, in independent samples; shapes broadcast.

    The interval is Newcombe's, built of both Wilson intervals; p is the pooled z-test's. Both use
    the effective numbers of answers. Nobody may be in both samples: a panel is not independent.

    Source: R. G. Newcombe (1998), Interval estimation for the difference between independent
    proportions, Statistics in Medicine 17 (method 10).
    """
    from scipy.special import ndtr

    (low_1, high_1), (low_2, high_2) = (
        _limits(each.value, each.effective, "wilson", confidence) for each in (first, second)
    )
    gap = np.asarray(second.value - first.value, float)
    low = gap - np.sqrt((second.value - low_2) ** 2 + (high_1 - first.value) ** 2)
    high = gap + np.sqrt((high_2 - second.value) ** 2 + (first.value - low_1) ** 2)
    part = _part(first.effective, second.effective)
    pooled = part * first.value + (1 - part) * second.value
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(pooled * (1 - pooled) * (1 / first.effective + 1 / second.effective))
        p = np.where(gap == 0, 1.0, 2 * ndtr(-np.abs(gap / error)))
    return Difference(gap, low, high, p)


def _part(first: Floats, second: Floats) -> Floats:
    """The first's part of both numbers, one half where both are infinite."""
    with np.errstate(invalid="ignore"):
        part = np.where(np.isinf(first), 1.0, 1 / (1 + second / first))
    return np.where(np.isinf(first) & np.isinf(second), 0.5, part)


def _check(p: Floats, n: Floats, people: Floats, effect: Floats, confidence: float) -> None:
    if not np.all((p >= 0) & (p <= 1)):
        raise ValueError("a share lies between 0 and 1")
    if not np.all((n >= 1) & np.isfinite(n)):
        raise ValueError("a share needs at least one answer")
    if not np.all(people >= n):
        raise ValueError("no more can answer than there are in the population")
    if not (np.all(effect > 0) and 0 < confidence < 1):
        raise ValueError("a design effect is above 0 and the confidence between 0 and 1")


def _limits(p: Floats, n: Floats, method: Method, confidence: float) -> tuple[Floats, Floats]:
    """Low and high for a share of `n` answers; `n` may be infinite, then both are the share."""
    from scipy.special import betaincinv, ndtri

    tail = (1 - confidence) / 2
    z = float(ndtri(1 - tail))
    known = np.isinf(n)
    m = np.where(known, 1.0, n)
    hits = p * m
    if method in ("wilson", "agresti-coull"):
        wide = m + z**2
        centre = (hits + z**2 / 2) / wide
        spread = p * (1 - p) + z**2 / 4 / m if method == "wilson" else centre * (1 - centre)
        half = z * np.sqrt(spread * m) / wide if method == "wilson" else z * np.sqrt(spread / wide)
        low, high = centre - half, centre + half
        if method == "wilson":
            low, high = np.where(p == 0, 0.0, low), np.where(p == 1, 1.0, high)
    elif method == "normal":
        half = z * np.sqrt(p * (1 - p) / m)
        low, high = p - half, p + half
    elif method == "jeffreys":
        low, high = (betaincinv(hits + 0.5, m - hits + 0.5, at) for at in (tail, 1 - tail))
    elif method == "exact":
        low = np.where(p > 0, betaincinv(np.maximum(hits, 1e-9), m - hits + 1, tail), 0.0)
        high = np.where(p < 1, betaincinv(hits + 1, np.maximum(m - hits, 1e-9), 1 - tail), 1.0)
    else:
        raise ValueError(f"no such interval: {method}")
    low, high = np.clip(low, 0, 1), np.clip(high, 0, 1)
    return np.where(known, p, low), np.where(known, p, high)
