"""When the year is over the plan is closed; what is left is carried over or explained."""

from __future__ import annotations

import pytest

from samsyn.organisation.acts import Forbidden, Refused
from samsyn.plans.actions import carry_over, close, set_status
from samsyn.plans.models import Measure, Plan
from tests.lillstad import Lillstad

from .conftest import NEXT_YEAR

pytestmark = pytest.mark.django_db


def test_when_all_is_done(town: Lillstad, decided: Plan, measure: Measure) -> None:
    set_status(town.actor("rut"), measure, status="done")
    plan = close(town.actor("anna", NEXT_YEAR), decided)
    assert (plan.status, plan.closed_on) == ("closed", NEXT_YEAR)
    assert plan in Plan.objects.may(town.actor(None), "plans.read")


def test_what_is_left_is_named(town: Lillstad, decided: Plan) -> None:
    with pytest.raises(Refused, match="Vuxna på plats"):
        close(town.actor("anna"), decided)
    assert close(town.actor("anna"), decided, text="Skolan sköter rundorna på egen hand.").closing


def test_what_is_carried_over_is_not_left(town: Lillstad, decided: Plan) -> None:
    carry_over(town.actor("anna", NEXT_YEAR), decided)
    assert close(town.actor("anna", NEXT_YEAR), decided).status == "closed"


def test_a_draft_is_not_closed_nor_by_others(town: Lillstad, ready: Plan) -> None:
    with pytest.raises(Refused, match="beslutad plan"):
        close(town.actor("anna"), ready)
    with pytest.raises(Forbidden):
        close(town.actor("cecilia"), ready)
