"""Poisson regression on season groups and a trend, for thousands of series at once.

The normal equations of a design with one level per group and one slope are an arrow: the levels
are eliminated in closed form and the slope is a quotient. Starting values, the stopping rule and
what is reported of the last step are those of R's `glm.fit`, so that even fits that run towards
minus infinity (a season without a single event) end at the same numbers.

Source: P. McCullagh & J. A. Nelder (1989), Generalized linear models, 2nd ed., section 2.5.
"""

from dataclasses import dataclass

import numpy as np

from samsyn.analysis.farrington.history import Bools, Floats, History, Ints

TOLERANCE, STEPS = 1e-8, 25
SMALLEST = float(np.finfo(float).eps)


class Design:
    """One level per group and, if `trend`, one common slope in time."""

    def __init__(self, history: History, *, trend: bool) -> None:
        n, groups = len(history.groups), int(history.groups.max()) + 1
        self.trend, self.current, self.groups = trend, history.current, groups
        self.member = np.zeros((n, groups))
        self.member[np.arange(n), history.groups] = 1.0
        self.centre = float(history.times.mean())
        self.unit = float(np.ptp(history.times)) or 1.0
        self.times = (history.times - self.centre) / self.unit
        self.now = -self.centre / self.unit
        self.freedom = n - groups - trend
        by_time = self.member * self.times[:, None]
        if trend:
            self.sums = np.column_stack([self.member, by_time, self.times**2])
            self.moments = np.column_stack([self.member, self.times])
        else:
            self.sums = self.moments = self.member
        self.spread = np.ascontiguousarray(self.moments.T)


@dataclass
class Fit:
    """Of each of N rows: the coefficients and what the last step weighed with.

    `mean` and `weight` (N, n); `level`, `mean_time` and `mass` (N, groups); `slope` and `steepness`
    (N,), the latter its information; `converged` (N,).
    """

    design: Design
    mean: Floats
    weight: Floats
    level: Floats
    slope: Floats
    mass: Floats
    mean_time: Floats
    steepness: Floats
    converged: Bools

    def predicted(self) -> Floats:
        """The linear predictor at the judged point (N,)."""
        return self.level[:, self.design.current] + self.slope * self.design.now

    def variance(self) -> Floats:
        """Its variance in units of the dispersion (N,)."""
        at = self.design.current
        variance: Floats = 1 / self.mass[:, at]
        if self.design.trend:
            variance = variance + (self.design.now - self.mean_time[:, at]) ** 2 / self.steepness
        return variance

    def leverage(self) -> Floats:
        """The diagonal of the hat matrix (N, n)."""
        to_points = self.design.member.T
        share = (1 / self.mass) @ to_points
        if self.design.trend:
            from_mean = self.design.times - self.mean_time @ to_points
            share += from_mean**2 / self.steepness[:, None]
        share *= self.weight
        return share

    def dispersion(self, y: Floats, weight: Floats | None = None) -> Floats:
        """Pearson's, from the last step's weights or others: Σ w ((y − μ) / μ)² ÷ freedom (N,)."""
        working = (y - self.mean) / self.mean
        w = self.weight if weight is None else weight
        total: Floats = np.einsum("ij,ij,ij->i", w, working, working)
        return total / self.design.freedom


def fit(y: Floats, design: Design, weights: Floats | None = None) -> Fit:
    """Fit each row of counts `y` (N, n) ≥ 0 with prior `weights` (N, n) > 0, by default 1."""
    n_rows = len(y)
    kept = _nothing(design, y.shape)
    open_rows = np.arange(n_rows)
    mean, eta = y + 0.1, np.log(y + 0.1)
    constant = _constant(y, weights)
    before = _deviance(y, eta, mean, weights, constant)
    for step in range(STEPS):
        last = Fit(design, mean, *_solve(y, mean, eta, weights, design), kept.converged)
        eta = np.column_stack([last.level, last.slope])[:, : design.spread.shape[0]] @ design.spread
        mean = np.maximum(np.exp(eta), SMALLEST)
        deviance = _deviance(y, eta, mean, weights, constant)
        with np.errstate(invalid="ignore"):
            done = np.abs(deviance - before) / (np.abs(deviance) + 0.1) < TOLERANCE
        leaves = done if step < STEPS - 1 else np.ones_like(done)
        if leaves.any():
            last.mean, last.converged = mean, done
            _keep(kept, open_rows[leaves], last, leaves)
            stays = ~leaves
            if not stays.any():
                break
            open_rows, y, eta, mean = open_rows[stays], y[stays], eta[stays], mean[stays]
            weights = None if weights is None else weights[stays]
            constant, deviance = constant[stays], deviance[stays]
        before = deviance
    return kept


def _nothing(design: Design, shape: tuple[int, ...]) -> Fit:
    rows = shape[0]
    by_group = [np.empty((rows, design.groups)) for _ in range(3)]
    return Fit(
        design,
        mean=np.empty(shape),
        weight=np.empty(shape),
        level=by_group[0],
        slope=np.zeros(rows),
        mass=by_group[1],
        mean_time=by_group[2],
        steepness=np.ones(rows),
        converged=np.zeros(rows, bool),
    )


def _keep(kept: Fit, rows: Ints, last: Fit, leaves: Bools) -> None:
    for name in (
        "mean",
        "weight",
        "level",
        "slope",
        "mass",
        "mean_time",
        "steepness",
        "converged",
    ):
        getattr(kept, name)[rows] = getattr(last, name)[leaves]


def _solve(
    y: Floats, mean: Floats, eta: Floats, weights: Floats | None, design: Design
) -> tuple[Floats, Floats, Floats, Floats, Floats, Floats]:
    """One weighted least squares step: weight, level, slope, mass, mean_time, steepness."""
    target = mean * eta  # the working response times its weight: μ η + y − μ
    target += y
    target -= mean
    if weights is None:
        weight = mean
    else:
        weight = mean * weights
        target *= weights
    sums, moments = weight @ design.sums, target @ design.moments
    g = design.groups
    mass, level = sums[:, :g], moments[:, :g] / sums[:, :g]
    if not design.trend:
        nought = np.zeros(len(y))
        return weight, level, nought, mass, np.zeros_like(mass), nought + 1
    mean_time = sums[:, g : 2 * g] / mass
    steepness = sums[:, -1] - np.einsum("ij,ij->i", mean_time, sums[:, g : 2 * g])
    rise = moments[:, -1] - np.einsum("ij,ij->i", mean_time, moments[:, :g])
    if (thin := np.flatnonzero(steepness < 1e-6 * sums[:, -1])).size:
        # Nearly all weight on one point of time: the differences are taken before they are squared.
        from_mean = design.times - mean_time[thin] @ design.member.T
        steepness[thin] = np.einsum("ij,ij,ij->i", weight[thin], from_mean, from_mean)
        rise[thin] = np.einsum("ij,ij->i", target[thin], from_mean)
    slope = rise / steepness
    return weight, level - slope[:, None] * mean_time, slope, mass, mean_time, steepness


def _constant(y: Floats, weights: Floats | None) -> Floats:
    """Σ w (y ln y − y), the part of half the deviance that no fit changes."""
    each = y * np.log(np.maximum(y, 1)) - y
    total: Floats = each.sum(1) if weights is None else np.einsum("ij,ij->i", each, weights)
    return total


def _deviance(
    y: Floats, eta: Floats, mean: Floats, weights: Floats | None, constant: Floats
) -> Floats:
    if weights is None:
        rest: Floats = mean.sum(1) - np.einsum("ij,ij->i", y, eta)
    else:
        rest = np.einsum("ij,ij->i", mean, weights) - np.einsum("ij,ij,ij->i", y, eta, weights)
    return 2 * (constant + rest)
