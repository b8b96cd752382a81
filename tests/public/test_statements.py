"""What a public service must tell: accessibility, personal data, and where to turn."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from samsyn.public.service import the_public_is_told
from tests.lillstad import Lillstad

FOOT = ("/oppet/", "/kontakt/", "/personuppgifter/", "/tillganglighet/", "/om/", "/aret/")


@pytest.fixture
def untold(settings: Settings) -> None:
    for name in ("ORGANISATION", "CONTACT_EMAIL", "DPO_CONTACT", "LEGAL_GROUND"):
        setattr(settings, f"SAMSYN_{name}", "")


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("address", FOOT)
def test_every_page_leads_to_all_of_them(db: None, client: Client, address: str) -> None:
    foot = page(client, address).split('<footer class="foot">')[1]
    assert all(f'href="{other}"' in foot for other in FOOT)


def test_the_statement_of_accessibility_has_what_the_law_lists(db: None, client: Client) -> None:
    """Lag (2018:1937) 13 §: what is not accessible, how to tell of it, how to complain."""
    told = page(client, "/tillganglighet/")
    for words in ("2018:1937", "delvis förenligt", "Det som inte är tillgängligt", "Säg till",
                  "https://www.digg.se/tdosanmalan", "Så har vi prövat"):  # fmt: skip
        assert words in told
    assert 'href="mailto:samverkan@stad.example"' in told


def test_kim_is_told_where_to_turn_when_the_city_has_told_nothing(
    db: None, client: Client, untold: None
) -> None:
    assert "kommunens växel" in page(client, "/tillganglighet/")
    assert "kommunens växel" in page(client, "/kontakt/")
    told = page(client, "/personuppgifter/")
    assert told.count("Inte ifyllt av staden ännu") == 2
    assert "Staden har inte skrivit vilket rättsligt stöd" in told


def test_what_is_kept_about_account_holders_is_told_with_the_citys_ground(
    db: None, client: Client, settings: Settings
) -> None:
    settings.SAMSYN_LEGAL_GROUND = "Artikel 6.1 e och <lag> 2023:196."
    told = page(client, "/personuppgifter/")
    assert "Artikel 6.1 e och &lt;lag&gt; 2023:196." in told
    assert 'href="mailto:dataskyddsombud@stad.example"' in told


def test_the_contact_page_names_functions_and_bodies_but_no_person(
    town: Lillstad, client: Client
) -> None:
    from samsyn.organisation.models import Group

    Group.objects.filter(kind="samordning").update(kind="samordningsfunktion")
    told = page(client, "/kontakt/")
    assert "Central samordnare, Kommunstyrelsen" in told
    assert "Karin Ek" not in told


def test_without_a_coordination_function_the_page_says_when_it_opens(
    db: None, client: Client
) -> None:
    assert "Ingen samordningsfunktion är öppnad ännu" in page(client, "/kontakt/")


def test_production_is_warned_until_the_public_can_be_told(
    settings: Settings, untold: None
) -> None:
    assert the_public_is_told() == []  # the demo's contacts are invented
    settings.DEMO_MODE = False
    (warning,) = the_public_is_told()
    assert warning.id == "samsyn.W120" and "SAMSYN_DPO_CONTACT" in warning.msg


def test_the_index_leads_to_every_dataset(town: Lillstad, client: Client) -> None:
    from samsyn.public.data import DATASETS

    told = page(client, "/oppet/")
    assert [name for name in DATASETS if f"/oppet/data/{name}/" not in told] == []
    assert "/oppet/katalog.jsonld" in told
