"""The same search as `exceeding`, compiled by numba (extra `[fast]`)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit  # type: ignore[import-not-found,import-untyped,unused-ignore]
from numpy.typing import NDArray

from samsyn.analysis.scan.circles import Block
from samsyn.analysis.scan.exceeding import Hits
from samsyn.analysis.scan.windows import Windows

ROOM = 1 << 14


def exceeding_compiled(
    events: NDArray[Any], block: Block, windows: Windows, thresholds: NDArray[Any]
) -> Hits:
    """All windows of a block with at least as many cases as their threshold."""
    ends, starts = windows.bounds()
    room = ROOM
    while True:
        out = np.empty((room, 5), np.int64)
        circles = (block.members, block.sizes, thresholds)
        n = _search(events, circles, (ends, starts), out)
        if n <= room:
            return Hits(*(np.ascontiguousarray(out[:n, k]) for k in range(5)))
        room = int(n)


@njit(cache=True)  # type: ignore[untyped-decorator,unused-ignore]
def _search(events, circles, windows, out):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Fill `out` with hits as far as there is room; how many there are."""
    members, sizes, thresholds = circles
    ends, starts = windows
    states, replicates = events.shape[1], events.shape[2]
    inside = np.empty((states, replicates), events.dtype)
    found = 0
    for c in range(len(sizes)):
        inside[:] = 0
        for r in range(sizes[c]):
            place = events[members[r, c]]
            for k in range(states):
                for j in range(replicates):
                    inside[k, j] += place[k, j]
            for w in range(len(ends)):
                least = thresholds[r, c, w]
                end, start = inside[ends[w]], inside[starts[w]]
                reached = False
                if starts[w] < 0:
                    for j in range(replicates):
                        reached |= end[j] >= least
                else:
                    for j in range(replicates):
                        reached |= end[j] - start[j] >= least
                if reached:
                    which = (r, c, w, starts[w] >= 0)
                    found = _note((end, start), which, np.int64(least), out, found)
    return found


@njit(cache=True)  # type: ignore[untyped-decorator,unused-ignore]
def _note(states, which, least, out, found):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Write down the data sets that reach the threshold in one window."""
    end, start = states
    for j in range(len(end)):
        n = np.int64(end[j]) - (np.int64(start[j]) if which[3] else 0)
        if n >= least:
            if found < len(out):
                out[found, 0], out[found, 1], out[found, 2] = which[:3]
                out[found, 3] = j
                out[found, 4] = n
            found += 1
    return found
