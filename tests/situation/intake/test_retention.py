"""Karin decides how long rows are kept; what is due is proposed, removed, and written down."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from samsyn.organisation.access import Actor
from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Entry
from samsyn.project.desk.errands import deliveries
from samsyn.situation import tasks
from samsyn.situation.actions import set_retention, weed_batch, withdraw_batch
from samsyn.situation.actions.intake import store
from samsyn.situation.actions.retention import due
from samsyn.situation.models import (
    Batch,
    IncidentCount,
    RejectedRow,
    Removal,
    RetentionRule,
    Source,
)
from samsyn.situation.weeding import due_on, oldest_kept
from tests.lillstad import Lillstad

from .files import incident, write_csv
from .test_intake_pages import browser

pytestmark = pytest.mark.usefixtures("drawn")
DECISION = "Gallringsbeslut KS 2024/7"


def later(town: Lillstad, day: date, name: str = "karin") -> Actor:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Europe/Stockholm"))
    return Actor(town.people[name], noon)


@pytest.fixture
def batch(town: Lillstad, source: Source, tmp_path: Path) -> Batch:
    """January 2023, and one row that was rejected."""
    rows = [incident(f"K{n}", start=f"2023-01-0{n} 22:10", end="") for n in range(1, 5)]
    path = write_csv(tmp_path / "uttag.csv", [*rows, incident("K9", start="i fredags")])
    return tasks.import_file(town.actor("karin"), source, path)


MONTHS = st.integers(1, 600)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@given(DAYS, MONTHS, DAYS)
def test_what_is_due_is_just_what_would_be_refused_if_it_came_again(
    last: date, months: int, day: date
) -> None:
    assert (due_on(last, months) <= day) == (last < oldest_kept(day, months))


@given(DAYS, MONTHS)
def test_nothing_is_due_before_its_whole_time_has_passed(last: date, months: int) -> None:
    when = due_on(last, months)
    assert when.day == 1
    whole = (when.year - last.year) * 12 + when.month - last.month
    assert whole == months + 1


def test_a_rule_is_set_changed_and_taken_away(town: Lillstad, source: Source) -> None:
    karin = town.actor("karin")
    set_retention(karin, source, months=60, decision=DECISION)
    set_retention(karin, source, months=12, decision=DECISION)
    assert RetentionRule.objects.get().months == 12
    set_retention(karin, source, months=None)
    assert not RetentionRule.objects.exists()
    assert Entry.objects.filter(act="situation.set_retention").count() == 3


@pytest.mark.parametrize(
    ("months", "decision", "why"),
    [(0, DECISION, "från 1 till 600"), (601, DECISION, "från 1"), (12, " ", "vilket beslut")],
)
def test_a_rule_needs_a_time_and_a_decision(
    town: Lillstad, source: Source, months: int, decision: str, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        set_retention(town.actor("karin"), source, months=months, decision=decision)


def test_what_is_due_is_proposed_and_nothing_goes_by_itself(
    town: Lillstad, source: Source, batch: Batch
) -> None:
    set_retention(town.actor("karin"), source, months=12, decision=DECISION)
    assert due(Batch.objects.all(), date(2024, 1, 31)) == []
    assert due(Batch.objects.all(), date(2024, 2, 1)) == [batch]
    told = [errand.title for errand in deliveries.errands(later(town, date(2024, 2, 1)))]
    assert told == ["Gallra uttag.csv"]
    assert IncidentCount.objects.exists()


def test_weeding_removes_rows_and_counts_and_leaves_a_protocol(
    town: Lillstad, source: Source, batch: Batch, django_capture_on_commit_callbacks: object
) -> None:
    karin = later(town, date(2024, 2, 1))
    set_retention(karin, source, months=12, decision=DECISION)
    digest = store().digest(batch.pk)
    counts = IncidentCount.objects.count()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        weed_batch(karin, batch)
    assert not IncidentCount.objects.exists() and not RejectedRow.objects.exists()
    assert not store().rows(batch.pk).exists()
    told = Removal.objects.get()
    assert (told.how, told.rows, told.counts, told.rejects) == ("weeded", 4, counts, 1)
    assert (told.rows_digest, told.file_digest) == (digest, batch.sha256)
    assert DECISION in told.why and told.by == town.people["karin"]
    batch.refresh_from_db()
    assert (batch.status, batch.taken) == (Batch.Status.WEEDED, 4)
    assert Entry.objects.get(act="situation.weed_batch").detail.payload["rows_sha256"] == digest


def test_it_is_done_once_and_only_when_due(town: Lillstad, source: Source, batch: Batch) -> None:
    karin = later(town, date(2024, 2, 1))
    with pytest.raises(Refused, match="ingen gallringsregel"):
        weed_batch(karin, batch)
    set_retention(karin, source, months=13, decision=DECISION)
    with pytest.raises(Refused, match="först 2024-03-01"):
        weed_batch(karin, batch)
    set_retention(karin, source, months=12, decision=DECISION)
    weed_batch(karin, batch)
    with pytest.raises(Refused, match="gallrad och har inga rader"):
        weed_batch(karin, batch)
    with pytest.raises(Refused, match="gallrad"):
        withdraw_batch(karin, batch, reason="Fel fil")
    assert Removal.objects.count() == 1


def test_withdrawing_leaves_the_same_protocol(town: Lillstad, batch: Batch) -> None:
    withdraw_batch(town.actor("karin"), batch, reason="Fel månad")
    told = Removal.objects.get()
    assert (told.how, told.why, told.rows) == ("withdrawn", "Fel månad", 4)


def test_a_protocol_is_never_changed(town: Lillstad, batch: Batch) -> None:
    withdraw_batch(town.actor("karin"), batch, reason="Fel månad")
    with pytest.raises(TypeError):
        Removal.objects.update(rows=0)
    with pytest.raises(TypeError):
        Removal.objects.all().delete()


def test_killed_before_the_file_was_removed_it_goes_at_the_next_chance(
    town: Lillstad, source: Source, batch: Batch
) -> None:
    """Without its callbacks a transaction is as one whose process died right after the commit."""
    withdraw_batch(town.actor("karin"), batch, reason="Fel månad")
    assert store().rows(batch.pk).exists()
    tasks.tend(timezone.now() + timedelta(hours=2))
    assert not store().rows(batch.pk).exists()


def test_what_was_weeded_does_not_come_back_with_the_same_file(
    town: Lillstad, source: Source, batch: Batch, tmp_path: Path
) -> None:
    karin = later(town, date(2024, 2, 1))
    set_retention(karin, source, months=12, decision=DECISION)
    weed_batch(karin, batch)
    again = tasks.import_file(karin, source, tmp_path / "uttag.csv")
    assert (again.taken, again.rejected) == (0, 5)
    assert "ligger före 2023-02-01" in again.rejects.all()[0].reason


def test_who_has_no_mandate_may_not(town: Lillstad, source: Source, batch: Batch) -> None:
    set_retention(town.actor("karin"), source, months=12, decision=DECISION)
    for name in ("anna", "olle", "maja"):
        with pytest.raises(Forbidden):
            weed_batch(later(town, date(2024, 2, 1), name), batch)
        with pytest.raises(Forbidden):
            set_retention(town.actor(name), source, months=None)
    assert IncidentCount.objects.exists()


def test_on_the_pages(town: Lillstad, source: Source, batch: Batch) -> None:
    karin = browser(town, "karin")
    rule = f"/kallor/{source.key}/gallringsregel/"
    assert "vilket beslut" in karin.post(rule, {"months": 12, "decision": ""}).content.decode()
    named = karin.post(rule, {"months": 12, "decision": "Beslut av Anna Svensson"})
    assert "verkar innehålla namn" in named.content.decode()
    assert karin.post(rule, {"months": 12, "decision": DECISION}).status_code == 302
    assert DECISION in karin.get(f"/kallor/{source.key}/").content.decode()
    listed = karin.get("/kallor/gallring/").content.decode()
    assert "uttag.csv" in listed and "Gallra" in listed
    page = f"/leveranser/{batch.pk}/gallra/"
    assert "Kryssa i rutan" in karin.post(page).content.decode()
    answer = karin.post(page, {"sure": "on"}, follow=True).content.decode()
    assert "är gallrad" in answer and batch.sha256[:8] in answer
    assert "Protokoll" in karin.get(f"/leveranser/{batch.pk}/").content.decode()
    assert "gallrad" in karin.get("/kallor/gallring/").content.decode()
    assert karin.get("/leveranser/999/protokoll/").status_code == 404
