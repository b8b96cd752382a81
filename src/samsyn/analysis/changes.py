"""How much a count has changed, with an exact interval."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, betaincinv


@dataclass(frozen=True)
class Change:
    """After ÷ before: 1.25 is a quarter more. Infinite from zero, NaN from zero to zero.

    `p` is the two-sided probability of at least this difference when nothing has changed.
    """

    ratio: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    p: NDArray[np.float64]


def change(
    before: ArrayLike,
    after: ArrayLike,
    *,
    exposure_before: ArrayLike = 1.0,
    exposure_after: ArrayLike = 1.0,
    confidence: float = 0.95,
) -> Change:
    """The ratio of two Poisson rates with the exact conditional interval; arguments broadcast.

    Given the sum of both counts, the later one is binomial; the Clopper–Pearson limits of its share
    become limits of the ratio. Zero before gives ratio ∞ with a finite lower limit; zero in both
    gives NaN with the limits 0–∞. `exposure_*` are inhabitants, days or both multiplied.
    Raises ValueError for negative counts, exposures not above 0 or a confidence outside 0–1.

    Source: J. Przyborowski & H. Wilenski (1940), Homogeneity of results in testing samples from
    Poisson series, Biometrika 31; C. J. Clopper & E. S. Pearson (1934), Biometrika 26.
    """
    x, y, e, f = np.broadcast_arrays(
        *(np.asarray(v, float) for v in (before, after, exposure_before, exposure_after))
    )
    if not (np.all(x >= 0) and np.all(y >= 0) and np.all(e > 0) and np.all(f > 0)):
        raise ValueError("a change needs counts ≥ 0 and exposures > 0")
    if not 0 < confidence < 1:
        raise ValueError("the confidence lies between 0 and 1")
    tail = (1 - confidence) / 2
    low = np.where(y > 0, betaincinv(np.maximum(y, 1), x + 1, tail), 0.0)
    high = np.where(x > 0, betaincinv(y + 1, np.maximum(x, 1), 1 - tail), 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (y / f) / (x / e)
        low, high = (share / (1 - share) * e / f for share in (low, high))
    return Change(ratio, low, high, _two_sided(x, y, f / (e + f)))


def _two_sided(
    x: NDArray[np.float64], y: NDArray[np.float64], share: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Twice the smaller tail of the binomial, at most 1."""
    at_least = np.where(y > 0, betainc(np.maximum(y, 1), x + 1, share), 1.0)
    at_most = np.where(x > 0, 1 - betainc(y + 1, np.maximum(x, 1), share), 1.0)
    both: NDArray[np.float64] = np.minimum(1.0, 2 * np.minimum(at_least, at_most))
    return both
