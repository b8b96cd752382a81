"""When something is owed."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from samsyn.agreements.charter import due_dates
from samsyn.agreements.charter.models import Due

days = st.dates(date(2000, 1, 1), date(2060, 1, 1))
dues = st.builds(
    Due,
    every_months=st.sampled_from([1, 2, 3, 4, 6, 12, 24]),
    month=st.integers(1, 12),
    day=st.integers(1, 31),
)


def test_the_law_wants_a_picture_every_second_year() -> None:
    due = Due(every_months=24, month=7, day=1, first_year=2025)
    found = due_dates(due, date(2023, 7, 1), date(2023, 1, 1), date(2030, 1, 1))
    assert found == [date(2025, 7, 1), date(2027, 7, 1), date(2029, 7, 1)]


def test_the_last_day_of_a_short_month() -> None:
    due = Due(every_months=1, month=1, day=31)
    found = due_dates(due, date(2024, 1, 1), date(2024, 2, 1), date(2024, 5, 1))
    assert found == [date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)]


@given(dues, days, days, days, days)
def test_two_periods_side_by_side_owe_what_the_whole_does(
    due: Due, begins: date, a: date, b: date, c: date
) -> None:
    first, middle, last = sorted([a, b, c])
    parts = due_dates(due, begins, first, middle) + due_dates(due, begins, middle, last)
    assert parts == due_dates(due, begins, first, last)
    assert all(begins <= day and first <= day < last for day in parts)


@given(dues, days)
def test_what_is_owed_comes_within_its_interval(due: Due, begins: date) -> None:
    year = timedelta(days=366)
    found = due_dates(due, begins, begins, begins + 3 * year)
    assert found
    gaps = [b - a for a, b in pairwise(found)]
    assert all(gap <= timedelta(days=31 * due.every_months) for gap in gaps)
