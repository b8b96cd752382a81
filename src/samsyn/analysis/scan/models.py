"""What each model expects, how unlikely a cluster is under it, and how chance would deal the cases.

A scan knows places and intervals of time. A model has for each the cases and a *measure*: expected
cases (Poisson, space-time permutation) or individuals (Bernoulli). Both are added up over circles
and windows; `llr` compares them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


class Model(Protocol):
    """Cases and measure have shape (places, intervals)."""

    cases: Counts
    measure: Floats

    def llr(self, n: ArrayLike, measure: Floats) -> Floats:
        """Log likelihood ratio of windows with n cases; 0 where no more than expected."""
        ...

    def expected(self, measure: Floats) -> Floats:
        """Cases to expect in windows of this measure."""
        ...

    def relative_risk(self, n: Floats, measure: Floats) -> Floats:
        """The rate inside over the rate outside."""
        ...

    def draw(self, rng: np.random.Generator, first: int) -> tuple[Counts, Counts]:
        """Places and intervals of cases dealt by chance, for those from interval `first` on."""
        ...


def _x_log(x: Floats, y: Floats) -> Floats:
    """x log y, and 0 where x is 0."""
    there = x > 0
    return np.where(there, x * np.log(np.where(there, y, 1.0)), 0.0)


def _poisson_llr(n: Floats, expected: Floats, total: float) -> Floats:
    """n log(n/μ) + (N − n) log((N − n)/(N − μ)) where n > μ."""
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = _x_log(n, n / expected)
        outside = _x_log(total - n, (total - n) / (total - expected))
    return np.where(n > expected, inside + outside, 0.0)


def _risk(n: Floats, expected: Floats, total: float) -> Floats:
    """(n/μ) / ((N − n)/(N − μ)); infinite when no case is outside."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return (n / expected) / ((total - n) / (total - expected))


@dataclass
class SpaceTimePermutation:
    """No population is needed: expected is cases of the place × share of cases in the interval.

    Source: M. Kulldorff et al. (2005), A space-time permutation scan statistic for disease
    outbreak detection, PLoS Medicine 2.
    """

    cases: Counts

    def __post_init__(self) -> None:
        self.total = float(self.cases.sum())
        share = self.cases.sum(axis=0) / self.total
        self.measure: Floats = self.cases.sum(axis=1)[:, None] * share[None, :]
        self._home = np.repeat(np.arange(len(self.cases)), self.cases.sum(axis=1))
        self._when = np.repeat(np.arange(self.cases.shape[1]), self.cases.sum(axis=0))

    def llr(self, n: ArrayLike, measure: Floats) -> Floats:
        return _poisson_llr(np.asarray(n, float), measure, self.total)

    def expected(self, measure: Floats) -> Floats:
        return measure

    def relative_risk(self, n: Floats, measure: Floats) -> Floats:
        """Observed over expected: without a population there is no rate to compare."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return n / measure

    def draw(self, rng: np.random.Generator, first: int) -> tuple[Counts, Counts]:
        when = self._when[np.searchsorted(self._when, first) :]
        chosen = rng.choice(len(self._home), len(when), replace=False)
        return self._home[chosen], when


@dataclass
class Poisson:
    """Cases follow a population; `measure` is what each place and interval expects, summing to N.

    Source: M. Kulldorff (1997), A spatial scan statistic, Communications in Statistics 26.
    """

    cases: Counts
    measure: Floats

    def __post_init__(self) -> None:
        self.total = float(self.cases.sum())
        self.measure = self.measure * (self.total / self.measure.sum())
        self._edge: dict[int, Floats] = {}

    def llr(self, n: ArrayLike, measure: Floats) -> Floats:
        return _poisson_llr(np.asarray(n, float), measure, self.total)

    def expected(self, measure: Floats) -> Floats:
        return measure

    def relative_risk(self, n: Floats, measure: Floats) -> Floats:
        return _risk(n, measure, self.total)

    def draw(self, rng: np.random.Generator, first: int) -> tuple[Counts, Counts]:
        if first not in self._edge:
            self._edge[first] = np.cumsum(self.measure[:, first:].ravel())
        edge, wide = self._edge[first], self.measure.shape[1] - first
        chance = min(edge[-1] / self.total, 1.0)
        n = int(rng.binomial(int(self.total), chance)) if first else int(self.total)
        cell = np.searchsorted(edge, rng.random(n) * edge[-1], side="right")
        place, interval = np.divmod(np.minimum(cell, len(edge) - 1), wide)
        return place, interval + first


@dataclass
class Bernoulli:
    """Cases among individuals; `measure` counts both cases and controls.

    Source: M. Kulldorff (1997), A spatial scan statistic, Communications in Statistics 26.
    """

    cases: Counts
    measure: Floats

    def __post_init__(self) -> None:
        self.measure = np.asarray(self.measure, float)
        self.total = float(self.cases.sum())
        self.people = float(self.measure.sum())
        wide = self.cases.shape[1]
        cell = np.repeat(np.arange(self.measure.size), self.measure.ravel().astype(np.int64))
        self._place, self._interval = np.divmod(cell, wide)

    def llr(self, n: ArrayLike, measure: Floats) -> Floats:
        ill = np.asarray(n, float)
        out, others = self.total - ill, self.people - measure
        with np.errstate(divide="ignore", invalid="ignore"):
            found = (
                _x_log(ill, ill / measure)
                + _x_log(measure - ill, (measure - ill) / measure)
                + _x_log(out, out / others)
                + _x_log(others - out, (others - out) / others)
            )
        return np.where(ill * self.people > measure * self.total, found - self._alone, 0.0)

    @property
    def _alone(self) -> float:
        healthy = self.people - self.total
        parts = np.array([self.total, healthy])
        return float(_x_log(parts, parts / self.people).sum())

    def expected(self, measure: Floats) -> Floats:
        return measure * (self.total / self.people)

    def relative_risk(self, n: Floats, measure: Floats) -> Floats:
        return _risk(n, self.expected(measure), self.total)

    def draw(self, rng: np.random.Generator, first: int) -> tuple[Counts, Counts]:
        chosen = rng.choice(len(self._place), int(self.total), replace=False, shuffle=False)
        place, interval = self._place[chosen], self._interval[chosen]
        late = interval >= first
        return place[late], interval[late]
