"""Karin takes in the police's extract; it counts once, whole, and can be taken back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from samsyn.organisation.actions import appoint
from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Entry
from samsyn.situation import judging, tasks
from samsyn.situation.actions import withdraw_batch
from samsyn.situation.actions.intake import live, store
from samsyn.situation.intake import verdicts
from samsyn.situation.intake.limits import BadFile
from samsyn.situation.models import Batch, IncidentCount, RejectedRow, Source
from tests.lillstad import Lillstad

from .files import EXTRACT, IN_SODRA, incident, write_csv

pytestmark = pytest.mark.usefixtures("drawn")
ROWS = [
    incident("K1"),
    incident("K2", at=IN_SODRA),
    incident("K3", at=("", "")),
    incident("K3", at=("", "")),
    incident("K4", start="i fredags"),
]


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "uttag.csv", ROWS)


def test_a_file_is_taken_in_whole(town: Lillstad, source: Source, extract: Path) -> None:
    told: list[int] = []
    batch = tasks.import_file(
        town.actor("karin"), source, extract, progress=lambda percent, step: told.append(percent)
    )
    assert batch.status == Batch.Status.DONE
    assert (batch.read, batch.taken, batch.duplicate, batch.rejected) == (5, 3, 1, 1)
    assert set(IncidentCount.objects.values_list("place__key", "kind", "month", "n")) == {
        ("norra", "0357", date(2024, 1, 1), 1),
        ("sodra", "0357", date(2024, 1, 1), 1),
        (None, "0357", date(2024, 1, 1), 1),
    }
    [reject] = RejectedRow.objects.all()
    assert (reject.line, reject.reason) == (6, "datumet »i fredags« går inte att läsa")
    assert told == sorted(told) and told[-1] < 100
    entry = Entry.objects.get(act="situation.import")
    assert entry.detail.payload["taken"] == 3


def test_the_upload_is_gone_and_the_rows_are_kept(
    town: Lillstad, source: Source, extract: Path, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        batch = tasks.import_file(town.actor("karin"), source, extract)
    assert not store().upload(batch.upload).exists()
    assert store().rows(batch.pk).exists()
    assert [path.suffix for path in store().rows(batch.pk).parent.iterdir()] == [".parquet"]


def test_the_same_file_twice_adds_nothing(town: Lillstad, source: Source, extract: Path) -> None:
    tasks.import_file(town.actor("karin"), source, extract)
    before = sum(IncidentCount.objects.values_list("n", flat=True))
    again = tasks.import_file(town.actor("karin"), source, extract)
    assert (again.taken, again.duplicate, again.rejected) == (0, 4, 1)
    assert sum(IncidentCount.objects.values_list("n", flat=True)) == before


def test_a_batch_taken_back_leaves_no_counts_and_can_come_again(
    town: Lillstad, source: Source, extract: Path, django_capture_on_commit_callbacks: object
) -> None:
    batch = tasks.import_file(town.actor("karin"), source, extract)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        withdraw_batch(town.actor("karin"), batch, reason="Fel fil")
    assert not IncidentCount.objects.exists() and not RejectedRow.objects.exists()
    assert not store().rows(batch.pk).exists()
    assert not live(source)
    batch.refresh_from_db()
    assert (batch.status, batch.failure) == (Batch.Status.WITHDRAWN, "Fel fil")
    assert tasks.import_file(town.actor("karin"), source, extract).taken == 3
    with pytest.raises(Refused, match="redan återkallad"):
        withdraw_batch(town.actor("karin"), batch, reason="igen")


def test_taking_back_needs_a_reason(town: Lillstad, source: Source, extract: Path) -> None:
    batch = tasks.import_file(town.actor("karin"), source, extract)
    with pytest.raises(Refused, match="Skriv varför"):
        withdraw_batch(town.actor("karin"), batch, reason=" ")
    assert IncidentCount.objects.exists()


@pytest.mark.parametrize("name", ["anna", "olle", "maja"])
def test_who_has_no_mandate_may_not(
    town: Lillstad, source: Source, extract: Path, name: str
) -> None:
    with pytest.raises(Forbidden):
        tasks.import_file(town.actor(name), source, extract)
    assert not Batch.objects.exists()
    assert not store().root.joinpath("uploads").exists()


def test_a_bad_file_leaves_a_failed_batch_with_the_reason_and_nothing_else(
    town: Lillstad, source: Source, tmp_path: Path
) -> None:
    path = tmp_path / "uttag.csv"
    path.write_bytes(b"PK\x03\x04 trasig")
    with pytest.raises(BadFile, match="skadad"):
        tasks.import_file(town.actor("karin"), source, path)
    batch = Batch.objects.get()
    assert batch.status == Batch.Status.FAILED and "skadad" in batch.failure
    assert not IncidentCount.objects.exists()
    assert not list(store().rows(1).parent.glob("*"))


def test_a_mandate_lost_before_the_worker_came_stops_the_import(
    town: Lillstad, source: Source, extract: Path
) -> None:
    batch = waiting(town, source, extract)
    tasks.carry_out(town.actor("anna"), batch)
    batch.refresh_from_db()
    assert batch.status == Batch.Status.FAILED and "inget mandat" in batch.failure


def test_a_batch_that_came_meanwhile_makes_this_one_be_judged_again(
    town: Lillstad, source: Source, extract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile: list[Batch] = []

    def slow_judge(*args: object, **more: object) -> object:
        found = verdicts.judge(*args, **more)  # type: ignore[arg-type]
        if not meanwhile:
            meanwhile.append(Batch())
            meanwhile[0] = tasks.import_file(town.actor("karin"), source, extract)
        return found

    monkeypatch.setattr(judging, "judge", slow_judge)
    late = tasks.import_file(town.actor("karin"), source, extract)
    assert (meanwhile[0].taken, late.taken, late.duplicate) == (3, 0, 4)


def waiting(town: Lillstad, source: Source, extract: Path) -> Batch:
    actor = town.actor("karin")
    batch = tasks.receive(actor, source, extract.name, [extract.read_bytes()])
    assert tasks.confirm(batch, EXTRACT, actor)
    tasks.read_batch.func(batch.pk)
    assert tasks.agree(batch, actor)
    batch.refresh_from_db()
    return batch


def test_confirming_twice_queues_once(town: Lillstad, source: Source, extract: Path) -> None:
    batch = waiting(town, source, extract)
    assert not tasks.confirm(batch, EXTRACT, town.actor("karin"))


def test_whoever_confirms_a_file_is_the_one_who_takes_it_in(
    town: Lillstad, source: Source, extract: Path
) -> None:
    """Olle coordinates from today; Karin left a file behind, and her mandate has ended."""
    karin = town.actor("karin")
    batch = tasks.receive(karin, source, extract.name, [extract.read_bytes()])
    seat = town.seat("samordning/lillstad", "samordnare")
    appoint(karin, seat, town.people["olle"], since=town.today, decided="KS 2024/7")
    tasks.confirm(batch, EXTRACT, town.actor("olle"))
    tasks.read_batch.func(batch.pk)
    assert tasks.agree(batch, town.actor("olle"))
    tasks.read_batch.func(batch.pk)
    batch.refresh_from_db()
    assert batch.status == Batch.Status.DONE
    assert Entry.objects.get(act="situation.import").person == town.people["olle"].pk


def test_a_worker_that_died_leaves_nothing_half_and_the_batch_can_run_again(
    town: Lillstad, source: Source, extract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed at the worst moment: the rows are on disk, the transaction has not committed."""
    batch = waiting(town, source, extract)

    class Killed(BaseException):
        """As SIGKILL: nothing of ours runs afterwards."""

    def die(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("samsyn.organisation.acts.doing.ledger.append", die)
        with pytest.raises(Killed):
            tasks.carry_out(town.actor("karin"), batch)
    batch.refresh_from_db()
    assert batch.status == Batch.Status.RUNNING
    assert not IncidentCount.objects.exists() and not live(source)

    now = timezone.now()
    assert tasks.resume(now) == 0, "a sign of life so near may still be a living worker"
    assert tasks.resume(now + tasks.SILENCE + timedelta(seconds=1)) == 1
    batch.refresh_from_db()
    tasks.carry_out(town.actor("karin"), batch)
    batch.refresh_from_db()
    assert (batch.status, batch.taken) == (Batch.Status.DONE, 3)
    assert IncidentCount.objects.count() == 3


def test_a_file_that_nobody_takes_in_is_thrown_away_after_a_week(
    town: Lillstad, source: Source, extract: Path
) -> None:
    actor = town.actor("karin")
    batch = tasks.receive(actor, source, "uttag.csv", [extract.read_bytes()])
    tasks.forget(actor.at + tasks.KEPT)
    assert store().upload(batch.upload).exists()
    tasks.forget(actor.at + tasks.KEPT + timedelta(seconds=1))
    assert not store().upload(batch.upload).exists()


def test_every_row_of_a_done_batch_has_a_verdict_also_for_the_database(
    town: Lillstad, source: Source, extract: Path
) -> None:
    from django.db import IntegrityError, transaction

    batch = tasks.import_file(town.actor("karin"), source, extract)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE situation_batch SET taken = taken - 1 WHERE id = %s", [batch.pk])
