"""Ingrid, analyst in Lillstad, puts intervals on her numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from samsyn.analysis import change, rate

counts = st.integers(0, 5_000)
exposures = st.floats(0.5, 1e6)


@given(n=counts, people=exposures)
def test_the_interval_is_the_set_of_rates_that_the_count_does_not_contradict(
    n: int, people: float
) -> None:
    found = rate(n, people, per=100_000)
    low, high = found.low * people / 100_000, found.high * people / 100_000
    assert stats.poisson.cdf(n, high) == pytest.approx(0.025, rel=1e-6)
    assert low == 0 if n == 0 else stats.poisson.sf(n - 1, low) == pytest.approx(0.025, rel=1e-6)
    assert found.low <= found.value <= found.high


def test_garwood_agrees_with_the_printed_table() -> None:
    """Limits for 0, 5 and 10 events as printed in Garwood (1936), table I, at 95 per cent."""
    found = rate([0, 5, 10], 1, per=1)
    assert found.low == pytest.approx([0.0, 1.6235, 4.7954], abs=1e-4)
    assert found.high == pytest.approx([3.6889, 11.6683, 18.3904], abs=1e-4)


def test_ninety_five_of_a_hundred_towns_like_lillstad_are_held_by_their_interval() -> None:
    drawn = np.random.default_rng(7).poisson(8.5, 20_000)
    found = rate(drawn, 1, per=1)
    assert np.mean((found.low <= 8.5) & (found.high >= 8.5)) >= 0.95


@given(x=counts, y=counts, e=exposures, f=exposures)
def test_looking_back_is_looking_forward_upside_down(x: int, y: int, e: float, f: float) -> None:
    forward = change(x, y, exposure_before=e, exposure_after=f)
    backward = change(y, x, exposure_before=f, exposure_after=e)
    with np.errstate(divide="ignore"):
        assert forward.low == pytest.approx(1 / backward.high, rel=1e-6)
        assert forward.high == pytest.approx(1 / backward.low, rel=1e-6)
    assert forward.p == pytest.approx(backward.p, abs=1e-9)


@given(x=counts, y=counts)
def test_the_interval_leaves_out_one_just_when_p_is_under_the_tail(x: int, y: int) -> None:
    found = change(x, y)
    excluded = bool(found.low > 1 or found.high < 1)
    assert excluded == bool(found.p < 0.05) or found.p == pytest.approx(0.05, abs=1e-9)
    assert found.p == pytest.approx(
        min(1.0, 2 * min(stats.binom.cdf(y, x + y, 0.5), stats.binom.sf(y - 1, x + y, 0.5))),
        abs=1e-9,
    )


def test_from_nothing_and_to_nothing() -> None:
    found = change([0, 6, 0], [6, 0, 0])
    assert found.ratio[0] == np.inf and found.ratio[1] == 0 and np.isnan(found.ratio[2])
    assert found.high[0] == np.inf and found.low[0] > 1
    assert found.low[1] == 0 and found.high[1] < 1
    assert (found.low[2], found.high[2], found.p[2]) == (0, np.inf, 1)


@pytest.mark.parametrize(("n", "people"), [(-1, 10), (1, 0), (np.nan, 10), (1, np.nan)])
def test_what_is_no_count_or_no_population_is_refused(n: float, people: float) -> None:
    with pytest.raises(ValueError, match="counts ≥ 0"):
        rate(n, people)
