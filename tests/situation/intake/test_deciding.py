"""Karin sees the verdicts before anything is counted; she says yes, changes her mind, or stops."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from samsyn.organisation.models import Entry, Place
from samsyn.situation import judging, tasks
from samsyn.situation.actions import withdraw_batch
from samsyn.situation.actions.intake import store
from samsyn.situation.intake import verdicts
from samsyn.situation.models import Batch, IncidentCount, RejectedRow, Source
from tests.lillstad import Lillstad

from .files import EXTRACT, IN_SODRA, incident, write_csv
from .test_intake_pages import answers, browser, taken_in, uploaded

pytestmark = pytest.mark.usefixtures("drawn")
ROWS = [incident("K1"), incident("K2", at=IN_SODRA), incident("K4", start="i fredags")]
Run = Callable[..., Any]


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "uttag.csv", ROWS)


@pytest.fixture
def judged(town: Lillstad, source: Source, extract: Path) -> Batch:
    actor = town.actor("karin")
    batch = tasks.receive(actor, source, extract.name, [extract.read_bytes()])
    tasks.confirm(batch, EXTRACT, actor)
    tasks.read_batch.func(batch.pk)
    batch.refresh_from_db()
    return batch


def files() -> set[str]:
    return {path.name for path in store().root.glob("*/*")}


def test_verdicts_come_first_and_nothing_counts(judged: Batch) -> None:
    assert judged.status == Batch.Status.JUDGED
    assert (judged.read, judged.taken, judged.rejected) == (3, 2, 1)
    assert [reject.line for reject in judged.rejects.all()] == [4]
    assert not IncidentCount.objects.exists()
    assert not Entry.objects.filter(act="situation.import").exists()
    assert files() == {judged.upload, store().judged(judged.pk, judged.ground).name}


def test_what_is_taken_in_is_not_judged_again(
    town: Lillstad, judged: Batch, monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Run,
) -> None:  # fmt: skip
    monkeypatch.setattr(judging, "judge", None)
    assert tasks.agree(judged, town.actor("karin"))
    with django_capture_on_commit_callbacks(execute=True):
        tasks.read_batch.func(judged.pk)
    judged.refresh_from_db()
    assert judged.status == Batch.Status.DONE
    assert sum(IncidentCount.objects.values_list("n", flat=True)) == 2
    assert files() == {store().rows(judged.pk).name}


def test_nobody_says_yes_to_what_has_not_been_judged(
    town: Lillstad, source: Source, extract: Path
) -> None:
    karin = town.actor("karin")
    batch = tasks.receive(karin, source, extract.name, [extract.read_bytes()])
    assert not tasks.agree(batch, karin)
    tasks.confirm(batch, EXTRACT, karin)
    assert not tasks.agree(batch, karin)


def test_who_said_yes_to_other_verdicts_is_asked_again(
    town: Lillstad, source: Source, judged: Batch, tmp_path: Path
) -> None:
    """Another file with one of the rows is taken in between the verdicts and the yes."""
    karin = town.actor("karin")
    tasks.import_file(karin, source, write_csv(tmp_path / "annan.csv", ROWS[:1]))
    tasks.agree(judged, karin)
    tasks.read_batch.func(judged.pk)
    judged.refresh_from_db()
    assert (judged.status, judged.taken, judged.duplicate) == (Batch.Status.JUDGED, 1, 1)
    assert "Andra leveranser kom emellan" in judged.failure
    tasks.agree(judged, karin)
    tasks.read_batch.func(judged.pk)
    judged.refresh_from_db()
    assert (judged.status, judged.failure) == (Batch.Status.DONE, "")
    assert sum(IncidentCount.objects.values_list("n", flat=True)) == 2


def test_ground_that_changed_but_gives_the_same_verdicts_needs_no_second_yes(
    town: Lillstad, judged: Batch
) -> None:
    before = judged.ground
    Place.objects.filter(key="norra").update(code="0999")
    tasks.agree(judged, town.actor("karin"))
    tasks.read_batch.func(judged.pk)
    judged.refresh_from_db()
    assert judged.status == Batch.Status.DONE and judged.ground != before


def test_the_columns_can_be_changed_after_the_verdicts(town: Lillstad, judged: Batch) -> None:
    karin = town.actor("karin")
    assert tasks.confirm(judged, EXTRACT.model_copy(update={"id": ""}), karin)
    assert not tasks.agree(judged, karin)
    tasks.read_batch.func(judged.pk)
    judged.refresh_from_db()
    assert judged.status == Batch.Status.JUDGED
    assert files() == {judged.upload, store().judged(judged.pk, judged.ground).name}


@pytest.mark.parametrize("status", ["received", "waiting", "running", "judged", "failed"])
def test_a_batch_is_cancelled_at_any_time_before_it_is_taken_in(
    town: Lillstad, judged: Batch, status: str, django_capture_on_commit_callbacks: Run
) -> None:
    Batch.objects.update(status=status)
    judged.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.cancel(judged, town.actor("karin"))
    judged.refresh_from_db()
    assert judged.status == Batch.Status.CANCELLED
    assert not RejectedRow.objects.exists()
    tasks.read_batch.func(judged.pk)
    tasks.tend(timezone.now() + 2 * tasks.STRAY)
    assert not files() and not IncidentCount.objects.exists()


def test_a_worker_notices_that_its_batch_is_cancelled(
    town: Lillstad, source: Source, extract: Path, monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Run,
) -> None:  # fmt: skip
    karin = town.actor("karin")
    batch = tasks.receive(karin, source, extract.name, [extract.read_bytes()])
    tasks.confirm(batch, EXTRACT, karin)
    place = verdicts._place

    def cancel_then_place(*more: Any) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            assert tasks.cancel(Batch.objects.get(), karin)
        place(*more)

    monkeypatch.setattr(verdicts, "_place", cancel_then_place)
    tasks.read_batch.func(batch.pk)
    batch.refresh_from_db()
    assert batch.status == Batch.Status.CANCELLED
    assert not files() and not RejectedRow.objects.exists()


def test_what_is_taken_in_is_not_cancelled_but_withdrawn(town: Lillstad, judged: Batch) -> None:
    karin = town.actor("karin")
    tasks.agree(judged, karin)
    tasks.read_batch.func(judged.pk)
    assert not tasks.cancel(judged, karin)
    assert IncidentCount.objects.exists()
    withdraw_batch(karin, judged, reason="Fel fil")
    assert not tasks.cancel(judged, karin)


def test_the_same_file_again_is_told_and_gives_no_rows(
    town: Lillstad, source: Source, extract: Path
) -> None:
    karin = browser(town, "karin")
    for again in (False, True):
        columns = uploaded(karin, source, extract.read_bytes())
        assert ("Just den här filen lästes in" in karin.get(columns).content.decode()) == again
        karin.post(columns, answers())
        batch = Batch.objects.get(status=Batch.Status.WAITING)
        tasks.read_batch.func(batch.pk)
        page = karin.get(f"/leveranser/{batch.pk}/").content.decode()
        assert ("ger inga nya händelser" in page) == again
        taken_in(karin, batch)
        assert sum(IncidentCount.objects.values_list("n", flat=True)) == 2


def test_cancelling_on_the_page(town: Lillstad, source: Source, extract: Path) -> None:
    karin = browser(town, "karin")
    karin.post(uploaded(karin, source, extract.read_bytes()), answers())
    batch = Batch.objects.get()
    page = karin.get(f"/leveranser/{batch.pk}/").content.decode()
    assert "Avbryt leveransen" in page
    stopped = karin.post(f"/leveranser/{batch.pk}/avbryt/", follow=True).content.decode()
    assert "Leveransen är avbruten" in stopped and "Avbryt leveransen" not in stopped
    late = karin.post(f"/leveranser/{batch.pk}/avbryt/", follow=True).content.decode()
    assert "redan färdig" in late


def test_a_batch_that_only_waits_its_turn_is_not_queued_again(
    town: Lillstad, source: Source, extract: Path
) -> None:
    karin = town.actor("karin")
    batch = tasks.receive(karin, source, extract.name, [extract.read_bytes()])
    tasks.confirm(batch, EXTRACT, karin)
    later = timezone.now() + 10 * tasks.SILENCE
    assert tasks.resume(later) == 0
    # a worker took the task from the queue, and died before it began
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    assert tasks.resume(later) == 1
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "READY"]
    assert tasks.resume(later + 10 * tasks.SILENCE) == 0


def test_a_slow_worker_that_lives_is_not_taken_for_dead(
    town: Lillstad, judged: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    long_ago = timezone.now() - 10 * tasks.SILENCE
    Batch.objects.update(status=Batch.Status.RUNNING, seen_at=long_ago, received_at=long_ago)
    with monkeypatch.context() as patch:
        patch.setattr(tasks, "at_work", {judged.pk})
        assert tasks.tend(timezone.now()) == 0
    Batch.objects.update(seen_at=long_ago)
    assert tasks.tend(timezone.now()) == 1


@pytest.mark.parametrize("status", ["done", "withdrawn", "weeded", "cancelled"])
def test_what_has_come_to_an_end_is_not_cancelled(
    town: Lillstad, judged: Batch, status: str
) -> None:
    Batch.objects.update(status=status)
    judged.refresh_from_db()
    assert not judged.can_be_cancelled and not tasks.cancel(judged, town.actor("karin"))


def test_stray_files_are_cleared_away_and_others_left(judged: Batch) -> None:
    Batch.objects.update(received_at=timezone.now())
    wanted = files()
    stray = [store().upload("f" * 32), store().rows(4711), store().draft(4712)]
    for path in stray:
        path.write_bytes(b"x")
    store().draft(4713).mkdir()
    tasks.tend(timezone.now())
    assert len(files()) == len(wanted) + 4, "somebody may be writing them just now"
    tasks.tend(timezone.now() + tasks.STRAY + timedelta(minutes=1))
    assert files() == wanted
