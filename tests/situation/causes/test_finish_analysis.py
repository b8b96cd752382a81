"""An analysis is done when nothing is missing, and frozen once its picture is published too."""

from __future__ import annotations

import pytest
from django.test import Client

from samsyn.organisation.acts import Refused
from samsyn.situation.actions import (
    analyse_cause,
    finish_analysis,
    place_cause,
    remove_from_analysis,
    support_cause,
)
from samsyn.situation.causes.rules import (
    AnalysisState,
    CauseState,
    missing_in_analysis,
    strength_faults,
)
from samsyn.situation.models import AnalysedCause, CauseAnalysis, Frozen, Picture
from tests.lillstad import Lillstad

from .conftest import MINDED, STATEMENT, completed, out

WHOLE = AnalysisState(
    words={**STATEMENT, **MINDED},
    has_area=True,
    causes=(
        CauseState(1, "Ingen bom", "situational", "shown", ("finding",)),
        CauseState(2, "Inget att göra", "social", "assumed"),
    ),
)


def test_nothing_is_missing_in_a_whole_analysis() -> None:
    assert missing_in_analysis(WHOLE) == []


@pytest.mark.parametrize("field", [*STATEMENT, *MINDED])
def test_each_text_is_asked_for(field: str) -> None:
    words = {**WHOLE.words, field: " "}
    (gap,) = missing_in_analysis(AnalysisState(words, True, WHOLE.causes))
    assert gap.at == ("statement" if field in STATEMENT else "minded")


def test_areas_causes_and_evidence_are_asked_for() -> None:
    second = WHOLE.causes[1]
    (gap,) = missing_in_analysis(AnalysisState(WHOLE.words, False, WHOLE.causes))
    assert "prioriterat område" in gap.text
    (gap,) = missing_in_analysis(AnalysisState(WHOLE.words, True, ()))
    assert gap.text == "Orsaksträdet är tomt: lägg in minst en orsak."
    bare = CauseState(1, "Ingen bom", "situational", "assumed")
    (gap,) = missing_in_analysis(AnalysisState(WHOLE.words, True, (bare, second)))
    assert "underlag" in gap.text


def test_one_kind_of_causes_is_explained() -> None:
    first, _ = WHOLE.causes
    (gap,) = missing_in_analysis(AnalysisState(WHOLE.words, True, (first,)))
    assert "sociala" in gap.text
    words = {**WHOLE.words, "one_kind": "Det är bara bommen som saknas."}
    assert missing_in_analysis(AnalysisState(words, True, (first,))) == []


@pytest.mark.parametrize(
    ("strength", "evidence", "fault"),
    [
        ("shown", (), "saknar underlag"),
        ("plausible", (), "saknar underlag"),
        ("assumed", (), ""),
        ("shown", ("experience",), "bara på erfarenhet"),
        ("plausible", ("experience",), ""),
        ("shown", ("experience", "survey"), ""),
    ],
)
def test_no_cause_is_surer_than_what_it_rests_on(
    strength: str, evidence: tuple[str, ...], fault: str
) -> None:
    found = strength_faults(CauseState(1, "Ingen bom", "social", strength, evidence))
    assert [fault in text for text in found] == ([True] if fault else [])


@pytest.mark.django_db
def test_what_is_missing_is_told_and_then_it_is_done(
    town: Lillstad, analysis: CauseAnalysis, roots: list[AnalysedCause]
) -> None:
    with pytest.raises(Refused, match="underlag"):
        finish_analysis(town.actor("anna"), analysis)
    assert completed(town, analysis, roots[0]).is_done
    with pytest.raises(Refused, match="Öppna den igen"):
        place_cause(town.actor("anna"), analysis, kind="social", text="En till")
    finish_analysis(town.actor("anna"), analysis, done=False)
    place_cause(town.actor("anna"), analysis, kind="social", text="En till")


@pytest.mark.django_db
def test_with_its_picture_it_goes_out_and_never_changes(
    town: Lillstad, analysis: CauseAnalysis, roots: list[AnalysedCause], client: Client
) -> None:
    anna = town.actor("anna")
    completed(town, analysis, roots[0])
    assert client.get(analysis.get_absolute_url()).status_code == 302
    out(town, analysis.picture)
    shown = client.get(analysis.get_absolute_url())
    assert shown.status_code == 200 and "Ingen bom vid Torget" in shown.content.decode()
    for change in (
        lambda: analyse_cause(anna, analysis.picture, analysis=analysis, what="Nytt"),
        lambda: place_cause(anna, analysis, kind="social", text="Nytt"),
        lambda: support_cause(anna, roots[1], kind="experience", text="Nytt"),
        lambda: remove_from_analysis(anna, analysis),
        lambda: finish_analysis(anna, analysis, done=False),
    ):
        with pytest.raises(Refused, match="ändras inte"):
            change()
    row = CauseAnalysis.objects.get()
    for part in (row, row.causes.all()[0], row.steps.all()[0]):
        with pytest.raises(Frozen):
            part.save()
        with pytest.raises(Frozen):
            part.delete()


@pytest.mark.django_db
def test_an_unfinished_one_does_not_go_out_with_the_picture(
    town: Lillstad, analysis: CauseAnalysis, roots: list[AnalysedCause], client: Client
) -> None:
    picture: Picture = out(town, analysis.picture)
    assert client.get(analysis.get_absolute_url()).status_code == 302
    page = client.get(picture.get_absolute_url()).content.decode()
    assert analysis.title not in page
    completed(town, analysis, roots[0])  # done later, it goes out at once
    page = client.get(picture.get_absolute_url()).content.decode()
    assert analysis.title in page
    assert client.get(analysis.get_absolute_url()).status_code == 200
