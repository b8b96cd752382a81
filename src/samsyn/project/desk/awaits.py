"""What awaits a person: the errands of all rooms, the most pressing day first."""

from __future__ import annotations

from samsyn.organisation.access import Actor

from .errands import (
    Errand,
    agreements,
    causes,
    decisions,
    deliveries,
    field,
    followup,
    my_tenures,
    organisation,
    pictures,
    plans,
)

ROOMS = (
    field,
    decisions,
    followup,
    plans,
    pictures,
    causes,
    deliveries,
    agreements,
    organisation,
)
__all__ = ["Errand", "errands", "my_tenures"]


def errands(actor: Actor) -> list[Errand]:
    """Everything that awaits the actor, the most pressing day first, then what has no day."""
    found = [errand for room in ROOMS for errand in room.errands(actor)]
    return sorted(found, key=lambda errand: (errand.due is None, errand.due or actor.day))
