"""Has a measure made a difference? Before and after, there and where nothing was done."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Displacement:
    """`value` is how many events fewer (negative) or more the measure gave, with its error."""

    value: Floats
    se: Floats
    low: Floats
    high: Floats
    z: Floats
    p: Floats


def weighted_displacement_difference(
    treated: ArrayLike,
    control: ArrayLike,
    displacement: ArrayLike = (0, 0),
    displacement_control: ArrayLike = (0, 0),
    *,
    lengths: tuple[float, float] = (1.0, 1.0),
    sizes: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0),
    confidence: float = 0.95,
) -> Displacement:
    """(ΔT − ΔC) + (ΔD − ΔE), where Δ is after minus before: the weighted displacement difference.

    Each argument is (…, 2): counts before and after in the treated area, its control, the area into
    which crime may move, and the control of that. Leading axes broadcast, so that many measures are
    judged at once. Counts are taken as Poisson and independent, so that the variance is the sum of
    all eight; zeros are allowed. `lengths` of the two periods, if unequal, scale the first to the
    second; `sizes` divide each area's counts. `p` is two-sided by the normal distribution.
    Raises ValueError for counts below 0 or missing, lengths or sizes not above 0.

    Source: A. P. Wheeler & J. H. Ratcliffe (2018), A simple weighted displacement difference test
    to evaluate place based crime interventions, Crime Science 7:11.
    """
    from scipy.special import ndtr, ndtri

    areas = [np.asarray(a, float) for a in (treated, control, displacement, displacement_control)]
    if any(a.shape[-1:] != (2,) or not np.all((a >= 0) & np.isfinite(a)) for a in areas):
        raise ValueError("each area has a count before and one after, both ≥ 0")
    if min(*lengths, *sizes) <= 0 or not 0 < confidence < 1:
        raise ValueError("lengths and sizes are above 0, the confidence between 0 and 1")
    scale = np.array([-lengths[1] / lengths[0], 1.0])
    signs = np.array([1.0, -1.0, 1.0, -1.0]) / np.asarray(sizes)
    value = sum(sign * (area @ scale) for sign, area in zip(signs, areas, strict=True))
    variance = sum(sign**2 * (area @ scale**2) for sign, area in zip(signs, areas, strict=True))
    value, se = np.asarray(value, float), np.sqrt(np.asarray(variance, float))
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(se > 0, value / se, 0.0)
    half = float(ndtri((1 + confidence) / 2)) * se
    return Displacement(value, se, value - half, value + half, z, 2 * ndtr(-np.abs(z)))


@dataclass(frozen=True)
class DifferenceInDifferences:
    """`estimate` is the logarithm of how many times more the treated changed than the controls.

    `se` is clustered by area with the correction G/(G−1) · (N−1)/(N−K), K counting every area and
    period, as statsmodels has it. `se_nested` counts only areas and periods that have events, and
    no areas in K, as they are nested in the clusters: the custom of fixest. `se_plain` has no
    correction, `se_poisson` no clusters. `ratio`, `low` and `high` are e to the estimate and its
    limits by Student's t with G − 1 degrees of freedom. Where the clusters leave no rest, as with
    one treated and one control area in two periods, the errors by cluster are NaN and the limits
    come from `se_poisson` and the normal distribution. Without a single event on one side in one
    period the ratio is 0 or infinite and everything else NaN.
    """

    estimate: float
    se: float
    se_nested: float
    se_plain: float
    se_poisson: float
    ratio: float
    low: float
    high: float
    p: float
    areas: int
    periods: int


def difference_in_differences(
    counts: ArrayLike, treated: ArrayLike, after: ArrayLike, *, confidence: float = 0.95
) -> DifferenceInDifferences:
    """Poisson regression with one effect per area, one per period, and the measure's.

    `counts` (P, T) ≥ 0, `treated` (P,) and `after` (T,) booleans. The effects of areas are
    eliminated (given an area's total its counts are multinomial), so that only T numbers are sought
    however many areas there are. Areas and periods without events tell nothing of the effect.
    The standard error is robust to overdispersion and to dependence within an area; with few
    treated areas it is too small, and with a single one worthless: then look at `se_poisson` and at
    `weighted_displacement_difference`.
    Raises ValueError for shapes that do not fit, counts below 0, no treated or no control area,
    no period before or none after, and a fit that does not settle.

    Sources: J. M. Wooldridge (1999), Distribution-free estimation of some nonlinear panel data
    models, J. Econometrics 90; K.-Y. Liang & S. L. Zeger (1986), Biometrika 73.
    """
    y, in_area, in_period = _panel(counts, treated, after)
    n_areas, n_periods = y.shape
    empty = _separated(y, in_area, in_period)
    if empty is not None:
        none = float("nan")
        ratio = np.exp(empty)
        return DifferenceInDifferences(
            empty, none, none, none, none, float(ratio), none, none, none, n_areas, n_periods
        )
    rows, columns = y.sum(1) > 0, y.sum(0) > 0
    used, x = y[np.ix_(rows, columns)], np.outer(in_area[rows], in_period[columns]).astype(float)
    estimate, curvature, scores = _concentrated(used, x)
    inverse = np.linalg.inv(curvature)[-1]
    plain = float(np.sqrt(((scores @ inverse) ** 2).sum()))
    n = y.size
    few = n_areas / (n_areas - 1) * (n - 1)
    se = plain * np.sqrt(few / (n - n_areas - n_periods)) if n > n_areas + n_periods else np.nan
    nested = plain * _nested(*used.shape)
    poisson = float(np.sqrt(inverse[-1]))
    if plain < 1e-8 * poisson:  # every cluster is fitted without a rest: it tells nothing
        plain = se = nested = float("nan")
    error, freedom = (float(se), n_areas - 1.0) if se > 0 else (poisson, np.inf)
    low, high, p = _student(estimate, error, freedom, confidence)
    return DifferenceInDifferences(
        estimate,
        float(se),
        float(nested),
        plain,
        poisson,
        float(np.exp(estimate)),
        low,
        high,
        p,
        n_areas,
        n_periods,
    )


def _nested(areas: int, periods: int) -> float:
    n = areas * periods
    return float(np.sqrt(areas / (areas - 1) * (n - 1) / (n - periods - 1)))


def _panel(counts: ArrayLike, treated: ArrayLike, after: ArrayLike) -> tuple[Floats, Bools, Bools]:
    y = np.asarray(counts, float)
    in_area, in_period = np.asarray(treated, bool), np.asarray(after, bool)
    if y.ndim != 2 or in_area.shape != y.shape[:1] or in_period.shape != y.shape[1:]:
        raise ValueError("counts are areas × periods, with one flag for each area and each period")
    if not np.all((y >= 0) & np.isfinite(y)):
        raise ValueError("counts are numbers ≥ 0")
    if in_area.all() or not in_area.any() or in_period.all() or not in_period.any():
        raise ValueError("there must be treated and control areas, periods before and after")
    return y, in_area, in_period


def _separated(y: Floats, treated: Bools, after: Bools) -> float | None:
    """−∞ or ∞ when no finite effect fits best, NaN when none can be told, None when one can."""
    a, b = y[treated][:, ~after].sum(), y[treated][:, after].sum()
    c, d = y[~treated][:, ~after].sum(), y[~treated][:, after].sum()
    if min(a, b, c, d) > 0:
        return None
    if a * d == 0 and b * c == 0:
        return float("nan")
    return float("inf") if a * d == 0 else float("-inf")


def _concentrated(y: Floats, x: Floats) -> tuple[float, Floats, Floats]:
    """The effect, the curvature (K, K) and each area's score (P, K); the effect stands last.

    The first period is the base of the others. Newton's method on the multinomial likelihood.
    """
    totals = y.sum(1, keepdims=True)
    share = y.sum(0) / y.sum()
    beta = np.append(np.log(share[1:] / share[0]), 0.0)
    for _ in range(100):
        eta = np.concatenate([[0.0], beta[:-1]]) + beta[-1] * x
        mean = np.exp(eta - eta.max(1, keepdims=True))
        mean *= totals / mean.sum(1, keepdims=True)
        left = y - mean
        scores = np.column_stack([left[:, 1:], (left * x).sum(1)])
        by_effect = mean * x
        sums = np.column_stack([mean[:, 1:], by_effect.sum(1)])
        curvature = -(sums / totals).T @ sums
        across = by_effect[:, 1:].sum(0)
        inner = np.arange(len(beta) - 1)
        curvature[inner, inner] += mean[:, 1:].sum(0)
        curvature[-1, :-1] += across
        curvature[:-1, -1] += across
        curvature[-1, -1] += by_effect.sum()
        step = np.linalg.solve(curvature, scores.sum(0))
        beta = beta + np.clip(step, -5, 5)
        if np.abs(step).max() < 1e-11:
            return float(beta[-1]), curvature, scores
    raise ValueError("the fit does not settle: too few events in too many periods")


def _student(
    estimate: float, se: float, freedom: float, confidence: float
) -> tuple[float, float, float]:
    """Limits of the ratio and the two-sided p-value."""
    from scipy.special import ndtr, ndtri, stdtr, stdtrit

    share = (1 + confidence) / 2
    half = se * float(ndtri(share) if np.isinf(freedom) else stdtrit(freedom, share))
    z = -abs(estimate / se)
    p = 2 * float(ndtr(z) if np.isinf(freedom) else stdtr(freedom, z))
    return float(np.exp(estimate - half)), float(np.exp(estimate + half)), p
