"""Counts for their population, with exact Poisson intervals."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaincinv


@dataclass(frozen=True)
class Rate:
    """A rate and its interval, each of the shape that counts and populations broadcast to."""

    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


def rate(
    count: ArrayLike, population: ArrayLike, *, per: float = 1_000, confidence: float = 0.95
) -> Rate:
    """`count / population × per` with the exact (Garwood) interval.

    `count` are numbers of events ≥ 0, `population` the exposure > 0 (inhabitants, or inhabitants ×
    years); both broadcast. The interval holds the true rate with at least `confidence` when events
    come independently of each other. Crimes come in clusters, so the truth is less certain still.
    Raises ValueError for negative counts, populations not above 0 or a confidence outside 0–1.

    Source: F. Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28.
    """
    n, people = np.broadcast_arrays(np.asarray(count, float), np.asarray(population, float))
    if not (np.all(n >= 0) and np.all(people > 0) and 0 < confidence < 1):
        raise ValueError(
            "a rate needs counts ≥ 0, populations > 0 and a confidence between 0 and 1"
        )
    tail = (1 - confidence) / 2
    scale = per / people
    low = np.where(n > 0, gammaincinv(np.maximum(n, 1), tail), 0.0)
    high = gammaincinv(n + 1, 1 - tail)
    return Rate(n * scale, low * scale, high * scale)
