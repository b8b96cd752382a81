"""Draft pictures that wait to be published, and deliveries whose rows are due to be removed."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from samsyn.organisation.access import Actor
from samsyn.situation.actions.retention import due
from samsyn.situation.models import Batch
from samsyn.situation.models.pictures import Picture

from .errand import Errand


def errands(actor: Actor) -> Iterator[Errand]:
    drafts = Picture.objects.filter(status=Picture.Status.DRAFT)
    for picture in drafts.may(actor, "situation.publish").select_related("place"):
        note = f"Utkast till lägesbild för {picture.place}, väntar på publicering."
        yield Errand(picture.title, picture.get_absolute_url(), note)
    for batch in due(Batch.objects.may(actor, "situation.weed_batch"), actor.day):
        note = f"Raderna från {batch.source} har sparats så länge som gallringsregeln säger."
        yield Errand(f"Gallra {batch.file_name}", reverse("situation:weed", args=[batch.pk]), note)
