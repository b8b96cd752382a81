"""The same crimes from two sources: a table of Brå's (SOL) and the police's extract of incidents.

Both count, so where they tell of the same code, place and month each crime would count twice. A
delivery that would do so says it before the yes; a picture that does cannot be published.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from samsyn.organisation.models import PlaceCover
from samsyn.situation.models import Batch, IncidentCount

CODES = ("crime_code", "code_name")


def is_table(batch: Batch) -> bool:
    """Whether its rows are cells of somebody's table, and not incidents one by one."""
    return bool(batch.mapping.get("year"))


def counts_crimes(batch: Batch) -> bool:
    return batch.mapping.get("kind_is") in CODES


def twice(batches: Iterable[Batch], counts: QuerySet[IncidentCount]) -> list[str]:
    """The names of the tables whose crimes the incidents of other sources count too.

    `counts` are those of a place and a period. Codes and months are asked for only when there are
    both tables and incidents among the batches.
    """
    crimes = [batch for batch in batches if counts_crimes(batch)]
    tables = [batch for batch in crimes if is_table(batch)]
    others = [batch for batch in crimes if not is_table(batch)]
    if not tables or not others:
        return []
    found = set()
    for table in tables:
        near = _about_the_same(table, others)
        if not near:
            continue
        cells = _cells(counts.filter(batch=table))
        kinds, months = {kind for kind, _ in cells}, {month for _, month in cells}
        theirs = counts.filter(batch__in=near, kind__in=kinds, month__in=months)
        if cells and cells & _cells(theirs):
            found.add(table.source.name)
    return sorted(found)


def _about_the_same(table: Batch, others: Iterable[Batch]) -> list[int]:
    """Those of the others whose source's place holds that of the table, or lies in it."""
    here = table.source.place_id
    pairs = PlaceCover.objects.filter(Q(place=here) | Q(covered=here))
    places = {pk for pair in pairs.values_list("place", "covered") for pk in pair}
    return [batch.pk for batch in others if batch.source.place_id in places]


def _cells(counts: QuerySet[IncidentCount]) -> set[tuple[str, date]]:
    return set(counts.order_by().values_list("kind", "month").distinct())


def overlapping(batch: Batch) -> list[str]:
    """What has been taken in already and tells of the same crimes, months and places, by source."""
    if not counts_crimes(batch) or batch.first_month is None or batch.last_month is None:
        return []
    here = batch.source.place_id
    near = Q(source__place__in=PlaceCover.objects.filter(place=here).values("covered"))
    near |= Q(source__place__in=PlaceCover.objects.filter(covered=here).values("place"))
    rows = Batch.objects.filter(
        near,
        status=Batch.Status.DONE,
        first_month__lte=batch.last_month,
        last_month__gte=batch.first_month,
    ).exclude(source=batch.source_id)
    other = [row for row in rows.select_related("source") if counts_crimes(row)]
    return sorted({row.source.name for row in other if is_table(row) != is_table(batch)})
