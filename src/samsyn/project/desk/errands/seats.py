"""The seats from which a person acts."""

from __future__ import annotations

from django.db.models import QuerySet

from samsyn.organisation.access import Actor
from samsyn.organisation.models import Tenure


def my_tenures(actor: Actor) -> QuerySet[Tenure]:
    """The seats the actor holds today, as holder or deputy."""
    held = Tenure.objects.on(actor.day).filter(person=actor.person)
    return held.select_related("seat__group__place", "seat__body")
