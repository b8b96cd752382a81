"""Weekly pictures in the background: asked for by the group, found by the worker."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from samsyn.organisation.access import Actor
from samsyn.organisation.models import Group

from .actions.intake import store
from .actions.weeks import make_week_picture
from .models import Batch, WeekPicture
from .weekly.found import found
from .weekly.gathering import WeekGathering

Status = WeekPicture.Status
ATTEMPTS = 3


def ask(actor: Actor, group: Group, *, week: date, note: str = "") -> WeekPicture:
    """Make the picture by the act, and have its numbers found."""
    with transaction.atomic():
        picture: WeekPicture = make_week_picture(actor, group, week=week, note=note)
        find_week.enqueue(picture.pk, actor.day.isoformat())
    return picture


@task()
def find_week(pk: int, day: str) -> None:
    """Find the numbers of a weekly picture that waits, as the ground is drawn on a day."""
    picture = WeekPicture.objects.select_related("group__place").get(pk=pk)
    if picture.status == Status.WAITING:
        try:
            reckon(picture, date.fromisoformat(day))
        except Exception:
            WeekPicture.objects.filter(pk=pk, status=Status.WAITING).update(status=Status.FAILED)
            raise


def reckon(picture: WeekPicture, day: date) -> None:
    """Find and keep the numbers here and now."""
    for _ in range(ATTEMPTS):
        gathering = gathering_of(picture, day)
        content = found(gathering.told(store().rows))
        pks = [batch.pk for batch in gathering.batches]
        with transaction.atomic():
            # whoever withdraws a batch holds it: either that waits, or the batch is gone here
            live = Batch.objects.select_for_update(of=("self",)).filter(pk__in=pks, status="done")
            if len(live) < len(pks):
                continue
            picture.status, picture.content = Status.DONE, content
            picture.basis, picture.done_at = gathering.basis, timezone.now()
            picture.save(update_fields=["status", "content", "basis", "done_at"])
            picture.batches.set(pks)
        return
    raise RuntimeError("deliveries were withdrawn faster than a week could be counted")


def gathering_of(picture: WeekPicture, day: date) -> WeekGathering:
    return WeekGathering(picture.group.place, picture.of, day)
