"""The effect of a measure: the paper's formula, dummies by brute force, zeros and thin data."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samsyn.analysis.effect import (
    difference_in_differences,
    weighted_displacement_difference,
)

pairs = st.tuples(st.integers(0, 500), st.integers(0, 500))


@given(t=pairs, c=pairs, d=pairs, e=pairs)
def test_the_formula(t, c, d, e):
    found = weighted_displacement_difference(t, c, d, e)
    value = (t[1] - t[0]) - (c[1] - c[0]) + (d[1] - d[0]) - (e[1] - e[0])
    assert found.value == value
    assert found.se == pytest.approx(np.sqrt(sum(t + c + d + e)))
    swapped = weighted_displacement_difference(c, t, e, d)
    assert swapped.value == -value
    assert swapped.p == pytest.approx(found.p)


def test_a_measure_of_the_paper_s_kind():
    found = weighted_displacement_difference((20, 10), (30, 32), (8, 9), (6, 5))
    assert found.value == -10
    assert found.se == pytest.approx(np.sqrt(120))
    assert (found.low, found.high) == pytest.approx((-31.4703297, 11.4703297))


def test_zeros_are_allowed_and_tell_nothing():
    found = weighted_displacement_difference((0, 0), (0, 0))
    assert (found.value, found.se, found.p) == (0, 0, 1)


def test_a_shorter_time_after_scales_the_time_before():
    found = weighted_displacement_difference((40, 10), (40, 20), lengths=(12, 6))
    assert found.value == (10 - 20) - (20 - 20)
    assert found.se == pytest.approx(np.sqrt(10 + 20 + 80 / 4))


def dummies(y, treated, after):
    """The same by plain Newton steps with every dummy: estimate, cluster error, Poisson error."""
    areas, periods = y.shape
    x = np.column_stack(
        [
            np.outer(treated, after).ravel(),
            np.kron(np.eye(areas), np.ones((periods, 1))),
            np.kron(np.ones((areas, 1)), np.eye(periods))[:, 1:],
        ]
    ).astype(float)
    beta = np.linalg.lstsq(x, np.log(y.ravel() + 0.5), rcond=None)[0]
    for _ in range(60):
        mean = np.exp(x @ beta)
        bread = np.linalg.inv(x.T @ (mean[:, None] * x))
        beta = beta + bread @ x.T @ (y.ravel() - mean)
    scores = ((y.ravel() - mean)[:, None] * x).reshape(areas, periods, -1).sum(1)
    sandwich = bread @ scores.T @ scores @ bread
    factor = areas / (areas - 1) * (y.size - 1) / (y.size - x.shape[1])
    return beta[0], np.sqrt(sandwich[0, 0] * factor), np.sqrt(bread[0, 0])


@settings(max_examples=20, deadline=None)
@given(
    seed=st.integers(0, 9999),
    areas=st.integers(6, 12),
    periods=st.integers(2, 8),
    treated=st.integers(2, 4),
)
def test_as_a_regression_with_every_dummy(seed, areas, periods, treated):
    rng = np.random.default_rng(seed)
    there, late = np.arange(areas) < treated, np.arange(periods) >= periods / 2
    y = rng.poisson(rng.gamma(3, 5, (areas, 1)) * np.exp(-0.3 * np.outer(there, late)), None) + 1
    found = difference_in_differences(y, there, late)
    estimate, se, poisson = dummies(y, there, late)
    assert found.estimate == pytest.approx(estimate, abs=1e-8)
    assert found.se == pytest.approx(se, abs=1e-8)
    assert found.se_poisson == pytest.approx(poisson, abs=1e-8)
    order = rng.permutation(areas)
    again = difference_in_differences(y[order], there[order], late)
    assert (again.estimate, again.se) == pytest.approx((found.estimate, found.se), abs=1e-9)


def test_two_areas_in_two_periods_are_a_cross_product():
    found = difference_in_differences([[40, 20], [38, 36]], [1, 0], [0, 1])
    assert found.ratio == pytest.approx(20 / 40 / (36 / 38))
    assert found.se_poisson == pytest.approx(np.sqrt(1 / 40 + 1 / 20 + 1 / 38 + 1 / 36))
    assert np.isnan(found.se)
    assert found.low < found.ratio < found.high


def test_areas_without_events_are_no_obstacle():
    y = np.array([[9, 4], [12, 5], [0, 0], [8, 9], [11, 10], [0, 0]])
    flags = [1, 1, 1, 0, 0, 0]
    found = difference_in_differences(y, flags, [0, 1])
    some = difference_in_differences(y[[0, 1, 3, 4]], [1, 1, 0, 0], [0, 1])
    assert found.estimate == pytest.approx(some.estimate)


@pytest.mark.parametrize(
    ("counts", "ratio"),
    [([[9, 0], [8, 7]], 0), ([[0, 9], [8, 7]], np.inf), ([[0, 0], [8, 7]], np.nan)],
)
def test_a_side_without_events_has_no_finite_ratio(counts, ratio):
    found = difference_in_differences(counts, [1, 0], [0, 1])
    np.testing.assert_equal(found.ratio, ratio)
    assert np.isnan(found.se)


@pytest.mark.parametrize(
    ("counts", "treated", "after"),
    [
        ([[1, np.nan], [1, 2]], [1, 0], [0, 1]),
        ([[1, -2], [1, 2]], [1, 0], [0, 1]),
        ([[1, 2], [1, 2]], [1, 1], [0, 1]),
        ([[1, 2], [1, 2]], [1, 0], [1, 1]),
        ([[1, 2]], [1, 0], [0, 1]),
    ],
)
def test_what_cannot_be_compared_is_an_error(counts, treated, after):
    with pytest.raises(ValueError, match=r"\w"):
        difference_in_differences(counts, treated, after)
