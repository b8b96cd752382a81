"""Rut's seat answers for the measure, so Rut tells how it goes; each change is a line."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from samsyn.organisation.actions import appoint, end_tenure
from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.ledger.telling import tell
from samsyn.organisation.models import Entry, Tenure
from samsyn.plans.actions import add_measure, close, decide, set_status
from samsyn.plans.models import Cause, Measure, Plan
from tests.lillstad import Lillstad

from .conftest import WORKING, whole

pytestmark = pytest.mark.django_db


def test_by_the_seat_that_answers_for_it(town: Lillstad, decided: Plan, measure: Measure) -> None:
    rut = town.actor("rut")
    set_status(rut, measure, status="ongoing", note="Rundorna började i dag.")
    set_status(rut, measure, status="done")
    measure.refresh_from_db()
    assert measure.status == "done"
    lines = [(c.status, c.note) for c in measure.changes.all()]
    assert lines == [("planned", ""), ("ongoing", "Rundorna började i dag."), ("done", "")]
    last = measure.changes.last()
    assert last is not None
    assert last.by == "Rektor, Skolförvaltningen i Arbetsgrupp för unga"


def test_the_ledger_tells_it_in_the_words_of_the_page(
    town: Lillstad, decided: Plan, measure: Measure
) -> None:
    set_status(town.actor("rut"), measure, status="ongoing")
    entry = Entry.objects.get(act="plans.set_status")
    (told,) = tell([entry])
    assert told.facts == [("före", "planerad"), ("status", "pågår")]


def test_only_on_the_groups_own_measures(
    town: Lillstad, cause: Cause, ready: Plan, decided: Plan
) -> None:
    parts = whole(town) | {"seat": town.seat("lokal-styrgrupp/norra", "chef")}
    theirs = add_measure(town.actor("anna"), cause, note="Behövs genast i år.", **parts)
    assert theirs not in Measure.objects.may(town.actor("rut"), "plans.set_status")
    with pytest.raises(Forbidden):
        set_status(town.actor("rut"), theirs, status="ongoing")
    set_status(town.actor("bjorn"), theirs, status="ongoing")


def test_who_succeeds_in_the_seat_takes_over(
    town: Lillstad, decided: Plan, measure: Measure
) -> None:
    karin, seat = town.actor("karin"), town.seat(WORKING, "rektor")
    end_tenure(karin, Tenure.objects.get(seat=seat), on=town.today, decided="KS 9")
    appoint(karin, seat, town.people["olle"], since=town.today, decided="KS 10")
    with pytest.raises(Forbidden):
        set_status(town.actor("rut"), measure, status="ongoing")
    set_status(town.actor("olle"), measure, status="ongoing")


def test_the_rules_of_change_are_held(town: Lillstad, decided: Plan, measure: Measure) -> None:
    with pytest.raises(Refused, match="vilar eller avbryts"):
        set_status(town.actor("rut"), measure, status="stopped")
    with pytest.raises(Refused, match="Välj en status"):
        set_status(town.actor("rut"), measure, status="kanske")
    with pytest.raises(Refused, match="före den senaste"):
        set_status(town.actor("rut"), measure, status="done", on=town.today - timedelta(days=1))
    with pytest.raises(Refused, match="framtiden"):
        set_status(town.actor("rut"), measure, status="done", on=date(2030, 1, 1))


def test_not_in_a_draft_nor_in_a_closed_plan(town: Lillstad, measure: Measure, ready: Plan) -> None:
    with pytest.raises(Refused, match="utkast"):
        set_status(town.actor("rut"), measure, status="ongoing")
    decide(town.actor("anna"), ready, dnr="SDN-NOR 2024/3")
    close(town.actor("anna"), ready, text="Skolan tar över rundorna i sin egen plan.")
    with pytest.raises(Refused, match="avslutad"):
        set_status(town.actor("rut"), measure, status="ongoing")


def test_measures_of_a_group(town: Lillstad, ready: Plan, measure: Measure) -> None:
    group = town.group(WORKING)
    assert not Measure.objects.for_group(group).exists()
    ready.status, ready.decided_on = Plan.Status.DECIDED, town.today
    ready.save()
    assert list(Measure.objects.for_group(group)) == [measure]
