"""Deliveries whose verdicts wait for a yes, and those whose rows are due to be removed."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from samsyn.organisation.access import Actor
from samsyn.situation.actions.retention import due
from samsyn.situation.models import Batch

from .errand import Errand


def errands(actor: Actor) -> Iterator[Errand]:
    judged = Batch.objects.filter(status=Batch.Status.JUDGED)
    for batch in judged.may(actor, "situation.import").select_related("source"):
        note = f"Leverans från {batch.source}, bedömd. Säg om raderna ska tas in."
        yield Errand(batch.file_name, reverse("situation:batch", args=[batch.pk]), note)
    for batch in due(Batch.objects.may(actor, "situation.weed_batch"), actor.day):
        note = f"Raderna från {batch.source} har sparats så länge som gallringsregeln säger."
        yield Errand(f"Gallra {batch.file_name}", reverse("situation:weed", args=[batch.pk]), note)
