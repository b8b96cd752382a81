"""Kernel density: a smooth map of points, as events per square kilometre."""

from __future__ import annotations

from math import ceil, pi, sqrt
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samsyn.analysis.grid import Grid

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Kernel = Literal["gaussian", "quartic"]

REACH = 5.0
"""Bandwidths beyond which a Gaussian kernel is left out: less than 4e−6 of it."""
FINENESS = 9
"""Steps of the lattice within a bandwidth, at least."""
MOST_STEPS = 60_000_000


def density(
    x: ArrayLike,
    y: ArrayLike,
    grid: Grid,
    bandwidth: float,
    *,
    kernel: Kernel = "gaussian",
    weights: ArrayLike | None = None,
) -> Floats:
    """Events per km² at the centre of every cell of a square `grid`, shape (cells,).

    `x`, `y` are metres; `bandwidth` h metres: the standard deviation of the Gaussian kernel
    exp(−d²/2h²)/2πh², the radius of the quartic 3(1 − d²/h²)²/πh². Points outside the grid count as
    far as their kernels reach.

    The quartic is exact. For the Gaussian, points are shared out on a lattice of at least eight
    steps in a bandwidth, and what that adds to the spread, on average a sixth of a step squared, is
    taken from the kernel's: the error is under 0.2 % of the map's maximum.

    Raises ValueError for a grid of hexagons, coordinates that are not finite, a bandwidth not above
    0, or one so small that the lattice would have more than sixty million steps.

    Source: B. W. Silverman (1986), Density estimation for statistics and data analysis, 4.2.
    """
    if grid.shape != "square":
        raise ValueError("a density is drawn on squares")
    if not (np.isfinite(bandwidth) and bandwidth > 0):
        raise ValueError("a bandwidth is wider than 0 metres")
    east, north = np.asarray(x, float), np.asarray(y, float)
    if east.shape != north.shape or not (np.isfinite(east).all() and np.isfinite(north).all()):
        raise ValueError("east and north are equally many finite numbers")
    each = np.ones(len(east)) if weights is None else np.asarray(weights, float)
    drawn = _gaussian if kernel == "gaussian" else _quartic
    # in cells from the corner of the grid
    at = east / grid.cell - grid.first_column, north / grid.cell - grid.first_row
    smooth = drawn(at, each, grid, bandwidth / grid.cell)
    return grid.gathered(smooth.ravel() * (1e6 / grid.cell**2))


def _gaussian(at: tuple[Floats, Floats], each: Floats, grid: Grid, bandwidth: float) -> Floats:
    # an odd number of steps to a cell, so that its middle is the middle of a step
    parts = max(2 * ceil((FINENESS / bandwidth - 1) / 2) + 1, 1)
    beyond = max(0.0, *(-float(axis.min(initial=0)) for axis in at),
                 float(at[0].max(initial=0)) - grid.columns,
                 float(at[1].max(initial=0)) - grid.rows)  # fmt: skip
    margin = ceil(min(REACH * bandwidth, beyond + 1)) * parts
    columns, rows = grid.columns * parts + 2 * margin, grid.rows * parts + 2 * margin
    if columns * rows > MOST_STEPS:
        raise ValueError("the bandwidth is too small for so large a grid")
    u, v = (axis * parts + margin - 0.5 for axis in at)
    lattice = _binned(u, v, each, (rows, columns))
    spread = sqrt((bandwidth * parts) ** 2 - 1 / 6)
    across = _smoother(grid.columns, parts, margin, spread)
    along = _smoother(grid.rows, parts, margin, spread)
    return np.asarray(along @ (across @ lattice.T).T) * parts**2


def _binned(u: Floats, v: Floats, each: Floats, shape: tuple[int, int]) -> Floats:
    """The weight of every point shared by the four steps about it, the nearer the more; shape
    (rows, columns). `u`, `v` count steps from the middle of the first."""
    rows, columns = shape
    held = (u >= 0) & (u <= columns - 1) & (v >= 0) & (v <= rows - 1)
    u, v, each = u[held], v[held], each[held]
    column, row = u.astype(np.int64), v.astype(np.int64)
    east, north = (u - column) * each, v - row
    west, at = each - east, row * columns + column
    total = np.zeros((rows + 1) * columns + 1)
    for step, share in (
        (0, west * (1 - north)),
        (1, east * (1 - north)),
        (columns, west * north),
        (columns + 1, east * north),
    ):
        total += np.bincount(at + step, share, minlength=len(total))
    return total[: rows * columns].reshape(rows, columns)


def _smoother(cells: int, parts: int, margin: int, spread: float) -> csr_array:
    """The Gaussian's weight of every step for every cell's middle, along one axis."""
    from scipy.sparse import csr_array

    width = cells * parts + 2 * margin
    half = min(int(REACH * spread), width)
    away = np.arange(-half, half + 1)
    kernel = np.exp(-((away / spread) ** 2) / 2) / (spread * sqrt(2 * pi))
    steps = (margin + np.arange(cells) * parts + parts // 2)[:, None] + away
    there = (steps >= 0) & (steps < width)
    starts = np.concatenate([[0], np.cumsum(there.sum(axis=1))])
    weights = np.broadcast_to(kernel, steps.shape)[there]
    return csr_array((weights, steps[there], starts), shape=(cells, width))


def _quartic(at: tuple[Floats, Floats], each: Floats, grid: Grid, bandwidth: float) -> Floats:
    """Every point gives to the cells whose centres it reaches, one step away at a time."""
    u, v = at
    total = np.zeros(grid.rows * grid.columns)
    column, row = np.floor(u).astype(np.int64), np.floor(v).astype(np.int64)
    reach = ceil(bandwidth) + 1
    if not len(u):
        return total
    ups = max(-reach, -int(row.max())), min(reach, grid.rows - 1 - int(row.min()))
    asides = max(-reach, -int(column.max())), min(reach, grid.columns - 1 - int(column.min()))
    for up in range(ups[0], ups[1] + 1):
        away = (row + up + 0.5 - v) ** 2
        rows = np.flatnonzero((away < bandwidth**2) & (row + up >= 0) & (row + up < grid.rows))
        for aside in range(asides[0], asides[1] + 1):
            to = column[rows] + aside
            left = 1 - ((to + 0.5 - u[rows]) ** 2 + away[rows]) / bandwidth**2
            give = (left > 0) & (to >= 0) & (to < grid.columns)
            cell = (row[rows][give] + up) * grid.columns + to[give]
            total += np.bincount(cell, each[rows][give] * left[give] ** 2, minlength=len(total))
    return total * (3 / (pi * bandwidth**2))
