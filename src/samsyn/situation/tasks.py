"""Taking in a file: received, confirmed, judged in the background, and taken in by the act.

A worker that is killed leaves the batch `running` with an old sign of life and nothing else: rows
count only once the act has committed. Whoever looks next may start it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from samsyn.organisation.access import Actor
from samsyn.organisation.acts import Forbidden, Refused

from .actions.intake import Judged, Overtaken, import_batch, live, store
from .actions.retention import tidy
from .ground import ground_of
from .intake.limits import BadFile
from .intake.mapping import Mapping
from .intake.presets import guess
from .intake.stage import Preview, preview
from .intake.verdicts import judge
from .models import Batch, Source
from .privacy import masked

# The longest silence of a worker that lives: one file's reading is stopped after a minute.
SILENCE = timedelta(seconds=150)
KEPT = timedelta(days=7)
ATTEMPTS = 3
Progress = Callable[[int, str], None]


def receive(actor: Actor, source: Source, name: str, chunks: Iterable[bytes]) -> Batch:
    """Keep a file until the person has said what its columns are. Raises `BadFile`, `Forbidden`."""
    if not Source.objects.may(actor, "situation.import").filter(pk=source.pk).exists():
        raise Forbidden(f"Du har inget mandat att läsa in händelser från {source}.")
    upload, digest = store().receive(chunks)
    return Batch.objects.create(
        source=source, file_name=masked(Path(name).name)[:200], sha256=digest, upload=upload,
        by=actor.person, received_at=actor.at, mapping=source.mapping,
    )  # fmt: skip


def look(batch: Batch) -> tuple[Preview, Mapping | None]:
    """The first rows of a received file, and the mapping that is saved or guessed for it."""
    shown = preview(store().upload(batch.upload))
    if batch.mapping:
        saved = Mapping.model_validate(batch.mapping)
        if set(saved.columns().values()) <= set(shown.columns):
            return shown, saved
    return shown, guess(shown.columns, [cells for _, cells in shown.rows])


def confirm(batch: Batch, mapping: Mapping, actor: Actor) -> bool:
    """Put a batch in the queue, unless it is there already; gives whether it was put.

    From now on it is the actor's: in whose name, and by whose mandate, the file is taken in.
    """
    with transaction.atomic():
        rows = Batch.objects.filter(startable(actor.at), pk=batch.pk)
        put = rows.update(
            status=Batch.Status.WAITING, mapping=mapping.model_dump(mode="json"),
            failure="", progress=0, step="Väntar på sin tur", seen_at=actor.at, by=actor.person,
        )  # fmt: skip
        if put:
            read_batch.enqueue(batch.pk)
    return bool(put)


def startable(at: datetime) -> Q:
    """Batches that may be put in the queue: new, failed, or left by a worker that died."""
    begun = Q(status__in=[Batch.Status.RUNNING, Batch.Status.WAITING])
    return Q(status__in=[Batch.Status.RECEIVED, Batch.Status.FAILED]) | (
        begun & Q(seen_at__lt=at - SILENCE)
    )


@task()
def read_batch(pk: int) -> None:
    """Read a confirmed batch, on behalf of the one who confirmed it: the mandate is asked anew."""
    batch = Batch.objects.select_related("source__place", "by").get(pk=pk)
    carry_out(Actor(batch.by, timezone.now()), batch, store().upload(batch.upload))
    resume(timezone.now())
    forget(timezone.now())


def resume(at: datetime) -> int:
    """Queue again what a killed worker left behind. For whoever starts workers, too."""
    left = Batch.objects.select_related("by").filter(
        status__in=[Batch.Status.RUNNING, Batch.Status.WAITING], seen_at__lt=at - SILENCE
    )
    return sum(
        confirm(batch, Mapping.model_validate(batch.mapping), Actor(batch.by, at)) for batch in left
    )


def forget(at: datetime) -> None:
    """Throw away files that nobody has taken in for a week: they may tell of people.

    And rows that were removed by an act whose process died before their file was.
    """
    tidy()
    left = Batch.objects.filter(
        status__in=[Batch.Status.RECEIVED, Batch.Status.FAILED], received_at__lt=at - KEPT
    )
    for upload in left.values_list("upload", flat=True):
        store().discard(upload)


def import_file(
    actor: Actor,
    source: Source,
    path: Path,
    mapping: Mapping | None = None,
    progress: Progress = lambda percent, step: None,
) -> Batch:
    """Take in a file here and now; gives the batch, done. For the command line and the demo.

    Without a mapping the source's own is used, else one is guessed. Raises `BadFile`, `Refused`.
    """
    saved = Mapping.model_validate(source.mapping) if source.mapping else None
    chosen = mapping or saved or guess(preview(path).columns)
    if chosen is None:
        raise BadFile("Det går inte att gissa vilken kolumn som är vad. Ange en kolumnfil.")
    with path.open("rb") as file:
        batch = receive(actor, source, path.name, iter(lambda: file.read(1 << 20), b""))
    Batch.objects.filter(pk=batch.pk).update(
        status=Batch.Status.WAITING, mapping=chosen.model_dump(mode="json"), seen_at=actor.at
    )
    carry_out(actor, batch, store().upload(batch.upload), progress)
    batch.refresh_from_db()
    if batch.status == Batch.Status.FAILED:
        raise BadFile(batch.failure)
    return batch


def carry_out(
    actor: Actor, batch: Batch, path: Path, progress: Progress = lambda percent, step: None
) -> None:
    """Judge a waiting batch and take it in. What goes wrong is told on the batch."""
    claimed = Batch.objects.filter(pk=batch.pk, status=Batch.Status.WAITING)
    if not claimed.update(status=Batch.Status.RUNNING, seen_at=timezone.now()):
        return

    def tell(percent: int, step: str) -> None:
        Batch.objects.filter(pk=batch.pk).update(
            progress=percent, step=step, seen_at=timezone.now()
        )
        progress(percent, step)

    try:
        _take_in(actor, batch, path, tell)
    except (BadFile, Refused) as error:
        _fail(batch, str(error))
    except Exception:
        _fail(batch, "Ett fel i Samsyn stoppade inläsningen. Inget lästes in; försök igen.")
        raise


def _take_in(actor: Actor, batch: Batch, path: Path, tell: Progress) -> None:
    store().sweep(batch.pk)
    for _ in range(ATTEMPTS):
        batch.refresh_from_db()
        source = batch.source
        earlier = live(source)
        rows = store().draft(batch.pk)
        try:
            outcome = judge(
                path,
                Mapping.model_validate(batch.mapping),
                ground_of(source, actor.day),
                rows,
                earlier=[store().rows(pk) for pk in sorted(earlier)],
                progress=tell,
            )
            import_batch(actor, source, batch=batch, judged=Judged(outcome, rows, earlier))
            return
        except Overtaken:
            continue
        finally:
            rows.unlink(missing_ok=True)
    raise Refused("Andra leveranser från källan lästes in samtidigt. Försök igen om en stund.")


def _fail(batch: Batch, why: str) -> None:
    Batch.objects.filter(pk=batch.pk, status=Batch.Status.RUNNING).update(
        status=Batch.Status.FAILED, failure=why, step="", finished_at=timezone.now()
    )
