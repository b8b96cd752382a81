"""Every pair of points that lie close to each other, without looking at all pairs."""

from collections.abc import Iterator
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Metric = Literal["euclidean", "manhattan"]
Pairs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]
AT_A_TIME = 1 << 20
FINEST = 1 << 30  # cells along one side of the study area, at most


def close_pairs(
    points: NDArray[np.float64], radius: float, metric: Metric = "euclidean"
) -> Iterator[Pairs]:
    """Yield `(i, j, distance)` for every unordered pair with distance below `radius`.

    `points` has shape (n, 2), in the unit of `radius`. Each pair comes once, in parts of about a
    million candidates so that memory stays small. The points are sorted into square cells as wide
    as the radius, and each is compared with those after it in its own column of cells and with
    those in the next: no pair that is close can lie further away than that.
    """
    if len(points) < 2 or not radius > 0:
        return
    order, columns, rows, width = _cells(points, radius)
    key = columns * width + rows
    here = np.arange(len(key))
    after = np.searchsorted(key, key + 1, side="right")
    beside = np.searchsorted(key, key + width - 1, side="left")
    beyond = np.searchsorted(key, key + width + 1, side="right")
    sorted_points = points[order]
    for first, last in ((here + 1, after), (beside, beyond)):
        for i, j in _expanded(first, last):
            distance = measured(sorted_points[i], sorted_points[j], metric)
            near = distance < radius
            yield order[i[near]], order[j[near]], distance[near]


def measured(
    here: NDArray[np.float64], there: NDArray[np.float64], metric: Metric
) -> NDArray[np.float64]:
    """Distances between points that stand in the same row of two arrays of shape (n, 2)."""
    apart = np.abs(here - there)
    if metric == "manhattan":
        return np.asarray(apart[:, 0] + apart[:, 1])
    return np.hypot(apart[:, 0], apart[:, 1])


def _cells(
    points: NDArray[np.float64], radius: float
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], int]:
    """The points' order by cell, then column and row in that order, and rows per column."""
    corner = points.min(axis=0)
    extent = float((points.max(axis=0) - corner).max())
    side = max(radius * (1 + 1e-9), extent / FINEST)
    cell = np.floor((points - corner) / side).astype(np.int64)
    order = np.lexsort((cell[:, 1], cell[:, 0]))
    # Two empty rows keep the neighbours of the outermost cells from wrapping into another column.
    return order, cell[order, 0], cell[order, 1], int(cell[:, 1].max()) + 3


def _expanded(
    first: NDArray[np.int64], last: NDArray[np.int64]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Point k with each of first[k] … last[k] − 1, in parts."""
    many = np.maximum(last - first, 0)
    total = np.concatenate(([0], np.cumsum(many)))
    start = 0
    while start < len(many):
        stop = int(np.searchsorted(total, total[start] + AT_A_TIME, side="right")) - 1
        stop = max(stop, start + 1)
        size = many[start:stop]
        if (n := int(size.sum())) > 0:
            within = np.arange(n) - np.repeat(total[start:stop] - total[start], size)
            i = np.repeat(np.arange(start, stop), size)
            yield i, np.repeat(first[start:stop], size) + within
        start = stop
