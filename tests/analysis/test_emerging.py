"""Emerging hot spots: small cases by hand, and the rules of Esri's definitions."""

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from samsyn.analysis.cli import main
from samsyn.analysis.emerging import Trend, _named, emerging_hot_spots, mann_kendall
from samsyn.analysis.gi_star import Weights, gi_star
from samsyn.analysis.grid import SHAPES, Grid, Shape
from samsyn.analysis.verdicts import Refusal

unhurried = settings(deadline=None)  # the first example imports SciPy

series = st.lists(st.integers(0, 6), min_size=4, max_size=15)


@unhurried
@given(x=series)
def test_the_trend_is_that_of_all_pairs_with_ties_taken_out(x: list[int]) -> None:
    n = len(x)
    s = sum(np.sign(b - a) for i, a in enumerate(x) for b in x[i + 1 :])
    ties = [x.count(value) for value in set(x)]
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    found = mann_kendall(np.array(x)[:, None])
    assert found.s[0] == s
    wanted = (s - np.sign(s)) / np.sqrt(variance) if variance else 0
    assert found.z[0] == pytest.approx(wanted, abs=1e-12)
    assert mann_kendall(np.array(x[::-1])[:, None]).z[0] == pytest.approx(-wanted, abs=1e-12)


def test_the_trend_of_a_printed_example() -> None:
    """Gilbert (1987), Statistical Methods for Environmental Pollution Monitoring, ch. 16: ten
    rising values have S = 45 and z = 44/√125."""
    found = mann_kendall(np.arange(10.0)[:, None])
    assert (found.s[0], found.z[0]) == (45, pytest.approx(44 / np.sqrt(125)))


# h hot, c cold, - neither; oldest first; whether z rises (+), falls (−) or neither
@pytest.mark.parametrize(
    ("steps", "trend", "name"),
    [
        ("----------", " ", "none"),
        ("---------h", " ", "new hot"),
        ("---------c", " ", "new cold"),
        ("-------hhh", " ", "consecutive hot"),
        ("-cccc---hh", " ", "consecutive hot"),
        ("hhhhhhhhhh", "+", "intensifying hot"),
        ("-hhhhhhhhh", "+", "intensifying hot"),
        ("hhhhhhhhhh", " ", "persistent hot"),
        ("hhhh-hhhhh", " ", "persistent hot"),
        ("hhhhhhhhhh", "-", "diminishing hot"),
        ("cccccccccc", "-", "intensifying cold"),
        ("cccccccccc", "+", "diminishing cold"),
        ("hh--h---hh", " ", "sporadic hot"),
        ("hhh-----hh", "+", "sporadic hot"),
        ("-h-c--h--h", " ", "oscillating hot"),
        ("-c-h--c--c", " ", "oscillating cold"),
        ("hhhhhhhhh-", " ", "historical hot"),
        ("hhhhhhhhhc", " ", "historical hot"),
        ("ccccccccc-", "-", "historical cold"),
        ("hhhhhhhh--", " ", "none"),
        ("hhh-hh----", "+", "none"),
    ],
)
def test_patterns_by_hand(steps: str, trend: str, name: str) -> None:
    hot, cold = (np.array([[each == kind] for each in steps]) for kind in "hc")
    sign = {"+": 1.0, "-": -1.0, " ": 1.0}[trend]
    it = Trend(np.array([sign]), np.array([sign]), np.array([0.5 if trend == " " else 0.01]))
    assert _named(hot, cold, it, 0.05).tolist() == [name]


@unhurried
@given(shape=st.sampled_from(SHAPES), back=st.integers(0, 3), seed=st.integers(0, 99))
def test_scores_are_those_of_one_large_gi_star(shape: Shape, back: int, seed: int) -> None:
    from scipy.sparse import csr_array

    grid = Grid(shape, 1.0, 0, 0, 4, 3)
    x = np.random.default_rng(seed).poisson(2, (6, 12))
    near = grid.sums(np.eye(12)).T
    steps = np.arange(6)
    in_time = (steps[:, None] >= steps) & (steps[:, None] - steps <= back)
    found = emerging_hot_spots(x, grid, back=back)
    wanted = gi_star(x.ravel(), Weights(csr_array(np.kron(in_time, near))))
    assert found.z.ravel() == pytest.approx(wanted.z, abs=1e-9)
    assert found.q.ravel() == pytest.approx(wanted.q, abs=1e-9)


@unhurried
@given(seed=st.integers(0, 99))
def test_the_order_of_places_changes_nothing(seed: int) -> None:
    from scipy.sparse import csr_array

    rng = np.random.default_rng(seed)
    grid = Grid("square", 1.0, 0, 0, 5, 4)
    x = rng.poisson(rng.gamma(0.5, 4, 20), (8, 20))
    order = rng.permutation(20)
    near = grid.sums(np.eye(20)).T[np.ix_(order, order)]
    one = emerging_hot_spots(x, grid, correction="none")
    other = emerging_hot_spots(x[:, order], Weights(csr_array(near)), correction="none")
    assert other.patterns.tolist() == one.patterns[order].tolist()


def world(steps: int = 12) -> NDArray[np.float64]:
    """A quiet town of 12 × 12 with a dense corner that lasts and one that is new."""
    x = np.random.default_rng(5).poisson(1.0, (steps, 12, 12)).astype(float)
    x[:, :3, :3] += 9
    x[-1, 9:, 9:] += 14
    return x.reshape(steps, 144)


def test_a_lasting_and_a_new_hot_spot_are_told_apart() -> None:
    grid = Grid("square", 1.0, 0, 0, 12, 12)
    found = emerging_hot_spots(world(), grid)
    assert found.patterns[13].split()[0] in {"persistent", "intensifying", "diminishing"}
    assert found.patterns[130] == "new hot"
    assert found.hot.shape == found.q.shape == (12, 144)


def test_too_few_steps_places_or_differences() -> None:
    grid = Grid("square", 1.0, 0, 0, 12, 12)
    for few in (world()[:3], np.ones((12, 144)), np.zeros((12, 144))):
        with pytest.raises(Refusal):
            emerging_hot_spots(few, grid)
    with pytest.raises(ValueError, match="finite"):
        emerging_hot_spots(np.full((12, 144), np.nan), grid)


def write(file: Path, counts: NDArray[np.float64]) -> None:
    start, rows = date(2023, 1, 1), ["x;y;dag"]
    for step, place in np.argwhere(counts > 0):
        day = start + timedelta(days=int(step) * 31)
        one = f"{place % 12 * 100 + 50};{place // 12 * 100 + 50};{day}"
        rows += [one] * int(counts[step, place])
    file.write_text("\n".join(rows))


def test_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rows.csv"
    write(file, world())
    base = ["emerging", str(file), "--x", "x", "--y", "y", "--time", "dag", "--crs", "none"]
    assert main([*base, "--cell", "100", "--step", "31", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    found = emerging_hot_spots(world(), Grid("square", 100.0, 0, 0, 12, 12))
    assert [row["pattern"] for row in answer["result"]] == found.patterns.tolist()
    assert answer["parameters"]["steps"] == 12
    assert main([*base, "--cell", "100"]) == 0
    assert "ny tät" in capsys.readouterr().out
    for bad in (["--step", "år"], ["--step", "-2"], ["--back", "-1"], ["--step", "0.0001"]):
        assert main([*base, *bad]) == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_a_date_in_the_future_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "rows.csv"
    write(file, world())
    base = ["emerging", str(file), "--x", "x", "--y", "y", "--time", "dag", "--crs", "none"]
    assert main([*base, "--now", "2023-06-01"]) == 2
    assert "framtiden" in capsys.readouterr().err
