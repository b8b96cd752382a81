"""Anna's telephone is her key: she adds it once, and then signs in with nothing else."""

import os
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from playwright.sync_api import Page, sync_playwright
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from samsyn.organisation.models import Person

PASSWORD = "ett-långt-lösenord-för-Anna"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("emptying"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def anna() -> Person:
    return Person.objects.create_user("anna.lind@lillstad.se", PASSWORD, name="Anna Lind")


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A real browser with a telephone's authenticator that always says yes (WebAuthn § 11)."""
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        found = browser.new_page()
        session = found.context.new_cdp_session(found)
        session.send("WebAuthn.enable")
        session.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        yield found
        connection.close()  # within Playwright's loop Django opens another one
        browser.close()


def test_anna_adds_her_telephone_and_signs_in_with_it(
    page: Page, anna: Person, live_server: LiveServer, settings: Settings
):
    settings.DEMO_MODE = False
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # the test speaks plain HTTP
    home = live_server.url.replace("127.0.0.1", "localhost")
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)

    page.goto(f"{home}/logga-in/")
    page.fill("input[name=login]", anna.email)
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    page.get_by_role("link", name="Lägg till en nyckel").click()
    page.fill("input[name=name]", "Annas telefon")
    page.check("input[name=passwordless]")
    page.get_by_role("button", name="Lägg till").click()
    page.get_by_role("heading", name="Reservkoder").wait_for()
    assert {key.type for key in Authenticator.objects.filter(user=anna)} == {
        "webauthn",
        "recovery_codes",
    }

    page.goto(f"{home}/logga-ut/")
    page.get_by_role("main").get_by_role("button", name="Logga ut").click()
    page.goto(f"{home}/logga-in/")
    page.get_by_role("button", name="Använd inloggningsnyckel").click()
    page.wait_for_url(f"{home}/")
    page.goto(f"{home}/konto/andra-steget/")
    assert "Du loggar in i två steg" in page.inner_text("main")
    assert complaints == []  # no script or style was refused by the content policy
