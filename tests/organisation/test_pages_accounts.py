"""Maja keeps the accounts: she opens and closes them, and it is all she can do."""

import pytest

from samsyn.organisation.models import Person
from tests.lillstad import Lillstad
from tests.permissions.actors import client_of

NEW = {"name": "Eva Ny", "email": "Eva@lillstad.example"}


def test_maja_opens_an_account_that_holds_no_seat(town: Lillstad) -> None:
    answer = client_of(town, "maja").post("/konton/nytt/", NEW, follow=True)
    assert "Personen har ännu ingen plats." in answer.content.decode()
    eva = Person.objects.get(email="eva@lillstad.example")
    assert not eva.tenures.exists()
    assert not eva.manages_accounts


def test_a_second_account_for_the_same_address_is_refused_in_the_form(town: Lillstad) -> None:
    maja = client_of(town, "maja")
    twice = NEW | {"email": "KARIN@lillstad.example"}
    answer = maja.post("/konton/nytt/", twice)
    assert answer.status_code == 200
    assert "Det finns redan ett konto" in answer.content.decode()


def test_a_closed_account_loses_its_page_on_the_next_request(town: Lillstad) -> None:
    maja, anna = client_of(town, "maja"), client_of(town, "anna")
    address = f"/grupper/{town.group('lokal-styrgrupp/norra').pk}/liggare/"
    assert anna.get(address).status_code == 200
    maja.post(f"/konton/{town.people['anna'].pk}/stang/")
    assert anna.get(address).status_code == 302
    maja.post(f"/konton/{town.people['anna'].pk}/oppna/")
    assert client_of(town, "anna").get(address).status_code == 200


def test_the_last_keeper_cannot_leave_and_is_told_why(town: Lillstad) -> None:
    answer = client_of(town, "maja").post(f"/konton/{town.people['maja'].pk}/uppdrag/")
    assert answer.status_code == 409
    assert "Någon måste sköta konton" in answer.content.decode()


def test_the_task_is_given_and_taken_back(town: Lillstad) -> None:
    maja, olle = client_of(town, "maja"), town.people["olle"]
    for says in ("Olle Berg sköter nu konton", "Olle Berg sköter inte längre konton"):
        answer = maja.post(f"/konton/{olle.pk}/uppdrag/", follow=True)
        assert says in answer.content.decode()


@pytest.mark.parametrize("who", ["karin", "olle", "anna"])
@pytest.mark.parametrize("address", ["/konton/", "/konton/nytt/"])
def test_nobody_else_finds_the_pages(town: Lillstad, who: str, address: str) -> None:
    client = client_of(town, who)
    assert client.get(address).status_code == 404
    assert client.post(address, NEW).status_code == 404
    assert not Person.objects.filter(name="Eva Ny").exists()


def test_maja_reaches_no_ledger_and_no_seat(town: Lillstad) -> None:
    maja, group = client_of(town, "maja"), town.group("lokal-styrgrupp/norra")
    seat = town.seat("lokal-styrgrupp/norra", "skola")
    assert maja.get(f"/grupper/{group.pk}/liggare/").status_code == 404
    assert maja.get(f"/grupper/plats/{seat.pk}/tillsatt/").status_code == 404
