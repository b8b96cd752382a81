"""An analysis is begun in a picture, written part by part, and minds who may."""

from __future__ import annotations

import pytest

from samsyn.agreements.models import Agreement, PriorityArea, Version
from samsyn.organisation.acts import Forbidden, Refused
from samsyn.situation.actions import analyse_cause
from samsyn.situation.models import CauseAnalysis, Picture
from tests.lillstad import Lillstad

from .conftest import CHAIN, STATEMENT

pytestmark = pytest.mark.django_db


def test_what_is_told_is_kept_and_the_rest_waits(town: Lillstad, picture: Picture) -> None:
    anna = town.actor("anna")
    begun = analyse_cause(anna, picture, title=" Mopeder ", what="De kör fort.")
    analyse_cause(anna, picture, analysis=begun, where="Vid Torget", place=town.place("torget"))
    again = CauseAnalysis.objects.get()
    assert (again.title, again.what, again.where) == ("Mopeder", "De kör fort.", "Vid Torget")
    assert again.place == town.place("torget")


def test_the_chain_is_told_whole_and_empty_steps_fall_away(
    town: Lillstad, analysis: CauseAnalysis
) -> None:
    assert [(s.text, s.break_by) for s in analysis.steps.all()] == CHAIN
    steps = [("Köps", ""), ("  ", "ingenting"), ("Körs", "Bom")]
    analyse_cause(town.actor("anna"), analysis.picture, analysis=analysis, steps=steps)
    assert [(s.order, s.text) for s in analysis.steps.all()] == [(0, "Köps"), (1, "Körs")]


def test_a_problem_has_a_name_and_lies_in_the_picture_s_place(
    town: Lillstad, picture: Picture
) -> None:
    with pytest.raises(Refused, match="i en mening"):
        analyse_cause(town.actor("anna"), picture, title=" ")
    with pytest.raises(Refused, match="ligger inte i Norra"):
        analyse_cause(town.actor("anna"), picture, title="Rån", place=town.place("sodra"))


def test_only_areas_of_the_agreement_in_force(town: Lillstad, picture: Picture) -> None:
    old = Version.objects.create(
        agreement=Agreement.objects.get(), key="stockholm/2019", title="Förr", charter={}, text="",
        status=Version.Status.REPLACED, since=town.today.replace(year=2019),
        replaced_on=town.today.replace(year=2020),
    )  # fmt: skip
    gone = PriorityArea.objects.create(version=old, key="kameror", name="Kameror")
    with pytest.raises(Refused, match="som gäller"):
        analyse_cause(town.actor("anna"), picture, title="Rån", areas=[gone])


@pytest.mark.parametrize("told", ["850709-9805 kör", "skriv till x.y@example.org"])
def test_no_person_is_written_down(town: Lillstad, picture: Picture, told: str) -> None:
    with pytest.raises(Refused, match="enskilda"):
        analyse_cause(town.actor("anna"), picture, title="Mopeder", what=told)
    with pytest.raises(Refused, match="enskilda"):
        analyse_cause(town.actor("anna"), picture, title="Mopeder", steps=[("Körs", told)])
    assert not CauseAnalysis.objects.exists()


def test_not_in_the_neighbours_picture(town: Lillstad, analysis: CauseAnalysis) -> None:
    with pytest.raises(Forbidden):
        analyse_cause(town.actor("cecilia"), analysis.picture, analysis=analysis, **STATEMENT)
    seen = CauseAnalysis.objects.may(town.actor("cecilia"), "situation.read_cause_analysis")
    assert not seen.exists()
