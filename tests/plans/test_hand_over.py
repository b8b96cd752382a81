"""When a seat can no longer answer for a measure, another takes over, and the history says so."""

from __future__ import annotations

import pytest

from samsyn.organisation.acts import Forbidden, Refused
from samsyn.plans.actions import hand_over, set_status
from samsyn.plans.models import Measure, Plan
from tests.lillstad import Lillstad

from .conftest import WORKING

pytestmark = pytest.mark.django_db
WHY = "Skolan lägger ned rundorna."


def test_another_seat_takes_over(town: Lillstad, decided: Plan, measure: Measure) -> None:
    seat = town.seat("lokal-styrgrupp/norra", "lpo-chef")
    hand_over(town.actor("anna"), measure, seat=seat, note=WHY)
    measure.refresh_from_db()
    assert measure.seat == seat
    line = measure.changes.last()
    assert line is not None
    assert line.note == (
        "Ansvaret går från Rektor, Skolförvaltningen till LPO-chef, Lokalpolisområde Norra. " + WHY
    )
    with pytest.raises(Forbidden):
        set_status(town.actor("rut"), measure, status="ongoing")


def test_it_takes_a_reason_and_a_seat_that_is_there(
    town: Lillstad, decided: Plan, measure: Measure
) -> None:
    anna, chef = town.actor("anna"), town.seat("lokal-styrgrupp/norra", "chef")
    with pytest.raises(Refused, match="varför"):
        hand_over(anna, measure, seat=chef, note="Nej")
    with pytest.raises(Refused, match="ansvarar redan"):
        hand_over(anna, measure, seat=town.seat(WORKING, "rektor"), note=WHY)
    with pytest.raises(Refused, match="finns inte i dag"):
        hand_over(anna, measure, seat=town.seat("lokal-styrgrupp/sodra", "chef"), note=WHY)


def test_not_by_the_seat_itself_nor_in_a_draft(
    town: Lillstad, measure: Measure, ready: Plan
) -> None:
    chef = town.seat("lokal-styrgrupp/norra", "chef")
    with pytest.raises(Forbidden):
        hand_over(town.actor("rut"), measure, seat=chef, note=WHY)
    with pytest.raises(Refused, match="utkast"):
        hand_over(town.actor("anna"), measure, seat=chef, note=WHY)
