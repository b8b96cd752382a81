"""Counts of drafts that rest on very many incidents: kept, so that no page counts them.

Few incidents are counted when a page is read. Of many the worker counts: with the findings, when a
delivery has been taken in or removed, and when a page finds that what is kept no longer holds.
Acts that must have the numbers at once count them themselves; they give the same.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django_tasks import task

from samsyn.organisation.access import Actor
from samsyn.organisation.acts import Refused
from samsyn.organisation.models import Place

from .models import Batch, Picture, PictureCounts, Removal
from .picture.making import counted, reading_of
from .picture.periods import Period
from .picture.reading import Reading

SILENCE = timedelta(minutes=2)
"""A worker that has not answered for so long may be asked again."""
ATTEMPTS = 3


class BeingCounted(Refused):
    """The numbers of a draft are not there yet; they have been asked for."""

    def __init__(self, picture: Picture) -> None:
        super().__init__("Talen räknas om. Läs om sidan om en liten stund.")
        self.picture = picture


def for_page(picture: Picture, actor: Actor) -> dict[str, Any]:
    """The content of a picture for somebody who reads it now. Raises `BeingCounted`."""
    return picture.content or counted(picture, at_hand(picture, actor))


def at_hand(picture: Picture, actor: Actor) -> Reading:
    """What a draft is made of, when it need not be counted first. Raises `BeingCounted`."""
    reading = reading_of(picture, actor.day)
    if not reading.is_at_hand:
        ask(reading, actor.at)
        raise BeingCounted(picture)
    return reading


def ask(reading: Reading, at: datetime) -> None:
    """Have the worker count, unless it has just been asked."""
    there = _rows(reading)
    if there.filter(asked_at__gt=at - SILENCE).exists():
        return
    with transaction.atomic():
        there.update_or_create(
            place=reading.place, since=reading.period.since, until=reading.period.until,
            defaults={"asked_at": at},
        )  # fmt: skip
        _enqueue(reading.place.pk, reading.period, reading.day)


@task()
def count(place: int, since: str, until: str, day: str) -> None:
    """Count and keep what drafts of a place and a period rest on, as the ground is on a day."""
    period = Period(date.fromisoformat(since), date.fromisoformat(until))
    keep(Reading(Place.objects.get(pk=place), period, date.fromisoformat(day)))


def keep(reading: Reading) -> None:
    """Count here and now, and keep it unless it is needless or something changed meanwhile."""
    place, period, day = reading.place, reading.period, reading.day
    for _ in range(ATTEMPTS):
        before = Reading(place, period, day)
        if before.is_at_hand:
            break
        # a batch that came and went while it was counted leaves its removal behind
        mark = before.basis, Removal.objects.count()
        found = before.recounted()
        kept = {"by_month": list(found.by_month), "by_part": list(found.by_part)}
        with transaction.atomic():
            if mark != (Reading(place, period, day).basis, Removal.objects.count()):
                continue
            PictureCounts.objects.update_or_create(
                place=place, since=period.since, until=period.until,
                defaults={"basis": mark[0], **kept},
            )  # fmt: skip
        break
    _rows(reading).update(asked_at=None)
    forget_needless()


def keep_for_drafts(batch: Batch, day: date) -> None:
    """Count anew for every draft that a delivery just taken in may concern."""
    if batch.first_month is None or batch.last_month is None:
        return
    drafts = Picture.objects.filter(
        status=Picture.Status.DRAFT,
        since__lte=_later(batch.last_month),
        until__gt=batch.first_month,
    )
    for picture in drafts.select_related("place").defer("content", "family"):
        keep(reading_of(picture, day))


def forget_counts_of(batch: Batch, at: datetime, day: date) -> None:
    """Throw away what may hold a batch's incidents, and ask for it anew. In the batch's own
    transaction."""
    if batch.first_month is None or batch.last_month is None:
        return
    rows = PictureCounts.objects.filter(
        since__lte=_later(batch.last_month), until__gt=batch.first_month
    ).exclude(basis="")
    for row in rows:
        _enqueue(row.place_id, Period(row.since, row.until), day)
    rows.update(basis="", by_month=[], by_part=[], asked_at=at)


def forget_needless() -> None:
    """True numbers are kept for drafts alone."""
    drafts = Picture.objects.filter(
        status=Picture.Status.DRAFT, place=OuterRef("place"), since=OuterRef("since"),
        until=OuterRef("until"),
    )  # fmt: skip
    PictureCounts.objects.exclude(Exists(drafts)).delete()


def _rows(reading: Reading) -> Any:
    return PictureCounts.objects.filter(
        place=reading.place, since=reading.period.since, until=reading.period.until
    )


def _enqueue(place: int, period: Period, day: date) -> None:
    count.enqueue(place, period.since.isoformat(), period.until.isoformat(), day.isoformat())


def _later(month: date) -> date:
    """The month a year later: a picture looks back on the same months a year before."""
    return month.replace(year=month.year + 1)
