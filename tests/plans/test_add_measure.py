"""Measures answer to a cause and lie on a seat; to a decided plan they come with a note."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.organisation.acts import Forbidden, Refused
from samsyn.plans.actions import add_measure, close
from samsyn.plans.models import Cause, Measure, Plan
from tests.lillstad import Lillstad

from .conftest import WORKING, whole

pytestmark = pytest.mark.django_db
NOTE = "Rånen ökade under våren, därför tidigare."


def test_a_measure_stands_on_its_cause_and_seat(town: Lillstad, measure: Measure) -> None:
    assert (measure.number, measure.kind, measure.status) == (1, "situational", "planned")
    assert measure.seat == town.seat(WORKING, "rektor")
    assert measure.area_name == "Unga i riskzon"
    assert measure.changes.get().by.startswith("Stadsdelsdirektör")


def test_numbers_are_given_once(town: Lillstad, cause: Cause, measure: Measure) -> None:
    second = add_measure(town.actor("anna"), cause, title="Lampor")
    measure.delete()
    third = add_measure(town.actor("anna"), cause, title="Bänkar")
    assert (second.number, third.number) == (2, 3)


def test_in_a_draft_the_rest_comes_later(town: Lillstad, cause: Cause) -> None:
    bare = add_measure(town.actor("bjorn"), cause, title="Lampor")
    assert bare.seat is None
    with pytest.raises(Refused, match="Skriv vad åtgärden är"):
        add_measure(town.actor("anna"), cause, title=" ")


def test_only_seats_that_are_there_and_places_within(town: Lillstad, cause: Cause) -> None:
    parts = {
        "title": "Lampor",
        "seat": town.seat("lokal-styrgrupp/sodra", "chef"),
        "place": town.place("sodra"),
        "starts": date(2024, 5, 1),
        "due": date(2024, 4, 1),
        "kind": "annat",
    }
    with pytest.raises(Refused) as refused:
        add_measure(town.actor("anna"), cause, **parts)
    assert len(refused.value.reasons) == 4


def test_a_seat_of_the_city_may_answer_for_it(town: Lillstad, cause: Cause) -> None:
    seat = town.seat("samordning/lillstad", "samordnare")
    assert add_measure(town.actor("anna"), cause, title="Lampor", seat=seat).seat == seat


def test_a_part_that_does_not_exist_is_a_fault_of_the_program(town: Lillstad, cause: Cause) -> None:
    with pytest.raises(TypeError, match="person"):
        add_measure(town.actor("anna"), cause, title="Lampor", person="Rut")


def test_to_a_decided_plan_with_a_note_that_shows(
    town: Lillstad, decided: Plan, cause: Cause
) -> None:
    later = add_measure(town.actor("anna"), cause, note=NOTE, **whole(town))
    assert (later.added_on, later.added_note) == (town.today, NOTE)
    assert later.changes.get().note == NOTE


def test_to_a_decided_plan_not_without_note_owner_and_goal(
    town: Lillstad, decided: Plan, cause: Cause
) -> None:
    with pytest.raises(Refused) as refused:
        add_measure(town.actor("anna"), cause, title="Lampor", note="Nej")
    told = " ".join(refused.value.reasons)
    assert "ansvarig plats" in told and "saknar mål" in told and "läggs till" in told
    assert decided.measures.count() == 1


def test_not_by_others_nor_to_a_closed_plan(town: Lillstad, decided: Plan, cause: Cause) -> None:
    with pytest.raises(Forbidden):
        add_measure(town.actor("cecilia"), cause, title="Lampor")
    with pytest.raises(Forbidden):
        add_measure(town.actor("rut"), cause, title="Lampor")
    close(town.actor("anna"), decided, text="Allt det övriga tas upp i skolans egen plan.")
    with pytest.raises(Refused, match="avslutad"):
        add_measure(town.actor("anna"), cause, note=NOTE, **whole(town))
