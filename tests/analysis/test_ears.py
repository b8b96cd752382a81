"""EARS C1–C3: the R package's limits, and what must hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samsyn.analysis.ears import earliest, ears
from tests.analysis.test_farrington import agona, column, made


def test_c1_agrees_with_r_in_every_week():
    counts, weeks = agona()
    found = ears(counts, weeks)
    np.testing.assert_allclose(found.upper[0], column("ref_agona_ears_C1", "upper"), rtol=1e-12)
    np.testing.assert_array_equal(found.alarm[0], column("ref_agona_ears_C1", "alarm"))


@pytest.mark.parametrize(
    ("method", "upper"),  # R surveillance 1.20.3
    [
        ("C2", [21.5208342385, 21.6414602323, 21.937634452, 21.6680104508]),
        ("C3", [14.5788492332, 16.7459620608, 16.1150218597, 15.21583345]),
    ],
)
def test_c2_and_c3_agree_with_r(method, upper):
    found = ears(made(60, 52, 1), np.arange(56, 60), method=method)
    np.testing.assert_allclose(found.upper[0], upper, rtol=1e-10)


def test_c1_by_hand():
    found = ears([1, 2, 3, 4, 5, 6, 7, 20], [7])
    assert found.expected[0, 0] == 4
    assert found.upper[0, 0] == pytest.approx(4 + 3.090232306 * 2.160246899)
    assert found.alarm[0, 0]


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 9999), method=st.sampled_from(["C1", "C2", "C3"]), up=st.integers(0, 9))
def test_a_higher_level_moves_the_limit_as_much(seed, method, up):
    counts = np.random.default_rng(seed).poisson(5, (3, 40))
    points = np.arange(earliest(method, 7), 40)
    low, high = ears(counts, points, method=method), ears(counts + up, points, method=method)
    unbound = low.upper > 0
    np.testing.assert_allclose(high.upper[unbound], low.upper[unbound] + up)


def test_a_constant_series_is_no_alarm_and_leaves_no_number_made_up():
    for method in ("C1", "C2", "C3"):
        found = ears([3] * 20, np.arange(11, 20), method=method)
        assert not found.alarm.any()
    assert np.isnan(found.upper).all()
    assert not np.isnan(ears([3] * 20, [19], method="C3", min_sigma=0.5).upper).any()


@pytest.mark.parametrize("counts", [[], [np.nan] * 20, [-1] * 20, [1, 2, 3]])
def test_what_cannot_be_judged_is_an_error(counts):
    with pytest.raises(ValueError, match=r"\w"):
        ears(counts, [len(counts) - 1])
