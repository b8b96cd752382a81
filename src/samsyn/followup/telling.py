"""Measures, pictures and reports as plain data, to be frozen in a report or a summary."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from samsyn.figures import swedish
from samsyn.organisation.models import Place
from samsyn.plans.models import Measure, Plan
from samsyn.situation.models import Picture

from .models import Report, Result

NO_AREA = "Utan område"


def measures(rows: QuerySet[Measure], until: date) -> list[dict[str, Any]]:
    """Measures with their results before a day, told as text so that they stay as they were."""
    related = rows.select_related("seat__body", "cause__problem__area", "plan__place")
    results: dict[int, list[Result]] = {}
    told = Result.objects.filter(measure__in=rows, on__lt=until, replaced_by=None)
    for result in told.order_by("on", "pk"):
        results.setdefault(result.measure_id, []).append(result)
    return [_measure(row, results.get(row.pk, [])) for row in related.order_by("plan", "number")]


def _measure(row: Measure, results: Iterable[Result]) -> dict[str, Any]:
    last = {result.kind: result for result in results}
    return {
        "pk": row.pk,
        "number": row.number,
        "title": row.title,
        "place": row.plan.place.name,
        "area": row.area_name or NO_AREA,
        "seat": str(row.seat) if row.seat else "",
        "status": row.status,
        "status_label": row.get_status_display(),
        "due": row.due.isoformat() if row.due else "",
        "baseline": number(row.baseline),
        "goal": number(row.goal_to),
        "unit": row.goal_unit,
        "output_target": number(row.output_target),
        "results": [_result(last[kind]) for kind in Result.Kind.values if kind in last],
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        "kind": result.kind,
        "label": result.get_kind_display(),
        "on": result.on.isoformat(),
        "value": number(result.value),
        "text": result.text,
    }


def number(value: Decimal | None) -> str:
    return "" if value is None else swedish(float(value))


def pictures(places: QuerySet[Place], since: date, until: date) -> list[dict[str, Any]]:
    """The pictures of some places that were published in a period (half-open), and still stand."""
    rows = Picture.objects.current().filter(
        place__in=places, published_at__date__gte=since, published_at__date__lt=until
    )
    return [
        {
            "pk": row.pk,
            "title": row.title,
            "place": row.place.name,
            "published_on": _day(row),
        }
        for row in rows.select_related("place").defer("content", "family").order_by("-published_at")
    ]


def _day(picture: Picture) -> str:
    assert picture.published_at is not None
    return picture.published_at.date().isoformat()


def plans_of(place: Place, years: Iterable[int]) -> QuerySet[Plan]:
    """The plans of a place for some years that are decided or closed."""
    plans: QuerySet[Plan] = Plan.objects.public().filter(place=place, year__in=list(years))
    return plans


def within(place: Place) -> QuerySet[Place]:
    """The place, its parts, and those it took over."""
    places: QuerySet[Place] = Place.objects.filter(Q(covered_by__place=place)).distinct()
    return places


def report_line(report: Report) -> dict[str, Any]:
    """A report that has been handed in, as one line of another."""
    return {
        "pk": report.pk,
        "what": report.duty.what,
        "place": report.duty.place.name,
        "due": report.due.isoformat(),
        "status": report.status,
        "status_label": report.get_status_display(),
        "submitted_on": report.submitted_on.isoformat() if report.submitted_on else "",
    }
