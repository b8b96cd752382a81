"""Disposal (gallring): what grows old loses its words, then its row; the numbers stay.

Done by the worker once a day, and by `samsyn dispose`. No mandate is used: the body has decided
its terms by an act, and this only follows them. What was done is kept per body, never which rows.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, QuerySet

from samsyn.organisation.models import Body
from samsyn.situation.models import (
    Observation,
    ObservationCount,
    ObservationDisposal,
    ObservationPhoto,
    ObservationTerms,
)
from samsyn.situation.models.observations import week_of

KEYS = ("place_id", "category", "severity", "week", "shared_place_id")


class Disposed(NamedTuple):
    """How many lost their words, and how many their row."""

    stripped: int
    removed: int


def dispose(at: datetime) -> Disposed:
    """Follow every owner's terms, as of `at`."""
    owners = Body.objects.filter(pk__in=Observation.objects.order_by().values("body"))
    done = [_of_body(body, at) for body in owners]
    return Disposed(sum(d.stripped for d in done), sum(d.removed for d in done))


@transaction.atomic
def _of_body(body: Body, at: datetime) -> Disposed:
    terms = ObservationTerms.of(body)
    rows = Observation.objects.filter(body=body).select_for_update()
    removed = _remove(body, rows.filter(week__lt=week_of(_before(at, terms.rows_months))))
    old = rows.filter(stripped_at=None, week__lt=week_of(_before(at, terms.words_months)))
    stripped = _strip(old, at)
    if stripped or removed:
        ObservationDisposal.objects.create(body=body, at=at, stripped=stripped, removed=removed)
    return Disposed(stripped, removed)


def _strip(rows: QuerySet[Observation], at: datetime) -> int:
    """Take away all but category, neighbourhood, week and severity."""
    found = list(rows.order_by().values_list("pk", flat=True))
    ObservationPhoto.objects.filter(observation__in=found).delete()
    old = Observation.objects.filter(pk__in=found)
    return old.update(
        since=None, until=None, spot="", east=None, north=None, text="", by=None, stripped_at=at
    )


def _remove(body: Body, rows: QuerySet[Observation]) -> int:
    """Remove rows for good and add them to the counts."""
    found = list(rows.order_by().values_list("pk", *KEYS))
    for keys, n in Counter(tuple(keys) for _, *keys in found).items():
        count, new = ObservationCount.objects.get_or_create(
            body=body, **dict(zip(KEYS, keys, strict=True)), defaults={"n": n}
        )
        if not new:
            ObservationCount.objects.filter(pk=count.pk).update(n=F("n") + n)
    Observation.objects.filter(pk__in=[pk for pk, *_ in found]).delete()
    return len(found)


def _before(at: datetime, months: int) -> datetime:
    """The same day some months earlier, or the last of that month."""
    whole = at.year * 12 + at.month - 1 - months
    return at.replace(year=whole // 12, month=whole % 12 + 1, day=min(at.day, 28))
