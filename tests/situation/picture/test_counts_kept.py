"""A draft that rests on very many incidents: counted by the worker, and never other than true."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from samsyn.organisation.models import Place, PlaceSuccession
from samsyn.organisation.registry.cover import rebuild_cover
from samsyn.situation import counting
from samsyn.situation.actions import draft, publish, weed_batch, withdraw_batch
from samsyn.situation.codes import Code
from samsyn.situation.models import Batch, CrimeCode, Picture, PictureCounts, RetentionRule
from samsyn.situation.picture import reading
from samsyn.situation.picture.making import counted_draft, reading_of
from samsyn.situation.picture.reading import Reading
from tests import lillstad
from tests.lillstad import Lillstad

from .conftest import (
    CITY,
    FRAUD,
    GRAFFITI,
    LOCAL,
    ROBBERY,
    SINCE,
    UNTIL,
    WORDS,
    Deliver,
    agree,
    browser,
    draw,
)


@pytest.fixture
def town(db: None, settings: Settings, tmp_path: Path) -> Lillstad:
    settings.SAMSYN_DATA_DIR = tmp_path
    town = lillstad.found((*CITY, "situation.withdraw_batch", "situation.weed_batch"), LOCAL)
    agree(town)
    draw(town)
    return town


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every number of incidents is more than a page counts."""
    monkeypatch.setattr(reading, "FEW", -1)


@pytest.fixture
def picture(town: Lillstad, two_years: Batch, many: None) -> Picture:
    RetentionRule.objects.create(source=two_years.source, months=1, decision="KS 2024/1")
    return draft(town.actor("karin"), town.place("lillstad"), since=SINCE, until=UNTIL, **WORDS)


def the_worker_counts() -> None:
    """What waits in the queue is done, in its order."""
    for task in DBTaskResult.objects.filter(task_path=counting.count.module_path, status="READY"):
        counting.count.func(*task.args_kwargs["args"])
        task.delete()


def of(picture: Picture, town: Lillstad) -> Reading:
    return reading_of(picture, town.today)


def as_sets(found: Any) -> tuple[list[Any], list[Any]]:
    return sorted(map(tuple, found.by_month)), sorted(map(tuple, found.by_part))


STEPS = st.lists(
    st.sampled_from(["deliver", "withdraw", "weed", "codes", "merge", "count", "deliver"]),
    min_size=3, max_size=7,
)  # fmt: skip


@trying(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, n=st.integers(1, 40))
def test_whatever_comes_and_goes_what_is_kept_is_what_would_be_counted(
    town: Lillstad, picture: Picture, deliver: Deliver, steps: list[str], n: int
) -> None:
    for at, step in enumerate(steps):
        happen(step, town, deliver, picture, n + at)
        read = of(picture, town)
        fresh = as_sets(read.recounted())
        assert as_sets(read.incidents) == fresh
        if step == "count":
            counting.keep(read)
            again = of(picture, town)
            assert again.kept is not None
            assert as_sets(again.kept) == fresh


def happen(step: str, town: Lillstad, deliver: Deliver, picture: Picture, n: int) -> None:
    karin, batch = town.actor("karin"), Batch.objects.filter(status="done").last()
    if step == "deliver":
        last = Place.objects.filter(kind="district").latest("pk").key
        deliver((last, ROBBERY, "2023-03", n), (None, FRAUD, "2022-07", 2))
    elif step == "withdraw" and batch:
        withdraw_batch(karin, batch, reason="Fel fil.")
    elif step == "weed" and batch:
        weed_batch(karin, batch)
    elif step == "codes":
        CrimeCode.keep([Code(ROBBERY, f"Rån {n}", "BrB 8", "rån", victim_sex="male")])
    elif step == "merge":
        merge(town, deliver, picture, n)


def merge(town: Lillstad, deliver: Deliver, picture: Picture, n: int) -> None:
    """A district next door, with incidents of its own, goes into Södra once Lillstad is counted."""
    old = Place.objects.create(
        key=f"grannen-{Place.objects.count()}", kind="district", name=f"Grannen {n}",
        since=date(2020, 1, 1), until=date(2023, 1, 1),
    )  # fmt: skip
    deliver((old.key, GRAFFITI, "2022-11", n))
    counting.keep(of(picture, town))
    PlaceSuccession.objects.create(
        predecessor=old, successor=town.place("sodra"), day=date(2023, 1, 1)
    )
    rebuild_cover()


def test_a_page_never_counts_but_waits_for_the_worker_and_opens_itself(
    town: Lillstad, picture: Picture
) -> None:
    karin, address = browser(town, "karin"), picture.get_absolute_url()
    with CaptureQueriesContext(connection) as asked:
        pages = [karin.get(address).content.decode() for _ in range(2)]
    assert not any("situation_incidentcount" in query["sql"] for query in asked)
    assert all("Talen räknas om" in page and 'hx-get="' + address in page for page in pages)
    assert DBTaskResult.objects.count() == 1  # asked once, though looked at twice
    the_worker_counts()
    opened = karin.get(address, HTTP_HX_REQUEST="true", HTTP_HX_TRIGGER="raknas")
    assert opened["HX-Refresh"] == "true"
    with CaptureQueriesContext(connection) as asked:
        page = karin.get(address).content.decode()
    assert not any("situation_incidentcount" in query["sql"] for query in asked)
    assert "Talen räknas om" not in page
    (everything, *_) = counted_draft(picture, town.today)["areas"]
    assert f"{everything['n']:,}".replace(",", "\u00a0") in page


@pytest.mark.parametrize("part", ["publicera/", "avsnitt/analysis/", "sedan-sist/", "", ".pdf"])
def test_every_page_of_a_draft_with_numbers_waits(
    town: Lillstad, picture: Picture, part: str
) -> None:
    address = picture.get_absolute_url()
    address = address.rstrip("/") + part if part.startswith(".") else address + part
    page = browser(town, "karin").get(address)
    assert page.status_code == 200
    waits = "Talen räknas om" in page.content.decode("utf-8", "replace")
    assert waits == (part != "sedan-sist/")  # there is no picture before this one to compare with


def test_what_karin_has_written_never_waits(town: Lillstad, picture: Picture) -> None:
    words = "Butikerna stänger tidigare sedan i höstas och torget är tomt efter sju."
    karin, address = browser(town, "karin"), f"{picture.get_absolute_url()}avsnitt/analysis/"
    karin.post(address, {"text": words})
    picture.refresh_from_db()
    assert picture.analysis == words


def test_what_is_withdrawn_is_gone_from_what_is_kept_in_the_same_moment(
    town: Lillstad, picture: Picture, two_years: Batch
) -> None:
    counting.keep(reading_of(picture, town.today))
    row = PictureCounts.objects.get()
    assert row.basis and row.by_month and row.by_part
    withdraw_batch(town.actor("karin"), two_years, reason="Fel fil.")
    row.refresh_from_db()
    assert (row.basis, row.by_month, row.by_part) == ("", [], [])
    the_worker_counts()
    row.refresh_from_db()
    assert row.basis and row.by_month == [] and row.asked_at is None


def test_a_delivery_that_comes_while_it_is_counted_is_counted_too(
    town: Lillstad, picture: Picture, deliver: Deliver, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, came = Reading.recounted, list[Batch]()

    def slowly(self: Reading) -> Any:
        found = whole(self)
        if not came:
            came.append(deliver(("norra", GRAFFITI, "2023-06", 3)))
        return found

    monkeypatch.setattr(Reading, "recounted", slowly)
    counting.keep(reading_of(picture, town.today))
    read = reading_of(picture, town.today)
    assert read.kept is not None and as_sets(read.kept) == as_sets(whole(read))


def test_true_numbers_are_kept_for_drafts_alone(town: Lillstad, picture: Picture) -> None:
    counting.keep(reading_of(picture, town.today))
    assert PictureCounts.objects.count() == 1
    publish(town.actor("karin"), picture)
    assert not PictureCounts.objects.exists()


def test_few_incidents_are_counted_at_once(
    town: Lillstad, two_years: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "FEW", two_years.taken)
    made = draft(town.actor("karin"), town.place("lillstad"), since=SINCE, until=UNTIL)
    page = browser(town, "karin").get(made.get_absolute_url()).content.decode()
    assert "Talen räknas om" not in page
    counting.keep(reading_of(made, town.today))
    assert not PictureCounts.objects.exists() and not DBTaskResult.objects.exists()
