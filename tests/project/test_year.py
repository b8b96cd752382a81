"""The year's wheel for a town and a district, and a group's calendar in one's own telephone."""

from __future__ import annotations

from datetime import date, timedelta

import icalendar
import pytest
from django.test import Client

from samsyn.organisation.access import Actor
from samsyn.organisation.models import Group
from samsyn.project.desk.year import Asked, Happening, happenings, together, wheel
from tests.lillstad import Lillstad, at
from tests.permissions.town import matrix_town

DAY = date(2024, 6, 1)


@pytest.fixture
def town(db: None) -> Lillstad:
    return matrix_town()


def of(year: int, place: str = "", town: Lillstad | None = None) -> list[Happening]:
    chosen = town.place(place) if town and place else None
    return happenings(Asked(Actor(None, at(DAY)), year, chosen))


def test_the_year_tells_what_is_owed_and_when_the_agreement_began(town: Lillstad) -> None:
    found = of(2024)
    assert {h.kind for h in found} >= {"skyldighet", "överenskommelse"}
    began = [h for h in found if h.day == date(2024, 4, 1) and h.kind == "överenskommelse"]
    assert [h.url for h in began if h.what.startswith("Börjar gälla")] == [
        "/overenskommelser/version/samverkan/2024/"
    ]
    assert found == sorted(found, key=lambda h: h.day)
    assert all(h.day.year == 2024 or h.until for h in found)


def test_drafts_are_not_in_the_year_for_anybody(town: Lillstad) -> None:
    assert not any("2030" in h.url for h in of(2030))


def test_a_district_has_its_own_year(town: Lillstad) -> None:
    norra = [h for h in of(2025, "norra", town) if h.kind == "skyldighet"]
    assert norra and not any("Södra" in h.who for h in norra)


def test_the_same_for_many_is_told_once() -> None:
    many = [Happening(DAY, "Uppföljning", "skyldighet", f"Grupp {i}") for i in range(11)]
    assert [h.who for h in together(many)] == ["11 stycken"]
    assert together(many[:3]) == many[:3]


def test_every_happening_has_a_mark(town: Lillstad) -> None:
    asked = Asked(Actor(None, at(DAY)), 2024)
    found = together(happenings(asked))
    assert sum(len(m.events) for m in wheel(asked, found).marks) == len(found)


def test_the_page_shows_wheel_list_and_neighbouring_years(town: Lillstad, client: Client) -> None:
    page = client.get("/aret/?ar=2024").content.decode()
    assert "<svg" in page and "Visa som tabell" in page
    assert 'href="?ar=2023"' in page and 'href="?ar=2025"' in page
    assert "Årshjulet 2024" in page


@pytest.mark.parametrize("query", ["", "?ar=1990", "?ar=x", "?plats=ingenstans", "?ar=99999"])
def test_any_year_is_answered(db: None, client: Client, query: str) -> None:
    answer = client.get(f"/aret/{query}")
    assert answer.status_code == 200
    assert "Inget är bestämt" in answer.content.decode()


def owing(town: Lillstad) -> Group:
    from samsyn.agreements.models import Duty

    duty = Duty.objects.exclude(due=None).filter(by_group__isnull=False, until=None).first()
    assert duty is not None and duty.by_group is not None
    return duty.by_group


def events(client: Client, group: Group) -> list[icalendar.Event]:
    answer = client.get(f"/grupper/{group.pk}/kalender.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    made = icalendar.Calendar.from_ical(answer.content)
    return [part for part in made.walk() if part.name == "VEVENT"]


def test_a_groups_calendar_holds_its_duties_of_the_coming_year(
    town: Lillstad, client: Client
) -> None:
    found = events(client, owing(town))
    assert found and all(str(e["summary"]).startswith("Senast: ") for e in found)
    near = (town.today - timedelta(92), town.today + timedelta(366))
    assert all(near[0] <= e["dtstart"].dt < near[1] for e in found)
    assert all(str(e["url"]).startswith("http://testserver/") for e in found)


def test_an_entry_keeps_its_name_when_the_agreement_is_replaced(
    town: Lillstad, client: Client
) -> None:
    from samsyn.agreements.models import Duty

    group = owing(town)
    before = [str(e["uid"]) for e in events(client, group)]
    assert len(before) == len(set(before))
    for duty in Duty.objects.filter(by_group=group, until=None):
        Duty.objects.filter(pk=duty.pk).update(until=town.today)
        duty.pk, duty.since = None, town.today
        duty.save()
    assert [str(e["uid"]) for e in events(client, group)] == before


def test_the_group_page_leads_to_its_calendar_and_a_closed_group_has_none(
    town: Lillstad, client: Client
) -> None:
    group = owing(town)
    page = client.get(f"/grupper/{group.pk}/").content.decode()
    assert f'href="/grupper/{group.pk}/kalender.ics"' in page
    Group.objects.filter(pk=group.pk).update(until=town.today - timedelta(93))
    assert client.get(f"/grupper/{group.pk}/kalender.ics").status_code == 404
