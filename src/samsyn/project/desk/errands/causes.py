"""Cause analyses that wait to be done."""

from __future__ import annotations

from collections.abc import Iterator

from samsyn.organisation.access import Actor
from samsyn.situation.causes.reading import HEAVY
from samsyn.situation.models import CauseAnalysis

from .errand import Errand


def errands(actor: Actor) -> Iterator[Errand]:
    unfinished = CauseAnalysis.objects.may(actor, "situation.finish_analysis").filter(done_at=None)
    heavy = (f"picture__{name}" for name in HEAVY)
    for analysis in unfinished.select_related("picture", "place").defer(*heavy):
        note = f"Orsaksanalys för {analysis.place} i {analysis.picture}, inte klar."
        yield Errand(analysis.title, analysis.get_absolute_url(), note)
