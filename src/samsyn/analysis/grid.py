"""Grids of equal cells in metres: squares and hexagons whose borders never move with the data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Shape = Literal["square", "hex"]

SHAPES: tuple[Shape, ...] = ("square", "hex")
MOST_CELLS = 20_000_000
HAIR = 1e-9
"""Share of a cell by which a point may miss a border through rounding and still stand on it."""


class TooManyCells(ValueError):
    """The points lie so far apart that the grid over them would not be manageable."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        super().__init__(f"a grid of {columns} × {rows} cells is too large")


@dataclass(frozen=True)
class Grid:
    """A block of `rows` × `columns` cells; row 0 is the southernmost, column 0 the westernmost.

    A square has the side `cell`; a hexagon stands on a point and is `cell` wide from side to side,
    which is also the distance between neighbours. Borders are multiples of `cell` from the origin
    of the coordinates (a hexagon's centre lies there), so the same cells come back every year.
    `first_column` and `first_row` tell where the block begins. `inside`, of shape (rows, columns),
    leaves out cells that no event can happen in; without it all count.

    The cells are numbered row by row, and only those inside.
    """

    shape: Shape
    cell: float
    first_column: int
    first_row: int
    columns: int
    rows: int
    inside: Bools | None = None

    def __len__(self) -> int:
        return self.columns * self.rows if self.inside is None else int(self.inside.sum())

    def centres(self) -> tuple[Floats, Floats]:
        """East and north of each cell's centre, metres, shape (cells,)."""
        row, column = np.divmod(np.arange(self.columns * self.rows), self.columns)
        x, y = _centre(self.shape, self.cell, column + self.first_column, row + self.first_row)
        return self.gathered(x), self.gathered(y)

    def corners(self) -> Floats:
        """The outline of every cell, shape (cells, 4 or 6, 2), in metres, counter-clockwise."""
        x, y = self.centres()
        half, radius = self.cell / 2, self.cell / sqrt(3)
        if self.shape == "square":
            around = np.array([(-half, -half), (half, -half), (half, half), (-half, half)])
        else:
            flat = [(0, -radius), (half, -radius / 2), (half, radius / 2)]
            around = np.array([*flat, *((-a, -b) for a, b in flat)])
        return np.asarray(np.column_stack([x, y])[:, None, :] + around)

    def area(self) -> float:
        """Square metres of a cell."""
        return self.cell**2 if self.shape == "square" else self.cell**2 * sqrt(3) / 2

    def find(self, x: ArrayLike, y: ArrayLike) -> Ints:
        """The number of the cell each point lies in, −1 for none. A point on a border between
        squares belongs to the one to the east and north. Raises ValueError for NaN and infinity."""
        east, north = _finite(x, y)
        column, row = _cell_of(self.shape, self.cell, east, north)
        column, row = column - self.first_column, row - self.first_row
        held = (column >= 0) & (column < self.columns) & (row >= 0) & (row < self.rows)
        found = np.where(held, row * self.columns + column, -1)
        if self.inside is None:
            return found
        number = np.where(self.inside.ravel(), np.cumsum(self.inside.ravel()) - 1, -1)
        return np.where(found >= 0, number[found], -1)

    def count(self, x: ArrayLike, y: ArrayLike, weights: ArrayLike | None = None) -> Floats:
        """How many points (or the sum of their weights) lie in each cell, shape (cells,)."""
        found = self.find(x, y)
        held = found >= 0
        each = None if weights is None else np.asarray(weights, float)[held]
        return np.asarray(np.bincount(found[held], each, minlength=len(self)), float)

    def sums(self, values: ArrayLike) -> Floats:
        """Each cell's value with those of the cells that touch it, shape (..., cells) as given.

        Squares have up to eight neighbours (queen), hexagons up to six.
        """
        given = np.asarray(values, float)
        block = self._spread(given).reshape(*given.shape[:-1], self.rows, self.columns)
        summed = _queen(block) if self.shape == "square" else _hexagon(block, self.first_row)
        return self.gathered(summed.reshape(*given.shape[:-1], -1))

    @property
    def weight(self) -> Floats:
        """How many cells each sum is over, shape (cells,)."""
        return self.sums(np.ones(len(self)))

    @property
    def squares(self) -> Floats:
        """The sum of squared weights: the weights are 0 and 1."""
        return self.weight

    def within(self, inside: ArrayLike) -> Grid:
        """The same grid with only those of its cells where `inside`, shape (cells,), is true."""
        kept = self._spread(np.asarray(inside, float)).astype(bool)
        return replace(self, inside=kept.reshape(self.rows, self.columns))

    def gathered(self, block: NDArray[np.float64]) -> Floats:
        """The values of the cells inside, of all cells of the block row by row."""
        return block if self.inside is None else np.asarray(block[..., self.inside.ravel()])

    def _spread(self, values: Floats) -> Floats:
        if self.inside is None:
            return values
        block = np.zeros((*values.shape[:-1], self.rows * self.columns))
        block[..., self.inside.ravel()] = values
        return block


def grid_over(x: ArrayLike, y: ArrayLike, cell: float, shape: Shape = "square") -> Grid:
    """The smallest block of cells that holds all the points; `cell` in metres.

    Raises ValueError for no points, points that are not finite or a cell not above 0, and
    `TooManyCells` when the block would have more than 20 million.
    """
    east, north = _finite(x, y)
    if not len(east):
        raise ValueError("a grid needs at least one point")
    if not (np.isfinite(cell) and cell > 0):
        raise ValueError("a cell is wider than 0 metres")
    if shape not in SHAPES:
        raise ValueError(f"a cell is one of {', '.join(SHAPES)}")
    with np.errstate(over="ignore"):
        wide, high = (min(float(np.ptp(axis) / cell), 1e18) for axis in (east, north))
        far = max(float(np.abs(axis).max() / cell) for axis in (east, north))
    if max(wide, high, far) > 1e9:
        raise TooManyCells(int(wide) + 1, int(high) + 1)
    column, row = _cell_of(shape, cell, east, north)
    columns, rows = int(np.ptp(column)) + 1, int(np.ptp(row)) + 1
    if columns * rows > MOST_CELLS:
        raise TooManyCells(columns, rows)
    return Grid(shape, float(cell), int(column.min()), int(row.min()), columns, rows)


def _finite(x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
    east, north = (np.atleast_1d(np.asarray(v, float)) for v in (x, y))
    if east.shape != north.shape or east.ndim != 1:
        raise ValueError("east and north are two rows of equally many numbers")
    if not (np.isfinite(east).all() and np.isfinite(north).all()):
        raise ValueError("a coordinate is a finite number")
    return east, north


def _cell_of(shape: Shape, cell: float, x: Floats, y: Floats) -> tuple[Ints, Ints]:
    """Column and row from the origin; odd rows of hexagons stand half a cell to the east."""
    if shape == "square":
        column, row = np.floor(x / cell + HAIR), np.floor(y / cell + HAIR)
        return column.astype(np.int64), row.astype(np.int64)
    # the centres are two rectangular lattices, the even rows and the odd: take the nearer centre
    u, v = x / cell, y / (cell * sqrt(3))
    even = np.floor(u + 0.5 + HAIR), np.floor(v + 0.5 + HAIR)
    odd = np.floor(u + HAIR), np.floor(v + HAIR)
    to_even = (u - even[0]) ** 2 + 3 * (v - even[1]) ** 2
    to_odd = (u - odd[0] - 0.5) ** 2 + 3 * (v - odd[1] - 0.5) ** 2
    nearer = to_odd < to_even - HAIR
    column = np.where(nearer, odd[0], even[0])
    row = np.where(nearer, 2 * odd[1] + 1, 2 * even[1])
    return column.astype(np.int64), row.astype(np.int64)


def _centre(shape: Shape, cell: float, column: Ints, row: Ints) -> tuple[Floats, Floats]:
    if shape == "square":
        return np.asarray((column + 0.5) * cell), np.asarray((row + 0.5) * cell)
    x, y = (column + (row % 2) / 2) * cell, row * (cell * sqrt(3) / 2)
    return np.asarray(x), np.asarray(y)


def _along(block: Floats, axis: int) -> Floats:
    """Each value with the one before and the one after it."""
    total = block.copy()
    here, there = [slice(None)] * block.ndim, [slice(None)] * block.ndim
    here[axis], there[axis] = slice(1, None), slice(None, -1)
    total[tuple(here)] += block[tuple(there)]
    total[tuple(there)] += block[tuple(here)]
    return total


def _queen(block: Floats) -> Floats:
    return _along(_along(block, -1), -2)


def _hexagon(block: Floats, first_row: int) -> Floats:
    """The cell, the two beside it, and two in each row above and below.

    A cell of an odd row stands half a cell to the east: its two are its own column and the next;
    for an even row they are its own column and the one before.
    """
    total = _along(block, -1)
    before, after = np.zeros_like(block), np.zeros_like(block)
    before[..., 1:] = block[..., :-1]
    after[..., :-1] = block[..., 1:]
    odd = (np.arange(block.shape[-2]) + first_row) % 2 == 1
    # what a row gives to its neighbours: seen from an odd row, an even one gives own and next
    given = block + np.where(odd[:, None], before, after)
    total[..., 1:, :] += given[..., :-1, :]
    total[..., :-1, :] += given[..., 1:, :]
    return total
