"""A number turns out wrong: Anna corrects Norra's picture by a new one that names the old."""

from __future__ import annotations

import pytest
from django.test import Client

from samsyn.organisation.acts import Refused
from samsyn.situation.actions import correct, draft, publish
from samsyn.situation.models import Batch, Picture
from tests.lillstad import Lillstad

from .conftest import SINCE, UNTIL, WORDS, Deliver, browser

WHY = "Januari saknade en leverans om 40 fall av klotter."


@pytest.fixture
def first(town: Lillstad, two_years: Batch) -> Picture:
    picture = draft(town.actor("anna"), town.place("norra"), since=SINCE, until=UNTIL, **WORDS)
    return publish(town.actor("anna"), picture)


def test_a_correction_names_the_old_and_takes_its_place(
    town: Lillstad, first: Picture, deliver: Deliver, client: Client
) -> None:
    deliver(("norra", "1209", "2023-01", 40))
    new = publish(town.actor("anna"), correct(town.actor("anna"), first, why=WHY))
    assert first.content is not None and new.content is not None
    assert new.content["areas"][0]["n"] == first.content["areas"][0]["n"] + 40
    assert list(Picture.objects.current()) == [new]
    old_page = client.get(first.get_absolute_url()).content.decode()
    new_page = client.get(new.get_absolute_url()).content.decode()
    assert "är rättad" in old_page and new.get_absolute_url() in old_page
    assert WHY in new_page and first.get_absolute_url() in new_page


def test_until_it_is_published_the_old_stands(town: Lillstad, first: Picture) -> None:
    correct(town.actor("anna"), first, why=WHY)
    assert list(Picture.objects.current()) == [first]


def test_a_correction_of_the_words_alone_hides_the_same_numbers(
    town: Lillstad, first: Picture
) -> None:
    new = publish(town.actor("anna"), correct(town.actor("anna"), first, why=WHY))
    assert first.content is not None and new.content is not None
    assert new.content["areas"] == first.content["areas"]


def test_a_correction_says_why_and_is_made_once(town: Lillstad, first: Picture) -> None:
    with pytest.raises(Refused, match="varför"):
        correct(town.actor("anna"), first, why="  ")
    new = correct(town.actor("anna"), first, why=WHY)
    with pytest.raises(Refused, match="redan en rättelse"):
        correct(town.actor("anna"), first, why=WHY)
    with pytest.raises(Refused, match="utkast"):
        correct(town.actor("anna"), new, why=WHY)


def test_a_reason_of_three_letters_is_no_reason(town: Lillstad, first: Picture) -> None:
    new = correct(town.actor("anna"), first, why="fel")
    with pytest.raises(Refused, match="vad som rättas"):
        publish(town.actor("anna"), new)


def test_anna_corrects_on_the_page(town: Lillstad, first: Picture) -> None:
    client = browser(town, "anna")
    address = f"/lagesbild/{first.pk}/ratta/"
    assert client.get(address).status_code == 200
    assert "Skriv vad som rättas" in client.post(address, {"why": ""}).content.decode()
    answer = client.post(address, {"why": WHY})
    new = Picture.objects.get(supersedes=first)
    assert answer["Location"] == new.get_absolute_url()
    client = browser(town, "cecilia")
    assert client.get(address).status_code == 404
