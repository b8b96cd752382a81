"""The frame around every page, the choice of colours, and the pages that tell of faults."""

import pytest
from django.test import Client, RequestFactory, override_settings
from django.views.defaults import server_error

from samsyn.organisation.access import Actor
from samsyn.organisation.access.middleware import PolicyMiddleware
from samsyn.organisation.acts import Refused

pytestmark = pytest.mark.django_db


def test_the_frame_leads_past_itself(client: Client) -> None:
    page = client.get("/om/").content.decode()
    assert '<html lang="sv"' in page
    assert page.index('class="skip"') < page.index("<header")
    assert 'href="#innehall"' in page
    assert 'id="innehall"' in page
    assert page.count("<h1") == 1


def test_the_frame_leads_to_the_accessibility_statement(client: Client) -> None:
    assert 'href="/tillganglighet/"' in client.get("/").content.decode()
    assert "DIGG" in client.get("/tillganglighet/").content.decode()


def test_kim_chooses_dark_without_javascript_and_comes_back(client: Client) -> None:
    assert "data-theme=" not in client.get("/om/").content.decode()
    answer = client.post("/utseende/", {"theme": "dark", "next": "/om/"})
    assert (answer.status_code, answer["Location"]) == (302, "/om/")
    assert 'data-theme="dark"' in client.get("/om/").content.decode()
    client.post("/utseende/", {"theme": "", "next": "/om/"})
    assert "data-theme=" not in client.get("/om/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_the_way_back_never_leads_off_the_site(client: Client, elsewhere: str) -> None:
    answer = client.post("/utseende/", {"theme": "dark", "next": elsewhere})
    assert answer["Location"] == "/"


def test_a_cookie_somebody_wrote_themselves_changes_nothing(client: Client) -> None:
    client.cookies["theme"] = '"><script>'
    page = client.get("/om/").content.decode()
    assert "data-theme=" not in page


def test_a_missing_page_is_told_in_swedish_in_the_same_dress(client: Client) -> None:
    answer = client.get("/finns-inte/")
    assert answer.status_code == 404
    assert "Sidan finns inte här" in answer.content.decode()
    assert "Huvudmeny" in answer.content.decode()


def test_a_fault_of_ours_is_told_without_a_request() -> None:
    answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Inget har sparats till hälften" in answer.content.decode()


def test_a_refusal_lists_what_is_missing_and_lets_nothing_become_code(client: Client) -> None:
    from django.utils import timezone

    request = RequestFactory().get("/")
    request.actor = Actor(None, timezone.now())  # type: ignore[attr-defined]
    answer = PolicyMiddleware(lambda r: None).process_exception(  # type: ignore[arg-type,return-value]
        request, Refused("Två områden saknas.", "<b>Fel</b>")
    )
    assert answer is not None
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Två områden saknas." in page
    assert "<b>Fel" not in page


@override_settings(DEMO_MODE=False)
@pytest.mark.parametrize("address", ["/stil/", "/demo/"])
def test_the_demo_pages_do_not_exist_in_production(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/stil/", "/stil/?fel"])
def test_the_style_page_shows_every_component(client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    assert page.count("<svg") >= 4
    assert ("Det gick inte att spara" in page) == ("fel" in address)
