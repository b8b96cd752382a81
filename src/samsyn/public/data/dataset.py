"""What a dataset is: a name that never changes, rows, and what every field means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from samsyn.organisation.access import Actor
from samsyn.organisation.models import Place

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """A field's name in every format, and what it means in words."""

    name: str
    meaning: str


@dataclass(frozen=True)
class Asked:
    """Who asks, and for what. `since` and `until` are half-open; without both: of all times.

    The actor is always nobody: open data is the same for whoever asks.
    """

    actor: Actor
    place: Place | None = None
    since: date | None = None
    until: date | None = None

    def within(self, path: str) -> Q:
        """Rows whose place at `path` is the one asked for, lies within it or came before it."""
        covered = f"{path}__covered_by__place" if path else "covered_by__place"
        return Q(**{covered: self.place}) if self.place else Q()

    def holding(self, since: str = "since", until: str = "until") -> Q:
        """Rows that hold on some day of the period asked for."""
        condition = Q()
        if self.until:
            condition &= Q(**{f"{since}__lt": self.until})
        if self.since:
            condition &= Q(**{until: None}) | Q(**{f"{until}__gt": self.since})
        return condition

    def on(self, day: str) -> Q:
        """Rows whose day lies in the period asked for."""
        condition = Q()
        if self.until:
            condition &= Q(**{f"{day}__lt": self.until})
        if self.since:
            condition &= Q(**{f"{day}__gte": self.since})
        return condition


@dataclass(frozen=True)
class Dataset:
    """Open data under an address of its own. `rows` gives plain values: texts, numbers, days,
    lists of texts, None for what is not so.

    `frequency` is a code of the EU's authority table. A dataset that `is_drawn` has an outline in
    each row (`geometry`, WGS 84), which is given out as GeoJSON only.
    """

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    rows: Callable[[Asked], Iterator[Row]]
    page: str
    keywords: tuple[str, ...] = ()
    frequency: str = "IRREG"
    by_place: str = "Platsen, allt inom den och de platser som den har ersatt."
    by_period: str = ""
    is_drawn: bool = False

    @property
    def formats(self) -> tuple[str, ...]:
        return ("json", "csv", "geojson") if self.is_drawn else ("json", "csv")


def last_day(until: date | None) -> date | None:
    """The last day of a half-open period; open data tells it, since most readers expect so."""
    return None if until is None else until - timedelta(days=1)
