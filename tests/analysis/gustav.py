"""Gustav lives next door to Lillstad and tries to find out what its tables hide."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.linalg import null_space
from scipy.optimize import linprog

THRESHOLD = 5
Sums = list[tuple[str, list[str]]]


class Gustav:
    """Solves for what is hidden, knowing all that is shown and that it is at least `least`."""

    def __init__(
        self,
        shown: Mapping[str, int | None],
        sums: Sequence[tuple[str, Sequence[str]]],
        least: int = 1,
    ) -> None:
        self.least = least
        self.unknown = [name for name, value in shown.items() if value is None]
        self.a = np.zeros((len(sums), len(self.unknown)))
        self.b = np.zeros(len(sums))
        for i, (total, parts) in enumerate(sums):
            for name, sign in ((total, -1), *((p, 1) for p in parts)):
                if (value := shown[name]) is None:
                    self.a[i, self.unknown.index(name)] += sign
                else:
                    self.b[i] -= sign * value

    def computes(self) -> set[str]:
        """Cells with one solution: the null space of the system does not touch them."""
        if not self.unknown:
            return set()
        basis = null_space(self.a) if self.a.size else np.eye(len(self.unknown))
        free = np.abs(basis).max(axis=1, initial=0) > 1e-9
        return {name for name, can_move in zip(self.unknown, free, strict=True) if not can_move}

    def bounds(self, name: str) -> tuple[float, float]:
        """The least and most the cell can be."""
        cost = np.array([float(n == name) for n in self.unknown])
        ends = []
        for sign in (1, -1):
            found = linprog(sign * cost, A_eq=self.a, b_eq=self.b, bounds=(self.least, None))
            ends.append(np.inf if found.status == 3 else float(sign * found.fun))
        return ends[0], ends[1]


def breaches(
    counts: Mapping[str, int],
    shown: Mapping[str, int | None],
    sums: Sequence[tuple[str, Sequence[str]]],
    least: int = 1,
) -> list[str]:
    """What Gustav finds out. What is hidden though neither small nor zero may be complements."""
    gustav = Gustav(shown, sums, least)
    secret = [name for name in gustav.unknown if least or 0 < counts[name] < THRESHOLD]
    computed = gustav.computes()
    found = [f"{name} is computed" for name in secret if name in computed]
    for name in secret:
        low, high = gustav.bounds(name)
        if np.floor(high + 1e-6) - np.ceil(low - 1e-6) < 1:
            found.append(f"{name} is bounded to {low}")
        if counts[name] < THRESHOLD and high < THRESHOLD - 1e-6:
            found.append(f"{name} is known to be small")
    return found
