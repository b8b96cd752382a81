"""Taking in a file: received, judged in the background, seen by a person, taken in by the act.

A worker that is killed leaves the batch `running` with an old sign of life and nothing else: rows
count only once the act has committed. `tend`, which runs beside every worker, queues it again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from samsyn.organisation.access import Actor
from samsyn.organisation.acts import Forbidden, Refused

from .actions.intake import store
from .columns import AnyMapping, guessed, mapping_of
from .counting import keep_for_drafts
from .intake.limits import BadFile
from .intake.stage import Preview, preview
from .judging import Cancelled, judge_and_take_in
from .models import Batch, RejectedRow, Source
from .privacy import masked

SILENCE = timedelta(seconds=60)  # a worker that lives gives a sign several times as often
at_work: set[int] = set()  # the batches that this very process is reading
KEPT = timedelta(days=7)
STRAY = timedelta(hours=1)
TELL_EVERY = 0.5  # seconds
Progress = Callable[[int, str], None]
Status = Batch.Status
BEGUN = (Status.WAITING, Status.RUNNING)
NOT_BEGUN = (Status.RECEIVED, Status.JUDGED, Status.FAILED)


def receive(actor: Actor, source: Source, name: str, chunks: Iterable[bytes]) -> Batch:
    """Keep a file until the person has said what its columns are. Raises `BadFile`, `Forbidden`."""
    if not Source.objects.may(actor, "situation.import").filter(pk=source.pk).exists():
        raise Forbidden(f"Du har inget mandat att läsa in händelser från {source}.")
    upload, digest = store().receive(chunks)
    return Batch.objects.create(
        source=source, file_name=masked(Path(name).name)[:200], sha256=digest, upload=upload,
        by=actor.person, received_at=actor.at, mapping=source.mapping,
    )  # fmt: skip


def look(batch: Batch) -> tuple[Preview, AnyMapping | None]:
    """The first rows of a received file, and the mapping that is saved or guessed for it."""
    shown = preview(store().upload(batch.upload))
    if batch.mapping:
        saved = mapping_of(batch.source, batch.mapping)
        if set(saved.columns().values()) <= set(shown.columns):
            return shown, saved
    return shown, guessed(shown, batch.source)


def is_saved(batch: Batch, mapping: AnyMapping | None) -> bool:
    """Whether these are the columns that the source's last file had."""
    return mapping is not None and mapping.model_dump(mode="json") == batch.mapping


def same_file(batch: Batch) -> Batch | None:
    """The batch that took in just this file before, if there is one."""
    alike = Batch.objects.filter(source=batch.source_id, sha256=batch.sha256, status=Status.DONE)
    return alike.exclude(pk=batch.pk).order_by("finished_at").first()


def confirm(batch: Batch, mapping: AnyMapping, actor: Actor) -> bool:
    """Put a batch in the queue to be judged, unless it is there already; gives whether it was put.

    From now on it is the actor's: in whose name, and by whose mandate, the file is taken in.
    """
    rows = Batch.objects.filter(startable(actor.at), pk=batch.pk)
    return _queue(
        rows, actor.at, mapping=mapping.model_dump(mode="json"), by=actor.person,
        agreed=False, ground="",
    )  # fmt: skip


def agree(batch: Batch, actor: Actor) -> bool:
    """Say yes to the verdicts: put the batch in the queue to be taken in, by the actor."""
    rows = Batch.objects.filter(pk=batch.pk, status=Status.JUDGED)
    return _queue(rows, actor.at, agreed=True, by=actor.person)


def restart(batch: Batch, actor: Actor) -> bool:
    """Queue again what a stopped worker left behind, without waiting for `tend`."""
    rows = Batch.objects.filter(silent(actor.at), pk=batch.pk)
    return is_stuck(batch, actor.at) and _queue(rows, actor.at, by=actor.person)


def cancel(batch: Batch, actor: Actor) -> bool:
    """Stop a batch that has not been taken in; gives whether there was anything to stop.

    A worker that reads it notices at its next sign of life, and leaves nothing.
    """
    with transaction.atomic():
        stopped = Batch.objects.filter(pk=batch.pk, status__in=(*BEGUN, *NOT_BEGUN)).update(
            status=Status.CANCELLED, step="", failure="", agreed=False, ground="",
            by=actor.person, finished_at=actor.at,
        )  # fmt: skip
        if stopped:
            RejectedRow.objects.filter(batch=batch).delete()
            transaction.on_commit(lambda: _drop(batch))
    return bool(stopped)


def _drop(batch: Batch) -> None:
    store().discard(batch.upload)
    if batch.status not in BEGUN:  # else the worker clears away what it is writing
        store().sweep(batch.pk)


def startable(at: datetime) -> Q:
    """Batches that may be judged: new, failed, judged by other columns, or left by a worker."""
    return Q(status__in=NOT_BEGUN) | silent(at)


def silent(at: datetime) -> Q:
    """Batches whose worker has died: begun, and no sign of life for long."""
    return Q(status__in=BEGUN, seen_at__lt=at - SILENCE)


def _queue(rows: QuerySet[Batch], at: datetime, **changes: Any) -> bool:
    """Of at most one batch; gives whether it was put in the queue."""
    with transaction.atomic():
        pk = rows.values_list("pk", flat=True).first()
        if pk is None:
            return False
        put = rows.update(
            status=Status.WAITING, failure="", progress=0, step="Väntar på sin tur",
            seen_at=at, begun_at=None, **changes,
        )  # fmt: skip
        if put:
            _tasks_of(pk).filter(status=TaskResultStatus.RUNNING).update(
                status=TaskResultStatus.FAILED, finished_at=at
            )
            read_batch.enqueue(pk)
    return bool(put)


def _tasks_of(pk: int) -> QuerySet[DBTaskResult[Any, Any]]:
    return DBTaskResult.objects.filter(task_path=read_batch.module_path, args_kwargs__args__0=pk)


@task()
def read_batch(pk: int) -> None:
    """Lead a waiting batch on, on behalf of the one who said so: the mandate is asked anew."""
    batch = Batch.objects.select_related("source__place", "by").get(pk=pk)
    carry_out(Actor(batch.by, timezone.now()), batch)


def tend(at: datetime) -> int:
    """Give a sign of life for what this process reads, queue again what killed workers left
    behind, and clear away files nobody needs."""
    Batch.objects.filter(pk__in=at_work, status=Status.RUNNING).update(seen_at=at)
    begun = resume(at)
    _close_tasks(at)
    forget(at)
    used = Batch.objects.filter(status__in=(*BEGUN, *NOT_BEGUN))
    live = Batch.objects.filter(status__in=(*BEGUN, Status.JUDGED, Status.DONE))
    store().tidy(
        set(used.values_list("upload", flat=True)),
        set(live.values_list("pk", flat=True)),
        (at - STRAY).timestamp(),
    )
    return begun


def resume(at: datetime) -> int:
    """Queue again what a killed worker left behind; what only waits its turn is left alone."""
    stuck = [batch for batch in Batch.objects.filter(silent(at)) if is_stuck(batch, at)]
    return sum(_queue(Batch.objects.filter(silent(at), pk=batch.pk), at) for batch in stuck)


def _close_tasks(at: datetime) -> None:
    """A worker killed when its batch was already led to an end leaves a task that seems to run."""
    open_tasks = DBTaskResult.objects.filter(
        task_path=read_batch.module_path, status=TaskResultStatus.RUNNING,
        started_at__lt=at - SILENCE,
    )  # fmt: skip
    begun = set(Batch.objects.filter(status__in=BEGUN).values_list("pk", flat=True))
    over = [one.pk for one in open_tasks if one.args_kwargs["args"][0] not in begun]
    DBTaskResult.objects.filter(pk__in=over).update(status=TaskResultStatus.FAILED, finished_at=at)


def is_stuck(batch: Batch, at: datetime) -> bool:
    """Whether a batch was left behind by a worker that died, and does not only wait its turn."""
    if batch.status not in BEGUN or batch.seen_at is None or batch.seen_at >= at - SILENCE:
        return False
    ready = _tasks_of(batch.pk).filter(status=TaskResultStatus.READY)
    return batch.status == Status.RUNNING or not ready.exists()


def forget(at: datetime) -> None:
    """Throw away files that nobody has taken in for a week: they may tell of people."""
    left = Batch.objects.filter(status__in=NOT_BEGUN, received_at__lt=at - KEPT)
    for batch in left.exclude(upload=""):
        _drop(batch)
        RejectedRow.objects.filter(batch=batch).delete()
        left.filter(pk=batch.pk).update(
            status=Status.CANCELLED, upload="", finished_at=at, agreed=False, ground="",
            failure="Filen låg i sju dagar utan att läsas in och togs bort.",
        )  # fmt: skip


def import_file(
    actor: Actor,
    source: Source,
    path: Path,
    mapping: AnyMapping | None = None,
    progress: Progress = lambda percent, step: None,
) -> Batch:
    """Take in a file here and now; gives the batch, done. For the command line and the demo.

    Without a mapping the source's own is used, else one is guessed. Raises `BadFile`, `Refused`.
    """
    saved = mapping_of(source, source.mapping) if source.mapping else None
    chosen = mapping or saved
    if chosen is None:
        chosen = guessed(preview(path), source)
    if chosen is None:
        raise BadFile("Det går inte att gissa vilken kolumn som är vad. Ange en kolumnfil.")
    with path.open("rb") as file:
        batch = receive(actor, source, path.name, iter(lambda: file.read(1 << 20), b""))
    Batch.objects.filter(pk=batch.pk).update(
        status=Status.WAITING, mapping=chosen.model_dump(mode="json"), seen_at=actor.at,
        agreed=True,
    )  # fmt: skip
    carry_out(actor, batch, progress)
    batch.refresh_from_db()
    if batch.status == Status.FAILED:
        raise BadFile(batch.failure)
    return batch


def carry_out(actor: Actor, batch: Batch, progress: Progress = lambda percent, step: None) -> None:
    """Judge a waiting batch, or take it in if that was agreed. What goes wrong is told on it."""
    now = timezone.now()
    claimed = Batch.objects.filter(pk=batch.pk, status=Status.WAITING)
    if not claimed.update(status=Status.RUNNING, begun_at=now, seen_at=now):
        return
    at_work.add(batch.pk)
    try:
        judge_and_take_in(actor, batch, _teller(batch, progress))
        if Batch.objects.filter(pk=batch.pk, status=Status.DONE).exists():
            keep_for_drafts(batch, actor.day)
    except Cancelled:
        store().sweep(batch.pk)
    except (BadFile, Refused) as error:
        _fail(batch, str(error))
    except FileNotFoundError:  # cancelled under the reader's hands, or thrown away
        _fail(batch, "Filen är borta. Lämna den på nytt.")
    except Exception:
        _fail(batch, "Ett fel i Samsyn stoppade inläsningen. Inget lästes in; försök igen.")
        raise
    finally:
        at_work.discard(batch.pk)


def _teller(batch: Batch, progress: Progress) -> Progress:
    """Writes down how far a batch has come; raises `Cancelled` when it is no longer to be read."""
    told: tuple[float, str] = (0, "")

    def tell(percent: int, step: str) -> None:
        nonlocal told
        now = time.monotonic()
        if step.partition(":")[0] == told[1] and now < told[0] + TELL_EVERY:
            return
        told = now, step.partition(":")[0]
        reads = Batch.objects.filter(pk=batch.pk, status=Status.RUNNING)
        if not reads.update(progress=percent, step=step, seen_at=timezone.now()):
            raise Cancelled
        progress(percent, step)

    return tell


def _fail(batch: Batch, why: str) -> None:
    Batch.objects.filter(pk=batch.pk, status=Status.RUNNING).update(
        status=Status.FAILED, failure=why, step="", finished_at=timezone.now(), agreed=False
    )
    store().sweep(batch.pk)
