"""A batch from its file to its verdicts, and from somebody's yes to its rows being counted.

Rows are judged outside any transaction against a *ground*: the source's live batches, the places as
they are drawn today, and the columns. Its mark stands on the batch and in the name of the file of
rows, so that what is taken in is exactly what somebody has seen the verdicts of.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import shapely
from django.db import transaction

from samsyn.organisation.access import Actor
from samsyn.organisation.acts import Refused

from .actions.intake import Overtaken, import_batch, insert, live, store
from .actions.surveys import Results
from .ground import ground_of
from .intake.counted import counts_of
from .intake.limits import BadFile
from .intake.mapping import Mapping
from .intake.surveys.mapping import SurveyMapping
from .intake.surveys.results import Key
from .intake.surveys.verdicts import judge as judge_results
from .intake.surveys.verdicts import results_in
from .intake.verdicts import Ground, Outcome, judge
from .models import Batch, RejectedRow, Source
from .surveys.protecting import unseen_with

ATTEMPTS = 3
REJECTS_KEPT = 100_000
LARGEST = 2**31 - 1
NUMBERS = ("read", "taken", "duplicate", "rejected", "placeless")
Progress = Callable[[int, str], None]


class Cancelled(Exception):
    """Somebody has cancelled the batch, or another worker has it: stop and leave nothing."""


def judge_and_take_in(actor: Actor, batch: Batch, tell: Progress) -> None:
    """Judge a running batch; take it in if somebody has agreed to just these verdicts."""
    store().sweep(batch.pk, but=store().judged(batch.pk, batch.ground) if batch.ground else None)
    for _ in range(ATTEMPTS):
        batch.refresh_from_db()
        earlier = live(batch.source)
        ground = ground_of(batch.source, actor.day)
        mark = mark_of(ground, earlier, batch.mapping)
        known = batch.agreed and mark == batch.ground
        known = known and store().judged(batch.pk, mark).exists()
        if not known and not _judge(batch, ground, earlier, mark, tell):
            return
        tell(96, "Sparar händelserna")
        try:
            rows = _content(batch.source, store().judged(batch.pk, mark))
            import_batch(actor, batch.source, batch=batch, earlier=earlier, **rows)
            return
        except Overtaken:
            continue
    raise Refused("Andra leveranser från källan lästes in samtidigt. Försök igen om en stund.")


def _content(source: Source, rows: Path) -> dict[str, Any]:
    """What a file of judged rows is taken in as: results of a survey, or counts of incidents."""
    if source.is_survey:
        found = list(results_in(rows))
        return {"results": Results(found, unseen_with(source.survey, found))}
    counts = counts_of(rows)
    if any(count[3] > LARGEST for count in counts):
        raise BadFile("Kolumnen med antal har orimligt stora tal. Rätta den i filen.")
    return {"counts": counts}


def mark_of(ground: Ground, earlier: frozenset[int], mapping: dict[str, Any]) -> str:
    """A digest of all that verdicts depend on beside the file itself and the day."""
    told = [sorted(earlier), mapping, dict(ground.names), dict(ground.codes), ground.area]
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode())
    for layer in ground.layers:
        digest.update(repr(list(layer.places)).encode())
        digest.update(b"".join(shapely.to_wkb(list(layer.shapes))))
    return digest.hexdigest()


def _judge(
    batch: Batch, ground: Ground, earlier: frozenset[int], mark: str, tell: Progress
) -> bool:
    """Keep the verdicts and the rows they are about; gives whether these are agreed to."""
    rows = store().draft(batch.pk)
    try:
        outcome = _outcome(batch, ground, earlier, rows, tell)
        store().keep(rows, store().judged(batch.pk, mark))
    finally:
        rows.unlink(missing_ok=True)
    return _tell_verdicts(batch, outcome, mark)


def _outcome(
    batch: Batch, ground: Ground, earlier: frozenset[int], rows: Path, tell: Progress
) -> Outcome:
    file = store().upload(batch.upload)
    if batch.source.is_survey:
        told = SurveyMapping.model_validate(batch.mapping)
        known = known_results(batch.source)
        return judge_results(file, told, ground, rows, known=known, progress=tell)
    mapping = Mapping.model_validate(batch.mapping)
    files = [store().rows(pk) for pk in sorted(earlier)]
    return judge(file, mapping, ground, rows, earlier=files, progress=tell)


def known_results(source: Source) -> dict[Key, float]:
    """The shares that the live deliveries of a survey hold."""
    rows = source.survey.results.values_list("place", "year", "question", "group", "share")
    return {Key(*row[:4]): row[4] for row in rows}


@transaction.atomic
def _tell_verdicts(batch: Batch, outcome: Outcome, mark: str) -> bool:
    """Write the verdicts on the batch. Whoever agreed to others is asked again."""
    now = Batch.objects.select_for_update().get(pk=batch.pk)
    if now.status != Batch.Status.RUNNING:
        raise Cancelled
    fresh = {name: getattr(outcome, name) for name in NUMBERS}
    seen = {name: getattr(now, name) for name in NUMBERS} if now.ground else fresh
    agreed = now.agreed and seen == fresh
    first, last = outcome.months or (None, None)
    told = fresh | {"notes": outcome.notes, "first_month": first, "last_month": last}
    waits = {"status": Batch.Status.JUDGED, "agreed": False, "progress": 100, "step": ""}
    if now.agreed and not agreed:
        waits["failure"] = "Andra leveranser kom emellan, så omdömena är nya. Se dem igen."
    Batch.objects.filter(pk=batch.pk).update(ground=mark, **told, **({} if agreed else waits))
    RejectedRow.objects.filter(batch=batch).delete()
    rejects = [(line, reason[:200]) for line, reason in outcome.rejects[:REJECTS_KEPT]]
    insert(RejectedRow, "line", "reason", batch=batch, rows=rejects)
    batch.refresh_from_db()
    return agreed
