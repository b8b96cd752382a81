"""Taking a batch's rows and counts away, and writing down that it was done."""

from __future__ import annotations

from samsyn.organisation.acts import Doing
from samsyn.situation.counting import forget_counts_of
from samsyn.situation.models import (
    Batch,
    Findings,
    IncidentCount,
    RejectedRow,
    Removal,
    WeekPicture,
)

from .surveys import forget_results


def remove(batch: Batch, doing: Doing, how: Removal.How, why: str, rows_digest: str) -> Removal:
    """Remove a batch's counts or results and rejected rows and write the protocol, all or nothing.

    Inside an act's transaction; the file of rows goes when it has committed.
    """
    counts, _ = IncidentCount.objects.filter(batch=batch).delete()
    forget_counts_of(batch, doing.at, doing.day)
    _forget_findings_of(batch)
    resting = WeekPicture.objects.filter(batches=batch, status=WeekPicture.Status.DONE)
    resting.update(status=WeekPicture.Status.GONE, content=None, basis="")
    counts += forget_results(batch)
    rejects, _ = RejectedRow.objects.filter(batch=batch).delete()
    batch.status = Batch.Status(how.value)
    batch.failure, batch.finished_at = why, doing.at
    batch.save(update_fields=["status", "failure", "finished_at"])
    return Removal.objects.create(
        batch=batch, how=how, why=why[:500], by=doing.actor.person, at=doing.at, rows=batch.taken,
        counts=counts, rejects=rejects, first_month=batch.first_month,
        last_month=batch.last_month, file_digest=batch.sha256, rows_digest=rows_digest,
    )  # fmt: skip


def _forget_findings_of(batch: Batch) -> None:
    """Findings of drafts that look back on a batch's months hold true numbers of its rows; the
    picture tells that they are outdated."""
    if batch.first_month is not None and not batch.source.is_survey:
        rows = Findings.objects.filter(picture__until__gt=batch.first_month)
        rows.exclude(content=None).update(content=None, basis="")
