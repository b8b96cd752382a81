"""What the charters in force promise to tell a body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from samsyn.agreements.models import Duty, Version
from samsyn.agreements.world import world_on
from samsyn.organisation.models import Body, Place

from .models import Feedback, Question


@dataclass(frozen=True)
class Promise:
    """A charter's words on feedback: which kind of group, in which version, says what."""

    version: Version
    by: str
    text: str


def promised_to(body: Body, day: date) -> list[Promise]:
    """The feedback clauses of the versions in force that concern a body."""
    return [promise for promise, keys in _promises(day) if body.key in keys]


def bodies_told(day: date) -> QuerySet[Body]:
    """The bodies that a charter or a duty says are to be told, have been told, or have asked."""
    keys = {key for _, bodies in _promises(day) for key in bodies}
    concerned = (
        Q(key__in=keys)
        | Q(pk__in=Feedback.objects.values("to_body"))
        | Q(pk__in=Question.objects.values("by_body"))
        | Q(pk__in=Duty.objects.on(day).filter(to_body__isnull=False).values("to_body"))
    )
    bodies: QuerySet[Body] = Body.objects.filter(concerned)
    return bodies


def _promises(day: date) -> list[tuple[Promise, frozenset[str]]]:
    """Each clause with the keys of the bodies it concerns on a day."""
    city = Place.objects.on(day).filter(kind=Place.Kind.CITY).first()
    if city is None:
        return []
    world = world_on(day, city)
    found = []
    for version in Version.objects.standing():
        names = {group.key: group.name for group in version.document.groups}
        for said in version.document.feedback:
            keys = frozenset(world.resolve(said.to, city.key))
            found.append((Promise(version, names[said.by], said.text), keys))
    return found
