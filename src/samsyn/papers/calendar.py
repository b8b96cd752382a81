"""A calendar that other calendars can subscribe to (RFC 5545), with whole days only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import icalendar

PRODUCT = "-//Samsyn//Samsyn//SV"


@dataclass(frozen=True)
class Entry:
    """Something on a day, or from `day` to, but not including, `until`.

    `uid` is the entry's own name, the same each time it is told, so that a calendar changes an
    entry instead of adding one.
    """

    uid: str
    day: date
    title: str
    description: str = ""
    url: str = ""
    until: date | None = None


def calendar(name: str, entries: Iterable[Entry], *, at: datetime) -> bytes:
    """The file. `at` is when it was told, an aware time; programs ask again once a day."""
    made = icalendar.Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", timedelta(days=1), parameters={"value": "DURATION"})
    for entry in entries:
        made.add_component(_event(entry, at))
    return bytes(made.to_ical())


def _event(entry: Entry, at: datetime) -> icalendar.Event:
    """A whole day that leaves the reader free: a due day is not a meeting."""
    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", at)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.until or entry.day + timedelta(days=1))
    event.add("summary", entry.title)
    if entry.description:
        event.add("description", entry.description)
    if entry.url:
        event.add("url", entry.url)
    event.add("transp", "TRANSPARENT")
    return event
