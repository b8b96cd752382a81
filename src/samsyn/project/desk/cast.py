"""The people of the demo, those with a role first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samsyn.organisation.models import Person, Tenure
from samsyn.project.demo.people import KEEPER, email_of, roles


@dataclass(frozen=True)
class Member:
    """A demo person: what they do in words, and the seats they hold today."""

    person: Person
    role: str
    sentence: str
    seats: list[Tenure]


def cast(day: date) -> tuple[list[Member], list[Member]]:
    """Those with one of the nine roles in their order, and the rest by name."""
    people = {p.email: p for p in Person.objects.filter(is_demo=True, is_active=True)}
    seats: dict[object, list[Tenure]] = {}
    held = Tenure.objects.on(day).filter(person__is_demo=True)
    for tenure in held.select_related("seat__group__place", "seat__body"):
        seats.setdefault(tenure.person_id, []).append(tenure)
    told = {role.email: (role.role, role.sentence) for role in roles()}
    told[email_of(KEEPER)] = ("Kontoansvarig", "öppnar och stänger konton och når inget annat")
    leading = [
        Member(people[email], role, sentence, seats.get(people[email].pk, []))
        for email, (role, sentence) in told.items()
        if email in people
    ]
    others = [
        Member(person, "", "", seats.get(person.pk, []))
        for email, person in people.items()
        if email not in told
    ]
    return leading, others
