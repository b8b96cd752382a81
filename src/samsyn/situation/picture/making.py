"""A picture's content made from what the database holds: true numbers for a draft, protected ones
for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from samsyn.analysis.protection import Unprotectable
from samsyn.organisation.acts import Refused
from samsyn.organisation.models import Place, PlaceCover, PlaceSuccession
from samsyn.situation.models import Picture
from samsyn.situation.picture import family
from samsyn.situation.picture.content import content
from samsyn.situation.picture.counts import Family, tally
from samsyn.situation.picture.document import named, written
from samsyn.situation.picture.kinds import ALL
from samsyn.situation.picture.periods import Period
from samsyn.situation.picture.reading import Reading
from samsyn.situation.picture.seen import Seen, seen
from samsyn.situation.surveys.block import surveys_of

Json = dict[str, Any]


@dataclass(frozen=True)
class Made:
    """A content that may leave, and what later pictures must know to be protected against it."""

    content: Json
    record: family.Record
    shown: int
    hidden: int


def protected(picture: Picture, day: date) -> Made:
    """The draft as it would be published today. Raises `Refused` when it cannot be protected."""
    read = reading_of(picture, day)
    counts = tally(read.shape, read.kinds, read.incidents)
    try:
        protection = family.protected(counts, picture.threshold, earlier(picture), within())
    except Unprotectable as error:
        raise Refused(
            "Tidigare publicerade lägesbilder gör att ett litet antal i den här skulle kunna räknas"
            " ut. Välj en annan period."
        ) from error
    shown = {name: protection.values[name] for name in counts.counts}
    hidden = sum(shown[name] is None for name in counts.shown)
    field = _seen(picture, read)
    whole = content(read, shown, picture.threshold) | {"seen": field.content}
    record = family.record(counts, protection)
    if field.record is not None:
        record["seen"] = field.record
    return Made(_worded(picture, whole, day), record, len(counts.shown) - hidden, hidden)


def to_leave(picture: Picture, day: date) -> Json:
    """What a paper of the picture may say: the published, or the draft, protected all the same."""
    return picture.content or protected(picture, day).content


def reading_of(picture: Picture, day: date) -> Reading:
    """What the database knows of the picture's place and period on a day."""
    return Reading(picture.place, Period(picture.since, picture.until), day)


def counted_draft(picture: Picture, day: date) -> Json:
    """The content of a draft: true numbers, for those who may read drafts."""
    return counted(picture, reading_of(picture, day))


def counted(picture: Picture, read: Reading) -> Json:
    """The same of what has been read for it already."""
    return _worded(picture, numbers(picture, read), read.day)


def numbers(picture: Picture, read: Reading) -> Json:
    """The same without surveys and words, of the picture's place or one within it."""
    found: Family = tally(read.shape, read.kinds, read.incidents)
    return _of_area(picture, content(read, found.counts, picture.threshold))


def with_seen(picture: Picture, whole: Json, read: Reading) -> Json:
    """A draft's content with what was seen in the field, protected as it would be published."""
    return {**whole, "seen": _seen(picture, read).content}


def _seen(picture: Picture, read: Reading) -> Seen:
    before: Any = _related(picture).values_list("family__seen", flat=True)
    return seen(read, picture.threshold, [row for row in before if row], within())


def earlier(picture: Picture) -> list[family.Record]:
    """The records of what is published about places and months that the picture also tells of."""
    rows: Any = _related(picture).values_list("family", flat=True)
    return [row for row in rows if row]


def _related(picture: Picture) -> QuerySet[Picture]:
    larger = PlaceCover.objects.filter(covered=picture.place).values("place")
    smaller = PlaceCover.objects.filter(place__in=larger).values("covered")
    related: QuerySet[Picture] = Picture.objects.published().filter(
        Q(place__in=larger) | Q(place__in=smaller),
        until__gt=picture.since.replace(year=picture.since.year - 1),
        since__lt=picture.until.replace(year=picture.until.year + 1),
    )
    return related.order_by("pk")


def hidden_before(picture: Picture) -> frozenset[str]:
    """The cells of pictures published before that these do not show."""
    records = earlier(picture)
    shown = {name for record in records for name in record["shown"]}
    return frozenset(name for record in records for name in record["counts"]) - shown


def within() -> dict[str, str]:
    """The next larger place by key: what a place went into when it ended, else what it is part of.

    A place that went into several is in none of them alone.
    """
    larger = dict(Place.objects.exclude(parent=None).values_list("key", "parent__key"))
    merged: dict[str, list[str]] = {}
    rows = PlaceSuccession.objects.values_list("predecessor__key", "successor__key")
    for old, new in rows:
        merged.setdefault(old, []).append(new)
    return larger | {old: new[0] for old, new in merged.items() if len(new) == 1}


def _worded(picture: Picture, whole: Json, day: date) -> Json:
    """The content with what surveys tell and the sections' words."""
    whole = _of_area(picture, whole)
    refs = [area.ref for area in named(picture.place, day)]
    last = Period(picture.since, picture.until).last_day
    asked = surveys_of(picture.place, last, refs, picture.area)
    return {**whole, "surveys": asked, "sections": written(picture, day)}


def _of_area(picture: Picture, whole: Json) -> Json:
    """A picture of one area tells of that one, and of all.

    Numbers of other areas are protected as if they were shown, though nobody sees them: that hides
    too much rather than too little.
    """
    if not picture.area:
        return whole
    return {**whole, "areas": [a for a in whole["areas"] if a["key"] in (ALL, picture.area)]}
