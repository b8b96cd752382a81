"""Kernel density against the sum it stands for."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from samsyn.analysis.cli import main
from samsyn.analysis.density import Kernel, density
from samsyn.analysis.grid import Grid, grid_over

unhurried = settings(deadline=None)  # the first example imports SciPy

Floats = NDArray[np.float64]
kernels = st.sampled_from(["gaussian", "quartic"])
GRID = Grid("square", 100.0, -3, 5, 24, 18)


def drawn(many: int, seed: int) -> tuple[Floats, Floats]:
    """Points in and about the grid, in two crowds and at random."""
    rng = np.random.default_rng(seed)
    crowds = rng.normal([[500, 1_000], [1_400, 1_700]][seed % 2], 150, (many // 2, 2))
    x, y = np.concatenate([crowds, rng.uniform(-600, 3_000, (many - many // 2, 2))]).T
    return x, y


def by_definition(x: Floats, y: Floats, grid: Grid, h: float, kernel: Kernel) -> Floats:
    east, north = grid.centres()
    far = ((east[:, None] - x) ** 2 + (north[:, None] - y) ** 2) / h**2
    if kernel == "gaussian":
        return np.asarray(np.exp(-far / 2).sum(axis=1) / (2 * np.pi * h**2) * 1e6)
    return np.asarray((3 / (np.pi * h**2) * np.maximum(1 - far, 0) ** 2).sum(axis=1) * 1e6)


@unhurried
@given(h=st.floats(40, 900), seed=st.integers(0, 50))
def test_the_quartic_is_exact(h: float, seed: int) -> None:
    x, y = drawn(120, seed)
    wanted = by_definition(x, y, GRID, h, "quartic")
    assert density(x, y, GRID, h, kernel="quartic") == pytest.approx(wanted, rel=1e-9, abs=1e-9)


@unhurried
@given(h=st.floats(40, 900), seed=st.integers(0, 50), many=st.sampled_from([1, 3, 120]))
def test_the_gaussian_errs_less_than_two_thousandths_of_the_top(
    h: float, seed: int, many: int
) -> None:
    x, y = drawn(many, seed)
    wanted = by_definition(x, y, GRID, h, "gaussian")
    top = max(wanted.max(), 1e6 / (2 * np.pi * h**2))
    assert density(x, y, GRID, h) == pytest.approx(wanted, abs=0.002 * top)


@unhurried
@given(kernel=kernels, h=st.floats(150, 400), seed=st.integers(0, 50))
def test_all_of_every_event_is_on_a_map_wide_enough(kernel: Kernel, h: float, seed: int) -> None:
    x, y = np.random.default_rng(seed).uniform(5_000, 7_000, (2, 40))
    wide = Grid("square", 100.0, 0, 0, 120, 120)
    found = density(x, y, wide, h, kernel=kernel)
    assert found.sum() * wide.area() / 1e6 == pytest.approx(40, rel=0.02)
    assert found.min() >= 0


@unhurried
@given(kernel=kernels, seed=st.integers(0, 50))
def test_order_and_whole_cells_moved_change_nothing(kernel: Kernel, seed: int) -> None:
    x, y = drawn(60, seed)
    order = np.random.default_rng(seed).permutation(60)
    one = density(x, y, GRID, 250, kernel=kernel)
    away = Grid("square", 100.0, 40, -20, 24, 18)
    moved = density(x[order] + 4_300, y[order] - 2_500, away, 250, kernel=kernel)
    assert moved == pytest.approx(one, rel=1e-6, abs=1e-6 * one.max())
    twice = density(x, y, GRID, 250, kernel=kernel, weights=np.full(60, 2.0))
    assert twice == pytest.approx(2 * one)


def test_only_cells_inside_are_told() -> None:
    x, y = drawn(60, 1)
    inside = np.arange(len(GRID)) % 2 == 0
    assert np.array_equal(density(x, y, GRID.within(inside), 250), density(x, y, GRID, 250)[inside])


@pytest.mark.parametrize("kernel", ["gaussian", "quartic"])
def test_a_bandwidth_wider_than_the_map(kernel: Kernel) -> None:
    x, y = drawn(60, 1)
    wanted = by_definition(x, y, GRID, 20_000, kernel)
    assert density(x, y, GRID, 20_000, kernel=kernel) == pytest.approx(wanted, rel=1e-4)


def test_what_has_no_density() -> None:
    with pytest.raises(ValueError, match="squares"):
        density([1.0], [1.0], Grid("hex", 10.0, 0, 0, 3, 3), 100)
    for h in (0.0, -5.0, np.nan):
        with pytest.raises(ValueError, match="wider"):
            density([1.0], [1.0], GRID, h)
    with pytest.raises(ValueError, match="finite"):
        density([np.nan], [1.0], GRID, 100)
    with pytest.raises(ValueError, match="too small"):
        density([0.0, 1e6], [0.0, 1e6], grid_over([0.0, 1e6], [0.0, 1e6], 1_000), 20)


def test_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    x, y = drawn(80, 1)
    rows = "\n".join(f"{a};{b}" for a, b in zip(x, y, strict=True))
    (tmp_path / "rows.csv").write_text("x;y\n" + rows)
    arguments = ["density", str(tmp_path / "rows.csv"), "--x", "x", "--y", "y", "--crs", "none"]
    assert main([*arguments, "--cell", "100", "--kernel", "quartic", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    found = np.array([[row["x"], row["y"], row["density"]] for row in answer["result"]])
    grid = grid_over(x, y, 100)
    assert found[:, 2] == pytest.approx(by_definition(x, y, grid, 300, "quartic"))
    assert main([*arguments, "--cell", "0.001"]) == 2
    assert "Rutnätet" in capsys.readouterr().err
    (tmp_path / "rows.csv").write_text("x;y\n1;1\n")
    assert main([*arguments, "--json"]) == 1
