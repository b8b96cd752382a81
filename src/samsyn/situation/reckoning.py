"""Findings in the background: asked for by whoever writes the draft, computed by the worker.

They are reckoned from what is already there and change nothing that anybody has said or decided;
so they are no act of their own. Who may write the draft may ask for them.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from samsyn.organisation.access import Actor
from samsyn.organisation.acts import Forbidden

from .actions.intake import store
from .counting import keep
from .findings.computed import computed
from .findings.gathering import Gathering
from .findings.keeping import state
from .findings.methods.material import Material
from .models import Batch, Findings, Picture
from .picture.making import reading_of

ATTEMPTS = 3


def ask(actor: Actor, picture: Picture) -> None:
    """Have a draft's findings computed anew. Raises `Forbidden`."""
    if not Picture.objects.may(actor, "situation.draft").filter(pk=picture.pk).exists():
        raise Forbidden("Du har inget mandat att räkna på lägesbilden.")
    if picture.is_published:
        return
    with transaction.atomic():
        Findings.objects.update_or_create(
            picture=picture, defaults={"status": Findings.Status.WAITING, "asked_at": actor.at}
        )
        find.enqueue(picture.pk, actor.day.isoformat())


def ask_if_changed(actor: Actor, pk: int) -> None:
    """After a draft has been saved: only if its period, areas or deliveries are others now."""
    picture = Picture.objects.select_related("place").get(pk=pk)
    if state(picture, reading_of(picture, actor.day), actor.at).status in ("none", "outdated"):
        ask(actor, picture)


@task()
def find(pk: int, day: str) -> None:
    """Compute the findings of a draft as the ground is drawn on a day; not of one published since.

    Several who ask get the same: only the first in turn computes.
    """
    waiting = Findings.objects.filter(picture=pk, status=Findings.Status.WAITING)
    if waiting.update(status=Findings.Status.RUNNING):
        try:
            reckon(Picture.objects.select_related("place").get(pk=pk), date.fromisoformat(day))
        except Exception:
            Findings.objects.filter(picture=pk).update(status=Findings.Status.FAILED)
            raise


def reckon(picture: Picture, day: date) -> Findings | None:
    """Compute and keep the findings of a draft here and now."""
    if picture.is_published:
        return None
    for _ in range(ATTEMPTS):
        gathering = Gathering(reading_of(picture, day))
        keep(gathering.reading)
        found = computed(gathering.material(store().rows))
        pks = [batch.pk for batch in gathering.batches]
        with transaction.atomic():
            # true numbers are not kept beside what has been published meanwhile
            drafts = Picture.objects.filter(status=Picture.Status.DRAFT)
            if not drafts.select_for_update(of=("self",)).filter(pk=picture.pk).exists():
                return None
            # whoever withdraws a batch holds it: either that waits, or the batch is gone here
            live = Batch.objects.filter(pk__in=pks, status=Batch.Status.DONE)
            if len(live.select_for_update(of=("self",))) < len(pks):
                continue
            return _kept(picture, gathering.basis, found)
    raise RuntimeError("deliveries were withdrawn faster than findings could be computed")


def _kept(picture: Picture, basis: str, found: dict[str, Any]) -> Findings:
    now = timezone.now()
    kept: Findings = Findings.objects.update_or_create(
        picture=picture,
        defaults={"status": Findings.Status.DONE, "done_at": now, "asked_at": now,
                  "basis": basis, "content": found},
    )[0]  # fmt: skip
    return kept


def material_of(picture: Picture, day: date) -> Material:
    """What the findings of a picture are computed from."""
    return Gathering(reading_of(picture, day)).material(store().rows)
