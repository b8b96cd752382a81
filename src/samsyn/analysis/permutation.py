"""The exact law of a sum over some of the places when all values are shuffled. No simulation.

Of n values, k are drawn without replacement. The law of their sum has the generating function
eₖ(s)/C(n, k), where eₖ is the k-th elementary symmetric polynomial of the sˣ. At the frequencies of
a Fourier transform the power sums are the transform of the histogram, read j steps at a time;
Newton's identities give eₖ from them, and one transform back gives the law.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LONGEST, LARGEST = 1 << 19, 1 << 24
"""Steps of a sum at most, and those of all sizes of neighbourhoods together: what is finer than a
half-millionth of the range of sums is rounded."""
GROWTH = 1e4
"""How much rounding may grow in Newton's identities before the slower, always stable way is taken:
from 1e−16 to 1e−12."""


class Neighbourhood(Protocol):
    """Which places lie near each: a `Grid` of cells or `Weights`."""

    def sums(self, values: ArrayLike) -> Floats:
        """Σ w x over each place and those near it, shape (..., places) as given."""

    @property
    def weight(self) -> Floats:
        """Σ w, shape (places,)."""

    @property
    def squares(self) -> Floats:
        """Σ w², shape (places,)."""


def tails(x: Floats, near: Neighbourhood, *, own: bool) -> tuple[Floats, Floats]:
    """P(at least the sum seen) and P(at most), shape (places,), over all ways to shuffle the values
    of the other places while a place keeps its own.

    `near` has weights 0 and 1; `own` tells whether a place is in its own sum. Whole numbers (and
    decimals up to six) are exact. Others are rounded to a lattice of `LONGEST` steps, and sums that
    rounding could make equal count as equal, so that p is never too small.
    """
    size = np.rint(near.weight).astype(np.int64) - own
    steps, rounded = lattice(x, int(size.max(initial=0)))
    others = np.rint(near.sums(steps)).astype(np.int64) - own * steps
    if not rounded:
        return _conditional(steps, size, others)
    return _conditional(steps, size, others - size)[0], _conditional(steps, size, others + size)[1]


def lattice(x: Floats, most: int) -> tuple[Ints, bool]:
    """The values as whole steps from the smallest, so that sums of `most` stay under `LONGEST`, and
    whether they had to be rounded for it."""
    longest = min(LONGEST, LARGEST // (most + 1))
    for decimals in range(7):
        whole = np.rint(x * 10.0**decimals)
        if np.allclose(whole, x * 10.0**decimals, rtol=1e-12, atol=1e-9) and whole.max() < 2**53:
            steps: Ints = (whole - whole.min()).astype(np.int64)
            steps //= max(int(np.gcd.reduce(steps)), 1)
            if int(steps.max()) * max(most, 1) < longest:
                return steps, False
            break
    finest = np.ptp(x) * max(most, 1) / (longest - 1)
    return np.asarray(np.rint((x - x.min()) / finest), np.int64), True


def _conditional(steps: Ints, size: Ints, total: Ints) -> tuple[Floats, Floats]:
    """Both tails where a place's own value is not among those to draw from."""
    n, most = len(steps), int(size.max(initial=0))
    coefficients = _without_one(n, most)
    if max(np.abs(coefficients).sum(axis=1).max(), _newton_growth(n, most)) > GROWTH:
        return _by_adding(steps, size, total)
    table = upper_tails(steps, most)
    width = table.shape[1]
    flat, total = table.ravel(), np.minimum(total, width - 2)
    at_least, above = np.zeros(len(size)), np.zeros(len(size))
    for j in range(coefficients.shape[1]):
        use, row = coefficients[:, j][size], np.maximum(size - j, 0) * width
        at = total - j * steps
        at_least += use * flat[row + np.maximum(at, 0)]
        above += use * flat[row + np.maximum(at + 1, 0)]
    return np.clip(at_least, 0, 1), np.clip(1 - above, 0, 1)


def _without_one(n: int, most: int) -> Floats:
    """How the law of k drawn from n − 1 is mixed from those of k, k − 1, … drawn from all n.

    Subsets without a certain one are all subsets, less those with it, and so on:
    (−1)ʲ C(n, k − j)/C(n − 1, k); shape (most + 1, terms), terms below 1e−14 left out.
    """
    rows = np.zeros((most + 1, most + 1))
    for k in range(most + 1):
        rows[k, 0] = n / (n - k) if k < n else 1.0
        for j in range(1, k + 1):
            rows[k, j] = -rows[k, j - 1] * (k - j + 1) / (n - k + j)
    needed = np.flatnonzero(np.abs(rows).max(axis=0) > 1e-14)
    return rows[:, : int(needed[-1]) + 1]


def _newton_growth(n: int, most: int) -> float:
    return float(np.exp(min(most * most / (2 * max(n, 1)), 700.0)))


def upper_tails(steps: Ints, most: int) -> Floats:
    """P(sum ≥ s) of k values drawn without replacement, shape (most + 1, most × largest + 2)."""
    from scipy.fft import fft, irfft, next_fast_len

    n, reach = len(steps), int(steps.max()) * most
    length = next_fast_len(reach + 1, real=True)
    spectrum = fft(np.bincount(steps, minlength=length) / n)
    half = np.arange(length // 2 + 1)
    powers = [spectrum[half * j % length] for j in range(1, most + 1)]
    laws = [np.ones(len(half), complex)]
    for k in range(1, most + 1):
        share, law = n / (n - k + 1), np.zeros(len(half), complex)
        for j in range(1, k + 1):
            law += share * laws[k - j] * powers[j - 1]
            share *= -(k - j) / (n - k + j + 1)
        laws.append(law)
    chances = irfft(np.array(laws), length)[:, : reach + 1]
    table = np.zeros((most + 1, reach + 2))
    table[:, :-1] = np.cumsum(np.maximum(chances, 0)[:, ::-1], axis=1)[:, ::-1]
    return np.minimum(table, 1.0)


def _by_adding(steps: Ints, size: Ints, total: Ints) -> tuple[Floats, Floats]:
    """The same for neighbourhoods that are a large part of all places: value by value."""
    at_least, at_most = np.empty(len(size)), np.empty(len(size))
    for value in np.unique(steps):
        same = steps == value
        rest = np.delete(steps, np.flatnonzero(same)[0])
        law = _law_by_adding(rest, int(size[same].max()))
        upper = np.cumsum(law[:, ::-1], axis=1)[:, ::-1]
        lower = np.cumsum(law, axis=1)
        sums = np.clip(total[same], 0, law.shape[1] - 1)
        at_least[same] = np.where(total[same] == sums, upper[size[same], sums], total[same] < 0)
        at_most[same] = np.where(total[same] == sums, lower[size[same], sums], total[same] > 0)
    return np.minimum(at_least, 1), np.minimum(at_most, 1)


def _law_by_adding(values: Ints, most: int) -> Floats:
    """P(sum = s) of j values drawn from those seen so far; a new one is among them by j/m."""
    largest = np.sort(values)[::-1][:most]
    law = np.zeros((most + 1, int(largest.sum()) + 1))
    law[0, 0] = 1.0
    for seen, value in enumerate(values, 1):
        for j in range(min(most, seen), 0, -1):
            share = j / seen
            law[j] *= 1 - share
            if value:
                law[j, value:] += share * law[j - 1, :-value]
            else:
                law[j] += share * law[j - 1]
    return law
