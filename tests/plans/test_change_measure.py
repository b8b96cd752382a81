"""A measure is changed while its plan is a draft, part by part."""

from __future__ import annotations

import pytest

from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.ledger.telling import tell
from samsyn.organisation.models import Entry
from samsyn.plans.actions import change_measure, draft, name_cause
from samsyn.plans.models import Cause, Measure, Plan
from tests.lillstad import Lillstad

pytestmark = pytest.mark.django_db


def test_what_is_not_told_stays(town: Lillstad, measure: Measure) -> None:
    changed = change_measure(town.actor("bjorn"), measure, spot="gångtunneln", goal_to=4)
    changed.refresh_from_db()
    assert (changed.spot, changed.goal_to, changed.goal_from) == ("gångtunneln", 4, 12)


def test_the_ledger_names_the_parts_as_the_form_does(town: Lillstad, measure: Measure) -> None:
    change_measure(town.actor("bjorn"), measure, spot="gångtunneln", goal_to=4)
    (told,) = tell([Entry.objects.get(act="plans.change_measure")])
    names = [str(Measure._meta.get_field(name).verbose_name) for name in ("goal_to", "spot")]
    assert told.facts == [("delar", ", ".join(names))]


def test_it_may_answer_to_another_cause(town: Lillstad, cause: Cause, measure: Measure) -> None:
    other = name_cause(town.actor("anna"), cause.problem, kind="social", text="Skolk")
    assert change_measure(town.actor("anna"), measure, cause=other).cause == other


def test_but_not_to_one_of_another_plan(town: Lillstad, measure: Measure, cause: Cause) -> None:
    plan = draft(town.actor("anna"), town.place("norra"), year=2025)
    problem = cause.problem
    problem.pk, problem.plan = None, plan
    problem.save()
    other = name_cause(town.actor("anna"), problem, kind="social", text="Skolk")
    with pytest.raises(Refused, match="Okänd orsak"):
        change_measure(town.actor("anna"), measure, cause=other)


def test_a_title_cannot_be_taken_away(town: Lillstad, measure: Measure) -> None:
    with pytest.raises(Refused, match="Skriv vad åtgärden är"):
        change_measure(town.actor("anna"), measure, title="")
    measure.refresh_from_db()
    assert measure.title


def test_not_by_the_seat_alone_nor_when_decided(
    town: Lillstad, decided: Plan, measure: Measure
) -> None:
    with pytest.raises(Forbidden):
        change_measure(town.actor("rut"), measure, title="Annat")
    with pytest.raises(Refused, match="beslutad"):
        change_measure(town.actor("anna"), measure, title="Annat")
