"""Anna drafts a picture of Norra."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection

from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Mandate
from samsyn.situation.actions import draft, publish
from samsyn.situation.models import Batch, Picture
from samsyn.situation.picture.making import counted_draft
from tests import lillstad
from tests.lillstad import Lillstad
from tests.meanwhile import meanwhile

from .conftest import CITY, LOCAL, SINCE, UNTIL, WORDS, Deliver, browser


def written(town: Lillstad, who: str = "anna", place: str = "norra", **words: Any) -> Picture:
    return draft(town.actor(who), town.place(place), since=SINCE, until=UNTIL, **words)


def test_a_draft_is_named_after_place_and_period(town: Lillstad, two_years: Batch) -> None:
    assert written(town).title == "Lägesbild för Norra, 2023"


def test_a_draft_shows_true_numbers_and_follows_new_deliveries(
    town: Lillstad, two_years: Batch, deliver: Deliver
) -> None:
    picture = written(town)
    before = counted_draft(picture, town.today)["areas"][0]["n"]
    deliver(("norra", "1209", "2023-06", 3))
    assert counted_draft(picture, town.today)["areas"][0]["n"] == before + 3


def test_numbers_agree_with_each_other_and_with_inhabitants(
    town: Lillstad, two_years: Batch
) -> None:
    content = counted_draft(written(town), town.today)
    for area in content["areas"]:
        assert area["n"] == sum(month["n"] for month in area["months"])
        assert area["before"] == sum(month["before"] for month in area["months"])
        assert area["n"] == sum(part["n"] for part in area["parts"])
        assert area["n"] == sum(victim["n"] for victim in area["victims"])
        assert area["rate"]["value"] == pytest.approx(area["n"] / 20_000 * 1_000, rel=1e-5)
        assert area["rate"]["low"] < area["rate"]["value"] < area["rate"]["high"]
    young = content["areas"][1]
    assert young["change"]["low"] > 1, "robberies of the young have grown, and surely"


def test_anna_goes_on_with_her_draft(town: Lillstad, two_years: Batch) -> None:
    picture = written(town)
    again = draft(
        town.actor("bjorn"), town.place("norra"), picture=picture,
        since=date(2023, 7, 1), until=UNTIL, analysis="Skrivet av Björn.",
    )  # fmt: skip
    assert (again.pk, again.since, again.analysis) == (
        picture.pk, date(2023, 7, 1), "Skrivet av Björn."
    )  # fmt: skip


def test_bjorns_old_page_does_not_undo_what_anna_published(
    town: Lillstad, two_years: Batch
) -> None:
    as_bjorn_read_it = written(town, **WORDS)
    publish(town.actor("anna"), Picture.objects.get(pk=as_bjorn_read_it.pk))
    with pytest.raises(Refused, match="Rätta den med en ny"):
        draft(
            town.actor("bjorn"), town.place("norra"), picture=as_bjorn_read_it,
            since=SINCE, until=UNTIL, analysis="Skrivet av Björn.",
        )  # fmt: skip


@pytest.mark.usefixtures("emptying")
@pytest.mark.django_db(transaction=True)
def test_a_picture_published_while_bjorn_saves_stays_published() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    town = lillstad.found(CITY, LOCAL)
    picture = written(town)
    now = town.actor("anna").at
    stopped = meanwhile(
        lambda: Picture.objects.filter(pk=picture.pk).update(
            status="published", content={}, family={}, published_at=now
        ),
        lambda: draft(
            town.actor("bjorn"), town.place("norra"), picture=picture, since=SINCE, until=UNTIL
        ),
    )
    assert isinstance(stopped, Refused)
    assert Picture.objects.get().is_published


def test_a_mandate_to_read_pictures_gives_no_files_of_drafts(
    town: Lillstad, two_years: Batch
) -> None:
    """A charter may hand out `situation.read`; what it reaches beside the published is missing."""
    seat = town.seat("lokal-styrgrupp/norra", "chef")
    Mandate.objects.create(
        seat=seat, act="situation.read", scope="place", ground="§ 9", since=date(2020, 1, 1)
    )
    Mandate.objects.filter(seat=seat, act="situation.read_draft").delete()
    address, anna = written(town).get_absolute_url()[:-1], browser(town, "anna")
    missing = [anna.get(f"{address}999{ending}").status_code for ending in ("/", ".json", ".csv")]
    assert missing == [404, 404, 404]
    assert missing == [anna.get(address + ending).status_code for ending in ("/", ".json", ".csv")]


def test_cecilia_of_sodra_may_not_draft_for_norra(town: Lillstad, two_years: Batch) -> None:
    with pytest.raises(Forbidden):
        written(town, "cecilia", "norra")
    picture = written(town)
    with pytest.raises(Refused):  # nor take Anna's draft over by way of her own district
        draft(town.actor("cecilia"), town.place("sodra"), picture=picture, since=SINCE, until=UNTIL)


@pytest.mark.parametrize(
    ("since", "until", "place", "why"),
    [
        (date(2023, 1, 1), date(2024, 6, 1), "norra", "1–12 månader"),
        (date(2024, 1, 1), date(2024, 4, 1), "norra", "månader som har gått"),
        (SINCE, UNTIL, "po-norra", "staden, ett stadsdelsområde"),
    ],
)
def test_a_picture_that_cannot_be_is_refused_with_the_reason(
    town: Lillstad, since: date, until: date, place: str, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        draft(town.actor("karin"), town.place(place), since=since, until=until)
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    ("first", "last"), [("2023-01", "9999-12"), ("0000-01", "2023-12"), ("0001-01", "0001-12")]
)
def test_a_month_out_of_all_reason_is_refused(
    town: Lillstad, two_years: Batch, first: str, last: str
) -> None:
    told = {"place": str(town.place("norra").pk), "first": first, "last": last}
    page = browser(town, "anna").post("/lagesbild/ny/", told).content.decode()
    assert "Skriv månaden som åååå-mm" in page


def test_the_form_asks_for_months_as_people_say_them(town: Lillstad, two_years: Batch) -> None:
    client = browser(town, "anna")
    place = town.place("norra").pk
    page = client.post("/lagesbild/ny/", {"place": place, "first": "januari", "last": "2023-12"})
    assert "Skriv månaden som åååå-mm" in page.content.decode()
    assert not Picture.objects.exists()
    sent = {"place": place, "first": "2023-01", "last": "2023-12", **WORDS}
    answer = client.post("/lagesbild/ny/", sent)
    picture = Picture.objects.get()
    assert (picture.since, picture.until) == (SINCE, UNTIL)
    assert answer["Location"] == f"/lagesbild/{picture.pk}/"
    page = client.get(f"/lagesbild/{picture.pk}/andra/")
    assert 'value="2023-12"' in page.content.decode()
    client.post(f"/lagesbild/{picture.pk}/andra/", {**sent, "last": "2023-06"})
    picture.refresh_from_db()
    assert picture.until == date(2023, 7, 1)


def test_a_draft_is_seen_only_by_those_who_may_read_drafts(
    town: Lillstad, two_years: Batch
) -> None:
    address = written(town).get_absolute_url()
    files = [address[:-1] + ending for ending in (".json", ".csv")]
    seen = {}
    for name in (None, "olle", "maja", "cecilia", "anna", "karin"):
        client = browser(town, name)
        seen[name] = client.get(address).status_code
        assert all(client.get(file).status_code != 200 for file in files)
        listed = "Utkast" in client.get("/lagesbild/").content.decode()
        assert listed == (seen[name] == 200)
    assert seen == {None: 302, "olle": 404, "maja": 404, "cecilia": 404, "anna": 200, "karin": 200}
