"""Near repeats: are events that are close in space also close in time? The Knox table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samsyn.analysis.close_pairs import Metric, close_pairs
from samsyn.analysis.verdicts import Refusal, Verdict, benjamini_hochberg, strength
from samsyn.figures.numbers import swedish

Floats = NDArray[np.float64]
FEWEST = 4  # with fewer, pairs cannot be without a common event
FEW = 30
SAME_PLACE = 0.001


@dataclass(frozen=True)
class NearRepeat:
    """The table: every matrix has shape (space bands, time bands).

    `observed` pairs, `expected` and `variance` of their number when times are shuffled among the
    places, `ratio` observed / expected (NaN where none is expected), `p` the probability of at
    least as many pairs, `q` the same after correction for all cells (Benjamini–Hochberg).
    """

    observed: NDArray[np.int64]
    expected: Floats
    variance: Floats
    p: Floats
    q: Floats
    space_limits: Floats
    time_limits: Floats
    events: int
    permutations: int

    @property
    def ratio(self) -> Floats:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.expected > 0, self.observed / self.expected, np.nan)

    @property
    def verdict(self) -> Verdict:
        """The clearest cell, in words."""
        if not np.any(self.observed):
            return Verdict("none", "Inga händelser ligger så nära varandra i både rum och tid.")
        clearest = int(np.lexsort((-self.ratio.ravel(), self.q.ravel()))[0])
        space, time = divmod(clearest, len(self.time_limits))
        kind = strength(float(self.q[space, time]))
        if kind == "none":
            return Verdict(kind, "Inget stöd för att händelser följer på varandra i närheten.")
        sure = "Händelser följer" if kind == "signal" else "Möjligen följer händelser"
        ratio, expected = float(self.ratio[space, time]), float(self.expected[space, time])
        return Verdict(
            kind,
            f"{sure} på varandra: {self._where(space, time)} är paren {swedish(ratio, 1)} gånger "
            f"så många som av en slump ({swedish(int(self.observed[space, time]))} mot "
            f"{swedish(expected, 1)}).",
        )

    def names(self) -> tuple[list[str], list[str]]:
        """Each space band and each time band in words."""
        places = _band_names(self.space_limits)
        if self.space_limits[0] <= SAME_PLACE:
            places[0] = "samma plats"
            if len(places) > 1:
                places[1] = f"under {swedish(float(self.space_limits[1]))}"
        return places, [f"{name} dygn" for name in _band_names(self.time_limits)]

    def _where(self, space: int, time: int) -> str:
        places, times = self.names()
        at = "på" if places[space] == "samma plats" else "med avstånd"
        return f"{at} {places[space]} och {times[time]}"


def _band_names(limits: ArrayLike) -> list[str]:
    """Each band as Swedish words: »under 15«, »från 15 till under 29«."""
    ends = [swedish(float(limit)) for limit in np.asarray(limits, float)]
    return [f"under {ends[0]}", *(f"från {a} till under {b}" for a, b in pairwise(ends))]


def near_repeat(
    points: ArrayLike,
    times: ArrayLike,
    *,
    space_limits: Sequence[float],
    time_limits: Sequence[float],
    metric: Metric = "euclidean",
    permutations: int = 0,
    seed: int = 0,
) -> NearRepeat:
    """Count pairs of events by distance and time apart, and compare with shuffled times.

    `points` has shape (n, 2) in any plane unit (metres, feet), `times` shape (n,) in days or as
    `datetime64`, of which the whole days count. Limits are upper and excluded: with 0.001, 101, 201
    a pair 100.9 apart is in the second band and one 101 apart in the third; with times 15, 29 a
    pair 14 days apart is in the first. The first space band is the same place if its limit is
    smaller than any distance. Pairs at or above the last limits are not in the table.

    `expected` and `variance` are exact over all n! orders of the times (Knox's E, and the second
    factorial moment by counting how pairs of pairs can meet). `p` is the upper tail of the member
    of the Panjer class (negative binomial, Poisson or binomial) that has those two moments; with
    `permutations` > 0 it is (1 + shuffles with at least as many) / (1 + shuffles), from `seed`.
    Raises Refusal when there is nothing to compare, ValueError for limits that do not grow.

    Sources: E. G. Knox (1964), The detection of space-time interactions, Applied Statistics 13;
    N. Mantel (1967), The detection of disease clustering and a generalized regression approach,
    Cancer Research 27; J. H. Ratcliffe (2009), Near Repeat Calculator 1.3.
    """
    where, when = _checked(points, times)
    far, late = _limits(space_limits), _limits(time_limits)
    observed = np.zeros((len(far), len(late)), np.int64)
    partners = np.zeros((len(far), len(when)))
    kept: list[_Pairs] = []
    for pairs in _space_bands(where, far, metric):
        observed += _counted(pairs, when, late)
        partners += pairs.partners(len(when))
        if permutations > 0:
            kept.append(pairs)
    expected, variance = _moments(partners, when, late)
    p = (
        _shuffled(observed, kept, when, late, (permutations, seed))
        if permutations > 0
        else upper_tail(observed, expected, variance)
    )
    q = benjamini_hochberg(p)
    return NearRepeat(observed, expected, variance, p, q, far, late, len(when), permutations)


def upper_tail(observed: ArrayLike, mean: ArrayLike, variance: ArrayLike) -> Floats:
    """P(X ≥ observed) for the count with this mean and variance in the Panjer class.

    Negative binomial where the variance is above the mean, Poisson where equal, binomial where
    below, whose number of trials is also the most it counts to. Where nothing can vary it is 1.
    """
    from scipy.special import betainc, gammainc

    k, m, v = (np.asarray(a, float) for a in np.broadcast_arrays(observed, mean, variance))
    at_least = np.maximum(k, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        above, below = v - m > 1e-9 * m, m - v > 1e-9 * m
        size = np.where(above, m * m / (v - m), 1.0)
        negative = betainc(at_least, size, np.where(above, 1 - m / v, 0.5))
        chance = np.where(below, 1 - v / m, 0.5)
        trials = np.where(below, np.maximum(m / chance, 1.0), 1.0)
        reached = np.minimum(at_least, trials)
        binomial = betainc(reached, trials - reached + 1, np.clip(chance, 0.0, 1.0))
    poisson = gammainc(at_least, np.maximum(m, 0.0))
    tail = np.where(above, negative, np.where(below, binomial, poisson))
    fixed = v <= 1e-9 * np.maximum(m, 1.0)
    return np.where((k <= 0) | fixed, 1.0, np.clip(tail, 0.0, 1.0))


@dataclass(frozen=True)
class _Pairs:
    """Close pairs: their two events and the band of their distance, among `bands`."""

    i: NDArray[np.int64]
    j: NDArray[np.int64]
    band: NDArray[np.int64]
    bands: int

    def partners(self, n: int) -> NDArray[np.int64]:
        """How many partners each of n events has in each band: shape (bands, n)."""
        ends = np.concatenate((self.band * n + self.i, self.band * n + self.j))
        return np.bincount(ends, minlength=self.bands * n).reshape(self.bands, n)


def _checked(points: ArrayLike, times: ArrayLike) -> tuple[Floats, Floats]:
    where, when = np.asarray(points, float), np.asarray(times)
    if np.issubdtype(when.dtype, np.datetime64):
        if np.isnat(when).any():
            raise ValueError("a time is missing")
        when = when.astype("datetime64[D]").astype(np.int64)
    when = np.asarray(when, float)
    if where.ndim != 2 or where.shape[1:] != (2,) or when.shape != where.shape[:1]:
        if where.size == 0:
            raise Refusal("Det finns inga händelser att jämföra.")
        raise ValueError("near repeats need points of shape (n, 2) and as many times")
    if not (np.isfinite(where).all() and np.isfinite(when).all()):
        raise ValueError("a coordinate or a time is missing")
    if len(when) < FEWEST:
        raise Refusal(f"{len(when)} händelser är för få: det behövs minst {FEWEST}.")
    if np.all(when == when[0]):
        raise Refusal("Alla händelser har samma tid: det finns inget avstånd i tid att jämföra.")
    if np.all(where == where[0]):
        raise Refusal("Alla händelser har samma plats: det finns inget avstånd att jämföra.")
    return where, when


def _limits(limits: Sequence[float]) -> Floats:
    values = np.asarray(limits, float)
    if values.ndim != 1 or len(values) == 0 or not np.isfinite(values).all():
        raise ValueError("limits are one or more numbers")
    if values[0] <= 0 or np.any(np.diff(values) <= 0):
        raise ValueError("limits grow from above 0, each the upper end of its band")
    return values


def _space_bands(where: Floats, far: Floats, metric: Metric) -> Iterator[_Pairs]:
    """Every pair below the last limit, in parts."""
    for i, j, distance in close_pairs(where, float(far[-1]), metric):
        yield _Pairs(i, j, np.searchsorted(far, distance, side="right"), len(far))


def _counted(pairs: _Pairs, when: Floats, late: Floats) -> NDArray[np.int64]:
    apart = np.abs(when[pairs.i] - when[pairs.j])
    near = apart < late[-1]
    cell = pairs.band[near] * len(late) + np.searchsorted(late, apart[near], side="right")
    return np.bincount(cell, minlength=pairs.bands * len(late)).reshape(pairs.bands, len(late))


def _moments(space: Floats, when: Floats, late: Floats) -> tuple[Floats, Floats]:
    """Mean and variance of each cell over all orders of the times.

    `space` are partners by space band and event, as `_partners_in_time` are by time band.
    With N pairs and S = Σ d(d − 1) over the numbers d of partners that events have, in space (A)
    and in time (B): E X = N_A N_B / C(n, 2), and E X(X − 1) counts ordered pairs of pairs that
    share one event, S_A S_B / (n)_3, or none, 4 (N_A(N_A − 1) − S_A)(N_B(N_B − 1) − S_B) / (n)_4.
    """
    n = len(when)
    time = _partners_in_time(when, late)
    n_a, n_b = space.sum(axis=1)[:, None] / 2, time.sum(axis=1)[None, :] / 2
    s_a = (space * (space - 1)).sum(axis=1)[:, None]
    s_b = (time * (time - 1)).sum(axis=1)[None, :]
    three, four = n * (n - 1.0) * (n - 2), n * (n - 1.0) * (n - 2) * (n - 3)
    mean = n_a * n_b / (n * (n - 1) / 2)
    meeting = s_a * s_b / three
    apart = 4 * (n_a * (n_a - 1) - s_a) * (n_b * (n_b - 1) - s_b) / four
    return mean, np.maximum(meeting + apart + mean - mean**2, 0.0)


def _partners_in_time(when: Floats, late: Floats) -> Floats:
    """How many other events each event has in each time band: shape (bands, n)."""
    ordered = np.sort(when)
    within = [np.zeros(len(when))]
    for limit in late:
        last = np.searchsorted(ordered, ordered + limit, side="left")
        first = np.searchsorted(ordered, ordered - limit, side="right")
        within.append((last - first - 1).astype(float))
    return np.array([wider - narrower for narrower, wider in pairwise(within)])


def _shuffled(
    observed: NDArray[np.int64],
    pairs: Sequence[_Pairs],
    when: Floats,
    late: Floats,
    draws: tuple[int, int],
) -> Floats:
    """p by shuffling; `draws` is how many and the seed."""
    permutations, seed = draws
    rng = np.random.default_rng(seed)
    reached = np.zeros(observed.shape)
    for _ in range(permutations):
        mixed = rng.permutation(when)
        found = sum((_counted(part, mixed, late) for part in pairs), np.zeros_like(observed))
        reached += found >= observed
    return (1 + reached) / (1 + permutations)
