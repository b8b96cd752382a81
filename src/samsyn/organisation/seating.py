"""Who sits where on a day, and what a group lacks then. Two queries for any number of groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from samsyn.organisation import rules
from samsyn.organisation.access import Actor
from samsyn.organisation.models import Group, Seat, Tenure


@dataclass(frozen=True)
class Sitting:
    """A seat on a day, with its holder and the holder's deputy, if any."""

    seat: Seat
    holder: Tenure | None = None
    deputy: Tenure | None = None

    @property
    def is_vacant(self) -> bool:
        return self.seat.required and self.holder is None

    @property
    def state(self) -> rules.SeatState:
        seat, filled = self.seat, self.holder is not None
        return rules.SeatState(seat.function, seat.body.key, seat.body.name, seat.required, filled)


def sittings(groups: Iterable[Group], day: date) -> dict[int, list[Sitting]]:
    """The seats of each group (by primary key) that exist on the day, with those who sit there."""
    seats = Seat.objects.on(day).filter(group__in=groups).select_related("body")
    held = {
        (tenure.seat_id, tenure.as_deputy): tenure
        for tenure in Tenure.objects.on(day).filter(seat__in=seats).select_related("person")
    }
    found: dict[int, list[Sitting]] = defaultdict(list)
    for seat in seats.order_by("pk"):
        one = Sitting(seat, held.get((seat.pk, False)), held.get((seat.pk, True)))
        found[seat.group_id].append(one)
    return found


def lacks(group: Group, seats: Iterable[Sitting]) -> list[str]:
    """Vacant required seats and bodies without a voice, as Swedish sentences."""
    states = [sitting.state for sitting in seats]
    return rules.vacant(states) + rules.unrepresented(states, group.composition)


def vacant_seats(actor: Actor) -> QuerySet[Seat]:
    """Required seats that nobody holds today and that the actor may fill."""
    held = Tenure.objects.on(actor.day).filter(as_deputy=False).values("seat")
    fillable = Seat.objects.on(actor.day).may(actor, "organisation.appoint")
    return fillable.filter(required=True).exclude(pk__in=held)


def sees_holders(actor: Actor, group: Group) -> bool:
    """Names are for those who cooperate; everybody else sees functions and bodies."""
    seen = Group.objects.may(actor, "organisation.see_holders")
    return bool(seen.filter(pk=group.pk).exists())
