"""Deliveries that wait for a yes or are due to be removed, and drafts to be published."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from samsyn.organisation.access import Actor
from samsyn.situation.actions.retention import due
from samsyn.situation.models import Batch
from samsyn.situation.models.pictures import Picture

from .errand import Errand


def errands(actor: Actor) -> Iterator[Errand]:
    judged = Batch.objects.filter(status=Batch.Status.JUDGED)
    for batch in judged.may(actor, "situation.import").select_related("source"):
        note = f"Leverans från {batch.source}, bedömd. Säg om raderna ska tas in."
        yield Errand(batch.file_name, reverse("situation:batch", args=[batch.pk]), note)
    drafts = Picture.objects.filter(status=Picture.Status.DRAFT)
    for picture in drafts.may(actor, "situation.publish").select_related("place"):
        note = f"Utkast till lägesbild för {picture.place}, väntar på publicering."
        yield Errand(picture.title, picture.get_absolute_url(), note)
    for batch in due(Batch.objects.may(actor, "situation.weed_batch"), actor.day):
        note = f"Raderna från {batch.source} har sparats så länge som gallringsregeln säger."
        yield Errand(f"Gallra {batch.file_name}", reverse("situation:weed", args=[batch.pk]), note)
