"""Anna makes the analysis by its pages alone, without any script; everybody reads it afterwards."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from samsyn.agreements.models import PriorityArea
from samsyn.situation import checklist
from samsyn.situation.actions import copy_analysis, draft
from samsyn.situation.causes.export import as_json
from samsyn.situation.causes.reading import Whole
from samsyn.situation.models import AnalysedCause, CauseAnalysis, Evidence, Picture
from tests.lillstad import Lillstad
from tests.situation.picture.conftest import SINCE, UNTIL, browser

from .conftest import AREA, MINDED, STATEMENT, completed, out

pytestmark = pytest.mark.django_db
ROOT = "/lagesbild/orsaksanalyser"


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def send(client: Client, url: str, **data: Any) -> None:
    answer = client.post(url, data)
    assert answer.status_code == 302, answer.content.decode()


def test_from_nothing_to_what_everybody_reads(town: Lillstad, picture: Picture) -> None:
    anna = browser(town, "anna")
    begin = f"/lagesbild/{picture.pk}/orsaksanalys/"
    assert begin in text(anna, picture.get_absolute_url())
    area = PriorityArea.objects.get(key="otrygga-platser")
    place = town.place("torget").pk
    send(anna, begin, title="Mopeder", place=place, areas=[area.pk], **STATEMENT)
    analysis = CauseAnalysis.objects.get()
    page = f"{ROOT}/{analysis.pk}/"
    assert "Orsaksträdet är tomt" in text(anna, page)
    assert "Vem råder över platsen" in text(anna, f"{page}triangel/")
    send(anna, f"{page}triangel/", manager="Kommunen råder över gångvägen.")
    send(anna, f"{page}hansyn/", **MINDED)
    send(anna, f"{page}handelsekedja/", text_1="Köps", text_2="Körs", broken_2="Bom", at_2="0.5")
    send(anna, f"{page}orsak/", text="Ingen bom", kind="situational", strength="shown")
    cause = AnalysedCause.objects.get()
    assert f'value="{cause.pk}" selected' in text(anna, f"{page}orsak/?under={cause.pk}")
    below = {"text": "Bommen togs bort", "kind": "social", "strength": "assumed"}
    send(anna, f"{page}orsak/", parent=cause.pk, **below)
    ground = f"{ROOT}/orsak/{cause.pk}/underlag/"
    assert "Torget" in text(anna, f"{ground}?slag=finding")
    send(anna, f"{ground}?slag=finding", area=AREA, slot="part:torget", text="Störst")
    send(anna, f"{ground}?slag=survey", source="Trygghetsmätningen 2023", text="Många undviker")
    shown = text(anna, page)
    assert "Inget saknas" in shown and "Unga i riskzon, Torget, " in shown
    assert shown.index("Körs") < shown.index("Köps")
    send(anna, f"{page}klar/", klar="ja")
    out(town, picture)
    nobody = Client()
    shown = text(nobody, page)
    assert "1.1" in shown and "Bommen togs bort" in shown and "Kommunen råder" in shown
    assert "Trygghetsmätningen 2023" in shown and "Ändra" not in shown
    assert page in text(nobody, picture.get_absolute_url())
    assert page in text(nobody, f"{ROOT}/") and page in text(nobody, f"{ROOT}/platser/norra/")
    assert page not in text(nobody, f"{ROOT}/platser/sodra/")


def test_causes_are_moved_and_taken_away_by_buttons(
    town: Lillstad, analysis: CauseAnalysis, roots: list[AnalysedCause]
) -> None:
    anna, (first, second) = browser(town, "anna"), roots
    order = [str(c) for c in analysis.causes.all()]
    send(anna, f"{ROOT}/orsak/{second.pk}/flytta/", vart="upp")
    assert [str(c) for c in analysis.causes.all()] == order[::-1]
    send(anna, f"{ROOT}/orsak/{second.pk}/flytta/", vart="ner")
    assert [str(c) for c in analysis.causes.all()] == order
    send(
        anna, f"{ROOT}/orsak/{second.pk}/andra/",
        text="Annat", kind="social", strength="assumed", parent=first.pk,
    )  # fmt: skip
    assert AnalysedCause.objects.get(pk=second.pk).parent == first
    assert "under en orsak" in text(anna, f"{ROOT}/orsak/{first.pk}/ta-bort/")
    send(anna, f"{ROOT}/orsak/{first.pk}/ta-bort/")
    assert not analysis.causes.exists()


def test_evidence_is_changed_and_taken_away(
    town: Lillstad, analysis: CauseAnalysis, roots: list[AnalysedCause]
) -> None:
    anna = browser(town, "anna")
    ground = f"{ROOT}/orsak/{roots[0].pk}/underlag/?slag=experience"
    send(anna, ground, text="Vi har sett det")
    evidence = Evidence.objects.get()
    send(anna, f"{ROOT}/underlag/{evidence.pk}/andra/", text="Vi ser det varje vecka")
    assert "varje vecka" in text(anna, analysis.get_absolute_url())
    send(anna, f"{ROOT}/underlag/{evidence.pk}/ta-bort/")
    assert not Evidence.objects.exists()


def test_observations_are_told_by_the_form(town: Lillstad, roots: list[AnalysedCause]) -> None:
    anna, place = browser(town, "anna"), town.place("torget").pk
    ground = f"{ROOT}/orsak/{roots[0].pk}/underlag/?slag=observations"
    category = next(iter(checklist.categories()))
    assert checklist.name_of(category) in text(anna, ground)
    days = {"since": "2024-01-01", "last": "2024-01-31"}
    send(anna, ground, category=category, seen_in=place, **days)
    evidence = Evidence.objects.get()
    assert (evidence.at_least, str(evidence.until)) == (0, "2024-02-01")
    assert "2024-01-31" in text(anna, f"{ROOT}/underlag/{evidence.pk}/andra/")
    assert "färre än 5 delade" in text(anna, roots[0].analysis.get_absolute_url())


def test_a_refusal_is_told_in_the_form(town: Lillstad, analysis: CauseAnalysis) -> None:
    anna = browser(town, "anna")
    data = {"text": "Enligt 850709-9805", "kind": "social", "strength": "assumed"}
    answer = anna.post(f"{ROOT}/{analysis.pk}/orsak/", data)
    assert "enskilda" in answer.content.decode() and not analysis.causes.exists()


def test_it_goes_on_in_the_next_picture(
    town: Lillstad, analysis: CauseAnalysis, roots: list[AnalysedCause]
) -> None:
    anna = town.actor("anna")
    completed(town, analysis, roots[0])
    first = out(town, analysis.picture)
    later = draft(anna, first.place, since=SINCE, until=UNTIL, title="Nästa")
    send(browser(town, "anna"), f"{ROOT}/{analysis.pk}/kopiera/", picture=later.pk)
    copy = CauseAnalysis.objects.get(picture=later)
    assert copy.continues == analysis and not copy.is_done
    assert [(s.text, s.break_by) for s in copy.steps.all()] == [
        (s.text, s.break_by) for s in analysis.steps.all()
    ]
    assert [str(c) for c in copy.causes.all()] == [str(c) for c in analysis.causes.all()]
    assert list(copy.areas.all()) == list(analysis.areas.all())
    (evidence,) = Evidence.objects.filter(cause__analysis=copy)
    assert evidence.picture == first
    shown = text(browser(town, "anna"), copy.get_absolute_url())
    assert first.title in shown and "Unga i riskzon, Torget" in shown


def test_a_branch_lies_under_the_same_branch_in_the_copy(
    town: Lillstad, analysis: CauseAnalysis, roots: list[AnalysedCause]
) -> None:
    anna = town.actor("anna")
    roots[0].parent = roots[1]  # a cause written before the one it lies under
    roots[0].save()
    later = draft(anna, analysis.picture.place, since=SINCE, until=UNTIL, title="Nästa")
    copy = copy_analysis(anna, later, analysis=analysis)
    assert copy.causes.get(text=roots[0].text).parent == copy.causes.get(text=roots[1].text)


def test_the_open_file_tells_the_whole_and_no_draft_has_one(
    town: Lillstad, analysis: CauseAnalysis, roots: list[AnalysedCause]
) -> None:
    with pytest.raises(ValueError, match="published"):
        as_json(Whole(analysis, {}))
    completed(town, analysis, roots[0])
    assert browser(town, "anna").get(f"{ROOT}/{analysis.pk}.json").status_code == 404
    out(town, analysis.picture)
    told = Client().get(f"{ROOT}/{analysis.pk}.json").json()
    assert told["statement"] == STATEMENT and told["minded"] == MINDED
    assert [step["step"] for step in told["chain"]] == [s.text for s in analysis.steps.all()]
    first, second = told["causes"]
    assert (first["number"], first["kind"], second["evidence"]) == ("1", "situational", [])
    assert first["evidence"][0]["source"].startswith("Unga i riskzon, Torget")
    people = {person.name for person in town.people.values()}
    assert not any(name in str(told) for name in people)


def test_the_page_asks_a_fixed_number_of_times(
    town: Lillstad,
    analysis: CauseAnalysis,
    roots: list[AnalysedCause],
    django_assert_max_num_queries: Any,
) -> None:
    completed(town, analysis, roots[0])
    out(town, analysis.picture)
    with django_assert_max_num_queries(20):
        Client().get(analysis.get_absolute_url())
