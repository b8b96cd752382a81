"""Situation pictures: draft, publish, correct."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from samsyn.analysis.protection import Unprotectable
from samsyn.organisation.acts import Doing, Refused, act, reading
from samsyn.organisation.models import Place, PlaceCover, PlaceSuccession
from samsyn.situation.models import Picture
from samsyn.situation.picture import family
from samsyn.situation.picture.content import content
from samsyn.situation.picture.counts import Family, tally
from samsyn.situation.picture.periods import Period
from samsyn.situation.picture.reading import FINER, Reading
from samsyn.situation.rules import missing

WORDS = ("title", "mapping", "other_information", "analysis", "correction")

reading("situation.read", on="situation.Picture", title="Läsa publicerad lägesbild")
reading("situation.read_draft", on="situation.Picture", title="Läsa utkast till lägesbild")


@act("situation.draft", on="organisation.Place", title="Skriva utkast till lägesbild")
def draft(
    doing: Doing,
    place: Place,
    /,
    *,
    since: date,
    until: date,
    picture: Picture | None = None,
    **words: str,
) -> Picture:
    """Begin a picture of a place and a period (half-open, whole months), or go on with a draft.

    `words` are any of title, mapping, other_information, analysis and correction.
    """
    if picture is not None:
        picture = _as_it_stands(picture)
    doing.refuse_if(_faults(doing, place, since, until, picture))
    if picture is None:
        picture = Picture(place=place, drafted_at=doing.at, drafted_by=doing.actor.person)
    picture.since, picture.until = since, until
    for name in WORDS:
        setattr(picture, name, words.get(name, getattr(picture, name)).strip())
    picture.title = picture.title or f"Lägesbild för {place}, {Period(since, until)}"
    picture.save()
    doing.record(picture=picture.pk, period=Period(since, until).key)
    return picture


@act("situation.publish", on="situation.Picture", title="Publicera lägesbild")
def publish(doing: Doing, picture: Picture) -> Picture:
    """Protect the picture's numbers, with all that is published about them, and freeze it."""
    _one_at_a_time(picture.place)
    picture = (
        Picture.objects.select_for_update(of=("self",)).select_related("place").get(pk=picture.pk)
    )
    doing.refuse_if(["Lägesbilden är redan publicerad."] if picture.is_published else [])
    read = reading_of(picture, doing.day)
    counted = tally(read.shape, read.kinds, read.incidents)
    try:
        protection = family.protected(counted, picture.threshold, earlier(picture), within())
    except Unprotectable as error:
        raise Refused(
            "Tidigare publicerade lägesbilder gör att ett litet antal i den här skulle kunna räknas"
            " ut. Välj en annan period."
        ) from error
    shown = {name: protection.values[name] for name in counted.counts}
    frozen = content(read, shown, picture.threshold)
    doing.refuse_if(missing(picture, frozen))
    picture.content = frozen
    picture.family = dict(family.record(counted, protection))
    picture.status, picture.published_at = Picture.Status.PUBLISHED, doing.at
    picture.save()
    hidden = sum(shown[name] is None for name in counted.shown)
    doing.record(
        period=Period(picture.since, picture.until).key,
        shown=len(counted.shown) - hidden,
        hidden=hidden,
        supersedes=picture.supersedes_id,
    )
    return picture


@act("situation.correct", on="situation.Picture", title="Rätta publicerad lägesbild")
def correct(doing: Doing, picture: Picture, *, why: str) -> Picture:
    """Begin the draft of a new picture that takes the place of a published one."""
    doing.refuse_if(_why_not_correct(picture, why))
    successor = Picture.objects.create(
        place=picture.place,
        since=picture.since,
        until=picture.until,
        title=picture.title,
        mapping=picture.mapping,
        other_information=picture.other_information,
        analysis=picture.analysis,
        threshold=picture.threshold,
        supersedes=picture,
        correction=why.strip(),
        drafted_at=doing.at,
        drafted_by=doing.actor.person,
    )
    doing.record(picture=successor.pk, why=why.strip())
    return successor


def reading_of(picture: Picture, day: date) -> Reading:
    """What the database knows of the picture's place and period on a day."""
    return Reading(picture.place, Period(picture.since, picture.until), day)


def counted_draft(picture: Picture, day: date) -> dict[str, Any]:
    """The content of a draft: true numbers, for those who may read drafts."""
    read = reading_of(picture, day)
    counted: Family = tally(read.shape, read.kinds, read.incidents)
    return content(read, counted.counts, picture.threshold)


def earlier(picture: Picture) -> list[family.Record]:
    """The records of what is published about places and months that the picture also tells of."""
    larger = PlaceCover.objects.filter(covered=picture.place).values("place")
    smaller = PlaceCover.objects.filter(place__in=larger).values("covered")
    related = Picture.objects.published().filter(
        Q(place__in=larger) | Q(place__in=smaller),
        until__gt=picture.since.replace(year=picture.since.year - 1),
        since__lt=picture.until.replace(year=picture.until.year + 1),
    )
    return [row for row in related.order_by("pk").values_list("family", flat=True) if row]


def _one_at_a_time(place: Place) -> None:
    """Wait for other publications of the same city: each must see what the others have told."""
    list(Place.objects.select_for_update().filter(parent=None, covers__covered=place))


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


def _as_it_stands(picture: Picture) -> Picture:
    """The picture read anew and held: who writes may have an old page before them.

    It is not waited for. A publication holds its picture and waits for the city, which the writer
    may be holding.
    """
    held = Picture.objects.select_for_update(skip_locked=True, of=("self",))
    found: Picture | None = held.select_related("place").filter(pk=picture.pk).first()
    if found is None:
        raise Refused("Lägesbilden publiceras eller rättas just nu. Läs om sidan om en stund.")
    return found


def _faults(
    doing: Doing, place: Place, since: date, until: date, picture: Picture | None
) -> list[str]:
    if place.kind not in FINER:
        return ["En lägesbild görs för staden, ett stadsdelsområde eller en stadsdel."]
    try:
        period = Period(since, until)
    except ValueError as error:
        return [str(error)]
    if period.until > doing.day:
        return ["Perioden ska vara slut: välj månader som har gått."]
    if picture is not None and (picture.place_id != place.pk or picture.is_published):
        return ["Lägesbilden är publicerad. Rätta den med en ny."]
    return []


def _why_not_correct(picture: Picture, why: str) -> list[str]:
    reasons = []
    if not picture.is_published:
        reasons.append("Lägesbilden är ett utkast: ändra det i stället.")
    elif successor := picture.corrections.first():
        reasons.append(f"Det finns redan en rättelse: »{successor}«.")
    if not why.strip():
        reasons.append("Skriv vad som rättas och varför.")
    return reasons
