"""What was written in a draft can be taken away, with what hangs on it; later nothing can."""

from __future__ import annotations

import pytest

from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Entry
from samsyn.plans.actions import draft, remove
from samsyn.plans.models import Cause, Measure, Plan
from tests.lillstad import Lillstad

pytestmark = pytest.mark.django_db


def test_a_problem_goes_with_its_causes_and_measures(
    town: Lillstad, plan: Plan, measure: Measure
) -> None:
    remove(town.actor("anna"), plan, measure.cause.problem)
    assert not plan.problems.exists() and not plan.measures.exists()
    entry = Entry.objects.order_by("pk").last()
    assert entry is not None
    assert entry.detail.payload["title"] == "Rån mot unga vid Torget"


def test_a_measure_goes_alone(town: Lillstad, plan: Plan, measure: Measure) -> None:
    remove(town.actor("anna"), plan, measure)
    assert Cause.objects.exists()


def test_not_from_another_plan(town: Lillstad, measure: Measure) -> None:
    other = draft(town.actor("anna"), town.place("norra"), year=2025)
    with pytest.raises(Refused, match="annan plan"):
        remove(town.actor("anna"), other, measure)


def test_not_by_others_nor_from_a_decided_plan(
    town: Lillstad, decided: Plan, measure: Measure
) -> None:
    with pytest.raises(Forbidden):
        remove(town.actor("cecilia"), decided, measure)
    with pytest.raises(Refused, match="beslutad"):
        remove(town.actor("anna"), decided, measure)
