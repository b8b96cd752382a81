"""An area without a problem is explained, by the plan or by the district's local agreement."""

from __future__ import annotations

import pytest

from samsyn.organisation.acts import Refused
from samsyn.plans.actions import explain_area
from samsyn.plans.coverage import Coverage
from samsyn.plans.models import Plan
from tests.lillstad import Lillstad

from .conftest import area, sign_local

pytestmark = pytest.mark.django_db


def test_an_explanation_can_be_reworded(town: Lillstad, plan: Plan) -> None:
    for text in ("Staden sköter det.", "Staden sköter det i år."):
        explain_area(town.actor("anna"), plan, area=area("kameror"), text=text)
    assert plan.explanations.get().text == "Staden sköter det i år."


def test_the_plans_words_stand_before_the_local_agreements(town: Lillstad, plan: Plan) -> None:
    sign_local(town)
    explain_area(town.actor("anna"), plan, area=area("kameror"), text="Kameror prövas nästa år.")
    row = Coverage(plan, town.today).areas[2]
    assert row.explanation == "Kameror prövas nästa år."


def test_it_takes_words(town: Lillstad, plan: Plan) -> None:
    with pytest.raises(Refused, match="varför området"):
        explain_area(town.actor("anna"), plan, area=area("kameror"), text="  Nej. ")


def test_an_area_with_a_problem_needs_none(town: Lillstad, ready: Plan) -> None:
    with pytest.raises(Refused, match="har redan ett problem"):
        explain_area(town.actor("anna"), ready, area=area("unga"), text="Inget att göra i år.")
