"""How few places hold how much: Lorenz curve, Gini and its form for fewer events than places."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samsyn.analysis.verdicts import Refusal

Floats = NDArray[np.float64]
FEWEST_PLACES, FEWEST_EVENTS = 2, 5
LONGEST = 1_001


@dataclass(frozen=True)
class Concentration:
    """`gini` is 0 when all places have as much and 1 − 1/places when one has all.

    `generalised_gini` is 0 when the events are spread over as many places as they can be and close
    to 1 when one place has all, also when there are fewer events than places. `lorenz` has shape
    (points, 2): the share of places, those with least first, and the share of events they hold.
    `low`–`high` is a 95 % interval of `gini` for places that are independent of each other
    (jackknife). `chance` is the Gini to expect when every event falls on any place alike, and `p`
    the probability of counts that differ as much as these by that (index of dispersion).
    """

    places: int
    events: float
    gini: float
    low: float
    high: float
    generalised_gini: float
    chance: float
    p: float
    lorenz: Floats
    descending: Floats

    def share_holding(self, share: float) -> float:
        """The smallest share of the places that holds at least `share` (0–1) of the events."""
        held = np.cumsum(self.descending)
        # sums of many numbers may miss a share that they reach exactly
        needed = int(np.searchsorted(held, share * self.events * (1 - 1e-12))) + 1
        return min(needed, self.places) / self.places if share > 0 else 0.0


def concentration(counts: ArrayLike, *, places: int | None = None) -> Concentration:
    """Concentration of events over places; `counts` ≥ 0 of shape (places,), in any order.

    `places` is how many places there are in all, when those without events are not in `counts`.
    With y ascending shares, c events and n places the generalised Gini is
    max(1/c, 1/n)(2 Σ i yᵢ − n − 1) − max(n/c, 1) + 1, which is the usual Gini when c ≥ n.

    Raises ValueError for negative or unreadable counts and fewer `places` than counts; `Refusal`
    for fewer than two places or five events.

    Source: M. O. Lorenz (1905), Publ. Am. Stat. Assoc. 9; C. Gini (1912), Variabilità e
    mutabilità; T. Ogwang (2000), A convenient method of computing the Gini index and its standard
    error, Oxf. Bull. Econ. Stat. 62; W. Bernasco & W. Steenbeek (2017), More places than crimes:
    implications for evaluating the law of crime concentration at place, J. Quant. Criminol. 33.
    """
    x = np.sort(np.asarray(counts, float).ravel())
    if not np.isfinite(x).all() or np.any(x < 0):
        raise ValueError("counts are finite and not below 0")
    n = len(x) if places is None else places
    if n < len(x):
        raise ValueError("there are not fewer places than counts")
    total = float(x.sum())
    if n < FEWEST_PLACES:
        raise Refusal("Det behövs minst två platser för att tala om koncentration.")
    if total < FEWEST_EVENTS:
        raise Refusal(f"Det behövs minst {FEWEST_EVENTS} händelser för att tala om koncentration.")
    empty = n - len(x)
    ranked = 2 * float(np.sum(np.arange(empty + 1, n + 1) * x)) / total - n - 1
    gini = ranked / n
    wide = 1.96 * _standard_error(x, empty, total)
    return Concentration(
        places=n,
        events=total,
        gini=gini,
        low=max(gini - wide, 0.0),
        high=min(gini + wide, 1.0),
        chance=_by_chance(n, total),
        p=_dispersion(x, n, total),
        generalised_gini=max(1 / total, 1 / n) * ranked - max(n / total, 1.0) + 1,
        lorenz=_lorenz(x, empty, total),
        descending=x[::-1],
    )


def _standard_error(ascending: Floats, empty: int, total: float) -> float:
    """The jackknife's: the Gini without each place in turn, all at once."""
    x, n = ascending, len(ascending) + empty
    rank = np.arange(empty + 1, n + 1)
    above = total - np.cumsum(x)
    left = total - x
    with np.errstate(divide="ignore", invalid="ignore"):
        each = 2 * (np.sum(rank * x) - rank * x - above) / ((n - 1) * left) - n / (n - 1)
    each = np.where(left > 0, each, 0.0)
    # a place without events takes one rank from each of the others and nothing from the sum
    gone = (2 * (np.sum(rank * x) / total - 1) - n) / (n - 1)
    mean = (each.sum() + empty * gone) / n
    spread = np.sum((each - mean) ** 2) + empty * (gone - mean) ** 2
    return float(np.sqrt(spread * (n - 1) / n))


def _by_chance(places: int, events: float) -> float:
    """The Gini of binomial counts: their mean difference, Σ 2F(1 − F), by twice their mean."""
    from scipy.stats import binom

    n = round(events)
    mean, wide = events / places, 12 * float(np.sqrt(events / places)) + 30
    k = np.arange(max(int(mean - wide), 0), int(min(mean + wide, n)) + 1)
    below = binom.cdf(k, n, 1 / places)
    return float(np.sum(below * (1 - below)) / mean)


def _dispersion(x: Floats, places: int, events: float) -> float:
    """Σ(x − m)²/m is χ² with places − 1 degrees of freedom when events fall anywhere alike."""
    from scipy.special import chdtrc

    mean = events / places
    spread = float(np.sum((x - mean) ** 2) + (places - len(x)) * mean**2) / mean
    return float(chdtrc(places - 1, spread))


def _lorenz(ascending: Floats, empty: int, total: float) -> Floats:
    """The curve's corners; between places with as many events it is straight and needs none."""
    n = len(ascending) + empty
    held = np.concatenate([[0.0], np.cumsum(ascending) / total])
    held[-1] = 1.0
    share = (np.arange(len(held)) + empty) / n
    kept = np.ones(len(held), bool)
    if len(held) > LONGEST:
        kept[1:-1] = ascending[1:] != ascending[:-1]
    points = np.column_stack([share[kept], held[kept]])
    return np.vstack([[0.0, 0.0], points]) if empty else points
