"""Windows in time, and how sums over them come from running sums."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Windows:
    """Intervals `first` … `intervals` − 1 in windows of at most `longest`.

    `living` windows all end with the last interval (prospective); else each may end anywhere. The
    whole period alone (purely spatial) is a living window with `only` set.
    """

    intervals: int
    longest: int
    living: bool
    only: bool = False

    @property
    def first(self) -> int:
        return self.intervals - self.longest if self.living else 0

    @property
    def states(self) -> int:
        """How many running sums a place has."""
        if self.only:
            return 1
        return self.longest if self.living else self.intervals + 1

    @property
    def number(self) -> int:
        n, m = self.intervals, self.longest
        return self.states if self.living else m * n - m * (m - 1) // 2

    def state_of(self, interval: NDArray[np.int64]) -> NDArray[np.int64]:
        """The first running sum that an event in this interval is in."""
        if self.only:
            return np.zeros_like(interval)
        return self.intervals - 1 - interval if self.living else interval + 1

    def running(self, values: NDArray[Any]) -> NDArray[Any]:
        """Sums by place and state, of values with shape (places, intervals)."""
        if self.only:
            return np.asarray(values.sum(axis=1, keepdims=True))
        if self.living:
            return np.cumsum(values[:, : self.first - 1 if self.first else None : -1], axis=1)
        return np.concatenate((np.zeros_like(values[:, :1]), np.cumsum(values, axis=1)), axis=1)

    def spans(self) -> Iterator[tuple[int, slice, slice | None]]:
        """(number of the first window, states that end windows, states before they begin)."""
        if self.living:
            yield 0, slice(None), None
            return
        at = 0
        for length in range(1, self.longest + 1):
            yield at, slice(length, None), slice(None, -length)
            at += self.intervals + 1 - length

    def bounds(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """For each window the state that ends it and the one before it begins (−1: none)."""
        if self.living:
            return np.arange(self.states), np.full(self.states, -1)
        ends = [np.arange(m, self.intervals + 1) for m in range(1, self.longest + 1)]
        starts = [np.arange(self.intervals + 1 - m) for m in range(1, self.longest + 1)]
        return np.concatenate(ends), np.concatenate(starts)

    def when(self, window: int) -> tuple[int, int]:
        """First and last interval of a window."""
        if self.only:
            return 0, self.intervals - 1
        if self.living:
            return self.intervals - 1 - window, self.intervals - 1
        end, start = self.bounds()
        return int(start[window]), int(end[window]) - 1
