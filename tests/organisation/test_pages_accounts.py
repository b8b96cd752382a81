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
    for wish, says in (("on", "sköter nu konton"), ("", "sköter inte längre konton")):
        assert f'name="manages_accounts" value="{wish}"' in maja.get("/konton/").content.decode()
        answer = maja.post(f"/konton/{olle.pk}/uppdrag/", {"manages_accounts": wish}, follow=True)
        assert f"Olle Berg {says}" in answer.content.decode()


def test_taking_the_task_back_twice_does_not_give_it_again(town: Lillstad) -> None:
    """Maja's page is old: the other keeper has already taken the task from Olle."""
    maja, olle = client_of(town, "maja"), town.people["olle"]
    for _ in range(2):
        maja.post(f"/konton/{olle.pk}/uppdrag/", {"manages_accounts": ""})
        assert not Person.objects.get(pk=olle.pk).manages_accounts


def test_a_session_of_a_closed_account_is_gone_also_when_it_opens_again(town: Lillstad) -> None:
    maja, anna, stolen = (client_of(town, name) for name in ("maja", "anna", "anna"))
    address = f"/grupper/{town.group('lokal-styrgrupp/norra').pk}/liggare/"
    assert stolen.get(address).status_code == 200
    maja.post(f"/konton/{town.people['anna'].pk}/stang/")
    maja.post(f"/konton/{town.people['anna'].pk}/oppna/")
    assert [client.get(address).status_code for client in (anna, stolen)] == [302, 302]
    assert maja.get("/konton/").status_code == 200


def test_what_maja_was_told_about_somebody_does_not_stay_in_the_browser(town: Lillstad) -> None:
    maja = client_of(town, "maja")
    maja.post(f"/konton/{town.people['anna'].pk}/stang/")
    assert "messages" not in maja.cookies
    maja.post("/logga-ut/")
    assert "Anna Lind" not in maja.get("/").content.decode()


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
