"""Tasks that the weekly round has given to the actor's own seats."""

from __future__ import annotations

from collections.abc import Iterator

from samsyn.organisation.access import Actor
from samsyn.situation.models import Task

from .errand import Errand
from .seats import my_tenures


def errands(actor: Actor) -> Iterator[Errand]:
    """They follow the seat: its next holder finds them all."""
    seats = [tenure.seat_id for tenure in my_tenures(actor)]
    rows = Task.objects.unfinished().filter(seat__in=seats, round__closed_at=None)
    for task in rows.select_related("round__group__place", "seat__body").order_by("due"):
        late = "Skulle ha varit klar. " if task.is_late(actor.day) else ""
        group = task.round.group
        note = f"{late}{task.seat}, veckorundan i {group.name}, {group.place}."
        yield Errand(f"Uppgift: {task}", task.get_absolute_url(), note, task.due)
