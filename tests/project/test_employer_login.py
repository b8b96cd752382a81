"""Björn signs in at the police's own identity provider and is let in here as himself, no other."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django.fixtures import Settings

from samsyn.organisation.models import Person

from .identity_provider import CLIENT, Provider, Running, path_of

pytestmark = pytest.mark.django_db
EMAIL = "bjorn.falk@polisen.lillstad.se"


@pytest.fixture
def bjorn() -> Person:
    return Person.objects.create_user(EMAIL, None, name="Björn Falk")


@pytest.fixture
def police(settings: Settings) -> Iterator[Provider]:
    with Running(sub="bjorn-7", email=EMAIL, email_verified=True) as provider:
        app: dict[str, Any] = {
            "provider_id": "arbetsgivare",
            "name": "Polisens inloggning",
            "client_id": CLIENT["client_id"],
            "secret": CLIENT["client_secret"],
            "settings": {"server_url": provider.url, "oauth_pkce_enabled": True},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        yield provider


def to_provider(client: Client) -> str:
    """Press the button; the address that the browser is sent to."""
    page = client.post("/oidc/arbetsgivare/?process=login")
    assert page.status_code == 302
    return page.headers["Location"]


def back(address: str) -> str:
    """Be at the provider, who sends one back."""
    return requests.get(address, allow_redirects=False, timeout=5).headers["Location"]


def sign_in(client: Client) -> Any:
    return client.get(path_of(back(to_provider(client))), follow=True)


def test_the_button_stands_on_the_login_page(client: Client, police: Provider):
    text = client.get("/logga-in/").content.decode()
    assert "Fortsätt med Polisens inloggning" in text
    assert 'action="/oidc/arbetsgivare/?process=login"' in text


def test_bjorn_is_let_in_as_himself_and_known_again(
    client: Client, police: Provider, bjorn: Person
):
    assert sign_in(client).context["user"] == bjorn
    assert SocialAccount.objects.get().uid == "bjorn-7"
    # A new address at the employer is still the same Björn.
    police.claims["email"] = "bjorn.ny@polisen.lillstad.se"
    assert sign_in(Client()).context["user"] == bjorn
    assert police.refusals == []


def test_what_is_asked_carries_state_and_pkce(client: Client, police: Provider):
    asked = parse_qs(urlsplit(to_provider(client)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 12
    assert asked["redirect_uri"] == ["http://testserver/oidc/arbetsgivare/svar/"]


def test_a_stranger_at_the_employer_gets_no_account(client: Client, police: Provider):
    page = sign_in(client)
    assert "Det finns inget konto för dig här" in page.content.decode()
    assert not Person.objects.exists()


def test_an_address_the_employer_does_not_vouch_for_opens_nothing(
    client: Client, police: Provider, bjorn: Person
):
    police.claims["email_verified"] = False
    assert not sign_in(client).context["user"].is_authenticated


def test_a_closed_account_is_closed_this_way_too(client: Client, police: Provider, bjorn: Person):
    bjorn.is_active = False
    bjorn.save()
    page = sign_in(client)
    assert not page.context["user"].is_authenticated


def test_an_answer_meant_for_another_browser_opens_nothing(
    client: Client, police: Provider, bjorn: Person
):
    answer = path_of(back(to_provider(client)))
    victim = Client()
    page = victim.get(answer, follow=True)
    assert "Inloggningen gick inte" in page.content.decode()
    assert victim.get("/konto/losenord/").status_code == 302


def test_an_answer_is_good_for_one_time(client: Client, police: Provider, bjorn: Person):
    answer = path_of(back(to_provider(client)))
    assert client.get(answer).status_code == 302
    client.post("/logga-ut/")
    client.get(answer)
    assert client.get("/konto/losenord/").status_code == 302


def test_whoever_has_no_password_is_shown_where_to_choose_one(
    client: Client, police: Provider, bjorn: Person
):
    sign_in(client)
    page = client.get("/konto/losenord/", follow=True)
    assert page.redirect_chain[-1][0] == "/konto/losenord/valj/"
    assert page.status_code == 200


def test_a_provider_that_is_down_is_told_in_swedish(
    client: Client, police: Provider, bjorn: Person, settings: Settings
):
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://127.0.0.1:9"
    page = client.post("/oidc/arbetsgivare/?process=login")
    assert "Inloggningen gick inte" in page.content.decode()


@pytest.mark.parametrize(("asks_itself", "ends_at"), [(True, 200), (False, 302)])
def test_a_second_factor_is_asked_for_by_one_of_the_two(  # noqa: PLR0917  (fixtures)
    client: Client,
    police: Provider,
    bjorn: Person,
    settings: Settings,
    asks_itself: bool,
    ends_at: int,
):
    settings.DEMO_MODE = False
    settings.SAMSYN_OIDC_MFA = asks_itself
    sign_in(client)
    assert client.get("/konto/nycklar/").status_code == 200
    assert client.get("/").status_code == ends_at


def test_the_button_is_let_through_by_the_content_policy(monkeypatch: pytest.MonkeyPatch):
    from importlib import reload

    from samsyn.project.settings import security

    monkeypatch.setenv("SAMSYN_OIDC_ISSUER", "https://login.lillstad.se/realm/polisen")
    try:
        assert "https://login.lillstad.se" in reload(security).FORM_TARGETS
    finally:
        monkeypatch.undo()
        reload(security)
