"""Which windows of which simulated data sets reach their threshold: whole numbers only.

The numerics of the scan live here, once in NumPy and once compiled (`compiled.py`, when numba is
installed). Both count the same whole numbers and so find the same windows.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.scan.circles import Block
from samsyn.analysis.scan.windows import Windows


class Hits(NamedTuple):
    """Windows that reach their threshold: where they are, in which data set, and their cases."""

    circle: NDArray[np.int64]
    centre: NDArray[np.int64]
    window: NDArray[np.int64]
    replicate: NDArray[np.int64]
    n: NDArray[np.int64]


def exceeding(
    events: NDArray[Any], block: Block, windows: Windows, thresholds: NDArray[Any]
) -> Hits:
    """All windows of a block with at least as many cases as their threshold.

    `events` are running sums (places, states, data sets), the last a multiple of 8; `thresholds`
    has shape (circles, centres, windows), of the same small whole-number type.
    """
    shape = (len(block), *events.shape[1:])
    inside, added = np.zeros(shape, events.dtype), np.empty(shape, events.dtype)
    found: list[Hits] = []
    for r, m, places in block.active():
        np.take(events, places, axis=0, out=added[:m], mode="clip")
        inside[:m] += added[:m]
        for first, ends, starts in windows.spans():
            n = inside[:m, ends]
            if starts is not None:
                n = n - inside[:m, starts]
            least = thresholds[r, :m, first : first + n.shape[1], None]
            found += _where(n, n >= least, r, first)
    return _joined(found)


def _where(n: NDArray[Any], reached: NDArray[np.bool_], circle: int, first: int) -> list[Hits]:
    """The few that are reached, found eight at a time."""
    eights = np.flatnonzero(reached.reshape(-1).view(np.uint64))
    if not eights.size:
        return []
    flat = (eights[:, None] * 8 + np.arange(8)).ravel()
    flat = flat[reached.reshape(-1)[flat]]
    centre, window, replicate = np.unravel_index(flat, reached.shape)
    circles = np.full(len(flat), circle, np.int64)
    counts = n.reshape(-1)[flat].astype(np.int64)
    return [Hits(circles, centre, window + first, replicate, counts)]


def _joined(found: list[Hits]) -> Hits:
    if not found:
        none = np.empty(0, np.int64)
        return Hits(none, none, none, none, none)
    return Hits(*(np.concatenate(column) for column in zip(*found, strict=True)))
