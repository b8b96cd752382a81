"""Which numbers may be shown: small counts are hidden, and what would give them away.

The numbers of a publication hang together: months sum to a year, districts to a city. Told as
linear constraints, the whole family is protected at once. The promise is held by witnesses: for
every hidden cell there is another table of whole numbers, true to everything that is published, in
which the cell has another value, and if the cell is small, one in which it is not small. Whoever
sees only what is published cannot tell that table from the real one.

Sources: M. Fischetti & J. J. Salazar (2001), Solving the cell suppression problem on tabular data
with linear constraints, Management Science 47; J. Kelly, B. Golden & A. Assad (1992), Cell
suppression: disclosure protection for sensitive tabular data, Networks 22 (the heuristic used here:
hide what lies on the cheapest way to another table).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Why(StrEnum):
    """Why a cell has no number. Not for publication: it would tell which cells are small."""

    SMALL = "small"
    COMPLEMENT = "complement"
    UNSHOWN = "unshown"


@dataclass(frozen=True)
class Protected:
    """`values` with None for hidden; `why` names each hidden cell's reason.

    `witnesses` are whole other tables that agree with all that is shown; they prove the promise
    and are not for publication.
    """

    values: dict[str, int | None]
    why: dict[str, Why]
    witnesses: tuple[dict[str, int], ...]


class Unprotectable(ValueError):
    """What is already published gives a small cell away whatever else is hidden."""


def protect(
    counts: Mapping[str, int],
    sums: Iterable[tuple[str, Iterable[str]]] = (),
    *,
    threshold: int = 5,
    unshown: Iterable[str] = (),
    published: Iterable[str] = (),
) -> Protected:
    """Hide counts of 1 to `threshold` − 1, and as many more as needed so that none can be found.

    `counts` are whole numbers ≥ 0 by name; `sums` are pairs of a total's name and the names of its
    parts, which must hold. Zero is shown, and a reader is presumed to know that no hidden cell is
    zero. `unshown` cells take part in sums without being shown at all; what can be computed of
    them is protected too. `published` cells are known already and cannot be hidden.
    Raises KeyError for an unknown name, ValueError for a sum that does not hold or a negative
    count, and Unprotectable.

    What it does not know: numbers outside the family. Put all that is published together into it.
    """
    names = list(counts)
    position = {name: i for i, name in enumerate(names)}
    table = _Table(np.array([counts[n] for n in names], np.int64), _matrix(sums, position))
    table.check(names)
    out_of_sight = table.mask(position, unshown)
    known = table.mask(position, published)
    small = (table.values > 0) & (table.values < threshold) & ~known
    hidden = (small | out_of_sight) & (table.values > 0)
    table.free = ~known & (table.values > 0)  # zero is shown, and so must stay zero
    witnesses: list[Ints] = []
    reached = np.zeros(len(names), bool)
    for cell in np.flatnonzero(small):
        if not reached[cell]:
            other = table.another(int(cell), threshold, hidden)
            if other is None:
                raise Unprotectable(names[cell])
            witnesses.append(other)
            hidden |= other != table.values
            reached |= other >= threshold
    hidden |= out_of_sight
    why = {
        names[i]: Why.UNSHOWN if out_of_sight[i] else Why.SMALL if small[i] else Why.COMPLEMENT
        for i in np.flatnonzero(hidden)
    }
    shown = {n: None if n in why else int(v) for n, v in zip(names, table.values, strict=True)}
    others = tuple(dict(zip(names, map(int, w), strict=True)) for w in witnesses)
    return Protected(shown, why, others)


class _Table:
    """Counts x with A x = 0, and which of them may be thought otherwise."""

    def __init__(self, values: Ints, sums: csr_array) -> None:
        self.values, self.sums = values, sums
        self.free: Bools = np.ones(len(values), bool)
        self._balance = csr_array(hstack([sums, -sums])) if sums.shape[0] else None

    def check(self, names: list[str]) -> None:
        if (self.values < 0).any():
            raise ValueError(f"a count is negative: {names[int(np.argmin(self.values))]}")
        if (wrong := np.flatnonzero(self.sums @ self.values)).size:
            cells = self.sums[[int(wrong[0])]].indices
            raise ValueError("the sum does not hold: " + ", ".join(names[i] for i in cells))

    def mask(self, position: Mapping[str, int], names: Iterable[str]) -> Bools:
        mask = np.zeros(len(self.values), bool)
        mask[[position[name] for name in names]] = True
        return mask

    def another(self, cell: int, at_least: int, hidden: Bools) -> Ints | None:
        """The table nearest to this one in which `cell` is `at_least`; free to move what is hidden.

        Unknowns are what is added to and taken from each cell, in whole numbers. What is hidden
        costs next to nothing; to hide more costs the more the greater the number is.
        """
        n = len(self.values)
        cost = np.where(hidden, 1e-6, 1 + np.log1p(self.values))
        most_up = np.where(self.free, np.inf, 0.0)
        most_down = np.where(self.free, self.values - 1.0, 0.0)
        lower = np.zeros(2 * n)
        lower[cell], most_down[cell] = at_least - self.values[cell], 0.0
        if lower[cell] > most_up[cell]:
            return None
        constraints = [LinearConstraint(self._balance, 0, 0)] if self._balance is not None else []
        answer = milp(
            np.concatenate([cost, cost]),
            integrality=np.ones(2 * n),
            bounds=Bounds(lower, np.concatenate([most_up, most_down])),
            constraints=constraints,
            options={"mip_rel_gap": 0.05, "time_limit": 20},
        )
        if answer.x is None:
            return None
        moved = np.rint(answer.x).astype(np.int64)
        other: Ints = self.values + moved[:n] - moved[n:]
        return other


def _matrix(sums: Iterable[tuple[str, Iterable[str]]], position: Mapping[str, int]) -> csr_array:
    rows, columns, signs = [], [], []
    n = 0
    for total, parts in sums:
        for name, sign in ((total, -1), *((part, 1) for part in parts)):
            rows.append(n)
            columns.append(position[name])
            signs.append(sign)
        n += 1
    return csr_array((signs, (rows, columns)), shape=(n, len(position)), dtype=np.int64)
