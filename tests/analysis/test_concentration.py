"""Lorenz, Gini and the generalised Gini."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samsyn.analysis.cli import main
from samsyn.analysis.concentration import concentration
from samsyn.analysis.verdicts import Refusal

unhurried = settings(deadline=None)  # the first example imports SciPy

counts = st.lists(st.integers(0, 40), min_size=2, max_size=40).filter(lambda x: sum(x) >= 5)


@unhurried
@given(x=counts)
def test_gini_is_the_mean_difference_by_twice_the_mean(x: list[int]) -> None:
    values = np.array(x, float)
    differences = np.abs(values[:, None] - values).mean()
    assert concentration(x).gini == pytest.approx(differences / (2 * values.mean()), abs=1e-12)


@unhurried
@given(x=counts, seed=st.integers(0, 99), empty=st.integers(0, 30))
def test_neither_order_nor_how_empty_places_are_told_matters(
    x: list[int], seed: int, empty: int
) -> None:
    mixed = np.random.default_rng(seed).permutation([*x, *[0] * empty])
    one, other = concentration(x, places=len(x) + empty), concentration(mixed)
    assert one.gini == pytest.approx(other.gini, abs=1e-12)
    assert one.generalised_gini == pytest.approx(other.generalised_gini, abs=1e-12)
    assert one.low == pytest.approx(other.low, abs=1e-9)
    assert one.p == pytest.approx(other.p, rel=1e-9, abs=1e-300)
    assert one.share_holding(0.25) == other.share_holding(0.25)
    assert one.share_holding(0.5) == other.share_holding(0.5)


@unhurried
@given(x=counts, empty=st.integers(0, 500))
def test_the_generalised_gini_goes_from_0_to_1(x: list[int], empty: int) -> None:
    """Bernasco & Steenbeek (2017): 0 when spread as widely as can be, 1 − 1/c in one place."""
    n, c = len(x) + empty, sum(x)
    assert -1e-9 <= concentration(x, places=n).generalised_gini <= 1
    wide = np.bincount(np.arange(c) % n, minlength=n)
    spread = concentration(wide)
    assert spread.generalised_gini == pytest.approx(spread.gini if c >= n else 0, abs=1e-9)
    one = concentration([c], places=n)
    assert one.generalised_gini == pytest.approx(1 - 1 / min(c, n), abs=1e-9)


def test_worked_by_hand() -> None:
    found = concentration([0, 0, 0, 4, 6])
    assert found.gini == pytest.approx(0.64)
    assert found.lorenz == pytest.approx(
        np.array([[0, 0], [0.2, 0], [0.4, 0], [0.6, 0], [0.8, 0.4], [1, 1]])
    )
    assert found.share_holding(0.25) == 0.2
    assert found.share_holding(0.6) == 0.2
    assert found.share_holding(0.61) == 0.4
    # two crimes in one place, three in another, among ten: max(1/5, 1/10)(2·(9·.4+10·.6)−11)−2+1
    assert concentration([2, 3], places=10).generalised_gini == pytest.approx(0.2 * 8.2 - 1)


@unhurried
@given(x=counts)
def test_the_curve_rises_under_the_diagonal_and_its_area_is_the_gini(x: list[int]) -> None:
    found = concentration(x)
    share, held = found.lorenz.T
    assert np.all(np.diff(share) > 0) and np.all(np.diff(held) >= 0)
    assert np.all(held <= share + 1e-12)
    assert 1 - 2 * np.trapezoid(held, share) == pytest.approx(found.gini, abs=1e-9)


def test_a_long_curve_keeps_only_its_corners() -> None:
    x = np.repeat([0, 1, 5], [3_000, 2_000, 500])
    found = concentration(x)
    assert len(found.lorenz) == 4
    assert 1 - 2 * np.trapezoid(*found.lorenz.T[::-1]) == pytest.approx(found.gini, abs=1e-12)


def test_the_jackknife_is_that_of_leaving_each_place_out() -> None:
    x = np.random.default_rng(2).poisson(1.3, 60)
    each = np.array([concentration(np.delete(x, i)).gini for i in range(60)])
    error = np.sqrt(59 / 60 * np.sum((each - each.mean()) ** 2))
    found = concentration(x)
    assert found.high - found.gini == pytest.approx(1.96 * error, rel=1e-9)
    bare = concentration(x[x > 0], places=60)
    assert bare.low == pytest.approx(found.low, rel=1e-9)


def test_chance_is_what_chance_gives() -> None:
    rng = np.random.default_rng(3)
    drawn = [rng.multinomial(300, np.full(200, 1 / 200)) for _ in range(400)]
    found = [concentration(x) for x in drawn]
    assert np.mean([each.gini for each in found]) == pytest.approx(found[0].chance, abs=0.004)
    assert np.mean([each.p <= 0.05 for each in found]) == pytest.approx(0.05, abs=0.03)


def test_too_little_or_no_counts() -> None:
    for too_few in ([], [7], [1, 2]):
        with pytest.raises(Refusal):
            concentration(too_few)
    for bad in ([1, -1], [np.nan, 9], [np.inf, 9]):
        with pytest.raises(ValueError, match="counts"):
            concentration(bad)
    with pytest.raises(ValueError, match="fewer"):
        concentration([5, 5, 5], places=2)


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert main(["concentration", *arguments, "--json"]) == 0
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = ["gata;x;y"] + [f"Storgatan;{i % 3};0" for i in range(8)] + ["Lillgatan;500;500"] * 2
    (tmp_path / "rows.csv").write_text("\n".join(rows), "utf-8")
    return tmp_path / "rows.csv"


def test_named_places_on_the_command_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = call(capsys, str(file), "--place", "gata", "--of", "20")
    assert list(answer["result"])[:5] == [  # type: ignore[call-overload]
        "gini",
        "generalised_gini",
        "share_holding_25",
        "share_holding_50",
        "lorenz",
    ]
    expected = concentration([8, 2], places=20)
    assert answer["result"]["gini"] == pytest.approx(expected.gini)  # type: ignore[index]
    assert answer["result"]["share_holding_50"] == 0.05  # type: ignore[index]
    assert answer["verdict"]["kind"] == "signal"  # type: ignore[index]


def test_cells_on_the_command_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = call(capsys, str(file), "--x", "x", "--y", "y", "--cell", "100", "--crs", "none")
    assert answer["parameters"]["places"] == 36  # type: ignore[index]
    assert answer["result"]["lorenz"][-1] == [1, 1]  # type: ignore[index]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "--place"),
        (["--place", "gata", "--x", "x", "--y", "y"], "två gånger"),
        (["--place", "väg"], "väg"),
        (["--place", "gata", "--of", "1"], "färre"),
        (["--x", "x", "--y", "y", "--crs", "none", "--cell", "0.00001"], "Rutnätet"),
        (["--x", "gata", "--y", "y", "--crs", "none"], "Rad 2, kolumnen »gata«"),
        (["--place", "gata", "--count", "gata"], "Rad 2"),
    ],
)
def test_bad_input_is_one_line(
    file: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(["concentration", str(file), *arguments]) == 2
    said = capsys.readouterr().err
    assert words in said and said.count("\n") == 1
