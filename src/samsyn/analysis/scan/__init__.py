"""Kulldorff's scan statistics: where and when are there more cases than chance would deal?

Circles grow around centres and windows in time slide over the period; the window with the largest
likelihood ratio is the most likely cluster, and its p comes from the same search in data sets that
chance has dealt. `models` has the three models: `SpaceTimePermutation` (cases alone), `Poisson`
(cases in a population) and `Bernoulli` (cases and controls).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from samsyn.analysis.scan.circles import by_coordinates, circles_around, on_sphere
from samsyn.analysis.scan.clusters import Cluster, clusters_of
from samsyn.analysis.scan.kernels import kernel
from samsyn.analysis.scan.models import Bernoulli, Floats, Model, Poisson, SpaceTimePermutation
from samsyn.analysis.scan.population import expected_cases
from samsyn.analysis.scan.replicates import Replicates
from samsyn.analysis.scan.windows import Windows
from samsyn.analysis.verdicts import Refusal

__all__ = [
    "Bernoulli",
    "Cluster",
    "Model",
    "Poisson",
    "Scan",
    "SpaceTimePermutation",
    "expected_cases",
    "on_sphere",
    "scan",
]

FEWEST = 5
SEQUENTIAL = 50  # data sets that reach the largest ratio, after which dealing more tells little
SHARE = 0.5
MOST_WINDOWS = 2e9  # in one data set: minutes for 999 of them even when compiled


@dataclass(frozen=True)
class Scan:
    """Clusters, the likeliest first. `replicates` data sets were dealt; `stopped` if not all."""

    clusters: tuple[Cluster, ...]
    replicates: int
    stopped: bool


def scan(
    model: Model,
    points: ArrayLike,
    *,
    prospective: bool = False,
    longest: int | None = None,
    max_share: float = SHARE,
    max_radius: float = np.inf,
    centres: ArrayLike | None = None,
    replicates: int = 999,
    stop_after: int | None = SEQUENTIAL,
    most: int = 10,
    seed: int = 0,
    fast: bool | None = None,
) -> Scan:
    """Find clusters with more cases than expected.

    `model` holds cases and measure of shape (places, intervals); one interval means a purely
    spatial scan. `points` are the places: (n, 2) in a plane or (n, 3) by `on_sphere`. Circles hold
    at most `max_share` of the measure and reach `max_radius` from `centres` (the places themselves
    if not given). Windows hold at most `longest` intervals (half of them if not given) and, when
    `prospective`, end with the last. A cluster has at least two cases.

    p is (1 + data sets with a ratio at least as large) / (1 + data sets). Dealing stops when
    `stop_after` of them have reached the likeliest cluster, whose p then is `stop_after` / data
    sets dealt (Besag & Clifford); None deals all. `most` clusters that share no place are told.
    `fast` asks for numba, or for none of it; None takes it when there is much to do. The answer is
    the same. Raises Refusal for too few data.

    Sources: M. Kulldorff (1997), A spatial scan statistic, Commun. Statist. 26; M. Kulldorff
    (2001), Prospective time periodic geographical disease surveillance using a scan statistic,
    J. R. Statist. Soc. A 164; J. Besag & P. Clifford (1991), Sequential Monte Carlo p-values,
    Biometrika 78.
    """
    where = np.asarray(points, float)
    _check(model, where, max_share)
    windows = _windows(model.cases.shape[1], prospective, longest)
    total = model.measure.sum(axis=1)
    circles = circles_around(
        where,
        total,
        largest=max_share * float(total.sum()),
        radius=max_radius,
        centres=None if centres is None else np.asarray(centres, float),
        windows=windows.number,
    )
    if not circles.blocks:
        raise Refusal("Ingen cirkel ryms: höj --max-share eller dela upp platserna.")
    if float(circles.number) * windows.number > MOST_WINDOWS:
        raise Refusal(
            "Sökningen blir för stor. Ange --max-radius, --max-days, en längre --unit eller "
            "--prospective."
        )
    found = clusters_of(model, circles, windows, most=most, rank=by_coordinates(where))
    if not found or replicates < 1:
        return Scan(tuple(found), 0, False)
    search = kernel(fast, float(circles.number) * windows.number * replicates)
    dealing = Replicates(model, circles, windows, seed=seed, kernel=search)
    largest, stopped = _dealt(dealing, found[0].llr, replicates, stop_after)
    return Scan(_with_p(found, largest, stopped), len(largest), stopped)


def _check(model: Model, where: Floats, max_share: float) -> None:
    if where.ndim != 2 or len(where) != len(model.cases) or not np.isfinite(where).all():
        raise ValueError("a scan needs one known point for each place of the model")
    if not 0 < max_share <= 1:
        raise ValueError("max_share lies above 0 and at most at 1")
    if (cases := int(model.cases.sum())) < FEWEST:
        raise Refusal(f"{cases} fall är för få: det behövs minst {FEWEST}.")
    if len(np.unique(where, axis=0)) < 2:
        raise Refusal("Alla fall ligger på samma plats: det finns inget att jämföra med.")
    if isinstance(model, SpaceTimePermutation) and (model.cases.sum(axis=0) > 0).sum() < 2:
        raise Refusal("Alla fall har samma tid: modellen jämför tider och kan inget säga.")


def _windows(intervals: int, prospective: bool, longest: int | None) -> Windows:
    if intervals == 1:
        return Windows(1, 1, living=True, only=True)
    half = max(intervals // 2, 1)
    return Windows(intervals, min(longest or half, intervals), living=prospective)


def _dealt(
    dealing: Replicates, llr: float, replicates: int, stop_after: int | None
) -> tuple[Floats, bool]:
    """The largest ratio of each data set, and whether they were stopped early."""
    largest = np.empty(0)
    while (left := replicates - len(largest)) > 0:
        largest = np.concatenate((largest, dealing.maxima(min(dealing.batch(), left))))
        if stop_after is None:
            continue
        reached = np.flatnonzero(_reaches(largest, llr))
        if len(reached) >= stop_after:
            last = int(reached[stop_after - 1]) + 1
            return largest[:last], last < replicates
    return largest, False


def _with_p(found: list[Cluster], largest: Floats, stopped: bool) -> tuple[Cluster, ...]:
    told = []
    for k, cluster in enumerate(found):
        reached = int(_reaches(largest, cluster.llr).sum())
        p = reached / len(largest) if stopped and k == 0 else (1 + reached) / (1 + len(largest))
        told.append(replace(cluster, p=p))
    return tuple(told)


def _reaches(largest: Floats, llr: float) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """As large as the ratio, but for the last digits that depend on the order of sums."""
    return np.asarray(largest >= llr - 1e-9 * max(llr, 1.0))
