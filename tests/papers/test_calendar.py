"""A calendar can be read by others, says the same day in every time zone, and hides nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samsyn.papers.calendar import Entry, calendar

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
printable = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=200)


def read(*entries: Entry) -> list[icalendar.Event]:
    made = icalendar.Calendar.from_ical(calendar("Lokal styrgrupp, Norra", entries, at=AT))
    return [part for part in made.walk() if part.name == "VEVENT"]


def test_a_due_day_is_a_whole_day_that_leaves_the_reader_free() -> None:
    (event,) = read(
        Entry("a@samsyn", date(2026, 5, 31), "Uppföljning", "§ 4", "https://s.example/")
    )
    assert event["dtstart"].dt == date(2026, 5, 31)
    assert event["dtend"].dt == date(2026, 6, 1)
    assert event["transp"] == "TRANSPARENT"
    assert (event["uid"], event["url"]) == ("a@samsyn", "https://s.example/")


def test_the_calendar_has_a_name_and_is_asked_for_daily() -> None:
    text = calendar("Lokal styrgrupp", [], at=AT).decode()
    assert "X-WR-CALNAME:Lokal styrgrupp\r\n" in text
    assert "REFRESH-INTERVAL;VALUE=DURATION:P1D\r\n" in text


def test_the_same_is_told_the_same() -> None:
    entries = [Entry("a", date(2026, 1, 1), "Ett"), Entry("b", date(2026, 2, 1), "Två")]
    assert calendar("A", entries, at=AT) == calendar("A", entries, at=AT)


@settings(max_examples=60, deadline=None)
@given(printable, printable)
def test_no_word_becomes_a_line_of_its_own(title: str, description: str) -> None:
    (event,) = read(Entry("a", date(2026, 1, 1), title, description))
    assert str(event["summary"]) == title
    assert str(event.get("description", "")) == description


@pytest.mark.parametrize("attack", ["x\r\nBEGIN:VALARM", "x\nATTENDEE:mailto:a@b.example"])
def test_a_break_in_a_title_adds_no_property(attack: str) -> None:
    (event,) = read(Entry("a", date(2026, 1, 1), attack))
    assert "attendee" not in event and not event.subcomponents
