"""Shares in surveys: statsmodels' and textbook numbers, whole populations, weights, differences."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.analysis.survey import difference, share, stratified_share, weighted_share


def ends(found):
    return float(found.value), float(found.low), float(found.high)


@pytest.mark.parametrize(
    ("method", "low", "high"),  # statsmodels 0.15.0, proportion_confint(3, 17)
    [
        ("wilson", 0.061911266, 0.410294586),
        ("normal", 0.0, 0.357687763),
        ("exact", 0.037985068, 0.434317873),
        ("agresti-coull", 0.053775441, 0.418430411),
        ("jeffreys", 0.052347657, 0.400122663),
    ],
)
def test_intervals(method, low, high):
    found = share(3 / 17, 17, method=method)
    assert ends(found)[1:] == pytest.approx((low, high), abs=2e-9)


def test_newcombe_s_difference():  # statsmodels 0.15.0, confint_proportions_2indep(55, 90, 30, 80)
    found = difference(share(30 / 80, 80), share(55 / 90, 90))
    assert found.value == pytest.approx(55 / 90 - 30 / 80)
    assert ends(found)[1:] == pytest.approx((0.0855749124, 0.3720784450), abs=1e-9)
    assert found.p == pytest.approx(0.0021178964239763603)


@given(hits=st.integers(0, 40), more=st.integers(0, 60), extra=st.integers(1, 500))
def test_a_finite_population_narrows_and_a_whole_one_leaves_no_doubt(hits, more, extra):
    n = hits + more
    if n == 0:
        return
    free, bound = share(hits / n, n), share(hits / n, n, population=n + extra)
    assert free.low - 1e-12 <= bound.low <= bound.value <= bound.high <= free.high + 1e-12
    whole = share(hits / n, n, population=n)
    assert whole.low == whole.value == whole.high
    loose = share(hits / n, n, design_effect=2)
    assert loose.low <= free.low + 1e-12
    assert loose.high >= free.high - 1e-12


@given(st.lists(st.tuples(st.integers(0, 1), st.floats(0.1, 10)), min_size=2, max_size=30))
def test_weights_by_their_proportions_alone(answers):
    y, w = np.array(answers).T
    one, many = weighted_share(y, w), weighted_share(y, 1000 * w)
    back = weighted_share(y[::-1], w[::-1])
    for other in (many, back):
        assert ends(one) == pytest.approx(ends(other), abs=1e-9)
    equal = weighted_share(y, np.ones_like(y))
    assert equal.value == pytest.approx(y.mean())


def test_weights_by_hand():
    found = weighted_share([1, 0, 1, 0], [1, 1, 2, 4])
    assert found.value == 3 / 8
    variance = 4 / 3 * (25 + 9 + 4 * 25 + 16 * 9) / 64 / 64
    assert found.se == pytest.approx(np.sqrt(variance))


def test_strata_by_hand():
    found = stratified_share([0.2, 0.5], [50, 100], [3000, 1000], population=[3000, 1000])
    assert found.value == pytest.approx(0.275)
    first = 0.75**2 * 0.16 / 49 * (1 - 50 / 3000)
    second = 0.25**2 * 0.25 / 99 * (1 - 100 / 1000)
    assert found.se == pytest.approx(np.sqrt(first + second))


def test_the_difference_turns_with_its_sides():
    a, b = share(0.2, 60), share(0.35, 70)
    one, other = difference(a, b), difference(b, a)
    value, low, high = ends(other)
    assert ends(one) == pytest.approx((-value, -high, -low))
    assert difference(a, a).p == 1


@pytest.mark.parametrize(
    "how",
    [
        {"value": 1.2, "n": 9},
        {"value": np.nan, "n": 9},
        {"value": 0.5, "n": 0},
        {"value": 0.5, "n": 9, "population": 5},
        {"value": 0.5, "n": 9, "design_effect": 0},
        {"value": 0.5, "n": 9, "confidence": 1},
    ],
)
def test_what_is_no_share_is_an_error(how):
    with pytest.raises(ValueError, match=r"\w"):
        share(**how)
