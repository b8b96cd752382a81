"""Draft pictures that wait to be published, and cause analyses that wait to be done."""

from __future__ import annotations

from collections.abc import Iterator

from samsyn.organisation.access import Actor
from samsyn.situation.causes.presenting import HEAVY
from samsyn.situation.models import CauseAnalysis
from samsyn.situation.models.pictures import Picture

from .errand import Errand


def errands(actor: Actor) -> Iterator[Errand]:
    yield from _pictures(actor)
    yield from _analyses(actor)


def _pictures(actor: Actor) -> Iterator[Errand]:
    drafts = Picture.objects.filter(status=Picture.Status.DRAFT)
    for picture in drafts.may(actor, "situation.publish").select_related("place"):
        note = f"Utkast till lägesbild för {picture.place}, väntar på publicering."
        yield Errand(picture.title, picture.get_absolute_url(), note)


def _analyses(actor: Actor) -> Iterator[Errand]:
    unfinished = CauseAnalysis.objects.may(actor, "situation.finish_analysis").filter(done_at=None)
    heavy = (f"picture__{name}" for name in HEAVY)
    for analysis in unfinished.select_related("picture", "place").defer(*heavy):
        note = f"Orsaksanalys för {analysis.place} i {analysis.picture}, inte klar."
        yield Errand(analysis.title, analysis.get_absolute_url(), note)
