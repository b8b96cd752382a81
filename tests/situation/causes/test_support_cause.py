"""What a cause rests on: a number of a picture, always as the picture shows it, or a source."""

from __future__ import annotations

import pytest

from samsyn.organisation.acts import Refused
from samsyn.situation.actions import remove_from_analysis, support_cause
from samsyn.situation.causes import findings
from samsyn.situation.causes.reading import UNSEEN, Whole
from samsyn.situation.models import AnalysedCause, CauseAnalysis, Evidence, Picture
from samsyn.situation.picture.making import counted_draft
from tests.lillstad import Lillstad

from .conftest import AREA, out

pytestmark = pytest.mark.django_db


def test_a_finding_tells_the_number_of_its_picture(
    town: Lillstad, analysis: CauseAnalysis, roots: list[AnalysedCause]
) -> None:
    support_cause(town.actor("anna"), roots[0], kind="finding", area=AREA, slot="part:torget")
    content = counted_draft(analysis.picture, town.today)
    line = next(a for a in content["areas"] if a["key"] == AREA)
    n = next(p["n"] for p in line["parts"] if p["key"] == "torget")
    (told,) = Whole(analysis, {analysis.picture_id: content}).supports(roots[0])
    assert told.told.startswith("Unga i riskzon, Torget, ") and f"{n} händelser" in told.told
    (unseen,) = Whole(analysis, {}).supports(roots[0])
    assert unseen.told == UNSEEN


def test_every_number_that_can_be_chosen_is_told(town: Lillstad, picture: Picture) -> None:
    content = counted_draft(picture, town.today)
    keys = [key for _, choices in findings.slots(content) for key, _ in choices]
    assert {key.partition(":")[0] for key in keys} == {"total", "part", "month", "victim"}
    for area, name in findings.areas(content):
        told = {findings.told(content, area, key) for key in keys}
        assert len(told) == len(keys) and all(t.startswith(f"{name}, ") for t in told)
        assert all(findings.exists(content, area, key) for key in keys)
    assert findings.told(content, AREA, "part:mars") == "Talet finns inte i lägesbilden."


def test_what_the_picture_protects_stays_protected(
    town: Lillstad, picture: Picture, roots: list[AnalysedCause]
) -> None:
    content = out(town, picture).content
    assert content is not None
    hidden = [
        (area["key"], f"month:{month['month']}")
        for area in content["areas"]
        for month in area["months"]
        if month["n"] is None
    ]
    assert hidden
    area, slot = hidden[0]
    support_cause(town.actor("anna"), roots[0], kind="finding", area=area, slot=slot)
    assert "antalet är skyddat" in findings.told(content, area, slot)


def test_a_finding_is_found_in_its_own_picture_or_a_published_one(
    town: Lillstad, roots: list[AnalysedCause], picture: Picture
) -> None:
    with pytest.raises(Refused, match="finns i lägesbilden"):
        support_cause(town.actor("anna"), roots[0], kind="finding", area=AREA, slot="part:mars")
    other = Picture.objects.create(
        place=town.place("sodra"), since=picture.since, until=picture.until,
        title="Södras", drafted_at=picture.drafted_at,
    )  # fmt: skip
    with pytest.raises(Refused, match="publicerad"):
        support_cause(
            town.actor("anna"), roots[0], kind="finding", picture=other, area=AREA, slot="total"
        )


def test_a_source_is_named_so_that_others_find_it(
    town: Lillstad, roots: list[AnalysedCause]
) -> None:
    anna, cause = town.actor("anna"), roots[0]
    with pytest.raises(Refused, match="källan"):
        support_cause(anna, cause, kind="survey", text="Var tredje undviker platsen")
    with pytest.raises(Refused, match="vad underlaget säger"):
        support_cause(anna, cause, kind="experience")
    with pytest.raises(Refused, match="vilket slags"):
        support_cause(anna, cause, kind="gissning", text="X")
    with pytest.raises(Refused, match="enskilda"):
        support_cause(anna, cause, kind="experience", text="Enligt 850709-9805")
    told = support_cause(
        anna, cause, kind="survey", source="Trygghetsmätningen 2023", text="Var tredje undviker"
    )
    support_cause(anna, cause, kind="experience", text="Vi har sett det", evidence=told)
    again = Evidence.objects.get()
    assert (again.kind, again.source, again.text) == ("experience", "", "Vi har sett det")
    remove_from_analysis(anna, cause.analysis, part=again)
    assert not Evidence.objects.exists()
