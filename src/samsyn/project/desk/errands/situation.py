"""Draft pictures that wait to be published."""

from __future__ import annotations

from collections.abc import Iterator

from samsyn.organisation.access import Actor
from samsyn.situation.models.pictures import Picture

from .errand import Errand


def errands(actor: Actor) -> Iterator[Errand]:
    drafts = Picture.objects.filter(status=Picture.Status.DRAFT)
    for picture in drafts.may(actor, "situation.publish").select_related("place"):
        note = f"Utkast till lägesbild för {picture.place}, väntar på publicering."
        yield Errand(picture.title, picture.get_absolute_url(), note)
