"""A plan's problem is built on a cause analysis: what is known there is known in the plan."""

from __future__ import annotations

import pytest

from samsyn.organisation.acts import Forbidden, Refused
from samsyn.plans.actions import build_on_analysis, explain_area
from samsyn.plans.models import Plan, Problem
from samsyn.situation.models import AnalysedCause, CauseAnalysis, Evidence, Picture
from tests.lillstad import Lillstad

from .conftest import area, browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def analysis(town: Lillstad) -> CauseAnalysis:
    """What is shown with Norra's picture: robberies at the square, two causes, one a guess."""
    picture = Picture.objects.get()
    analysis = CauseAnalysis.objects.create(
        picture=picture, place=town.place("torget"), title="Rån mot unga vid Torget",
        what="Telefoner tas.", where="Vid bussen.", begun_at=picture.published_at,
    )  # fmt: skip
    known = AnalysedCause.objects.create(
        analysis=analysis, kind="situational", text="Få vuxna efter skolan", strength="shown"
    )
    AnalysedCause.objects.create(
        analysis=analysis, kind="social", text="Äldre pressar yngre", parent=known
    )
    Evidence.objects.create(
        cause=known, kind="finding", picture=picture, area="unga", slot="part:torget", text="Mest"
    )
    analysis.done_at = picture.published_at
    analysis.save()
    return analysis


def test_problem_and_causes_come_with_what_they_rest_on(
    town: Lillstad, plan: Plan, analysis: CauseAnalysis
) -> None:
    anna = town.actor("anna")
    explain_area(anna, plan, area=area("unga"), text="Vi väntar på orsaksanalysen.")
    problem = build_on_analysis(anna, plan, area=area("unga"), analysis=analysis)
    known, guess = problem.causes.all()
    assert (problem.title, problem.place) == (analysis.title, analysis.place)
    assert "Telefoner tas." in problem.description and "Vid bussen." in problem.description
    assert (known.kind, known.text) == ("situational", "Få vuxna efter skolan")
    assert known.evidence == (
        "Belagt i orsaksanalysen.\nUnga i riskzon, Torget, jan–dec 2023: 12 händelser. – Mest"
    )
    assert guess.evidence == ""
    assert not plan.explanations.exists()


def test_only_the_causes_chosen(town: Lillstad, plan: Plan, analysis: CauseAnalysis) -> None:
    chosen = analysis.causes.filter(kind="social")
    problem = build_on_analysis(
        town.actor("anna"), plan, area=area("unga"), analysis=analysis, causes=chosen
    )
    assert [cause.text for cause in problem.causes.all()] == ["Äldre pressar yngre"]


def test_the_analysis_is_done_and_of_the_plan_s_picture(
    town: Lillstad, plan: Plan, analysis: CauseAnalysis
) -> None:
    anna = town.actor("anna")
    draft = CauseAnalysis.objects.create(
        picture=analysis.picture, place=analysis.place, title="Ofärdig", begun_at=analysis.begun_at
    )
    with pytest.raises(Refused, match="klar"):
        build_on_analysis(anna, plan, area=area("unga"), analysis=draft)
    with pytest.raises(Refused, match="områden"):
        build_on_analysis(anna, plan, area="lokal:Månen", analysis=analysis)
    with pytest.raises(Forbidden):
        build_on_analysis(town.actor("cecilia"), plan, area=area("unga"), analysis=analysis)


def test_by_the_pages(town: Lillstad, plan: Plan, analysis: CauseAnalysis) -> None:
    anna = browser(town, "anna")
    page = f"/planer/{plan.pk}/orsaksanalys/"
    shown = anna.get(page, {"omrade": area("unga")}).content.decode()
    assert analysis.title in shown
    address = f"{page}?analys={analysis.pk}&omrade={area('unga')}"
    first = analysis.causes.get(kind="situational")
    assert "1.1 Äldre pressar yngre (antagande)" in anna.get(address).content.decode()
    answer = anna.post(address, {"area": area("unga"), "causes": [first.pk]})
    assert answer.status_code == 302
    problem = Problem.objects.get()
    assert problem.analysis == analysis and problem.causes.get().text == first.text
    shown = anna.get(plan.get_absolute_url()).content.decode()
    assert "Bygger på orsaksanalysen" in shown and analysis.get_absolute_url() in shown
