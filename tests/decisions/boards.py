"""Norra's board at work, for stories of meetings and delegation.

Sara is its secretary, Stina that of Södra, Karin that of the executive board, David that of the
police. Anna directs Norra's administration and decides for the board what it has handed her;
Björn is chief of Norra's local police, David also of the whole police in town.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from samsyn.decisions.actions import (
    add_item,
    decide,
    delegate,
    end_meeting,
    open_case,
    open_meeting,
    plan_meeting,
)
from samsyn.decisions.agenda import Suggested
from samsyn.decisions.models import Decision, Delegation, Item, Meeting, Participant, Proposal
from samsyn.organisation.actions import appoint
from samsyn.organisation.acts import Doing, act
from samsyn.organisation.models import Body, Installation, Seat
from samsyn.organisation.structure import GroupSpec, MandateSpec, SeatSpec
from samsyn.organisation.structure.standing import realise
from tests import lillstad
from tests.lillstad import FOUNDED, Lillstad

SECRETARY = tuple(
    f"decisions.{name}"
    for name in (
        "open_case", "read_case", "plan_meeting", "move_meeting", "add_item", "propose",
        "open_meeting", "decide", "put_on_record", "end_meeting", "approve_minutes",
        "read_minutes", "read", "delegate", "end_delegation", "anchor",
    )
)  # fmt: skip
CHIEF = ("decisions.decide_by_delegation", "decisions.refer_to_board")
PRESENT = (
    ("Inga Berg", "S", "chair"),
    ("Ulf Ask", "M", "member"),
    ("Eva Lo", "V", "member"),
    ("Tor Dal", "L", "serving_substitute"),
    ("Ida Ny", "MP", "substitute"),
    ("Per Hed", "", "official"),
)
CHIEFS = {"anna": "chef-norra", "bjorn": "lpo-norra", "david": "polischef", "rut": "skolchef"}


def deciders(*acts: str) -> GroupSpec:
    """Those who decide by delegation of their own body."""
    return GroupSpec(
        key="chefer/beslutsfattare/lillstad",
        kind="beslutsfattare",
        line="chefer",
        name="Beslutsfattare med delegation",
        level="city",
        place="lillstad",
        standing=True,
        clause="5",
        seats=(
            SeatSpec("chef-norra", "Stadsdelsdirektör", "sdf-norra"),
            SeatSpec("lpo-norra", "LPO-chef", "lpo-norra"),
            SeatSpec("polischef", "Polischef", "polisen"),
            SeatSpec("skolchef", "Skolchef", "skolforvaltningen"),
        ),
        mandates=tuple(MandateSpec(each, "body", "lillstad/2020 § 5") for each in acts),
    )


@act("test.open_deciders", on="organisation.Installation", title="Öppna beslutsfattarnas grupp")
def open_deciders(doing: Doing, _: Installation) -> None:
    """What a charter would do, for tests that stand below the agreements."""
    realise([deciders(*CHIEF)], "chefer", doing.day)


def found() -> Lillstad:
    """Lillstad with secretaries that may all of this and chiefs that may decide."""
    town = lillstad.found(("test.open_deciders",), (), SECRETARY)
    karin = town.actor("karin", FOUNDED)
    open_deciders(karin, Installation.here())
    for name, key in CHIEFS.items():
        appoint(karin, seat(key), town.people[name], since=FOUNDED, decided="KS 2020/4")
    return town


def body(key: str) -> Body:
    return Body.objects.get(key=key)


def seat(key: str) -> Seat:
    return Seat.objects.get(group__key="chefer/beslutsfattare/lillstad", key=key)


def matter(
    town: Lillstad, who: str = "sara", of: str = "sdn-norra", title: str = "Fasta grupper"
) -> Item:
    """A case before a board, with what its office proposes."""
    case = open_case(town.actor(who), body(of), title=title)
    office = Suggested("Nämnden tillstyrker förslaget.", "Förvaltningen", by_office=True)
    return add_item(town.actor(who), case, title=title, proposals=[office])


def meeting(
    town: Lillstad, who: str = "sara", of: str = "sdn-norra", day: date | None = None
) -> Meeting:
    return plan_meeting(town.actor(who), body(of), held_on=day or town.today, where="Rådhuset")


def opened(town: Lillstad, *items: Item, who: str = "sara") -> Meeting:
    """A meeting of the day with what waits, open."""
    held = meeting(town, who, items[0].body.key if items else "sdn-norra")
    open_meeting(town.actor(who), held, participants=PRESENT)
    for item in items:
        item.refresh_from_db()
    return held


def ended(town: Lillstad, item: Item) -> Meeting:
    """A meeting at which the office's proposal was adopted."""
    held = opened(town, item)
    approve(town, item)
    return end_meeting(town.actor("sara"), held)


def approve(town: Lillstad, item: Item, **more: Any) -> Decision:
    office = Proposal.objects.get(item=item, by_office=True)
    return decide(town.actor("sara"), item, outcome="approved", proposal=office, **more)


def person(held: Meeting, name: str) -> Participant:
    return held.participants.get(name__startswith=name)


def clock_today() -> date:
    return timezone.localdate()


def days(count: int) -> timedelta:
    return timedelta(days=count)


def handed(town: Lillstad, **other: Any) -> Delegation:
    """Norra's board lets its director decide purchases of up to 500 000 kronor."""
    given: dict[str, Any] = {
        "to_body": body("sdf-norra"),
        "function": "Stadsdelsdirektör",
        "kind": "inkop",
        "what": "Inköp för trygghetsarbetet",
        "ground": "Norra stadsdelsnämnds delegationsordning 3.2",
        "limit": 500_000,
    }
    return delegate(town.actor("sara"), body("sdn-norra"), **(given | other))
