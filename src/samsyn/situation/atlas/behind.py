"""The numbers behind a place of the map: true ones in a draft, else those that are published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from samsyn.organisation.access import Actor
from samsyn.situation.counting import at_hand
from samsyn.situation.models import Picture
from samsyn.situation.picture.making import numbers
from samsyn.situation.picture.periods import Period
from samsyn.situation.picture.reading import Reading

from .asking import Asked

Json = dict[str, Any]


@dataclass(frozen=True)
class Behind:
    """The content that tells which lines there are, and that of the place asked for.

    `here` is None where nothing is published of a place and the period; `published` is the picture
    that tells of it, if it is another one.
    """

    whole: Json
    here: Json | None
    published: Picture | None = None

    def area(self, line: str) -> Json | None:
        """The line's numbers of the place asked for."""
        return _area(self.here, line) if self.here else None

    def whole_area(self, line: str) -> Json | None:
        """The line's numbers of the picture's own place; None if there is no such line."""
        return _area(self.whole, line)


def behind(asked: Asked, actor: Actor) -> Behind:
    """Who may read a draft may read all within it, counted when read: parts are small.

    Raises `BeingCounted` while the draft's own numbers are.
    """
    picture = asked.picture
    if picture.content is None:
        period = Period(picture.since, picture.until)
        inner = None if asked.at_top else Reading(asked.place, period, actor.day)
        here = numbers(picture, inner or at_hand(picture, actor))
        return Behind(here, here)
    whole = picture.content
    if asked.at_top:
        return Behind(whole, whole)
    rows = Picture.objects.current().filter(
        place=asked.place, since=picture.since, until=picture.until
    )
    other = rows.exclude(kind=Picture.Kind.AREA).order_by("-published_at").first()
    return Behind(whole, other.content if other else None, other)


def _area(whole: Json, line: str) -> Json | None:
    return next((area for area in whole["areas"] if area["key"] == line), None)
