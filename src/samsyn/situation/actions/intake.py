"""Sources and their batches: registering, taking in, withdrawing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.utils.text import slugify
from pydantic import ValidationError

from samsyn.organisation.acts import Doing, Refused, act
from samsyn.organisation.models import Body, Place
from samsyn.situation.intake.counted import Count
from samsyn.situation.intake.mapping import Mapping
from samsyn.situation.intake.store import Store
from samsyn.situation.intake.surveys.mapping import SurveyMapping
from samsyn.situation.models import Batch, IncidentCount, Removal, Source, Survey

from .removing import remove
from .surveys import FEWEST, Results, survey_faults, take_results


class Overtaken(Exception):
    """Another batch of the source came or went since this one was judged: judge it again."""


def store() -> Store:
    """Where this installation keeps its files."""
    return Store(settings.SAMSYN_DATA_DIR / "incidents")


def live(source: Source) -> frozenset[int]:
    """The batches of a source whose rows count."""
    rows = source.batches.filter(status=Batch.Status.DONE)
    return frozenset(rows.values_list("pk", flat=True))


@act("situation.register_source", on="organisation.Place", title="Registrera källa")
def register_source(
    doing: Doing,
    place: Place,
    *,
    name: str,
    body: Body,
    key: str = "",
    mapping: dict[str, Any] | None = None,
    survey: str = "",
    fewest: int = FEWEST,
) -> Source:
    """Register who delivers incidents about a place, perhaps with the columns of their files.

    `survey` is the ground of a safety survey: then it delivers tables of results, and groups with
    fewer than `fewest` answers are not shown.
    """
    # The place first, so that a name taken elsewhere is free here and tells nothing of there.
    key = key or slugify(f"{place.key}-{body.key}-{name}")[:80]
    kind = SurveyMapping if survey else Mapping
    doing.refuse_if(_source_faults(key, name, mapping, kind))
    doing.refuse_if(survey_faults(survey, fewest) if survey else [])
    source = Source.objects.create(
        key=key, name=name, body=body, place=place, mapping=mapping or {}
    )
    doing.record(source=key, body=body.key, mapping=mapping or {})
    if survey:
        Survey.objects.create(source=source, ground=survey, fewest=fewest)
        doing.record(survey=survey, fewest=fewest)
    return source


def _source_faults(
    key: str, name: str, mapping: dict[str, Any] | None, kind: type[Mapping | SurveyMapping]
) -> Iterable[str]:
    if not name.strip():
        yield "Ge källan ett namn."
    if Source.objects.filter(key=key).exists():
        yield f"Det finns redan en källa med nyckeln »{key}«. Välj ett annat namn."
    if mapping:
        try:
            kind.model_validate(mapping)
        except ValidationError as error:
            yield from (str(fault["msg"]).removeprefix("Value error, ") for fault in error.errors())


@act("situation.import", on="situation.Source", title="Läsa in händelser")
def import_batch(
    doing: Doing,
    source: Source,
    *,
    batch: Batch,
    earlier: frozenset[int],
    counts: Iterable[Count] = (),
    results: Results | None = None,
) -> Batch:
    """Take in a judged batch: its counts or its results, and its file of rows, or nothing.

    The file has been judged before, outside the transaction, against the rows of the batches
    `earlier`; the source is locked meanwhile, and if those are no longer its live batches,
    `Overtaken` is raised.
    """
    batch = source.batches.select_for_update().get(pk=batch.pk)
    if batch.status != Batch.Status.RUNNING:
        raise Refused(f"Leveransen är {batch.get_status_display()} och läses inte in.")
    if live(source) != earlier:
        raise Overtaken
    batch.status, batch.progress, batch.step = Batch.Status.DONE, 100, ""
    batch.finished_at, batch.failure = doing.at, ""
    batch.save(update_fields=["status", "progress", "step", "finished_at", "failure"])
    insert(IncidentCount, "place_id", "kind", "month", "n", batch=batch, rows=counts)
    if results is not None:
        take_results(batch, results)
    source.mapping = batch.mapping
    source.save(update_fields=["mapping"])
    doing.record(
        batch=batch.pk, file=batch.file_name, sha256=batch.sha256, read=batch.read,
        taken=batch.taken, duplicate=batch.duplicate, rejected=batch.rejected,
    )  # fmt: skip
    # Whole on disk before the database says so; without the commit nobody looks at the file.
    store().keep(store().judged(batch.pk, batch.ground), store().rows(batch.pk))
    transaction.on_commit(lambda: store().discard(batch.upload))
    return batch


def insert(
    model: type[Model], *columns: str, batch: Batch, rows: Iterable[tuple[Any, ...]]
) -> None:
    """Many small rows of a batch at once, several times as fast as `bulk_create`: nobody else
    writes to SQLite meanwhile."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in ("batch_id", *columns))
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row((batch.pk, *row))
            return
        values = ", ".join(["%s"] * (1 + len(columns)))
        cursor.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({values})", [(batch.pk, *row) for row in rows]
        )


@act("situation.withdraw_batch", on="situation.Batch", title="Återkalla leverans")
def withdraw_batch(doing: Doing, batch: Batch, *, reason: str) -> Batch:
    """Take a batch back: its rows and counts are gone, the batch and a protocol remain.

    Rows that later batches had in common with it were duplicates there and are gone too; importing
    those files again brings them back.
    """
    doing.refuse_if(_withdrawal_faults(batch, reason))
    remove(batch, doing, Removal.How.WITHDRAWN, reason, store().digest(batch.pk))
    doing.record(batch=batch.pk, source=batch.source.key, taken=batch.taken, reason=reason)
    transaction.on_commit(lambda: forget_rows(batch))
    return batch


def _withdrawal_faults(batch: Batch, reason: str) -> Iterable[str]:
    if not reason.strip():
        yield "Skriv varför leveransen återkallas."
    if batch.status == Batch.Status.WITHDRAWN:
        yield "Leveransen är redan återkallad."
    elif batch.status == Batch.Status.WEEDED:
        yield "Leveransen är gallrad."
    elif batch.status != Batch.Status.DONE:
        yield "Leveransen är inte inläst. Avbryt den i stället."


def forget_rows(batch: Batch) -> None:
    """Throw away the file of a batch's rows, once the database says that they do not count."""
    store().remove_rows(batch.pk)
    store().discard(batch.upload)
