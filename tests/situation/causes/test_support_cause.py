"""What a cause rests on: a number of a picture, always as the picture shows it, or a source."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from samsyn.organisation.acts import Refused
from samsyn.organisation.models import Body
from samsyn.situation import checklist
from samsyn.situation.actions import remove_from_analysis, support_cause
from samsyn.situation.causes import findings, pointing
from samsyn.situation.causes.reading import UNSEEN, Whole
from samsyn.situation.causes.sightings import Sightings
from samsyn.situation.findings.computed import NAMES
from samsyn.situation.models import (
    AnalysedCause,
    Batch,
    CauseAnalysis,
    Evidence,
    Findings,
    Observation,
    Picture,
    Source,
    Survey,
    SurveyResult,
)
from samsyn.situation.models.observations import Audience
from samsyn.situation.picture.making import counted_draft
from tests.lillstad import Lillstad, at
from tests.situation.picture.conftest import SINCE, browser

from .conftest import AREA, out

pytestmark = pytest.mark.django_db
CATEGORY = next(iter(checklist.categories()))


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


def test_observations_are_counted_in_whole_fives_and_only_what_is_shared(
    town: Lillstad, roots: list[AnalysedCause]
) -> None:
    anna, cause = town.actor("anna"), roots[0]
    seen_by(town, 7, Audience.SHARED)
    seen_by(town, 9, Audience.GROUP)
    kind, torget = Evidence.Kind.OBSERVATIONS, town.place("torget")
    seen = Sightings(CATEGORY, torget, date(2024, 2, 1), date(2024, 3, 1))
    told = support_cause(anna, cause, kind=kind, seen=seen)
    (support,) = Whole(cause.analysis, {}).supports(cause)
    assert told.at_least == 5 and support.told.endswith(": minst 5 delade iakttagelser.")
    earlier = Sightings(CATEGORY, torget, date(2024, 1, 1), date(2024, 2, 1))
    support_cause(anna, cause, kind=kind, seen=earlier, evidence=told)
    (support,) = Whole(cause.analysis, {}).supports(cause)
    assert "2024-01-01–2024-01-31: färre än 5 delade" in support.told


def test_a_set_of_observations_has_a_category_a_place_and_weeks(
    town: Lillstad, roots: list[AnalysedCause]
) -> None:
    anna, kind, torget = town.actor("anna"), Evidence.Kind.OBSERVATIONS, town.place("torget")
    first, last = date(2024, 1, 1), date(2024, 2, 1)
    for seen, fault in (
        (None, "vad som har setts"),
        (Sightings("ufo", torget, first, last), "vad som har setts"),
        (Sightings(CATEGORY, torget, last, first), "slutar innan"),
        (Sightings(CATEGORY, town.place("sodra"), first, last), "ligger inte i Norra"),
    ):
        with pytest.raises(Refused, match=fault):
            support_cause(anna, roots[0], kind=kind, seen=seen)


def seen_by(town: Lillstad, n: int, audience: str) -> None:
    """So many observations at Torget in a week of February, open as their owner says."""
    for _ in range(n):
        row = Observation(
            key=uuid4(), body=Body.objects.get(key="sdf-norra"), place=town.place("torget"),
            group=town.group("lokal-styrgrupp/norra"), category=CATEGORY,
            week=date(2024, 2, 5), since=at(date(2024, 2, 6)), reported_at=at(date(2024, 2, 6)),
        )  # fmt: skip
        row.open_for(audience)
        row.save()


FOUND = {"signals": ("signal", "Fler än väntat i mars."), "seasons": ("refused", "Kan inte sägas.")}


def counted(picture: Picture) -> None:
    """The analysis of the draft, as the worker leaves it."""
    told = {key: {"verdict": {"kind": "none", "words": f"Inget om {key}."}} for key in NAMES}
    told |= {
        key: {"verdict": {"kind": kind, "words": words}} for key, (kind, words) in FOUND.items()
    }
    Findings.objects.create(
        picture=picture, status=Findings.Status.DONE, asked_at=at(SINCE), content=told
    )


def test_what_the_pictures_analysis_found_is_evidence(
    town: Lillstad, analysis: CauseAnalysis, roots: list[AnalysedCause]
) -> None:
    """The signal comes first to choose; what could not be said cannot be chosen."""
    counted(analysis.picture)
    content = pointing.with_findings(analysis.picture, counted_draft(analysis.picture, town.today))
    signals, rest = pointing.found(content)
    assert signals[1] == [("findings/signals", f"{NAMES['signals']}: Fler än väntat i mars.")]
    assert "findings/seasons" not in dict(rest[1])
    anna = town.actor("anna")
    support_cause(anna, roots[0], kind="finding", area="findings", slot="signals")
    (told,) = Whole(analysis, {analysis.picture_id: content}).supports(roots[0])
    assert told.told == f"{NAMES['signals']}: Fler än väntat i mars."
    assert told.what == "fynd i lägesbildens analys"
    assert told.url == f"{analysis.picture.get_absolute_url()}#fynd-signals"
    for slot in ("seasons", "cykling"):
        with pytest.raises(Refused, match="Välj något som finns"):
            support_cause(anna, roots[0], kind="finding", area="findings", slot=slot)
    gone = Whole(analysis, {analysis.picture_id: {**content, "findings": None}})
    assert next(gone.supports(roots[0])).told == pointing.NOT_FOUND


def asked(town: Lillstad, **shares: tuple[float, int]) -> SurveyResult:
    """Norra's and the town's answers of a survey to one question."""
    body = Body.objects.get(key="kommunstyrelsen")
    source = Source.objects.create(
        key="matningen", name="Mätningen", body=body, place=town.place("lillstad")
    )
    survey = Survey.objects.create(source=source, ground="city", fewest=30)
    batch = Batch.objects.create(
        source=source, file_name="t.csv", sha256="c" * 64, status="done", received_at=at(SINCE)
    )
    for group, (share, n) in shares.items():
        row = SurveyResult.objects.create(
            batch=batch, survey=survey, year=2023, place=town.place("norra"), question="avoids",
            asked="Avstår", group=group, n=n, share=share, hidden=n < survey.fewest,
        )  # fmt: skip
    return row


def test_what_the_inhabitants_answer_is_evidence_and_frozen_with_the_picture(
    town: Lillstad, analysis: CauseAnalysis, roots: list[AnalysedCause]
) -> None:
    asked(town, all=(0.31, 400), women=(0.4, 12))
    anna, picture = town.actor("anna"), analysis.picture
    ((title, choices),) = pointing.asked(counted_draft(picture, town.today))
    assert title == "Mätningen 2023"
    assert [key for key, _ in choices] == ["survey:matningen/avoids|all"]
    with pytest.raises(Refused, match="Välj något som finns"):
        support_cause(anna, roots[0], kind="finding", area="survey:matningen", slot="avoids|women")
    support_cause(anna, roots[0], kind="finding", area="survey:matningen", slot="avoids|all")
    published = out(town, picture)
    SurveyResult.objects.all().delete()
    assert published.content is not None
    (told,) = Whole(analysis, {picture.pk: published.content}).supports(roots[0])
    assert told.told.startswith("Mätningen 2023. Undviker platser eller att gå ut: 31 % (27–36) i")
    assert told.what == "resultat ur trygghetsmätning"
    assert told.url.endswith("#trygghet")
    without = {key: value for key, value in published.content.items() if key != "surveys"}
    assert (
        next(Whole(analysis, {picture.pk: without}).supports(roots[0])).told == pointing.NOT_ASKED
    )


def test_both_are_chosen_from_lists_on_a_page_and_changed_there(
    town: Lillstad, analysis: CauseAnalysis, roots: list[AnalysedCause]
) -> None:
    anna = browser(town, "anna")
    ground = f"/lagesbild/orsaksanalyser/orsak/{roots[0].pk}/underlag/?slag="
    assert "är inte räknad än" in anna.get(f"{ground}analysis").content.decode()
    assert "Ingen trygghetsmätning är inläst" in anna.get(f"{ground}answers").content.decode()
    counted(analysis.picture)
    asked(town, all=(0.31, 400), men=(0.22, 190))
    anna.post(f"{ground}analysis", {"pointed": "findings/signals", "text": ""})
    anna.post(f"{ground}answers", {"pointed": "survey:matningen/avoids|all", "text": "Många."})
    page = anna.get(analysis.get_absolute_url()).content.decode()
    assert "Fler än väntat i mars." in page
    assert "31 % (27–36) i Norra" in page
    evidence = Evidence.objects.get(area="survey:matningen")
    again = f"/lagesbild/orsaksanalyser/underlag/{evidence.pk}/andra/"
    assert 'value="survey:matningen/avoids|all"' in anna.get(again).content.decode()
    anna.post(again, {"pointed": "survey:matningen/avoids|men", "text": "Många."})
    evidence.refresh_from_db()
    assert evidence.slot == "avoids|men"
