"""The clusters of a scan: the best window of each centre, and which of them to tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.scan.circles import Block, Circles
from samsyn.analysis.scan.models import Floats, Model
from samsyn.analysis.scan.replicates import FEWEST_CASES
from samsyn.analysis.scan.windows import Windows


@dataclass(frozen=True)
class Cluster:
    """`places` nearest first and `first`–`last` interval, as numbers from 0.

    `llr` is the log likelihood ratio, `p` the probability that chance alone makes the largest
    ratio anywhere at least as large (NaN without replicates); it needs no further correction.
    """

    llr: float
    p: float
    places: tuple[int, ...]
    first: int
    last: int
    observed: int
    expected: float
    relative_risk: float


@dataclass(frozen=True)
class _Best:
    """The window with the largest ratio around one centre."""

    llr: float
    places: tuple[int, ...]
    window: int
    n: int
    measure: float


def clusters_of(
    model: Model, circles: Circles, windows: Windows, *, most: int, rank: NDArray[np.int64]
) -> list[Cluster]:
    """The `most` clusters with the largest ratios that share no place, without p.

    Each centre offers its best window; a window that shares a place with one already told is
    passed over (SaTScan's »no geographical overlap«). Of equal ratios the one with fewer places
    comes first, then the one whose places have the lower `rank`.
    """
    best = [each for block in circles.blocks for each in _best(model, block, windows)]
    best.sort(key=lambda b: (-round(b.llr, 9), len(b.places), rank[list(b.places)].tolist()))
    told: list[Cluster] = []
    taken: set[int] = set()
    for each in best:
        if len(told) == most:
            break
        if taken.isdisjoint(each.places):
            taken.update(each.places)
            told.append(_told(model, windows, each))
    return told


def _told(model: Model, windows: Windows, best: _Best) -> Cluster:
    first, last = windows.when(best.window)
    n, measure = np.array([float(best.n)]), np.array([best.measure])
    return Cluster(
        llr=best.llr,
        p=float("nan"),
        places=best.places,
        first=first,
        last=last,
        observed=best.n,
        expected=float(model.expected(measure)[0]),
        relative_risk=float(model.relative_risk(n, measure)[0]),
    )


def _best(model: Model, block: Block, windows: Windows) -> list[_Best]:
    cases = np.cumsum(windows.running(model.cases)[block.members], axis=0)
    inside: Floats = np.cumsum(windows.running(model.measure)[block.members], axis=0)
    there = np.arange(len(block.members))[:, None] < block.sizes[None, :]
    found = []
    for first, ends, starts in windows.spans():
        n, measure = cases[:, :, ends], inside[:, :, ends]
        if starts is not None:
            n, measure = n - cases[:, :, starts], measure - inside[:, :, starts]
        more = (n >= FEWEST_CASES) & (n > model.expected(measure)) & there[:, :, None]
        circle, centre, window = np.nonzero(more)
        llr = model.llr(n[more], measure[more])
        found.append(_leaders(llr, circle, centre, window + first, n[more], measure[more]))
    columns = [np.concatenate(column) for column in zip(*found, strict=True)]
    return _as_best(block, _leaders(*columns))


def _as_best(block: Block, leaders: tuple[NDArray[Any], ...]) -> list[_Best]:
    llr, circle, centre, window, n, measure = leaders
    return [
        _Best(
            float(llr[k]),
            tuple(int(p) for p in block.places(int(centre[k]), int(circle[k]))),
            int(window[k]),
            int(n[k]),
            float(measure[k]),
        )
        for k in range(len(llr))
        if llr[k] > 0
    ]


def _leaders(
    llr: NDArray[Any], circle: NDArray[Any], centre: NDArray[Any], *rest: NDArray[Any]
) -> tuple[NDArray[Any], ...]:
    """Of all windows the one with the largest ratio for each centre, the smallest of equals."""
    order = np.lexsort((circle, -llr, centre))
    first = np.ones(len(order), bool)
    first[1:] = np.diff(centre[order]) != 0
    return tuple(column[order[first]] for column in (llr, circle, centre, *rest))
