"""The largest ratio in each data set that chance deals, exactly and without computing them all.

A window can only matter when it holds enough cases for its ratio to reach a floor, and that number
follows from its measure alone. So counts are compared with thresholds as whole numbers, many data
sets at a time, and the ratio is computed for the few windows that reach theirs. A data set in which
none does is searched again with a lower floor.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.scan.circles import Block, Circles
from samsyn.analysis.scan.exceeding import Hits
from samsyn.analysis.scan.kernels import Kernel
from samsyn.analysis.scan.models import Floats, Model
from samsyn.analysis.scan.windows import Windows

FEWEST_CASES = 2  # a cluster of one case is no cluster (SaTScan's default)
MEMORY = 48 << 20  # bytes of simulated data at a time
KEPT = 256 << 20  # bytes of thresholds to keep between batches
FIRST_FLOOR, LAST_FLOOR = 4.0, 0.05
PILOT = 16


class Replicates:
    """Data sets dealt by chance, and the largest ratio in each: `maxima(k)` for the next k."""

    def __init__(
        self, model: Model, circles: Circles, windows: Windows, *, seed: int, kernel: Kernel
    ) -> None:
        self.model, self.circles, self.windows, self.kernel = model, circles, windows, kernel
        self.rng = np.random.default_rng(seed)
        self.floor = FIRST_FLOOR
        self.running: Floats = windows.running(model.measure)
        self._kept: dict[tuple[float, int, str], NDArray[Any]] = {}
        cells = sum(b.members.size for b in circles.blocks) * windows.number
        self._keep = cells * 8 <= KEPT
        self._insides: dict[int, Floats] = {}
        self._known = False

    def batch(self) -> int:
        """How many data sets to deal at a time, a multiple of 8."""
        if not self._known:
            return PILOT
        each = len(self.running) * self.windows.states * 2
        return int(np.clip(MEMORY // each, 8, 256)) // 8 * 8

    def maxima(self, k: int) -> Floats:
        """The largest log likelihood ratio of each of the next k data sets."""
        dealt = [self.model.draw(self.rng, self.windows.first) for _ in range(k)]
        events = self._running_sums(dealt)
        best = np.zeros(k)
        left = np.arange(k)
        floor = self.floor
        while left.size and floor > LAST_FLOOR:
            best[left] = self._search(events, left, floor)
            left = left[best[left] == 0]
            floor /= 2
        if not self._known and best.size:
            self.floor, self._known = max(0.95 * float(best.min()), 2 * LAST_FLOOR), True
            self._kept.clear()
        return best

    def _running_sums(
        self, dealt: list[tuple[NDArray[np.int64], NDArray[np.int64]]]
    ) -> NDArray[Any]:
        """Cases (places, states, data sets) as small whole numbers that no circle can overflow."""
        place = np.concatenate([p for p, _ in dealt])
        interval = np.concatenate([t for _, t in dealt])
        which = np.repeat(np.arange(len(dealt)), [len(p) for p, _ in dealt])
        places, wide = len(self.running), -(-len(dealt) // 8) * 8
        events = np.zeros((places, self.windows.states, wide), self._type(place, which, wide))
        np.add.at(events, (place, self.windows.state_of(interval), which), events.dtype.type(1))
        for k in range(1, self.windows.states):
            events[:, k] += events[:, k - 1]
        return events

    def _type(self, place: NDArray[np.int64], which: NDArray[np.int64], wide: int) -> Any:
        """The smallest type that holds the cases of every circle and one more."""
        most = int(np.bincount(which).max(initial=0))
        if most > 254:
            flat = np.bincount(place * wide + which, minlength=len(self.running) * wide)
            cases = flat.reshape(-1, wide).astype(np.uint16 if most < 65_535 else np.int64)
            most = max(_fullest(cases, block) for block in self.circles.blocks)
        return np.min_scalar_type(most + 1)

    def _search(self, events: NDArray[Any], left: NDArray[np.int64], floor: float) -> Floats:
        if len(left) < events.shape[2] // 2:
            wide = -(-len(left) // 8) * 8
            some = np.zeros((*events.shape[:2], wide), events.dtype)
            some[:, :, : len(left)] = events[:, :, left]
            return self._largest(some, floor)[: len(left)]
        return self._largest(events, floor)[left]

    def _largest(self, events: NDArray[Any], floor: float) -> Floats:
        best = np.zeros(events.shape[2])
        limits = self._limits(floor, events.dtype)
        for b, block in enumerate(self.circles.blocks):
            least = self._thresholds(b, block, floor, limits, events.dtype)
            hits = self.kernel(events, block, self.windows, least)
            if len(hits.n):
                np.maximum.at(best, hits.replicate, self._ratios(self._inside(b, block), hits))
        best[best < floor] = 0
        return best

    def _ratios(self, inside: Floats, hits: Hits) -> Floats:
        end, start = self.windows.bounds()
        measure = inside[hits.circle, hits.centre, end[hits.window]]
        if not self.windows.living:
            measure = measure - inside[hits.circle, hits.centre, start[hits.window]]
        return self.model.llr(hits.n, measure)

    def _inside(self, b: int, block: Block) -> Floats:
        """Running sums of the measure by circle, centre and state."""
        if b in self._insides:
            return self._insides[b]
        added = self.running[block.members]
        np.cumsum(added, axis=0, out=added)
        if self._keep:
            self._insides[b] = added
        return added

    def _limits(self, floor: float, dtype: Any) -> Floats:
        """For n = 0, 1, … the largest measure with which n cases reach the floor; grows with n."""
        top = int(min(np.iinfo(dtype).max - 1, self.model.cases.sum()))
        n = np.arange(top + 1, dtype=float)
        low, high = np.zeros(top + 1), np.full(top + 1, float(self.model.measure.sum()))
        for _ in range(60):
            middle = (low + high) / 2
            enough = self.model.llr(n, np.maximum(middle, self._least(n))) >= floor
            low, high = np.where(enough, middle, low), np.where(enough, high, middle)
        low[:FEWEST_CASES] = -1
        low[n > 0] *= 1 + 1e-9
        return np.maximum.accumulate(low)

    def _least(self, n: Floats) -> Floats:
        """The smallest measure that can hold n cases: for Bernoulli as many individuals."""
        bernoulli = self.model.expected(np.ones(1))[0] != 1
        return n if bernoulli else np.full_like(n, 1e-300)

    def _thresholds(
        self, b: int, block: Block, floor: float, limits: Floats, dtype: Any
    ) -> NDArray[Any]:
        """Cases that reach the floor, for each circle, centre and window of a block."""
        key = (floor, b, str(dtype))
        if key in self._kept:
            return self._kept[key]
        inside = self._inside(b, block)
        parts = []
        for _, ends, starts in self.windows.spans():
            measure = inside[:, :, ends]
            if starts is not None:
                measure = measure - inside[:, :, starts]
            parts.append(np.searchsorted(limits, measure).astype(dtype))
        least = np.concatenate(parts, axis=2)
        if self._keep and floor == self.floor:
            self._kept[key] = least
        return least


def _fullest(cases: NDArray[Any], block: Block) -> int:
    """The most cases in any circle of a block, in any data set."""
    inside = np.zeros((len(block), cases.shape[1]), np.int64)
    for _, m, places in block.active():
        inside[:m] += cases[places]
    return int(inside.max(initial=0))
