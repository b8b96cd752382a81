"""The wheel of a year: every event is told, and no mark lies upon another."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from math import hypot

import pytest
from hypothesis import given, settings

from samsyn.figures import Event, YearWheel

from .kinds import KINDS, elements, texts, wheels

NEW_YEAR = date(2026, 1, 1)


def wheel(*events: Event, today: date | None = None) -> YearWheel:
    return YearWheel(title="Årshjulet", year=2026, events=events, kinds=KINDS, today=today)


def crowded() -> YearWheel:
    """Something every day of the year, and eleven things on the last of May."""
    days = [NEW_YEAR + timedelta(i) for i in range(365)] + [date(2026, 5, 31)] * 11
    return wheel(*(Event(day, f"Sak {i}", KINDS[i % 6]) for i, day in enumerate(days)))


def apart(figure: YearWheel) -> bool:
    return all(hypot(a.x - b.x, a.y - b.y) >= 23 for a, b in combinations(figure.marks, 2))


@settings(max_examples=60, deadline=None)
@given(wheels())
def test_no_mark_lies_upon_another_and_all_lie_within(figure: YearWheel) -> None:
    assert apart(figure)
    assert all(11 <= mark.x <= 329 and 11 <= mark.y <= 329 for mark in figure.marks)


@settings(max_examples=60, deadline=None)
@given(wheels())
def test_every_event_of_the_year_is_told_once_and_in_order(figure: YearWheel) -> None:
    told = [event for mark in figure.marks for event in mark.events]
    within = [
        event
        for event in figure.events
        if event.day.year == 2026
        or (event.day < NEW_YEAR and event.until is not None and event.until > NEW_YEAR)
    ]
    assert sorted(told, key=repr) == sorted(within, key=repr)
    assert [row[0] for row in figure.table().rows] == [
        str(mark.number) for mark in figure.marks for _ in mark.events
    ]


def test_a_year_with_something_every_day_can_still_be_read() -> None:
    figure = crowded()
    assert apart(figure)
    assert len(figure.table().rows) == 376
    assert len(figure.marks) < 100  # two digits have room in a mark
    assert len({row[0] for row in figure.table().rows if row[1] == "2026-05-31"}) == 1


def test_the_wheel_names_its_months_its_year_and_the_kinds_it_shows() -> None:
    shown = texts(wheel(Event(date(2026, 5, 31), "Uppföljning", "skyldighet")))
    assert shown[:12] == [
        "jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
    ]  # fmt: skip
    assert shown[12:] == ["2026", "1", "skyldighet"]


def test_today_is_marked_in_its_own_year_only() -> None:
    def lines(today: date) -> int:
        return sum(e.get("class") == "fig-ink" for e in elements(wheel(today=today)))

    assert lines(date(2026, 11, 21)) == 1
    assert lines(date(2027, 1, 1)) == 0


def test_a_period_tells_its_last_day() -> None:
    asked = Event(date(2026, 9, 1), "Remiss", "remiss", until=date(2026, 11, 16))
    assert wheel(asked).table().rows[0][1] == "2026-09-01 till 2026-11-15"


def test_what_has_no_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="fest"):
        wheel(Event(NEW_YEAR, "Nyår", "fest"))
