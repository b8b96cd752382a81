"""Retention: a rule per source, and removing what is due, with a protocol."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from samsyn.organisation.acts import Doing, act
from samsyn.situation.models import Batch, Removal, RetentionRule, Source
from samsyn.situation.weeding import due_on, faults

from .intake import forget_rows, store
from .removing import remove


@act("situation.set_retention", on="situation.Source", title="Bestämma hur länge rader sparas")
def set_retention(
    doing: Doing, source: Source, *, months: int | None, decision: str = ""
) -> RetentionRule | None:
    """Say how long a source's rows are kept, and by which decision; None takes the rule away.

    Nothing is removed by it: what is due is proposed, and somebody removes it.
    """
    doing.refuse_if(faults(months, decision))
    rules = RetentionRule.objects.filter(source=source)
    doing.record(source=source.key, months=months, decision=decision.strip())
    if months is None:
        rules.delete()
        return None
    rule, _ = rules.update_or_create(
        source=source, defaults={"months": months, "decision": decision.strip()}
    )
    return rule


@act("situation.weed_batch", on="situation.Batch", title="Gallra leverans")
def weed_batch(doing: Doing, batch: Batch) -> Removal:
    """Remove the rows and counts of a batch that is due by its source's rule.

    Published pictures stand as they are. The batch and a protocol remain.
    """
    rule = RetentionRule.objects.filter(source=batch.source_id).first()
    doing.refuse_if(_weeding_faults(batch, rule, doing.actor.day))
    why = f"Gallringsregel: {rule}"
    removal = remove(batch, doing, Removal.How.WEEDED, why, store().digest(batch.pk))
    doing.record(
        batch=batch.pk, source=batch.source.key, rule=str(rule), taken=removal.rows,
        rows_sha256=removal.rows_digest,
    )  # fmt: skip
    transaction.on_commit(lambda: forget_rows(batch))
    return removal


def due(batches: QuerySet[Batch], day: date) -> list[Batch]:
    """Those of the batches that are due to be removed, the oldest first."""
    rows = batches.filter(
        status=Batch.Status.DONE, last_month__isnull=False, source__retention__isnull=False
    ).select_related("source__retention", "source__place")
    found = [batch for batch in rows if _due(batch, batch.source.retention) <= day]
    return sorted(found, key=lambda batch: (batch.last_month or date.min, batch.pk))


def _due(batch: Batch, rule: RetentionRule) -> date:
    return due_on(batch.last_month or date.max, rule.months)


def _weeding_faults(batch: Batch, rule: RetentionRule | None, day: date) -> Iterable[str]:
    if batch.status != Batch.Status.DONE or batch.last_month is None:
        yield f"Leveransen är {batch.get_status_display()} och har inga rader att gallra."
    elif rule is None:
        yield "Källan har ingen gallringsregel. Bestäm först hur länge raderna sparas."
    elif (when := _due(batch, rule)) > day:
        yield f"Leveransen ska gallras först {when}. Behöver den bort före dess: återkalla den."
