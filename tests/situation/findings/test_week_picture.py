"""Norra's group makes its picture of a week: true numbers, for the group, and with no way out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from django.urls import get_resolver
from hypothesis import given
from hypothesis import strategies as st

from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.acts.registry import ACTS
from samsyn.organisation.models import Entry, Group, Mandate, Seat
from samsyn.situation import week_reckoning
from samsyn.situation.actions import make_week_picture, withdraw_batch
from samsyn.situation.models import Batch, WeekPicture
from samsyn.situation.week import Week
from tests.lillstad import Lillstad
from tests.situation.picture.conftest import browser

from .conftest import FRAUD, GRAFFITI, ROBBERY, Deliver, four_years

CALM, BURST = date(2023, 5, 8), date(2023, 7, 17)
OUTDATED = "Räkna om för de senaste talen"
ALL = {GRAFFITI, ROBBERY, FRAUD}


@pytest.fixture
def group(town: Lillstad) -> Group:
    """Anna and Björn sit in it, and may make and read its weekly pictures."""
    group = town.group("lokal-styrgrupp/norra")
    for seat in Seat.objects.filter(group=group, until=None):
        for act in ("make_week_picture", "read_week_picture"):
            Mandate.objects.create(
                seat=seat, act=f"situation.{act}", scope="group", ground="lillstad/2020 § 3",
                since=seat.since,
            )  # fmt: skip
    return group


@pytest.fixture
def delivered(town: Lillstad, group: Group, deliver: Deliver) -> Batch:
    return deliver(four_years())


def made(town: Lillstad, group: Group, week: date, **words: str) -> WeekPicture:
    picture = week_reckoning.ask(town.actor("anna"), group, week=week, **words)
    week_reckoning.find_week.func(picture.pk, town.today.isoformat())
    picture.refresh_from_db()
    return picture


def told(picture: WeekPicture) -> dict[str, Any]:
    assert picture.content is not None
    return picture.content


def begun(week: date, kinds: set[str]) -> int:
    """How many rows of the file began in the week, counted one by one."""
    since, until = np.datetime64(week), np.datetime64(week + timedelta(7))
    return sum(code in kinds and since <= at < until for _, code, _, _, at, _ in four_years())


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_week_is_that_of_iso_8601(day: date) -> None:
    week = Week.of(day)
    assert week.since <= day < week.until and week.since.weekday() == 0
    year, number, _ = day.isocalendar()
    assert str(week) == f"vecka {number} {year}"
    assert Week.of(week.until).number == week.number + 1
    assert Week.of(week.until).back(1) == week


def test_every_number_is_what_one_counts_row_by_row(
    town: Lillstad, group: Group, delivered: Batch
) -> None:
    content = told(made(town, group, CALM))
    everything = content["lines"][0]
    for weeks, n in ((0, everything["n"]), (1, everything["before"]),
                     (52, everything["year_before"])):  # fmt: skip
        assert n == begun(CALM - timedelta(weeks=weeks), ALL) > 0
    assert [week["n"] for week in everything["weeks"]] == [
        begun(date.fromisoformat(week["since"]), ALL) for week in everything["weeks"]
    ]
    assert {row["key"]: row["n"] for row in content["kinds"]["common"]} == {
        kind: begun(CALM, {kind}) for kind in ALL if begun(CALM, {kind})
    }
    assert sum(part["n"] for part in content["parts"]) == everything["n"]
    assert content["clock"]["n"] == everything["n"]


def test_the_burst_is_a_signal_and_the_calm_week_is_not(
    town: Lillstad, group: Group, delivered: Batch
) -> None:
    calm, burst = (told(made(town, group, week)) for week in (CALM, BURST))
    assert calm["kinds"]["more"] == []
    assert GRAFFITI in {row["key"] for row in burst["kinds"]["more"]}
    assert burst["verdict"]["kind"] in ("signal", "possible")
    assert burst["how"]["method"] == "farrington-flexible" and burst["how"]["per_year"] == 52


def test_the_group_sees_it_and_nobody_else(town: Lillstad, group: Group, delivered: Batch) -> None:
    picture = made(town, group, BURST, note="Klottret vid torget har ökat.")
    page = browser(town, "bjorn").get(picture.get_absolute_url()).content.decode()
    assert "Klottret vid torget har ökat." in page and "Fler än väntat" in page
    assert "kan inte publiceras" in page
    for who in ("karin", "cecilia", "olle", "maja", None):
        answer = browser(town, who).get(picture.get_absolute_url())
        assert answer.status_code in (302, 404), who
    with pytest.raises(Forbidden):
        make_week_picture(town.actor("cecilia"), group, week=BURST)


def test_there_is_no_way_out() -> None:
    """No act sends it anywhere, and no address of it is a file."""
    acts = {name for name in ACTS if "week_picture" in name}
    assert acts == {"situation.make_week_picture"}
    addresses = {
        str(pattern[0][0][0])
        for name, pattern in get_resolver().namespace_dict["situation"][1].reverse_dict.items()
        if isinstance(name, str) and "week_picture" in name
    }
    assert addresses == {"veckolage/", "veckolage/ny/", "veckolage/%(pk)s/"}
    assert not getattr(WeekPicture, "open_to", {})


def test_made_on_the_page_before_the_meeting(
    town: Lillstad, group: Group, delivered: Batch
) -> None:
    anna = browser(town, "anna")
    assert anna.get("/veckolage/ny/").status_code == 200
    chosen = Week.of(date.today()).back(3).since
    asked = {"group": group.pk, "week": chosen.isoformat(), "note": ""}
    answer = anna.post("/veckolage/ny/", asked)
    picture = WeekPicture.objects.get()
    assert answer.status_code == 302 and answer["Location"] == picture.get_absolute_url()
    assert "Veckan räknas i bakgrunden" in anna.get(answer["Location"]).content.decode()
    week_reckoning.find_week.func(picture.pk, date.today().isoformat())
    polled = anna.get(answer["Location"], HTTP_HX_REQUEST="true")
    assert polled["HX-Refresh"] == "true"
    page = anna.get(answer["Location"]).content.decode()
    assert "Leveranserna når" in page or "Ingen leverans har" in page
    assert "Veckolägesbilder" in anna.get("/lagesbild/").content.decode()
    assert str(picture.of) in anna.get("/veckolage/").content.decode()
    (entry,) = Entry.objects.filter(act="situation.make_week_picture")
    assert entry.detail.payload["week"] == str(picture.of)


def test_new_deliveries_make_it_outdated_and_withdrawn_ones_take_its_numbers_along(
    town: Lillstad, group: Group, delivered: Batch, deliver: Deliver
) -> None:
    picture = made(town, group, CALM)
    anna = browser(town, "anna")
    assert OUTDATED not in anna.get(picture.get_absolute_url()).content.decode()
    rows = [("N1", FRAUD, 674_500.0, 6_581_500.0, np.datetime64("2023-05-09T12:00"), 5)]
    more = deliver(rows, "mer.csv")
    assert OUTDATED in anna.get(picture.get_absolute_url()).content.decode()
    again = made(town, group, CALM)
    assert again.pk == picture.pk
    assert told(again)["lines"][0]["n"] == begun(CALM, ALL) + 1
    allow(town, "withdraw_batch")
    withdraw_batch(town.actor("karin"), more, reason="Fel fil.")
    again.refresh_from_db()
    assert (again.status, again.content) == (WeekPicture.Status.GONE, None)
    assert "talen är borttagna" in anna.get(picture.get_absolute_url()).content.decode()


def allow(town: Lillstad, act: str) -> None:
    seat = town.seat("samordning/lillstad", "samordnare")
    Mandate.objects.create(
        seat=seat, act=f"situation.{act}", scope="place", ground="lillstad/2020 § 2",
        since=seat.since,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("week", "note", "why"),
    [
        (date(2024, 3, 12), "", "från måndag till söndag"),
        (date(2024, 3, 11), "", "inte slut"),
        (date(2021, 3, 1), "", "för långt tillbaka"),
        (CALM, "Ring 070-123 45 67 om mötet.", "telefonnummer"),
    ],
)
def test_what_no_picture_is_made_of(
    town: Lillstad, group: Group, week: date, note: str, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        make_week_picture(town.actor("anna"), group, week=week, note=note)
    assert not WeekPicture.objects.exists()


def test_without_deliveries_it_says_so(town: Lillstad, group: Group) -> None:
    content = told(made(town, group, CALM))
    assert content["latest"] is None and content["verdict"]["kind"] == "refused"
    assert content["lines"][0]["n"] == 0
