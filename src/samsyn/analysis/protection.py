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
from scipy.sparse import csc_array, hstack

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
COST_OF_ZERO = 50.0  # hiding a zero puzzles readers more than hiding any large number


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
    least: Mapping[str, int] | None = None,
) -> Protected:
    """Hide counts of 1 to `threshold` − 1, and as many more as needed so that none can be found.

    `counts` are whole numbers ≥ 0 by name; `sums` are pairs of a total's name and the names of its
    parts, which must hold. Zero is hidden only where nothing else helps, so that a reader may
    presume that a hidden cell is not zero; the witnesses go along with that as far as they can.
    `unshown` cells take part in sums without being shown at all; small ones that could be computed
    are protected too. `published` cells are known already and cannot be hidden. Of the cells in
    `least` it is known that they have so much at least.
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
    hidden = small | out_of_sight
    table.free = ~known
    for name, n in (least or {}).items():
        table.least[position[name]] = n
    witnesses: list[Ints] = []
    unproven = small.copy()
    while unproven.any():
        other = table.with_many_large(unproven, threshold, hidden)
        if other is None:
            cell = int(np.argmax(np.where(unproven, table.values, -1)))
            other = table.with_one_large(cell, threshold, hidden)
            if other is None:
                raise Unprotectable(names[cell])
        witnesses.append(other)
        hidden |= other != table.values
        unproven &= other < threshold
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

    def __init__(self, values: Ints, sums: csc_array) -> None:
        self.values, self.sums = values, sums
        self.free: Bools = np.ones(len(values), bool)
        self.least: Ints = np.zeros(len(values), np.int64)
        self.cost = np.where(values > 0, 1 + np.log1p(np.abs(values)), COST_OF_ZERO)

    def check(self, names: list[str]) -> None:
        if (self.values < 0).any():
            raise ValueError(f"a count is negative: {names[int(np.argmin(self.values))]}")
        if (wrong := np.flatnonzero(self.sums @ self.values)).size:
            cells = self.sums[[int(wrong[0])], :].nonzero()[1]
            raise ValueError("the sum does not hold: " + ", ".join(names[i] for i in cells))

    def mask(self, position: Mapping[str, int], names: Iterable[str]) -> Bools:
        mask = np.zeros(len(self.values), bool)
        mask[[position[name] for name in names]] = True
        return mask

    def with_many_large(self, cells: Bools, large: int, hidden: Bools) -> Ints | None:
        """A table that differs only in hidden cells and makes as much as can be of `cells` large.

        None when not one of them becomes large that way.
        """
        move = np.flatnonzero(self.free & hidden)
        wanted = cells[move]
        need = np.where(wanted, float(large) - self.values[move], np.inf)
        uneven = 1 + np.arange(len(move)) * 0.618 % 1  # some up and others down beats all halfway
        low = np.maximum(np.minimum(1, self.values), self.least)[move] - self.values[move]
        cost = -uneven * wanted / need
        moved = _solve(cost, self.sums[:, move], low.astype(float), need)
        other = self._with(move, moved)
        return other if other is not None and (other[cells] >= large).any() else None

    def with_one_large(self, cell: int, large: int, hidden: Bools) -> Ints | None:
        """The table that makes `cell` large and differs least from this one, or None.

        What is hidden may move at no cost; to move what is shown, up or down and so to hide it,
        costs the more the greater the number is.
        """
        for floor in (np.minimum(self.values, 1), np.zeros_like(self.values)):
            other = self._nearest(cell, large, hidden, np.maximum(floor, self.least))
            if other is not None:
                return other
        return None

    def _nearest(self, cell: int, large: int, hidden: Bools, floor: Ints) -> Ints | None:
        move = np.flatnonzero(self.free & hidden)
        shown = np.flatnonzero(self.free & ~hidden)
        if cell not in move:
            return None
        low = np.where(move == cell, large, floor[move]) - self.values[move]
        none, cost = np.zeros(len(shown)), self.cost[shown]
        columns = self.sums[:, move], self.sums[:, shown], -self.sums[:, shown]
        moved = _solve(
            np.concatenate([np.zeros(len(move)), cost, cost]),
            hstack(columns, format="csc"),
            np.concatenate([low, none, none]),
            np.concatenate([np.full(len(move) + len(shown), np.inf), (self.values - floor)[shown]]),
        )
        if moved is None:
            return None
        free, up, down = np.split(moved, [len(move), len(move) + len(shown)])
        return self._with(np.concatenate([move, shown]), np.concatenate([free, up - down]))

    def _with(self, cells: Ints, moved: Ints | None) -> Ints | None:
        if moved is None:
            return None
        other = self.values.copy()
        other[cells] += moved
        return other


def _solve(
    cost: NDArray[np.float64],
    sums: csc_array,
    low: NDArray[np.float64],
    high: NDArray[np.float64],
) -> Ints | None:
    """The cheapest whole numbers y with A y = 0 between `low` and `high`, or None.

    Tables mostly have whole corners, so that they are looked for without demanding whole numbers
    first, which is far quicker.
    """
    rows = np.flatnonzero(np.diff(sums.tocsr().indptr))
    constraints = [LinearConstraint(sums[rows, :], 0, 0)] if rows.size else []
    for whole in (0, 1):
        answer = milp(
            cost,
            integrality=np.full(len(cost), whole),
            bounds=Bounds(low, high),
            constraints=constraints,
            options={"mip_rel_gap": 0.05, "time_limit": 20},
        )
        if answer.x is None:
            return None
        found: Ints = np.rint(answer.x).astype(np.int64)
        if np.abs(answer.x - found).max(initial=0) < 1e-6 and not (sums @ found).any():
            return found
    return None


def _matrix(sums: Iterable[tuple[str, Iterable[str]]], position: Mapping[str, int]) -> csc_array:
    rows, columns, signs = [], [], []
    n = 0
    for total, parts in sums:
        for name, sign in ((total, -1), *((part, 1) for part in parts)):
            rows.append(n)
            columns.append(position[name])
            signs.append(sign)
        n += 1
    return csc_array((signs, (rows, columns)), shape=(n, len(position)), dtype=np.int64)
