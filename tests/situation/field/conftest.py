"""Norra has a working group that meets every week, with a field worker among its seats.

Olle is the field worker and Anna the coordinator, both of Norra's administration; Björn is the
area's police and Rut speaks for the school. Cecilia leads another group of Norra's administration
here, David one in Södra. Karin coordinates the city. Everyone sees the shared picture of their own
place; only the group's members read what is open to the group.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import shapely

from samsyn.organisation.actions import appoint
from samsyn.organisation.models import Group, Installation, Place
from samsyn.organisation.structure import GroupSpec, MandateSpec, SeatSpec
from samsyn.situation.actions import observe
from samsyn.situation.field.sighting import Sighting
from samsyn.situation.models import Boundary, Observation
from tests import lillstad
from tests.lillstad import FOUNDED, Founding, Lillstad, coordination, open_groups, steering

SEES = ("situation.read_shared",)
OWN = (
    "situation.read_observations", "situation.share_observation", "situation.remove_observation",
    "situation.do_task", "situation.set_terms",
)  # fmt: skip
MEETS = tuple(
    f"situation.{act}"
    for act in (
        "observe", "read_observations", "read_rounds", "open_round", "prioritise", "unprioritise",
        "give_task", "do_task", "close_round",
    )
)  # fmt: skip
SITTING = {
    "olle": ("faltgrupp/norra", "falt"),
    "anna": ("faltgrupp/norra", "samordnare"),
    "bjorn": ("faltgrupp/norra", "polis"),
    "rut": ("faltgrupp/norra", "skola"),
    "stina": ("annan-grupp/norra", "handlaggare"),
    "david": ("faltgrupp/sodra", "polis"),
}
Report = Callable[..., Observation]


def working(kind: str, district: str, *seats: SeatSpec) -> GroupSpec:
    ground = "lillstad/2020 § 3.5"
    return GroupSpec(
        key=f"lillstad/{kind}/{district}", kind=kind, line="lillstad", name="Veckogruppen",
        level="district", place=district, standing=True, clause="3.5", seats=seats,
        mandates=(
            *(MandateSpec(act, "group", ground) for act in MEETS),
            *(MandateSpec(act, "body", ground) for act in OWN),
            *(MandateSpec(act, "place", ground) for act in SEES),
        ),
    )  # fmt: skip


def field_groups() -> list[GroupSpec]:
    return [
        working(
            "faltgrupp", "norra",
            SeatSpec("falt", "Fältarbetare", "sdf-norra"),
            SeatSpec("samordnare", "Trygghetssamordnare", "sdf-norra"),
            SeatSpec("polis", "Områdespolis", "lpo-norra"),
            SeatSpec("skola", "Rektor", "skolforvaltningen"),
        ),
        working("annan-grupp", "norra", SeatSpec("handlaggare", "Handläggare", "sdf-norra")),
        working("faltgrupp", "sodra", SeatSpec("polis", "Områdespolis", "lpo-sodra")),
    ]  # fmt: skip


def _found() -> Lillstad:
    town = lillstad.found(city_acts=("test.open_groups", *SEES))
    groups = [coordination("test.open_groups", *SEES), *field_groups()]
    groups += [steering(district) for district in ("norra", "sodra")]
    open_groups(town.actor("karin", FOUNDED), Installation.here(), groups, FOUNDED)
    for name, (group, key) in SITTING.items():
        seat = town.seat(group, key)
        appoint(town.actor("karin"), seat, town.people[name], since=FOUNDED, decided="KS 2020/9")
    draw(town)
    return town


@pytest.fixture(scope="session")
def founding() -> Founding:
    return _found


def draw(town: Lillstad) -> None:
    """Torget lies in Norra's north-east corner."""
    squares = {"norra": (0, 0, 2000), "torget": (1000, 1000, 1000)}
    for key, (x, y, size) in squares.items():
        shape = shapely.box(674_000 + x, 6_580_000 + y, 674_000 + x + size, 6_580_000 + y + size)
        Boundary.objects.create(
            place=town.place(key), valid_from=date(2020, 1, 1),
            geometry=shapely.to_wkb(shape), source="Lillstads egen karta",
        )  # fmt: skip


@pytest.fixture
def group(town: Lillstad) -> Group:
    return town.group("faltgrupp/norra")


@pytest.fixture
def report(town: Lillstad, group: Group) -> Report:
    """`report("olle", audience="shared")` – graffiti at Torget two hours ago, unless told."""

    def put(who: str = "olle", hours: float = 2, **said: Any) -> Observation:
        actor = town.actor(who)
        [found] = observe(actor, group, seen=[seen(town, hours=hours, **said)])
        return found

    return put


def seen(town: Lillstad, *, hours: float = 2, place: Place | None = None, **said: Any) -> Sighting:
    at = town.actor("olle").at - timedelta(hours=hours)
    parts = {"category": "klotter", "place": place or town.place("torget"), "since": at}
    return Sighting(**(parts | said))
