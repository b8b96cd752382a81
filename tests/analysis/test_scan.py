"""Scan statistics: published values, every window tried by hand, and what must not matter."""

import math
from datetime import date
from importlib.util import find_spec
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samsyn.analysis.scan import (
    Bernoulli,
    Poisson,
    SpaceTimePermutation,
    expected_cases,
    on_sphere,
    scan,
)
from samsyn.analysis.scan.exceeding import Hits
from samsyn.analysis.scan.population import person_time
from samsyn.analysis.verdicts import BadInput, Refusal
from tests.analysis.shared import shared


def rows(name: str) -> list[list[str]]:
    return [
        line.split() for line in shared(f"scan/{name}").read_text().splitlines() if line.split()
    ]


def places(name: str):
    found = rows(name)
    latitude, longitude = np.array([[float(a) for a in row[1:3]] for row in found]).T
    return [row[0] for row in found], on_sphere(longitude, latitude)


@pytest.fixture(scope="module")
def fever():
    names, points = places("NYCfever.geo")
    cases = np.zeros((len(names), 24), int)
    for name, n, day in rows("NYCfever.cas"):
        year, month, of_month = map(int, day.split("/"))
        cases[names.index(name), (date(year, month, of_month) - date(2001, 11, 1)).days] += int(n)
    return names, points, SpaceTimePermutation(cases)


@pytest.fixture(scope="module")
def new_mexico():
    names, points = places("nm.geo")
    people, told = rows("nm.pop"), rows("nm.cas")
    groups = sorted({tuple(row[3:]) for row in people})
    years = sorted({row[1] for row in people})
    size = np.zeros((len(groups), len(names), len(years)))
    for row in people:
        size[groups.index(tuple(row[3:])), names.index(row[0]), years.index(row[1])] += float(
            row[2]
        )
    cases, by_group = np.zeros((len(names), 19), int), np.zeros(len(groups))
    for name, n, year, *group in told:
        cases[names.index(name), int(year) - 1973] += int(n)
        by_group[groups.index(tuple(group))] += int(n)
    dates = [date(1900 + int(year), 7, 1).toordinal() for year in years]
    edges = [date(year, 1, 1).toordinal() for year in range(1973, 1993)]
    return names, points, Poisson(cases, expected_cases(size, dates, edges, by_group))


class TestPublished:
    """What SaTScan tells of its own sample data."""

    def test_new_york(self, fever):
        names, points, model = fever
        found = scan(model, points, prospective=True, longest=7, max_radius=3000)
        first = found.clusters[0]
        assert round(first.llr, 6) == 3.845418
        assert (first.observed, round(first.expected, 2)) == (4, 0.67)
        assert (first.first + 1, first.last + 1) == (22, 24)
        assert names[first.places[0]] == "11418"
        assert len(first.places) == 9
        assert 0.14 < first.p < 0.30

    def test_new_mexico(self, new_mexico):
        names, points, model = new_mexico
        found = scan(model, points)
        first, second = found.clusters[:2]
        assert round(first.llr, 6) == 10.979758
        assert (first.first + 1973, first.last + 1973) == (1985, 1989)
        assert (first.observed, round(first.expected, 2)) == (236, 176.22)
        assert round(first.relative_risk, 2) == 1.42
        assert 0.004 < first.p < 0.025
        assert round(second.llr, 6) == 5.684828
        assert [names[place] for place in second.places] == ["Chaves"]
        assert not found.stopped


def poisson_llr(n: float, mu: float, total: float) -> float:
    if n <= mu:
        return 0.0
    outside = (total - n) * math.log((total - n) / (total - mu)) if total > n else 0.0
    return n * math.log(n / mu) + outside


def bernoulli_llr(n: float, m: float, total: float, people: float) -> float:
    def side(k: float, size: float) -> float:
        return sum(x * math.log(x / size) for x in (k, size - k) if x > 0)

    if n * people <= m * total:
        return 0.0
    return side(n, m) + side(total - n, people - m) - side(total, people)


def by_hand(model, points, prospective, longest, share=0.5):
    """The largest ratio over every circle and window, one at a time."""
    whole, intervals = model.measure.sum(), model.cases.shape[1]
    best = 0.0
    for centre in points:
        order = np.lexsort((*points.T[::-1], np.sqrt(((points - centre) ** 2).sum(axis=1))))
        for k in range(1, len(points) + 1):
            inside = order[:k]
            if model.measure[inside].sum() > share * whole * (1 + 1e-12):
                break
            for a, b in combinations(range(intervals + 1), 2):
                if b - a > longest or (prospective and b < intervals):
                    continue
                n = float(model.cases[inside, a:b].sum())
                m = float(model.measure[inside, a:b].sum())
                if n < 2:
                    continue
                if isinstance(model, Bernoulli):
                    llr = bernoulli_llr(n, m, model.total, model.people)
                else:
                    llr = poisson_llr(n, m, model.total)
                best = max(best, llr)
    return best


def dealt(kind: str, seed: int, places: int = 12, intervals: int = 6):
    rng = np.random.default_rng(seed)
    points = rng.integers(0, 6, (places, 2)).astype(float)
    cases = rng.poisson(0.7, (places, intervals))
    cases[:2, -2:] += 2
    if kind == "permutation":
        return SpaceTimePermutation(cases), points
    if kind == "poisson":
        return Poisson(cases, rng.uniform(1, 5, cases.shape)), points
    return Bernoulli(cases, (cases + rng.poisson(1.0, cases.shape)).astype(float)), points


KINDS = ["permutation", "poisson", "bernoulli"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("prospective", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_the_largest_ratio_is_the_one_found_by_trying_all(kind, prospective, seed):
    model, points = dealt(kind, seed)
    found = scan(model, points, prospective=prospective, longest=3, replicates=0)
    assert found.clusters[0].llr == pytest.approx(by_hand(model, points, prospective, 3), abs=1e-9)
    assert math.isnan(found.clusters[0].p)


@pytest.mark.parametrize("kind", ["poisson", "bernoulli"])
def test_places_alone(kind):
    model, points = dealt(kind, 5, intervals=1)
    found = scan(model, points, replicates=19)
    assert found.clusters[0].llr == pytest.approx(by_hand(model, points, False, 1), abs=1e-9)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("prospective", [False, True])
def test_the_largest_ratios_of_dealt_data_are_exact(kind, prospective):
    """p says how many dealt data sets have as large a ratio: try all windows of each."""
    model, points = dealt(kind, 7)
    found = scan(
        model, points, prospective=prospective, longest=3, replicates=40, stop_after=None, seed=9
    )
    rng = np.random.default_rng(9)
    reached = np.zeros(len(found.clusters))
    for _ in range(40):
        place, interval = model.draw(rng, 3 if prospective else 0)
        cases = np.zeros_like(model.cases)
        np.add.at(cases, (place, interval), 1)
        simulated = type(model).__new__(type(model))
        simulated.__dict__.update(model.__dict__, cases=cases)
        largest = by_hand(simulated, points, prospective, 3)
        reached += [largest >= cluster.llr - 1e-9 for cluster in found.clusters]
    assert [cluster.p for cluster in found.clusters] == pytest.approx(list((1 + reached) / 41))


@pytest.mark.parametrize("kind", KINDS)
def test_dealing_keeps_what_is_given(kind):
    model, _ = dealt(kind, 3)
    place, interval = model.draw(np.random.default_rng(1), 0)
    again = np.zeros_like(model.cases)
    np.add.at(again, (place, interval), 1)
    assert again.sum() == model.cases.sum()
    if kind == "permutation":
        assert np.array_equal(again.sum(axis=0), model.cases.sum(axis=0))
        assert np.array_equal(again.sum(axis=1), model.cases.sum(axis=1))
    if kind == "bernoulli":
        assert (again <= model.measure).all()


@pytest.mark.skipif(not find_spec("numba"), reason="numba (extra fast) is not installed")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("prospective", [False, True])
def test_numba_changes_nothing(kind, prospective):
    model, points = dealt(kind, 11, places=40)
    options = {"prospective": prospective, "replicates": 99, "stop_after": None}
    plain, fast = (scan(model, points, fast=fast, **options) for fast in (False, True))
    assert plain == fast


@pytest.mark.skipif(not find_spec("numba"), reason="numba (extra fast) is not installed")
def test_numba_finds_the_same_windows():
    from samsyn.analysis.scan.circles import circles_around
    from samsyn.analysis.scan.compiled import exceeding_compiled
    from samsyn.analysis.scan.exceeding import exceeding
    from samsyn.analysis.scan.windows import Windows

    rng = np.random.default_rng(2)
    circles = circles_around(rng.random((30, 2)), np.ones(30), largest=15)
    for windows in (Windows(9, 4, living=True), Windows(9, 4, living=False)):
        events = rng.integers(0, 3, (30, windows.states, 16)).astype(np.uint8).cumsum(axis=1)
        events = events.astype(np.uint8)
        for block in circles.blocks:
            least = rng.integers(20, 60, (*block.members.shape, windows.number)).astype(np.uint8)
            plain = exceeding(events, block, windows, least)
            fast = exceeding_compiled(events, block, windows, least)
            assert listed(plain) == listed(fast)
            assert len(plain.n)


def listed(hits: Hits) -> list[tuple[int, ...]]:
    return sorted(zip(*(column.tolist() for column in hits), strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_more_cases_than_a_small_number_holds(kind):
    """Sums above 255 and above 65 535 do not run over."""
    for size in (300, 17_000):
        points = np.array([[0.0, 0], [1, 0], [5, 5], [6, 5]])
        cases = np.full((4, 2), size)
        cases[0, 1] *= 3
        model = {
            "permutation": SpaceTimePermutation,
            "poisson": lambda c: Poisson(c, np.ones(c.shape)),
            "bernoulli": lambda c, size=size: Bernoulli(c, c + float(size)),
        }[kind](cases)
        found = scan(model, points, replicates=19)
        assert found.clusters[0].places == (0,)
        assert found.clusters[0].p == 0.05


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.randoms())
def test_origin_order_and_names_do_not_matter(seed, random):
    model, points = dealt("permutation", seed)
    points = points + np.random.default_rng(seed).random(points.shape)  # no two distances alike
    order = random.sample(range(len(points)), len(points))
    moved = SpaceTimePermutation(model.cases[order])
    one = scan(model, points, replicates=0)
    two = scan(moved, points[order] + 4096, replicates=0)
    assert [c.llr for c in one.clusters] == pytest.approx([c.llr for c in two.clusters])
    assert [c.places for c in one.clusters] == [
        tuple(order[place] for place in c.places) for c in two.clusters
    ]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_clusters_share_no_place_and_come_by_ratio(seed):
    model, points = dealt("poisson", seed)
    clusters = scan(model, points, replicates=0, most=12).clusters
    told = [place for cluster in clusters for place in cluster.places]
    assert len(told) == len(set(told))
    ratios = [cluster.llr for cluster in clusters]
    assert ratios == sorted(ratios, reverse=True)
    for cluster in clusters:
        window = np.s_[list(cluster.places), cluster.first : cluster.last + 1]
        assert cluster.observed == model.cases[window].sum()
        assert cluster.expected == pytest.approx(model.measure[window].sum())
        assert cluster.observed >= 2


def test_dealing_stops_when_p_is_large_and_the_answer_holds():
    model, points = dealt("poisson", 2)
    stopped = scan(model, points, stop_after=20)
    whole = scan(model, points, stop_after=None)
    assert (stopped.stopped, whole.stopped) == (True, False)
    assert whole.replicates == 999
    assert stopped.clusters[0].p == 20 / stopped.replicates
    assert abs(stopped.clusters[0].p - whole.clusters[0].p) < 0.15


def test_the_seed_decides():
    model, points = dealt("bernoulli", 2)
    found = [scan(model, points, replicates=99, seed=seed) for seed in (1, 1, 2, 3, 4)]
    assert found[0] == found[1]
    assert any(each != found[0] for each in found[2:])


def test_a_planted_cluster_is_found_around_given_centres():
    rng = np.random.default_rng(4)
    points = np.stack(np.meshgrid(np.arange(12.0), np.arange(12.0)), axis=-1).reshape(-1, 2)
    cases = rng.poisson(0.5, (144, 10))
    hot = np.flatnonzero(((points - [6.5, 6.5]) ** 2).sum(axis=1) < 1)
    cases[hot, -2:] += 6
    found = scan(
        SpaceTimePermutation(cases),
        points,
        prospective=True,
        longest=4,
        centres=[[6.5, 6.5], [2.5, 2.5]],
        max_radius=2,
    )
    assert set(found.clusters[0].places) == set(hot.tolist())
    assert (found.clusters[0].first, found.clusters[0].last) == (8, 9)
    assert found.clusters[0].p == 0.001


class TestPopulation:
    """Person-time from a population known at some dates."""

    def test_it_changes_along_a_line_and_stays_outside(self):
        time = person_time([[10.0, 20.0]], [1, 3], [0, 1, 2, 3, 5])
        assert time[0] == pytest.approx(np.array([10, 12.5, 17.5, 40]) / 5)

    @given(st.lists(st.integers(1, 50), min_size=1, max_size=5, unique=True))
    def test_a_steady_population_is_shared_by_length(self, dates):
        dates = sorted(dates)
        time = person_time(np.full((1, len(dates)), 7.0), dates, [5, 9, 30])
        assert time[0] == pytest.approx([7 * 4 / 25, 7 * 21 / 25])

    def test_expected_adds_up_to_cases(self):
        rng = np.random.default_rng(1)
        expected = expected_cases(rng.uniform(1, 9, (3, 4, 2)), [0, 10], [0, 4, 10], [5, 0, 8])
        assert expected.shape == (4, 2)
        assert expected.sum() == pytest.approx(13)

    def test_cases_without_people_are_told(self):
        with pytest.raises(BadInput):
            expected_cases(np.zeros((1, 2, 1)), [0], [0, 1], [3])


@pytest.mark.parametrize(
    ("cases", "points"),
    [
        (np.ones((3, 1), int), np.eye(3, 2)),
        (np.ones((9, 3), int), np.zeros((9, 2))),
        (np.array([[3, 0], [4, 0]]), np.eye(2)),
        (np.zeros((4, 4), int), np.eye(4, 2)),
    ],
)
def test_too_little_is_refused(cases, points):
    with pytest.raises(Refusal), np.errstate(invalid="ignore"):
        scan(SpaceTimePermutation(cases), points)


def test_unknown_places_and_shares_are_errors():
    model, points = dealt("poisson", 1)
    with pytest.raises(ValueError, match="point"):
        scan(model, np.full_like(points, np.nan))
    with pytest.raises(ValueError, match="max_share"):
        scan(model, points, max_share=0)
