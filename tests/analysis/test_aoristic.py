"""Aoristic weeks: sums, the definition in slow words, and intervals that tell nothing."""

import csv
import gzip

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samsyn.analysis.aoristic import aoristic
from tests.analysis.shared import shared

MONDAY = np.datetime64("2024-01-01T00:00", "s")


def slowly(start, length):
    """The definition: each hour gets the part of the interval that lies in it. In seconds."""
    hours = np.zeros(168)
    for s, d in zip(start, length, strict=True):
        if d == 0:
            hours[s // 3600 % 168] += 1
        for hour in range(s // 3600, (s + d) // 3600 + 1):
            inside = min(s + d, 3600 * (hour + 1)) - max(s, 3600 * hour)
            hours[hour % 168] += max(inside, 0) / d if d else 0
    return hours


spans = st.lists(
    st.tuples(st.integers(0, 3_000_000), st.integers(0, 168 * 3600)), min_size=1, max_size=20
)


@settings(max_examples=60, deadline=None)
@given(spans=spans)
def test_the_definition(spans):
    start, length = np.array(spans).T
    clock = aoristic(MONDAY + start, MONDAY + start + length)
    np.testing.assert_allclose(clock.hours, slowly(start, length), atol=1e-9)
    assert clock.hours.sum() == pytest.approx(clock.placed) == len(spans)
    assert np.all((clock.low >= 0) & (clock.low <= clock.hours) & (clock.hours <= clock.high))


@settings(max_examples=20, deadline=None)
@given(spans=spans, weeks=st.integers(-500, 500), hours=st.integers(0, 167))
def test_whole_weeks_change_nothing_and_hours_turn_the_clock(spans, weeks, hours):
    start, length = np.array(spans).T
    first = MONDAY + start
    clock = aoristic(first, first + length)
    later = first + np.timedelta64(168 * weeks + hours, "h")
    turned = aoristic(later, later + length)
    np.testing.assert_allclose(turned.hours, np.roll(clock.hours, hours), atol=1e-9)


def test_an_hour_and_a_half_from_a_quarter_to():
    clock = aoristic([MONDAY + 2700], [MONDAY + 2700 + 5400])
    np.testing.assert_allclose(clock.hours[:4], [1 / 6, 2 / 3, 1 / 6, 0])


def test_what_cannot_be_placed_is_counted():
    start = np.array(["2024-01-01", "NaT", "2024-01-03", "2024-01-01", "2024-01-01"], "M8[s]")
    end = np.array(["2024-01-08", "2024-01-03", "2024-01-02", "2024-01-09", "2024-01-01"], "M8[s]")
    clock = aoristic(start, end)
    assert (clock.placed, clock.exact, clock.too_long, clock.unreadable) == (2, 1, 1, 2)
    empty = aoristic(np.array([], "M8[s]"), np.array([], "M8[s]"))
    assert empty.placed == 0
    assert not empty.hours.any()


def test_thefts_in_new_york():
    with gzip.open(shared("nycvehiclethefts.csv.gz"), "rt") as rows:
        pairs = [(r["date_start"], r["date_end"]) for r in csv.DictReader(rows)]
    times = np.array([[t if t and t != "NA" else "NaT" for t in p] for p in pairs], "M8[s]")
    clock = aoristic(times[:, 0], times[:, 1])
    assert clock.placed + clock.too_long == 32_894
    assert clock.hours.sum() == pytest.approx(clock.placed)
    assert clock.too_long / 32_894 == pytest.approx(0.0864, abs=5e-5)
    assert clock.exact == 512
    assert clock.placed + clock.too_long + clock.unreadable == len(pairs)
