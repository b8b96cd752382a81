"""Lillstad under its agreement of 2024: Norra and Södra report to the steering group.

Anna and Björn sit in Norra's local group, Cecilia in Södra's; Karin in the steering group, which
tells the district boards, whose secretaries are Sara and Stina.
"""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.agreements import realising
from samsyn.agreements.actions import prepare
from samsyn.agreements.models import Duty, Version
from samsyn.organisation.actions import appoint
from samsyn.organisation.acts import Doing, act
from samsyn.organisation.models import Group, Seat
from tests import lillstad
from tests.agreements.papers import FIRST_DAY, TEXT
from tests.lillstad import Founding, Lillstad

DUE = date(2024, 5, 31)
LATER = date(2024, 6, 10)

READ = "{acts: [agreements.read_draft], scope: place, source: beslut}"
LOCAL_MAY = "[agreements.read_draft, agreements.sign_local], scope: place, source: beslut}"
RECEIVES = (
    "[followup.write_report, followup.submit_report, followup.accept_report, followup.ask_back,"
    " followup.give_feedback, followup.answer_question]"
)
STEERS = (
    f"{READ}\n      - {{acts: {RECEIVES}, scope: group, source: beslut}}"
    "\n      - {acts: [followup.read_report, followup.compile, followup.freeze, followup.amend,"
    " followup.read_summary], scope: place, source: beslut}"
)
REPORTS = (
    f"{LOCAL_MAY}\n      - {{acts: [followup.write_report, followup.submit_report],"
    " scope: group, source: beslut}"
    "\n      - {acts: [followup.record_result], scope: place, source: beslut}"
)
CHARTER = TEXT.replace(READ, STEERS).replace(LOCAL_MAY, REPORTS)
BOARDS_MAY = ("followup.ask", "followup.accept_report", "followup.ask_back", "followup.read_report")

SEATS = (
    ("anna", "lokal-grupp/norra", "chef"),
    ("bjorn", "lokal-grupp/norra", "kommunpolis@lpo-norra"),
    ("cecilia", "lokal-grupp/sodra", "chef"),
    ("karin", "styrgrupp/lillstad", "kommundirektor"),
)


@act("test.let_hold", on="agreements.Version", title="Låta gälla")
def let_hold(doing: Doing, version: Version) -> None:
    """The agreement holds; how it is consulted on and decided is told in tests/agreements."""
    version.status = Version.Status.IN_FORCE
    version.save()
    realising.carry_out(version, realising.wanted(version, doing.day), doing.day)


def _found() -> Lillstad:
    """The agreement is in force since the first of April 2024, and the seats are filled."""
    town = lillstad.found(city_acts=("agreements.prepare", "test.let_hold"), body_acts=BOARDS_MAY)
    town.today = FIRST_DAY
    version = prepare(town.actor("karin"), town.place("lillstad"), CHARTER)
    let_hold(town.actor("karin"), version)
    for who, group, key in SEATS:
        seat = Seat.objects.get(group__key=f"samverkan/{group}", key=key, until=None)
        appoint(town.actor("karin"), seat, town.people[who], since=town.today, decided="KS 3")
    town.today = LATER
    return town


@pytest.fixture(scope="session")
def founding() -> Founding:
    return _found


def group(key: str) -> Group:
    return Group.objects.get(key=f"samverkan/{key}", until=None)


def duty(place: str) -> Duty:
    """What a district's local group owes the steering group twice a year."""
    return Duty.objects.get(key=f"samverkan/uppfoljning/{place}", until=None)
