"""Gi and Gi*, and the exact law of all shuffles."""

import csv
import gzip
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from samsyn.analysis import permutation
from samsyn.analysis.gi_star import gi, gi_star, neighbours_from, neighbours_within, normal
from samsyn.analysis.grid import SHAPES, Grid, Shape, grid_over
from samsyn.analysis.permutation import lattice, tails, upper_tails
from samsyn.analysis.verdicts import Refusal
from tests.analysis.shared import shared

unhurried = settings(deadline=None)  # the first example imports SciPy

Floats = NDArray[np.float64]
counts = st.lists(st.integers(0, 12), min_size=20, max_size=20).filter(lambda x: len(set(x)) > 1)


def numbers(path: str) -> dict[str, Floats]:
    file = shared(path)
    with gzip.open(file, "rt") if file.suffix == ".gz" else file.open() as text:
        rows = list(csv.DictReader(text))
    return {key: np.array([float(row[key]) for row in rows]) for key in rows[0]}


@pytest.mark.parametrize("d", [30, 60, 90, 120])
def test_getis_and_ord_1996_as_spdep_computes_it(d: int) -> None:
    it = numbers("reference/getisord_spdep_localG.csv")
    star = gi_star(it["val"], neighbours_within(it["x"], it["y"], d))
    without = gi(it["val"], neighbours_within(it["x"], it["y"], d, star=False))
    assert star.z == pytest.approx(it[f"Gstar_{d}"], abs=1e-9)
    assert without.z == pytest.approx(it[f"G_{d}"], abs=1e-9)


def test_robberies_in_memphis_as_spdep_computes_it() -> None:
    it = numbers("sfhotspot/memphis_500m_gistar_spdep.csv.gz")
    many = it["n"].astype(int)
    x, y = np.repeat(it["cx"], many), np.repeat(it["cy"], many)
    grid = grid_over(it["cx"], it["cy"], 500)
    at = grid.find(it["cx"], it["cy"])
    n = grid.count(x, y)
    assert np.array_equal(n[at], it["n"])
    assert gi_star(n, grid).z[at] == pytest.approx(it["gistar_spdep"], abs=1e-9)


def plainly(x: Floats, near: Floats) -> Floats:
    """The formula, place by place."""
    n, mean, s = len(x), x.mean(), x.std()
    return np.array(
        [
            (w @ x - mean * w.sum()) / (s * np.sqrt((n * (w**2).sum() - w.sum() ** 2) / (n - 1)))
            for w in near
        ]
    )


@unhurried
@given(x=counts, shape=st.sampled_from(SHAPES))
def test_a_grid_gives_what_the_formula_gives(x: list[int], shape: Shape) -> None:
    grid = Grid(shape, 1.0, 0, 0, 5, 4)
    near = grid.sums(np.eye(20)).T
    found = gi_star(x, grid)
    assert found.z == pytest.approx(plainly(np.array(x, float), near), abs=1e-9)
    pairs = np.argwhere(np.triu(near, 1))
    assert gi_star(x, neighbours_from(pairs, 20)).z == pytest.approx(found.z, abs=1e-12)


def every_way(x: Floats, near: Floats, own: bool) -> tuple[Floats, Floats]:
    """Both tails by trying all choices of neighbours among the other places."""
    at_least, at_most = np.empty(len(x)), np.empty(len(x))
    for i, row in enumerate(near):
        others = np.delete(np.arange(len(x)), i)
        seen = row @ x - own * x[i]
        picks = combinations(others, int(row.sum()) - own)
        sums = np.array([x[list(pick)].sum() for pick in picks])
        at_least[i] = np.mean(sums >= seen - 1e-9)
        at_most[i] = np.mean(sums <= seen + 1e-9)
    return at_least, at_most


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("growth", [permutation.GROWTH, 0.0])
@pytest.mark.parametrize(
    "values",
    [
        [0, 0, 3, 1, 7, 2, 0, 0, 1, 4, 0, 9],
        [0.5, 1.25, 3.0, -2.5, 0, 0, 0.75, 1, 1, 1, 2, 2],
    ],
)
def test_p_is_the_share_of_all_shuffles(
    values: list[float], growth: float, own: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(permutation, "GROWTH", growth)
    x = np.array(values, float)
    grid = Grid("square", 1.0, 0, 0, 4, 3)
    pairs = np.argwhere(np.triu(grid.sums(np.eye(12)), 1))
    near = neighbours_from(pairs, 12, star=own)
    wanted = every_way(x, near.matrix.toarray(), own)
    assert tails(x, near, own=own)[0] == pytest.approx(wanted[0], abs=1e-9)
    assert tails(x, near, own=own)[1] == pytest.approx(wanted[1], abs=1e-9)


@pytest.mark.parametrize("growth", [permutation.GROWTH, 0.0])
def test_p_of_rounded_values_is_never_too_small(
    growth: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tenths, one of them told to ten decimals: sums that tie must still tie when rounded."""
    monkeypatch.setattr(permutation, "GROWTH", growth)
    monkeypatch.setattr(permutation, "LONGEST", 1 << 14)
    x = np.array([0.1234567891, 2.2, 3.7, 9.1, 0.3, 5.5, 1.7, 4.1, 8.8, 2.9, 6.6, 7.3])
    grid = Grid("square", 1.0, 0, 0, 4, 3)
    wanted = every_way(x, grid.sums(np.eye(12)), True)
    for found, true in zip(tails(x, grid, own=True), wanted, strict=True):
        assert np.all(found >= true - 1e-9)
        assert found == pytest.approx(true, abs=0.02)


@unhurried
@given(x=counts)
def test_the_two_ways_to_the_law_agree(x: list[int]) -> None:
    steps, rounded = lattice(np.array(x, float), 8)
    assert not rounded
    quick = upper_tails(steps, 8)
    slow = permutation._law_by_adding(steps, 8)
    summed = np.cumsum(slow[:, ::-1], axis=1)[:, ::-1]
    assert quick[:, : summed.shape[1]] == pytest.approx(summed, abs=1e-9)
    assert np.all(np.diff(quick, axis=1) <= 1e-9)


def test_shuffling_at_random_comes_to_the_same() -> None:
    rng = np.random.default_rng(4)
    grid = Grid("hex", 1.0, 0, 0, 12, 12)
    x = rng.poisson(rng.gamma(0.7, 2, 144)).astype(float)
    near = grid.sums(np.eye(144)).T.astype(bool)
    exact = tails(x, grid, own=True)[0]
    for i in (0, 13, 70, 143):
        others = np.delete(x, i)
        k = near[i].sum() - 1
        drawn = np.array([rng.permutation(others)[:k].sum() for _ in range(4_000)])
        assert exact[i] == pytest.approx(np.mean(drawn >= near[i] @ x - x[i]), abs=0.035)


@unhurried
@given(x=counts, shift=st.integers(-9, 9), times=st.sampled_from([1, 2, 10]))
def test_another_unit_changes_nothing(x: list[int], shift: int, times: int) -> None:
    grid = Grid("square", 1.0, 0, 0, 5, 4)
    one = gi_star(x, grid, permutation=True)
    other = gi_star(np.array(x) * times + shift, grid, permutation=True)
    assert other.z == pytest.approx(one.z, abs=1e-9)
    assert other.p == pytest.approx(one.p, abs=1e-9)


@unhurried
@given(x=counts, seed=st.integers(0, 99))
def test_the_order_of_areas_changes_nothing(x: list[int], seed: int) -> None:
    order = np.random.default_rng(seed).permutation(20)
    back = np.argsort(order)
    pairs = np.argwhere(np.triu(Grid("hex", 1.0, 0, 0, 5, 4).sums(np.eye(20)), 1))
    one = gi_star(x, neighbours_from(pairs, 20), permutation=True)
    other = gi_star(np.array(x)[order], neighbours_from(back[pairs], 20), permutation=True)
    assert other.z == pytest.approx(one.z[order], abs=1e-9)
    assert other.q == pytest.approx(one.q[order], abs=1e-9)


@unhurried
@given(x=st.lists(st.integers(0, 3), min_size=42, max_size=42).filter(lambda x: len(set(x)) > 1))
def test_of_places_alike_the_one_with_more_around_it_has_the_smaller_p(x: list[int]) -> None:
    grid = Grid("square", 1.0, 0, 0, 7, 6)
    found = gi_star(x, grid, permutation=True, alternative="greater")
    assert np.all(np.diff(normal(np.sort(found.z), "greater")) <= 0)
    for own in set(x):
        alike = (grid.weight == 9) & (np.array(x) == own)
        order = np.argsort(found.z[alike])
        assert np.all(np.diff(found.p[alike][order]) <= 1e-9)


def test_without_places_that_differ_there_is_no_answer() -> None:
    grid = Grid("square", 1.0, 0, 0, 3, 3)
    with pytest.raises(Refusal, match="samma värde"):
        gi_star(np.full(9, 4.0), grid)
    with pytest.raises(Refusal, match="minst 3"):
        gi_star([1.0, 2.0], Grid("square", 1.0, 0, 0, 2, 1))
    with pytest.raises(ValueError, match="finite"):
        gi_star([*range(8), np.nan], grid)


def test_a_place_that_neighbours_all_has_no_score() -> None:
    found = gi_star(np.arange(9.0), Grid("square", 1.0, 0, 0, 3, 3), permutation=True)
    assert np.isnan(found.z[4]) and np.isnan(found.p[4]) and np.isnan(found.q[4])
    assert np.isfinite(np.delete(found.z, 4)).all()


def test_weights_other_than_0_and_1_have_no_exact_p() -> None:
    near = neighbours_from([[0, 1], [1, 2]], 4)
    near.matrix.data[:] = 0.5
    assert np.isfinite(gi_star([1, 2, 3, 9], near).z).all()
    with pytest.raises(ValueError, match="0 or 1"):
        gi_star([1, 2, 3, 9], near, permutation=True)
