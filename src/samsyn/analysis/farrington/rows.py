"""One row of history: fitted, reweighted, with or without a trend."""

from dataclasses import dataclass, fields

import numpy as np

from samsyn.analysis.farrington.fit import SMALLEST, Design, Fit, fit
from samsyn.analysis.farrington.history import Bools, Floats, History


@dataclass(frozen=True)
class Rules:
    """How a row is fitted and judged."""

    reweight: bool
    weights_threshold: float
    trend: bool
    trend_p: float
    flexible: bool  # the method of 2013: gives up without convergence, see `flexible` on errors


@dataclass
class Fitted:
    """Per row (N,): predictor and its error on the log scale, dispersion, trend, slope, success."""

    eta: Floats
    se: Floats
    dispersion: Floats
    trend: Bools
    slope: Floats
    converged: Bools

    def mean(self, above: float = 0.0) -> Floats:
        """The count predicted (N,), or the one `above` standard errors higher."""
        with np.errstate(over="ignore"):
            mean: Floats = np.exp(self.eta + above * self.se if above else self.eta)
        return mean

    def positive_mean(self) -> Floats:
        """The count predicted (N,), never quite zero, so that its cube root has a slope."""
        return np.maximum(self.mean(), SMALLEST)


def fitted_rows(past: Floats, history: History, rules: Rules) -> Fitted:
    """Each row of `past` (N, n): with a trend if asked for, and again where it may not stay."""
    with_trend = rules.trend and len(np.unique(history.times)) > 1
    if not with_trend:
        return _once(past, Design(history, trend=False), rules)[0]
    result, p = _once(past, Design(history, trend=True), rules)
    stays = result.converged & (p < rules.trend_p) & (result.eta <= _log(past.max(1)))
    if (again := np.flatnonzero(~stays)).size:
        without = _once(past[again], Design(history, trend=False), rules)[0]
        for field in fields(Fitted):
            getattr(result, field.name)[again] = getattr(without, field.name)
    return result


def _log(x: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        return np.log(x)


def _once(past: Floats, design: Design, rules: Rules) -> tuple[Fitted, Floats]:
    """One model, reweighted if so asked; and the p-value of its slope."""
    if design.freedom < 1:
        raise ValueError("too few earlier points for so many periods")
    model = fit(past, design)
    converged = model.converged
    pearson = model.dispersion(past)
    dispersion = np.maximum(pearson, 1)
    if rules.reweight:
        weights = _weights(past, model, dispersion, rules.weights_threshold)
        model = fit(past, design, weights)
        pearson = model.dispersion(past)
        dispersion = np.maximum(pearson, 1)
        if rules.flexible:
            pearson = model.dispersion(past, weights)
    scale = pearson if rules.flexible else dispersion
    fitted = Fitted(
        model.predicted(),
        np.sqrt(scale * model.variance()),
        dispersion,
        np.full(len(past), design.trend),
        model.slope / design.unit if design.trend else np.full(len(past), np.nan),
        converged,
    )
    return fitted, _slope_p(model, pearson) if design.trend else np.ones(len(past))


def _slope_p(model: Fit, dispersion: Floats) -> Floats:
    """Two-sided, by Student's t with the model's degrees of freedom."""
    from scipy.special import stdtr

    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.abs(model.slope) / np.sqrt(dispersion / model.steepness)
    p: Floats = 2 * stdtr(model.design.freedom, -t)
    return p


def _weights(y: Floats, model: Fit, dispersion: Floats, threshold: float) -> Floats:
    """γ for points whose standardised Anscombe residual s is at most `threshold`, else γ s⁻²."""
    root = np.sqrt(model.mean)
    raw = 1.5 * (np.cbrt(y * y) / np.sqrt(np.cbrt(model.mean)) - root)
    free = np.maximum(1 - model.leverage(), 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        s = raw / np.sqrt(dispersion[:, None] * free)
        s = np.where(free > 1e-12, s, 0.0)
        share = np.where(s > threshold, s**-2.0, 1.0)
    weights: Floats = share * (y.shape[1] / share.sum(1))[:, None]
    return weights
