"""Squares and hexagons over points."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.analysis.grid import SHAPES, Grid, Shape, TooManyCells, grid_over

shapes = st.sampled_from(SHAPES)
metres = st.floats(-5e3, 5e3)
points = st.lists(st.tuples(metres, metres), min_size=1, max_size=30)


@given(at=points, shape=shapes, cell=st.floats(50, 900))
def test_every_point_lies_in_the_cell_whose_centre_is_nearest(
    at: list[tuple[float, float]], shape: Shape, cell: float
) -> None:
    x, y = np.array(at).T
    grid = grid_over(x, y, cell, shape)
    east, north = grid.centres()
    found = grid.find(x, y)
    assert (found >= 0).all()
    away = np.abs(x[:, None] - east), np.abs(y[:, None] - north)
    far = np.maximum(*away) if shape == "square" else np.hypot(*away)
    assert far[np.arange(len(x)), found] == pytest.approx(far.min(axis=1), abs=1e-5 * cell)


@given(at=points, shape=shapes, seed=st.integers(0, 99))
def test_counts_are_all_the_points_in_whatever_order(
    at: list[tuple[float, float]], shape: Shape, seed: int
) -> None:
    x, y = np.array(at).T
    grid = grid_over(x, y, 300, shape)
    order = np.random.default_rng(seed).permutation(len(x))
    assert grid.count(x, y).sum() == len(x)
    assert np.array_equal(grid.count(x, y), grid.count(x[order], y[order]))
    assert grid_over(x[order], y[order], 300, shape) == grid


@given(shape=shapes, columns=st.integers(1, 9), rows=st.integers(1, 9), first=st.integers(-3, 3))
def test_the_neighbours_are_the_cells_that_touch(
    shape: Shape, columns: int, rows: int, first: int
) -> None:
    grid = Grid(shape, 10.0, first, first, columns, rows)
    x, y = grid.centres()
    away = np.hypot(x[:, None] - x, y[:, None] - y)
    touch = away < (15 if shape == "square" else 11)
    assert np.array_equal(grid.sums(np.eye(len(grid))) > 0, touch)
    assert np.array_equal(grid.weight, touch.sum(axis=0))


def test_the_same_cells_come_back_when_points_are_added() -> None:
    small = grid_over([130.0, 700.0], [130.0, 700.0], 250)
    large = grid_over([130.0, 700.0, -900.0], [130.0, 700.0, 4_000.0], 250)
    ours, theirs = (set(zip(*grid.centres(), strict=True)) for grid in (small, large))
    assert ours <= theirs


def test_multiples_of_a_cell_that_floats_cannot_hold_stay_apart() -> None:
    x = np.arange(40) * 0.1
    grid = grid_over(x, np.zeros(40), 0.1)
    assert np.array_equal(grid.find(x, np.zeros(40)), np.arange(40))


@pytest.mark.parametrize("shape", SHAPES)
def test_cells_outside_count_neither_as_neighbours_nor_at_all(shape: Shape) -> None:
    grid = Grid(shape, 10.0, 0, 0, 5, 4)
    inside = np.arange(20) % 3 > 0
    kept = grid.within(inside)
    values = np.arange(20.0)
    assert len(kept) == inside.sum() == len(kept.centres()[0])
    assert np.array_equal(kept.sums(values[inside]), grid.sums(values * inside)[inside])
    assert (
        kept.find(*grid.centres()).tolist() == np.where(inside, np.cumsum(inside) - 1, -1).tolist()
    )
    assert kept.within(np.arange(len(kept)) > 0).inside.sum() == len(kept) - 1  # type: ignore[union-attr]


@pytest.mark.parametrize("shape", SHAPES)
def test_outlines_fill_the_plane_without_overlap(shape: Shape) -> None:
    shapely = pytest.importorskip("shapely")
    grid = Grid(shape, 10.0, 0, 0, 6, 6)
    outlines = [shapely.Polygon(corners) for corners in grid.corners()]
    assert sum(each.area for each in outlines) == pytest.approx(36 * grid.area())
    assert shapely.union_all(outlines).area == pytest.approx(36 * grid.area())


def test_what_cannot_be_laid_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        grid_over([], [], 250)
    for bad in (np.nan, np.inf):
        with pytest.raises(ValueError, match="finite"):
            grid_over([bad], [0.0], 250)
    for cell in (0.0, -1.0, np.nan):
        with pytest.raises(ValueError, match="wider"):
            grid_over([0.0], [0.0], cell)
    for far, cell in ((1e7, 100), (1e300, 100), (1e300, 1e-300)):
        with pytest.raises(TooManyCells):
            grid_over([0.0, far], [0.0, far], cell)
