"""Getis and Ord's Gi and Gi*: where high values stand beside high ones, and low beside low."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samsyn.analysis.permutation import Neighbourhood, tails
from samsyn.analysis.verdicts import Refusal, benjamini_hochberg

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Alternative = Literal["two-sided", "greater"]
FEWEST_PLACES = 3


@dataclass(frozen=True)
class Weights:
    """Neighbours as a sparse matrix, shape (places, places): row i holds the weights of place i.

    The diagonal is the place itself: 1 for Gi*, 0 for Gi.
    """

    matrix: csr_array

    def sums(self, values: ArrayLike) -> Floats:
        return np.asarray((self.matrix @ np.asarray(values, float).T).T)

    @property
    def weight(self) -> Floats:
        return np.asarray(self.matrix.sum(axis=1)).ravel()

    @property
    def squares(self) -> Floats:
        return np.asarray(self.matrix.multiply(self.matrix).sum(axis=1)).ravel()


@dataclass(frozen=True)
class GiStar:
    """Standard scores z, their probabilities p and false discovery rates q, shape (places,).

    z > 0: high values stand together; z < 0: low ones do. NaN where a place is everyone's
    neighbour, so that nothing is left to compare it with.
    """

    z: Floats
    p: Floats
    q: Floats


def neighbours_within(x: ArrayLike, y: ArrayLike, distance: float, *, star: bool = True) -> Weights:
    """Places no further apart than `distance` (same unit as x and y; equality counts) have weight
    1; `star` tells whether a place is its own neighbour."""
    from scipy.sparse import coo_array
    from scipy.spatial import cKDTree

    at = np.column_stack([np.asarray(x, float), np.asarray(y, float)])
    if not np.isfinite(at).all() or not distance >= 0:
        raise ValueError("coordinates are finite and a distance is not below 0")
    pairs = cKDTree(at).query_pairs(distance * (1 + 1e-12), output_type="ndarray")
    return _symmetric(coo_array, pairs, len(at), star)


def neighbours_from(pairs: ArrayLike, places: int, *, star: bool = True) -> Weights:
    """Weights 1 for `pairs` of place numbers, shape (pairs, 2), each told once."""
    from scipy.sparse import coo_array

    return _symmetric(coo_array, np.asarray(pairs, np.int64).reshape(-1, 2), places, star)


def _symmetric(coo_array: type, pairs: NDArray[np.int64], places: int, star: bool) -> Weights:
    own = np.arange(places if star else 0)
    one, other = pairs[:, 0], pairs[:, 1]
    at = np.concatenate([one, other, own]), np.concatenate([other, one, own])
    matrix = coo_array((np.ones(len(at[0])), at), shape=(places, places)).tocsr()
    return Weights(matrix)


def gi_star(
    values: ArrayLike,
    near: Neighbourhood,
    *,
    permutation: bool = False,
    alternative: Alternative = "two-sided",
) -> GiStar:
    """Gi* of each place, with `values` of shape (places,): counts, or any numbers.

    z = (Σⱼ wᵢⱼxⱼ − x̄ Wᵢ) / (s √((n S₁ᵢ − Wᵢ²)/(n − 1))), with Wᵢ = Σⱼ wᵢⱼ, S₁ᵢ = Σⱼ wᵢⱼ² and
    s² = Σx²/n − x̄². p comes from the normal distribution or, with `permutation`, exactly from all
    ways to shuffle the other places' values while the place keeps its own (then weights are 0 and
    1). q is Benjamini and Hochberg's over all places.

    Raises ValueError for values that are not finite, and `Refusal` for fewer than three places and
    when all have the same value.

    Source: A. Getis & J. K. Ord (1992), The analysis of spatial association by use of distance
    statistics, Geographical Analysis 24; J. K. Ord & A. Getis (1995), Local spatial
    autocorrelation statistics, Geographical Analysis 27.
    """
    x = _usable(values)
    z = scores(near.sums(x), near.weight, near.squares, x)
    if permutation:
        p = _by_permutation(x, near, own=True, alternative=alternative)
        p = np.where(np.isnan(z), np.nan, p)
    else:
        p = normal(z, alternative)
    return GiStar(z, p, benjamini_hochberg(p))


def gi(
    values: ArrayLike,
    near: Neighbourhood,
    *,
    permutation: bool = False,
    alternative: Alternative = "two-sided",
) -> GiStar:
    """Gi: as `gi_star`, but the place itself is neither among its neighbours nor in the mean and
    the spread it is compared with (Ord & Getis 1995). `near` has no weight on the place itself."""
    x = _usable(values)
    n = len(x)
    sums, weight, squares = near.sums(x), near.weight, near.squares
    rest = x - x.mean()
    mean = (rest.sum() - rest) / (n - 1)
    spread = np.maximum(((rest**2).sum() - rest**2) / (n - 1) - mean**2, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.sqrt(spread * ((n - 1) * squares - weight**2) / (n - 2))
        z = (sums - weight * (mean + x.mean())) / scale
    z = np.where(scale > 0, z, np.nan)
    p = (
        _by_permutation(x, near, own=False, alternative=alternative)
        if permutation
        else normal(z, alternative)
    )
    p = np.where(np.isnan(z), np.nan, p)
    return GiStar(z, p, benjamini_hochberg(p))


def scores(sums: Floats, weight: Floats, squares: Floats, values: Floats) -> Floats:
    """z of Gi* from the sums over neighbourhoods; `values` give mean and spread (all of them)."""
    n = values.size
    left = n * squares - weight**2
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (sums - values.mean() * weight) / (values.std() * np.sqrt(left / (n - 1)))
    return np.where(left > 1e-9 * n, z, np.nan)


def normal(z: Floats, alternative: Alternative = "two-sided") -> Floats:
    """The probability of so high a score, or of one so far from 0, when places are alike."""
    from scipy.special import ndtr

    if alternative == "greater":
        return np.asarray(ndtr(-z))
    return np.asarray(2 * ndtr(-np.abs(z)))


def _usable(values: ArrayLike) -> Floats:
    x = np.asarray(values, float)
    if x.ndim != 1 or not np.isfinite(x).all():
        raise ValueError("values are a row of finite numbers")
    if len(x) < FEWEST_PLACES:
        raise Refusal(f"Det behövs minst {FEWEST_PLACES} platser för att jämföra dem.")
    if np.ptp(x) <= 1e-12 * np.abs(x).max():
        raise Refusal("Alla platser har samma värde, så ingen skiljer sig från de andra.")
    return x


def _by_permutation(
    x: Floats, near: Neighbourhood, *, own: bool, alternative: Alternative
) -> Floats:
    weight = near.weight
    if np.any(near.squares != weight) or np.any(weight != np.rint(weight)):
        raise ValueError("an exact p needs weights that are 0 or 1")
    at_least, at_most = tails(x, near, own=own)
    if alternative == "greater":
        return at_least
    return np.asarray(np.minimum(1.0, 2 * np.minimum(at_least, at_most)))
