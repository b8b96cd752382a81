"""What awaits each person on their own desk, and what a passer-by is told."""

import pytest
from django.test import Client

from samsyn.organisation.models import Person
from samsyn.project.desk.awaits import errands
from tests import lillstad
from tests.lillstad import Founding, Lillstad
from tests.permissions.actors import client_of


def _found() -> Lillstad:
    return lillstad.found(city_acts=("situation.draft", "situation.publish"))


@pytest.fixture(scope="session")
def founding() -> Founding:
    return _found


def test_karin_is_awaited_by_the_seats_that_nobody_holds(town: Lillstad) -> None:
    titles = [errand.title for errand in errands(town.actor("karin"))]
    assert titles == ["Tillsätt: Rektor", "Tillsätt: Rektor"]
    page = client_of(town, "karin").get("/").content.decode()
    assert "2 saker väntar på dig." in page
    assert "Central samordnare" in page


def test_anna_is_not_awaited_by_seats_she_may_not_fill(town: Lillstad) -> None:
    assert errands(town.actor("anna")) == []
    assert "Inget väntar på dig just nu." in client_of(town, "anna").get("/").content.decode()


def test_karin_is_awaited_by_a_draft_picture_until_it_is_published(town: Lillstad) -> None:
    from datetime import date

    from samsyn.situation.actions.picture import draft

    karin = town.actor("karin")
    since, until = date(2024, 1, 1), date(2024, 3, 1)
    picture = draft(karin, town.place("norra"), since=since, until=until)
    mine = {errand.title: errand for errand in errands(karin)}
    assert mine[picture.title].url == picture.get_absolute_url()
    assert picture.title not in {errand.title for errand in errands(town.actor("anna"))}


def test_olle_without_a_seat_is_told_how_one_gets_there(town: Lillstad) -> None:
    page = client_of(town, "olle").get("/").content.decode()
    assert "Du har ett konto men ingen plats" in page
    assert "Det här väntar" not in page


def test_maja_finds_the_accounts_and_nothing_else(town: Lillstad) -> None:
    page = client_of(town, "maja").get("/").content.decode()
    assert 'href="/konton/"' in page
    assert "Tillsätt:" not in page


def test_only_invented_people_may_be_tried(town: Lillstad, client: Client) -> None:
    assert "Demon är inte ifylld ännu" in client.get("/demo/").content.decode()
    Person.objects.filter(name="Anna Lind").update(is_demo=True)
    page = client.get("/demo/").content.decode()
    assert "Bli Anna Lind" in page
    assert "Karin Ek" not in page
    Person.objects.filter(name="Anna Lind").update(is_active=False)
    assert "Anna Lind" not in client.get("/demo/").content.decode()
