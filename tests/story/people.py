"""Lillstad under the law: eight people, each in the seat that the law or the agreement gives.

Karin coordinates, Nora is kommunstyrelsen's secretary and David chief of police; Sara and Stina are
secretaries of the boards of Norra and Södra. Anna leads Norra's administration, Björn is its
kommunpolis and Rut the head of its school.
"""

from __future__ import annotations

from datetime import date

from samsyn.agreements import packs
from samsyn.agreements.actions import bring_into_force, prepare
from samsyn.organisation.access import Actor
from samsyn.organisation.actions import appoint, establish, open_account
from samsyn.organisation.models import Installation, Place, Seat
from tests.lillstad import BODIES, LINKS, PLACES, Lillstad, at

FOUNDED = date(2023, 7, 1)
PEOPLE = {
    "karin": "Karin Ek",
    "nora": "Nora Vik",
    "david": "David Holm",
    "sara": "Sara Kvist",
    "stina": "Stina Lund",
    "anna": "Anna Lind",
    "bjorn": "Björn Falk",
    "rut": "Rut Malm",
}
BY_LAW = {
    "nora": ("samordningsfunktion", "namndsekreterare"),
    "david": ("polisledning", "regionpolischef"),
    "sara": ("sekretariat", "sekreterare@sdn-norra"),
    "stina": ("sekretariat", "sekreterare@sdn-sodra"),
    # the chief of a small police force keeps its register too
    "bjorn": ("sekretariat", "sekreterare@polisen"),
}


def founded() -> Lillstad:
    """The town on its first day under the law; nobody has signed anything."""
    town, here = Lillstad(today=FOUNDED), Installation.here()
    founder = Actor.founder(at(FOUNDED))
    establish(founder, here, places=PLACES, bodies=BODIES, links=LINKS)
    for short, name in PEOPLE.items():
        town.people[short] = open_account(
            founder, here, email=f"{short}@lillstad.example", name=name
        )
    law = prepare(founder, Place.objects.get(key="lillstad"), packs.text("lag/2023"))
    bring_into_force(founder, law)
    sit(town, "karin", "samordningsfunktion", "central-samordnare", by=founder)
    for short, (group, key) in BY_LAW.items():
        sit(town, short, group, key)
    return town


def sit(
    town: Lillstad, who: str, group: str, key: str, *, by: Actor | None = None, place: str = ""
) -> Seat:
    """Whoever may appoint gives a seat to somebody, today."""
    seats = Seat.objects.filter(group__kind=group, key=key, until=None)
    seat: Seat = seats.get(group__place__key=place) if place else seats.get()
    actor = by or town.actor("karin")
    appoint(actor, seat, town.people[who], since=town.today, decided="KS 2024/2")
    return seat
