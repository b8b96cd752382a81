"""From a prediction to the highest count that is still to be expected."""

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.farrington.history import Floats


def power_threshold(
    mean: Floats, se: Floats, dispersion: Floats, y: Floats, tail: float
) -> tuple[Floats, Floats]:
    """Upper limit and p-value on the scale of y^(2/3), which makes a Poisson variable symmetric.

    `mean` is the prediction, `se` its standard error on the scale of counts; shapes (N,).
    Source: C. P. Farrington et al. (1996), JRSS A 159.
    """
    from scipy.special import ndtr, ndtri

    total = dispersion + se**2 / mean
    spread = np.sqrt(4 / 9 * np.cbrt(mean) * total)
    centre = mean ** (2 / 3)
    upper: Floats = (centre + ndtri(1 - tail) * spread) ** 1.5
    p: Floats = ndtr((centre - y ** (2 / 3)) / spread)
    return upper, p


def negative_binomial_threshold(
    mean: Floats, dispersion: Floats, y: Floats, tail: float
) -> tuple[Floats, Floats]:
    """Upper quantile and p-value of a count with this mean and variance `dispersion` × mean.

    Dispersion 1 is the Poisson distribution; shapes (N,). An infinite mean gives NaN.
    Source: A. Noufaily et al. (2013), Statistics in Medicine 32.
    """
    upper = np.full(mean.shape, np.nan)
    p = np.full(mean.shape, np.nan)
    able = np.isfinite(mean)
    mu, phi = mean[able], dispersion[able]
    upper[able] = quantile(1 - tail, mu, phi)
    p[able] = at_least(y[able], mu, phi)
    return upper, p


def at_most(k: Floats, mean: Floats, dispersion: Floats) -> Floats:
    """P(Y ≤ k), where k may be −1."""
    from scipy.special import betainc, gammaincc

    over = dispersion > 1
    below = k < 0
    places = np.where(below, 1.0, k + 1)
    size = mean / np.where(over, dispersion - 1, 1)
    below_or_at = np.where(over, betainc(size, places, 1 / dispersion), gammaincc(places, mean))
    chance: Floats = np.where(below, 0.0, below_or_at)
    return chance


def at_least(k: Floats, mean: Floats, dispersion: Floats) -> Floats:
    """P(Y ≥ k) without loss of digits in the far tail."""
    from scipy.special import betaincc, gammainc

    over = dispersion > 1
    places = np.maximum(k, 1)
    size = mean / np.where(over, dispersion - 1, 1)
    chance = np.where(over, betaincc(size, places, 1 / dispersion), gammainc(places, mean))
    result: Floats = np.where(k < 1, 1.0, chance)
    return result


def quantile(share: float, mean: Floats, dispersion: Floats) -> Floats:
    """The smallest whole number k with P(Y ≤ k) ≥ `share`, by halving; shapes (N,)."""
    enough = share * (1 - 64 * np.finfo(float).eps)
    low: Floats = np.full(mean.shape, -1.0)
    guess = mean + 4 * np.sqrt(mean * dispersion) + 4
    high: Floats = np.floor(guess)
    while (short := at_most(high, mean, dispersion) < enough).any():
        low = np.where(short, high, low)
        high = np.where(short, 2 * high + 1, high)
    while (wide := high - low > np.maximum(1, high * 1e-15)).any():
        middle = np.floor((low + high) / 2)
        reached: NDArray[np.bool_] = at_most(middle, mean, dispersion) >= enough
        high = np.where(wide & reached, middle, high)
        low = np.where(wide & ~reached, middle, low)
    return high
