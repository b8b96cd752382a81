"""Cell-key noise: small changes of counts that are the same each time the same rows are counted.

Every row carries a fixed random key. A cell's key is the sum of its rows' keys, so a table asked
for twice, or by another way, gets the same noise in the same cell: averaging does not remove it.
An alternative to hiding where many overlapping tables are asked for; sums of noisy cells do not add
up, which must be told to the reader.

Sources: B. Fraser & J. Wooton (2006), A proposed method for confidentialising tabular output to
protect against differencing, UNECE; S. Giessing (2016), Computational issues in the design of
transition probabilities and disclosure risk estimation for additive noise, PSD 2016 (maximum
entropy given mean 0, variance and bounds).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def row_keys(rows: int, seed: int) -> Floats:
    """A key in [0, 1) for every row. Keep them with the rows: new keys are new noise."""
    return np.random.default_rng(seed).random(rows)


def cell_keys(keys: ArrayLike, cells: ArrayLike, size: int) -> Floats:
    """The fraction of the sum of the keys of each cell's rows, shape (size,).

    `cells` are the numbers (0 to size − 1) of the cells that the rows, with their `keys`, are in.
    Keys are summed as whole 2⁻⁴⁰ths, so the order of the rows does not matter.
    """
    whole = np.floor(np.asarray(keys, float) * 2.0**40).astype(np.int64)
    sums = np.zeros(size, np.int64)
    np.add.at(sums, np.asarray(cells, np.int64), whole)
    return (sums % 2**40) / 2.0**40


def perturbed(
    counts: ArrayLike, keys: ArrayLike, *, most: int = 3, variance: float = 1.0, threshold: int = 3
) -> Ints:
    """Counts with noise from −`most` to +`most`, the same shape; never 1 to `threshold` − 1.

    `counts` ≥ 0 and cell `keys` in [0, 1) have one shape. Zero stays zero and nothing becomes
    negative. The noise of any count has mean 0; its variance is `variance` for counts of
    `most` + `threshold` − 1 and more, and the least that is possible above it for smaller ones.
    Raises ValueError for negative counts, keys outside [0, 1), a `most` under `threshold` − 1 or a
    variance that is not between 0 and `most`².
    """
    n, key = np.asarray(counts, np.int64), np.asarray(keys, float)
    if np.any(n < 0) or np.any((key < 0) | (key >= 1)) or n.shape != key.shape:
        raise ValueError("noise needs counts ≥ 0 and as many keys from 0 to 1")
    if most < max(1, threshold - 1) or not 0 < variance < most**2:
        raise ValueError("noise needs most ≥ threshold − 1 and a variance between 0 and most²")
    answer = np.zeros_like(n)
    large = most + threshold - 1
    for value in np.unique(np.minimum(n[n > 0], large)).tolist():
        mine = np.minimum(n, large) == value
        moves, shares = _noise(value, most, variance, threshold)
        steps = np.searchsorted(np.cumsum(shares)[:-1], key[mine], side="right")
        answer[mine] = n[mine] + moves[steps]
    return answer


@lru_cache
def _noise(count: int, most: int, variance: float, threshold: int) -> tuple[Ints, Floats]:
    """The changes that a count may have, and their probabilities: maximum entropy, mean 0."""
    moves = np.arange(-most, most + 1)
    after = count + moves
    moves = moves[(after == 0) | (after >= max(threshold, 1))]
    if len(moves) == 1:
        return moves, np.ones(1)
    below, above = moves[moves <= 0].max(), moves[moves >= 0].min()
    least = float(-below * above)  # the two nearest changes alone
    return moves, _entropic(moves.astype(float), max(variance, least))


def _entropic(moves: Floats, variance: float) -> Floats:
    """The distribution p ∝ exp(a·m + b·m²) with mean 0 and the variance, if there is one."""

    def shares(b: float) -> Floats:
        low, high = -60.0, 60.0
        for _ in range(100):  # the mean rises with a
            a = (low + high) / 2
            weight = _normed(a * moves + b * moves**2)
            low, high = (a, high) if weight @ moves < 0 else (low, a)
        return weight

    low, high = -60.0, 60.0
    for _ in range(100):  # the variance rises with b
        b = (low + high) / 2
        found = shares(b)
        low, high = (b, high) if found @ moves**2 < variance else (low, b)
    return found


def _normed(exponent: Floats) -> Floats:
    weight = np.exp(exponent - exponent.max())
    normed: Floats = weight / weight.sum()
    return normed
