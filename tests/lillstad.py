"""Lillstad: a small town with two districts, built through the same acts as real use.

Karin Ek coordinates from the city executive office. Anna Lind leads the administration of Norra,
Björn Falk the local police there; Cecilia Ros and David Holm the same in Södra. Rut Malm is the
school's. Maja Sund keeps the accounts and holds no seat. Olle Berg has an account and nothing else.
Sara Kvist is secretary of the board of Norra, Stina Lund of the board of Södra.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from samsyn.organisation.access import Actor
from samsyn.organisation.actions import appoint, establish, open_account
from samsyn.organisation.acts import Doing, act
from samsyn.organisation.models import Group, Installation, Person, Place, Seat
from samsyn.organisation.registry import BodySpec, LinkSpec, PlaceSpec
from samsyn.organisation.structure import GroupSpec, MandateSpec, SeatSpec
from samsyn.organisation.structure.standing import realise

FOUNDED = date(2020, 1, 1)
TODAY = date(2024, 3, 15)

PLACES = [
    PlaceSpec("lillstad", "city", "Lillstad"),
    PlaceSpec("norra", "district", "Norra", "lillstad"),
    PlaceSpec("sodra", "district", "Södra", "lillstad"),
    PlaceSpec("torget", "neighbourhood", "Torget", "norra"),
    PlaceSpec("po-norra", "local_police_area", "LPO Norra", "lillstad"),
    PlaceSpec("po-sodra", "local_police_area", "LPO Södra", "lillstad"),
]
BODIES = [
    BodySpec("kommunstyrelsen", "executive_board", "Kommunstyrelsen", place="lillstad"),
    BodySpec("skolforvaltningen", "administration", "Skolförvaltningen", place="lillstad"),
    BodySpec("sdn-norra", "district_board", "Norra stadsdelsnämnd", place="norra"),
    BodySpec("sdn-sodra", "district_board", "Södra stadsdelsnämnd", place="sodra"),
    BodySpec("sdf-norra", "district_administration", "Norra stadsdelsförvaltning", "", "norra"),
    BodySpec("sdf-sodra", "district_administration", "Södra stadsdelsförvaltning", "", "sodra"),
    BodySpec("polisen", "police_region", "Polisen i Lillstad", place="lillstad"),
    BodySpec("lpo-norra", "local_police_area", "Lokalpolisområde Norra", "polisen", "po-norra"),
    BodySpec("lpo-sodra", "local_police_area", "Lokalpolisområde Södra", "polisen", "po-sodra"),
]
LINKS = [LinkSpec("norra", "po-norra", FOUNDED), LinkSpec("sodra", "po-sodra", FOUNDED)]

CITY_ACTS = (
    "organisation.establish",
    "organisation.redraw",
    "organisation.appoint",
    "organisation.end_tenure",
    "organisation.see_holders",
    "organisation.read_ledger",
)
LOCAL_ACTS = ("organisation.see_holders", "organisation.read_ledger")


def coordination(*acts: str) -> GroupSpec:
    return GroupSpec(
        key="lillstad/samordning/lillstad",
        kind="samordning",
        line="lillstad",
        name="Samordningsfunktionen",
        level="city",
        place="lillstad",
        standing=True,
        clause="2",
        seats=(SeatSpec("samordnare", "Central samordnare", "kommunstyrelsen"),),
        mandates=tuple(MandateSpec(a, "place", "lillstad/2020 § 2") for a in (*CITY_ACTS, *acts)),
    )


def steering(district: str, *acts: str) -> GroupSpec:
    return GroupSpec(
        key=f"lillstad/lokal-styrgrupp/{district}",
        kind="lokal-styrgrupp",
        line="lillstad",
        name="Lokal styrgrupp",
        level="district",
        place=district,
        standing=True,
        clause="3",
        reports_to="lillstad/samordning/lillstad",
        composition=(f"sdf-{district}", f"lpo-{district}"),
        seats=(
            SeatSpec("chef", "Stadsdelsdirektör", f"sdf-{district}", deputy=True),
            SeatSpec("lpo-chef", "LPO-chef", f"lpo-{district}"),
            SeatSpec("skola", "Rektor", "skolforvaltningen"),
        ),
        mandates=(
            *(MandateSpec(a, "place", "lillstad/2020 § 3") for a in (*LOCAL_ACTS, *acts)),
            MandateSpec("organisation.appoint", "body", "lillstad/2020 § 3.2", ("chef",)),
        ),
    )


# who has a secretary: the boards, and the police, whose secretary registers what its chief decides
SECRETARIES = ("sdn-norra", "sdn-sodra", "kommunstyrelsen", "polisen", "skolforvaltningen")


def secretaries(*acts: str) -> GroupSpec:
    return GroupSpec(
        key="lillstad/sekretariat/lillstad",
        kind="sekretariat",
        line="lillstad",
        name="Organens sekreterare",
        level="city",
        place="lillstad",
        standing=True,
        clause="4",
        seats=tuple(
            SeatSpec(f"sekreterare-{body}", "Sekreterare", body, required=False)
            for body in SECRETARIES
        ),
        mandates=tuple(MandateSpec(a, "body", "lillstad/2020 § 4") for a in acts),
    )


@act("test.open_groups", on="organisation.Installation", title="Öppna Lillstads grupper")
def open_groups(doing: Doing, _: Installation, groups: list[GroupSpec], on: date) -> None:
    """What bringing an agreement into force does, for tests that stand below the agreements."""
    realise(groups, "lillstad", on)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@dataclass
class Lillstad:
    """The town on `today`; `actor("anna")` is Anna at noon that day."""

    today: date = TODAY
    people: dict[str, Person] = field(default_factory=dict)

    def actor(self, name: str | None, day: date | None = None) -> Actor:
        person = Person.objects.get(pk=self.people[name].pk) if name else None
        return Actor(person, at(day or self.today))

    def place(self, key: str) -> Place:
        return Place.objects.get(key=key)

    def group(self, key: str) -> Group:
        return Group.objects.get(key=f"lillstad/{key}", until=None)

    def seat(self, group: str, key: str) -> Seat:
        return self.group(group).seats.get(key=key, until=None)


Founding = Callable[[], Lillstad]


NAMES = {
    "karin": "Karin Ek",
    "anna": "Anna Lind",
    "bjorn": "Björn Falk",
    "cecilia": "Cecilia Ros",
    "david": "David Holm",
    "rut": "Rut Malm",
    "maja": "Maja Sund",
    "olle": "Olle Berg",
    "sara": "Sara Kvist",
    "stina": "Stina Lund",
}
SITTING = {
    "anna": ("lokal-styrgrupp/norra", "chef"),
    "bjorn": ("lokal-styrgrupp/norra", "lpo-chef"),
    "cecilia": ("lokal-styrgrupp/sodra", "chef"),
    "david": ("lokal-styrgrupp/sodra", "lpo-chef"),
}
SECRETARY_OF = {
    "sara": ("sdn-norra",),
    "stina": ("sdn-sodra",),
    "karin": ("kommunstyrelsen",),
    "david": ("polisen",),
    "rut": ("skolforvaltningen",),
}


def found(
    city_acts: tuple[str, ...] = (),
    local_acts: tuple[str, ...] = (),
    body_acts: tuple[str, ...] = (),
) -> Lillstad:
    """Found the town on 2020-01-01: places, bodies, groups, accounts, and people in their seats.

    `city_acts` and `local_acts` are handed to the coordination and to the local steering groups
    beside the organisation's own, for tests of rooms further up; `body_acts` to the secretaries of
    the bodies, each for her own.
    """
    town, here = Lillstad(), Installation.here()
    founder = Actor.founder(at(FOUNDED))
    establish(founder, here, places=PLACES, bodies=BODIES, links=LINKS)
    for short, name in NAMES.items():
        town.people[short] = open_account(
            founder, here, email=f"{short}@lillstad.example", name=name,
            manages_accounts=short == "maja",
        )  # fmt: skip
    groups = [coordination(*city_acts), *(steering(d, *local_acts) for d in ("norra", "sodra"))]
    groups += [secretaries(*body_acts)] if body_acts else []
    open_groups(founder, here, groups, FOUNDED)
    seat = town.seat("samordning/lillstad", "samordnare")
    appoint(founder, seat, town.people["karin"], since=FOUNDED, decided="KS 2020/1")
    karin = town.actor("karin", FOUNDED)
    for short, (group, key) in SITTING.items():
        appoint(
            karin, town.seat(group, key), town.people[short], since=FOUNDED, decided="KS 2020/2"
        )
    for short, bodies in SECRETARY_OF.items() if body_acts else ():
        for body in bodies:
            desk = town.seat("sekretariat/lillstad", f"sekreterare-{body}")
            appoint(karin, desk, town.people[short], since=FOUNDED, decided="KS 2020/3")
    return town
