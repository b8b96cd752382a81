"""The two clocks, each told the day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.followup.clocks import (
    agreement_clock,
    months_after,
    picture_clock,
    plan_clock,
)

days = st.dates(date(2020, 1, 1), date(2090, 1, 1))


@given(days, st.integers(0, 60))
def test_months_after_keeps_the_day_or_the_months_last(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and months_after(later, 0) == later)


def test_never_done_the_clock_runs_from_the_law() -> None:
    assert picture_clock(None).limit == date(2025, 7, 1)
    assert plan_clock(None).limit == date(2026, 7, 1)


def test_what_was_done_before_the_law_does_not_shorten_it() -> None:
    assert picture_clock(date(2022, 1, 1)).limit == date(2025, 7, 1)


def test_24_months_from_the_last_picture() -> None:
    clock = picture_clock(date(2024, 2, 29))
    assert clock.limit == date(2026, 2, 28)
    assert [clock.state(d) for d in (date(2025, 1, 1), date(2026, 1, 1), date(2026, 3, 1))] == [
        "good",
        "wait",
        "bad",
    ]
    assert clock.days_left(date(2026, 3, 1)) == -1
    assert clock.state(clock.limit) == "wait"


@pytest.mark.parametrize(
    ("summarised", "limit", "title"),
    [
        ([], date(2024, 12, 31), "Sammanställning av 2024"),
        ([(2024, date(2025, 1, 9))], date(2025, 12, 31), "Sammanställning av 2025"),
        ([(2022, date(2023, 1, 9))], date(2024, 12, 31), "Sammanställning av 2024"),
    ],
)
def test_the_agreement_has_its_own_year(
    summarised: list[tuple[int, date]], limit: date, title: str
) -> None:
    clock = agreement_clock("samverkan/2024", date(2024, 4, 1), summarised, (12, 31))
    assert (clock.limit, clock.title) == (limit, title)


def test_a_year_that_ends_before_it_begins_is_cut() -> None:
    clock = agreement_clock("samverkan/2024", date(2024, 4, 1), [], (2, 31))
    assert clock.limit == date(2024, 4, 1)
