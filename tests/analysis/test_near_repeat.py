"""Near repeats: the table of Knox, its exact moments and its p."""

import csv
import json
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, nbinom, poisson

from samsyn.analysis.cli import main
from samsyn.analysis.close_pairs import close_pairs
from samsyn.analysis.near_repeat import near_repeat, upper_tail
from samsyn.analysis.verdicts import Refusal
from tests.analysis.shared import shared

SPACE, TIME = (0.001, 3.0, 6.0), (2.0, 5.0)
EVENTS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 12)), min_size=4, max_size=25
).filter(lambda e: len({x[:2] for x in e}) > 1 and len({x[2] for x in e}) > 1)


def arson():
    rows = list(csv.reader(shared("nearrepeat/chicago_arson.csv").open()))
    where = np.array([[float(x), float(y)] for x, y, _ in rows])
    return where, np.array([day for *_, day in rows], "datetime64[D]")


def table(events, space=SPACE, time=TIME, **options):
    values = np.array(events, float)
    return near_repeat(values[:, :2], values[:, 2], space_limits=space, time_limits=time, **options)


def test_the_table_of_the_near_repeat_calculator():
    """Its »0 to 1 days« is day 0, »2 to 2« day 1 and »3 to 3« day 2, as its own counts show."""
    where, when = arson()
    lines = shared("nearrepeat/chicago_arson_NRverbose_2019-09-23_145637.csv").read_text()
    after = lines.split("Observed frequencies distribution")[1].splitlines()[3:7]
    told = [[int(cell or 0) for cell in row.split(",")[2:5]] for row in after]
    found = near_repeat(
        where, when, space_limits=(0.001, 200, 400, 600), time_limits=(1, 2, 3), metric="manhattan"
    )
    assert found.observed.tolist() == told


def test_the_table_with_bands_of_two_to_four_days():
    found = near_repeat(
        *arson(), space_limits=(0.001, 200, 400, 600), time_limits=(2, 3, 4), metric="manhattan"
    )
    assert found.observed.tolist() == [[2, 0, 1], [10, 1, 0], [4, 0, 1], [6, 0, 3]]
    assert found.verdict.kind == "signal"


def test_p_agrees_with_shuffling():
    options = {"space_limits": (0.001, 200, 400, 600), "time_limits": (2, 8, 15)}
    exact = near_repeat(*arson(), **options)
    dealt = near_repeat(*arson(), **options, permutations=999, seed=3)
    assert np.abs(exact.p - dealt.p).max() < 0.05
    assert np.array_equal(exact.expected, dealt.expected)


def test_mean_and_variance_are_those_of_all_orders():
    rng = np.random.default_rng(1)
    where, when = rng.random((6, 2)), rng.integers(0, 6, 6).astype(float)
    limits = {"space_limits": (0.2, 0.5, 0.8), "time_limits": (1, 3)}
    found = near_repeat(where, when, **limits)
    every = [near_repeat(where, np.array(order), **limits).observed for order in permutations(when)]
    assert np.allclose(found.expected, np.mean(every, axis=0), atol=1e-12)
    assert np.allclose(found.variance, np.var(every, axis=0), atol=1e-12)


def test_limits_are_not_in_their_band():
    events = [(0, 0, 0), (0, 0, 1), (0, 3, 1), (0, 20, 3)]
    found = table(events)
    assert found.observed.tolist() == [[1, 0], [0, 0], [2, 0]]


def test_manhattan_goes_around_corners():
    events = [(0, 0, 0), (3, 4, 0), (50, 50, 9), (90, 90, 20)]
    assert table(events, (5.5,), (1,)).observed.tolist() == [[1]]
    assert table(events, (5.5,), (1,), metric="manhattan").observed.tolist() == [[0]]


def test_tails_are_those_of_the_three_laws():
    assert np.isclose(upper_tail(3, 2.0, 3.0), nbinom.sf(2, 4, 2 / 3))
    assert np.isclose(upper_tail(3, 2.0, 2.0), poisson.sf(2, 2))
    assert np.isclose(upper_tail(3, 2.0, 1.0), binom.sf(2, 4, 0.5))
    assert upper_tail(0, 2.0, 3.0) == 1
    assert upper_tail(2, 2.0, 0.0) == 1


@given(EVENTS)
def test_pairs_are_all_pairs(events):
    points = np.array(events, float)[:, :2]
    for metric, order in (("euclidean", 2), ("manhattan", 1)):
        found = {
            frozenset((int(i), int(j)))
            for a, b, _ in close_pairs(points, 3.5, metric)
            for i, j in zip(a, b, strict=True)
        }
        apart = np.linalg.norm(points[:, None] - points[None], ord=order, axis=2)
        i, j = np.nonzero(np.triu(apart < 3.5, 1))
        assert found == {frozenset(pair) for pair in zip(i.tolist(), j.tolist(), strict=True)}


@given(EVENTS, st.randoms())
def test_order_and_origin_do_not_matter(events, random):
    found = table(events)
    mixed = random.sample(events, len(events))
    moved = [(x + 1024, y - 512, t + 731) for x, y, t in mixed]
    again = table(moved)
    assert np.array_equal(found.observed, again.observed)
    assert np.allclose(found.p, again.p)


@given(EVENTS)
def test_bands_add_up_to_all_pairs(events):
    found = table(events, (0.001, 3, 100), (2, 5, 100))
    n = len(events)
    assert found.observed.sum() == n * (n - 1) // 2
    assert np.isclose(found.expected.sum(), n * (n - 1) / 2)
    assert ((found.p >= 0) & (found.p <= 1)).all()


@given(EVENTS)
def test_the_more_pairs_the_smaller_p(events):
    found = table(events)
    assert (upper_tail(found.observed + 1, found.expected, found.variance) <= found.p + 1e-12).all()


@pytest.mark.parametrize(
    "events",
    [
        [(0, 0, 1)],
        [(0, 0, 1), (1, 1, 2)],
        [(5, 5, t) for t in range(9)],
        [(x, 5, 7) for x in range(9)],
    ],
)
def test_too_little_is_refused(events):
    with pytest.raises(Refusal):
        table(events)


def test_nothing_is_refused():
    with pytest.raises(Refusal):
        near_repeat([], [], space_limits=SPACE, time_limits=TIME)


@pytest.mark.parametrize("bad", [(0, 1), (2, 1), (1, 1), (), (1, np.nan)])
def test_limits_grow(bad):
    with pytest.raises(ValueError, match="limits"):
        table([(0, 0, 1), (1, 1, 2), (2, 2, 3), (3, 3, 4)], space=bad)


def test_what_is_missing_is_no_number():
    with pytest.raises(ValueError, match="missing"):
        table([(0, 0, 1), (1, np.nan, 2), (2, 2, 3), (3, 3, 4)])


class TestCommand:
    """`samsyn analyse repeats`."""

    def file(self, tmp_path: Path, rows: list[str], head: str = "east,north,date") -> str:
        path = tmp_path / "burglaries.csv"
        path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        return str(path)

    def run(self, capsys, *arguments: str) -> tuple[int, str, str]:
        code = main(["repeats", *arguments])
        out = capsys.readouterr()
        return code, out.out, out.err

    def columns(self) -> list[str]:
        return ["--x", "east", "--y", "north", "--time", "date", "--crs", "none"]

    def test_the_answer(self, tmp_path, capsys):
        rows = [f"{k % 7},{k % 5},2024-01-{k % 28 + 1:02}" for k in range(40)]
        bands = ["--space", "0.001,2,4", "--time-bands", "3,8", "--json"]
        code, out, _ = self.run(capsys, self.file(tmp_path, rows), *self.columns(), *bands)
        result = json.loads(out)["result"]
        assert code == 0
        assert {"observed", "expected", "ratio", "p"} <= set(result)
        assert all(np.shape(matrix) == (3, 2) for matrix in result.values())

    def test_plain_numbers_are_days(self, tmp_path, capsys):
        rows = [f"{k % 7},{k % 5},{k % 28}" for k in range(40)]
        dates = [f"{k % 7},{k % 5},2024-01-{k % 28 + 1:02}" for k in range(40)]
        answers = []
        for each in (rows, dates):
            _, out, _ = self.run(capsys, self.file(tmp_path, each), *self.columns(), "--json")
            answers.append(json.loads(out)["result"])
        assert answers[0] == answers[1]

    def test_one_row_is_refused(self, tmp_path, capsys):
        code, _, err = self.run(capsys, self.file(tmp_path, ["1,2,2024-01-01"]), *self.columns())
        assert code == 1
        assert err.count("\n") == 1

    @pytest.mark.parametrize(
        ("rows", "says"),
        [
            ([], "inga rader"),
            (["1,2,2024-01-01", "1,x,2024-01-02"], "north"),
            (["1,2,2024-01-01", "1,3,2991-01-02"], "framtiden"),
        ],
    )
    def test_bad_files_are_told_in_one_line(self, tmp_path, capsys, rows, says):
        code, out, err = self.run(capsys, self.file(tmp_path, rows), *self.columns())
        assert (code, out) == (2, "")
        assert says in err
        assert err.count("\n") == 1

    def test_bad_limits_are_told_in_one_line(self, tmp_path, capsys):
        path = self.file(tmp_path, ["1,2,2024-01-01"])
        code, _, err = self.run(capsys, path, *self.columns(), "--space", "5,3")
        assert code == 2
        assert "--space" in err
