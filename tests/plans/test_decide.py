"""A plan is decided when nothing that blocks is missing; then everybody may read it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from samsyn.agreements.models import Version
from samsyn.decisions.models import Decision
from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Entry
from samsyn.plans.actions import change_measure, decide, draft, explain_area, remove
from samsyn.plans.models import Measure, Plan
from tests.decided import decided_on
from tests.lillstad import Lillstad

from .conftest import area, sign_local

pytestmark = pytest.mark.django_db
DNR = "SDN-NOR 2024/3"


def test_a_whole_plan_becomes_public(town: Lillstad, ready: Plan, measure: Measure) -> None:
    plan = decide(town.actor("bjorn"), ready, dnr=DNR)
    assert (plan.status, plan.decided_on, plan.dnr) == ("decided", town.today, DNR)
    assert plan.decided_by.startswith("LPO-chef")
    for who in (None, "olle", "cecilia"):
        assert plan in Plan.objects.may(town.actor(who), "plans.read")
        assert measure in Measure.objects.may(town.actor(who), "plans.read_draft")
    entry = Entry.objects.order_by("pk").last()
    assert entry is not None and entry.detail.payload["measures"] == 1


def test_all_that_blocks_is_listed(town: Lillstad, ready: Plan, measure: Measure) -> None:
    anna = town.actor("anna")
    draft(anna, town.place("norra"), plan=ready, year=2024, picture=None)
    ready.explanations.filter(area__key="kameror").delete()
    change_measure(anna, measure, seat=None, goal_to=None)
    with pytest.raises(Refused) as refused:
        decide(anna, ready, dnr="")
    reasons = " ".join(refused.value.reasons)
    for words in ("diarienummer", "lägesbild", "»Kameror«", "ansvarig plats", "till vilket"):
        assert words in reasons
    assert len(refused.value.reasons) == 5
    ready.refresh_from_db()
    assert ready.is_draft


def test_what_only_warns_does_not_block(town: Lillstad, ready: Plan, measure: Measure) -> None:
    change_measure(town.actor("anna"), measure, baseline=None, baseline_text="", due=None)
    assert not decide(town.actor("anna"), ready, dnr=DNR).is_draft


def test_the_local_agreement_explains_for_the_plan(town: Lillstad, ready: Plan) -> None:
    ready.explanations.filter(area__key="kameror").delete()
    local = sign_local(town)
    local.extra_areas.all().delete()
    assert not decide(town.actor("anna"), ready, dnr=DNR).is_draft


def test_an_own_area_passed_over_blocks(town: Lillstad, ready: Plan) -> None:
    sign_local(town)
    with pytest.raises(Refused, match="Öppen droghandel"):
        decide(town.actor("anna"), ready, dnr=DNR)
    explain_area(
        town.actor("anna"), ready, area="lokal:Öppen droghandel", text="Polisen sköter det i år."
    )
    decide(town.actor("anna"), ready, dnr=DNR)


def test_explaining_everything_is_no_plan(town: Lillstad, ready: Plan, measure: Measure) -> None:
    remove(town.actor("anna"), ready, measure.cause.problem)
    explain_area(town.actor("anna"), ready, area=area("unga"), text="Inget att göra i år.")
    with pytest.raises(Refused, match="ingen åtgärd"):
        decide(town.actor("anna"), ready, dnr=DNR)


def test_a_boards_decision_gives_day_and_number(town: Lillstad, ready: Plan) -> None:
    decision = _decision(town)
    plan = decide(town.actor("anna"), ready, decision=decision)
    assert (plan.decision, plan.dnr) == (decision, decision.case.dnr)
    assert plan.decided_on == decision.decided_on


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"final_on": None}, "inte justerat"), ({"outcome": "rejected"}, "inget bifall")],
)
def test_a_decision_that_cannot_be_relied_on(
    town: Lillstad, ready: Plan, changed: dict[str, str | None], words: str
) -> None:
    decision = _decision(town)
    for name, value in changed.items():
        setattr(decision, name, value)
    with pytest.raises(Refused, match=words):
        decide(town.actor("anna"), ready, decision=decision)


def test_not_tomorrow_not_twice_not_by_others(town: Lillstad, ready: Plan) -> None:
    with pytest.raises(Refused, match="framtiden"):
        decide(town.actor("anna"), ready, dnr=DNR, on=town.today + timedelta(days=1))
    with pytest.raises(Forbidden):
        decide(town.actor("cecilia"), ready, dnr=DNR)
    decide(town.actor("anna"), ready, dnr=DNR, on=date(2024, 3, 1))
    with pytest.raises(Refused, match="beslutad"):
        decide(town.actor("anna"), ready, dnr=DNR)


def _decision(town: Lillstad) -> Decision:
    return decided_on(town, Version.objects.get(), "sdn-norra")
