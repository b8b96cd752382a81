"""The pages of plans: what they show to whom, and that one can get all the way by them."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samsyn.plans.actions import carry_over, set_status
from samsyn.plans.models import Cause, Measure, Plan, Problem
from samsyn.situation.models import Picture
from tests.lillstad import Lillstad

from .conftest import NEXT_YEAR, WORKING, area, browser, published


@pytest.fixture
def now(town: Lillstad, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages read the clock: let it show the town's day."""
    clock = SimpleNamespace(now=lambda: town.actor(None).at)
    monkeypatch.setattr("samsyn.organisation.access.middleware.timezone", clock)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def text(client: Client, name: str, *args: Any, **query: str) -> str:
    response = client.get(reverse(f"plans:{name}", args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_index_without_plans_says_so(town: Lillstad) -> None:
    page = text(browser(town, None), "index")
    assert "Ingen plan är beslutad för 2024 ännu" in page
    assert "Skriv en ny plan" not in page
    assert "Skriv en ny plan" in text(browser(town, "anna"), "index")


def test_the_index_names_places_without_a_plan(town: Lillstad, decided: Plan) -> None:
    page = text(browser(town, None), "index")
    assert "Plan för Norra 2024" in page and "0 av 1 åtgärder genomförda" in page
    missing = page.partition("Saknar beslutad plan för 2024")[2]
    assert "Södra" in missing and "Norra" not in missing.partition("</ul>")[0]


def test_a_draft_shows_its_gaps_and_the_way_to_mend_them(town: Lillstad, plan: Plan) -> None:
    page = text(browser(town, "anna"), "plan", plan.pk)
    assert "Kan inte beslutas ännu" in page
    assert "»Otrygga platser« är varken täckt eller förklarat" in page
    assert f"{reverse('plans:explain', args=[plan.pk])}?omrade={area('platser')}" in page
    assert browser(town, None).get(plan.get_absolute_url()).status_code == 302
    assert browser(town, "cecilia").get(plan.get_absolute_url()).status_code == 404


def test_a_plan_by_forms_from_nothing_to_decided(town: Lillstad) -> None:
    anna = browser(town, "anna")
    assert "Norra" in text(anna, "new")
    norra, picture = town.place("norra"), Picture.objects.get()
    asked = {"place": norra.pk, "year": 2024, "picture": picture.pk}
    response = anna.post(f"{reverse('plans:new')}?plats=norra", asked)
    plan = Plan.objects.get()
    assert response["Location"] == plan.get_absolute_url()
    torget = town.place("torget")
    _post(anna, "describe", plan.pk, area=area("unga"), title="Rån", place=torget.pk)
    problem = Problem.objects.get()
    _post(anna, "name_cause", problem.pk, kind="situational", text="Få vuxna")
    cause = Cause.objects.get()
    _post(
        anna, "add_measure", cause.pk, title="Vuxna ute", kind="social", place=torget.pk,
        seat=town.seat(WORKING, "rektor").pk, goal_what="rån", goal_from="12,5", goal_to="6",
        goal_by="2024-12-31",
    )  # fmt: skip
    for key in ("platser", "kameror"):
        _post(anna, "explain", plan.pk, area=area(key), text="Staden sköter det i år.")
    _post(anna, "decide", plan.pk, dnr="SDN-NOR 2024/3")
    page = text(browser(town, None), "measure", Measure.objects.get().pk)
    assert "Rån ska minska från 12,5 till 6, senast den 31 december 2024." in page


def _post(client: Client, name: str, pk: int, **data: Any) -> None:
    response = client.post(reverse(f"plans:{name}", args=[pk]), data)
    assert response.status_code == 302, response.content.decode()


def test_the_starting_point_is_proposed_from_the_picture(town: Lillstad, cause: Cause) -> None:
    page = text(browser(town, "anna"), "add_measure", cause.pk)
    assert "12 händelser enligt lägesbilden: Unga i riskzon, Torget, jan–dec 2023" in page
    assert 'name="baseline" value="12"' in page


def test_a_protected_number_is_neither_shown_nor_proposed(town: Lillstad, cause: Cause) -> None:
    Plan.objects.update(picture=published(town.place("norra"), n=None))
    Problem.objects.update(place=town.place("norra"))
    page = text(browser(town, "anna"), "add_measure", cause.pk)
    assert "antalet är skyddat" in page
    assert 'name="baseline" value=' not in page


def test_a_decided_plan_is_for_everybody_and_offers_nothing(
    town: Lillstad, decided: Plan, measure: Measure
) -> None:
    page = text(browser(town, None), "plan", decided.pk)
    assert "Beslutad" in page and "SDN-NOR 2024/3" in page
    assert "Du kan" not in page and "Lägg till åtgärd" not in page
    assert "Åtgärderna i tid" in page and "<table" in page
    told = text(browser(town, None), "measure", measure.pk)
    assert "Personrån vid Torget ska minska från 12 till 6 fall per år" in told
    assert "Rut Malm" not in told and "Rektor, Skolförvaltningen" in told


def test_the_measure_offers_its_seat_to_tell_how_it_goes(
    town: Lillstad, decided: Plan, measure: Measure
) -> None:
    rut = browser(town, "rut")
    page = text(rut, "measure", measure.pk)
    assert "Ändra status" in page and "Lämna över" not in page
    _post(rut, "set_status", measure.pk, status="ongoing", note="Rundorna har börjat.")
    assert "Rundorna har börjat." in text(browser(town, None), "measure", measure.pk)
    response = rut.post(reverse("plans:set_status", args=[measure.pk]), {"status": "stopped"})
    assert "Skriv varför åtgärden vilar eller avbryts" in response.content.decode()


def test_pages_of_writing_say_that_the_plan_is_decided(
    town: Lillstad, decided: Plan, measure: Measure
) -> None:
    anna = browser(town, "anna")
    for name, pk in (
        ("edit", decided.pk),
        ("describe", decided.pk),
        ("explain", decided.pk),
        ("decide", decided.pk),
        ("edit_problem", measure.cause.problem_id),
        ("name_cause", measure.cause.problem_id),
        ("edit_cause", measure.cause_id),
        ("edit_measure", measure.pk),
        ("remove_measure", measure.pk),
    ):
        response = anna.get(reverse(f"plans:{name}", args=[pk]))
        assert response.status_code == 409, name
        assert "beslutad" in response.content.decode()


def test_to_remove_is_asked_once_more(town: Lillstad, plan: Plan, measure: Measure) -> None:
    anna = browser(town, "anna")
    assert "Ta bort åtgärd »Vuxna på plats" in text(anna, "remove_measure", measure.pk)
    _post(anna, "remove_measure", measure.pk)
    assert not plan.measures.exists()


def test_the_chain_through_the_years(town: Lillstad, decided: Plan, measure: Measure) -> None:
    set_status(town.actor("rut"), measure, status="ongoing")
    draft = carry_over(town.actor("anna", NEXT_YEAR), decided)
    again = draft.measures.get()
    page = text(browser(town, "anna"), "measure", again.pk)
    assert "Har funnits sedan planen för 2024" in page and "Genom åren" in page
    # the draft it goes on in is told to those who may read drafts, and to nobody else
    assert "Fortsätter i" in text(browser(town, "anna"), "measure", measure.pk)
    assert "Fortsätter i" not in text(browser(town, None), "measure", measure.pk)
    assert "Planen fortsätter" not in text(browser(town, None), "plan", decided.pk)


def test_carrying_over_and_closing_by_forms(town: Lillstad, decided: Plan) -> None:
    anna = browser(town, "anna")
    page = text(anna, "carry_over", decided.pk)
    assert "Vuxna på plats vid skoldagens slut" in page
    assert "Vuxna på plats" in text(anna, "close", decided.pk)
    response = anna.post(reverse("plans:close", args=[decided.pk]), {"text": ""})
    assert "inte förda vidare" in response.content.decode()
    _post(anna, "carry_over", decided.pk, picture="")
    _post(anna, "close", decided.pk, text="")
    decided.refresh_from_db()
    assert decided.status == "closed"


def test_an_added_measure_shows_its_note(town: Lillstad, decided: Plan, cause: Cause) -> None:
    anna = browser(town, "anna")
    seat = town.seat(WORKING, "rektor").pk
    _post(
        anna, "add_measure", cause.pk, title="Lampor", kind="situational",
        place=town.place("torget").pk, seat=seat, goal_what="rån", goal_from="12", goal_to="6",
        goal_by="2024-12-31", note="Kommunen fick pengar i juni.",
    )  # fmt: skip
    assert "Kommunen fick pengar i juni." in text(browser(town, None), "plan", decided.pk)


def test_a_page_asks_the_database_a_fixed_number_of_times(
    town: Lillstad, decided: Plan, django_assert_max_num_queries: Any
) -> None:
    client = browser(town, "anna")
    with django_assert_max_num_queries(35):
        client.get(decided.get_absolute_url())
    assert date(2024, 3, 15) == town.today
