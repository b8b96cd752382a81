"""Anna describes problems in areas of the plan; an area that has one needs no explanation."""

from __future__ import annotations

import pytest

from samsyn.organisation.acts import Forbidden, Refused
from samsyn.plans.actions import describe_problem, explain_area
from samsyn.plans.coverage import Coverage
from samsyn.plans.models import Plan
from tests.lillstad import Lillstad

from .conftest import area, sign_local

pytestmark = pytest.mark.django_db


def test_a_problem_stands_in_its_area(town: Lillstad, plan: Plan) -> None:
    problem = describe_problem(
        town.actor("anna"), plan, area=area("unga"), title=" Rån ", description="Enligt skolan."
    )
    assert (problem.title, problem.area_name) == ("Rån", "Unga i riskzon")
    assert problem.place == town.place("norra")
    assert Coverage(plan, town.today).areas[0].state == "partly"


def test_an_area_of_the_districts_own(town: Lillstad, plan: Plan) -> None:
    sign_local(town)
    problem = describe_problem(
        town.actor("anna"), plan, area="lokal:Öppen droghandel", title="Langning på torget"
    )
    assert (problem.area, problem.area_name) == (None, "Öppen droghandel")


def test_it_is_changed_and_moved(town: Lillstad, plan: Plan) -> None:
    first = describe_problem(town.actor("anna"), plan, area=area("unga"), title="Rån")
    describe_problem(
        town.actor("bjorn"), plan, problem=first, area=area("platser"), title="Mörk gångtunnel"
    )
    assert [p.title for p in plan.problems.all()] == ["Mörk gångtunnel"]
    assert plan.problems.get().area_name == "Otrygga platser"


def test_the_explanation_goes_when_a_problem_comes(town: Lillstad, plan: Plan) -> None:
    explain_area(town.actor("anna"), plan, area=area("unga"), text="Inget att göra i år.")
    describe_problem(town.actor("anna"), plan, area=area("unga"), title="Rån")
    assert not plan.explanations.exists()


@pytest.mark.parametrize("key", ["", "999999", "lokal:Påhittat"])
def test_only_areas_of_the_plan(town: Lillstad, plan: Plan, key: str) -> None:
    with pytest.raises(Refused, match="Välj ett av de områden"):
        describe_problem(town.actor("anna"), plan, area=key, title="Rån")


def test_it_is_told_and_lies_in_the_district(town: Lillstad, plan: Plan) -> None:
    with pytest.raises(Refused) as refused:
        describe_problem(
            town.actor("anna"), plan, area=area("unga"), title=" ", place=town.place("sodra")
        )
    assert [reason[:12] for reason in refused.value.reasons] == ["Skriv vad pr", "Södra ligger"]


def test_not_in_anothers_plan_nor_a_decided_one(town: Lillstad, decided: Plan) -> None:
    with pytest.raises(Forbidden):
        describe_problem(town.actor("cecilia"), decided, area=area("unga"), title="Rån")
    with pytest.raises(Refused, match="beslutad"):
        describe_problem(town.actor("anna"), decided, area=area("unga"), title="Rån")
