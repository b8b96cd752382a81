"""What a report holds by itself: the duty, the measures, the pictures, what came from below."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from samsyn.agreements.models import Duty
from samsyn.organisation.models import Group
from samsyn.plans.models import Measure
from samsyn.ui.templatetags.ui import day as said_day

from .models import Report
from .owing import name_of, owed
from .telling import measures, pictures, plans_of, report_line, within

ONE_DAY = timedelta(days=1)


def prefilled(report: Report, day: date) -> dict[str, Any]:
    """The content of a report on a day; frozen when it is submitted."""
    duty, since, until = report.duty, report.since, report.until
    years = range(since.year, until.year + 1)
    plans = plans_of(duty.place, years)
    from_group = isinstance(duty.owed_by, Group)
    return {
        "duty": _duty(duty),
        "period": {"since": since.isoformat(), "until": until.isoformat()},
        "plans": [{"pk": plan.pk, "title": plan.title} for plan in plans],
        "measures": measures(Measure.objects.filter(plan__in=plans), day + ONE_DAY),
        "pictures": pictures(within(duty.place), since, max(until, day)),
        "below": _below(duty, since, until) if from_group else [],
        "awaited": _awaited(duty, day) if from_group else [],
        "previous": _previous(report),
    }


def _duty(duty: Duty) -> dict[str, str]:
    return {
        "what": duty.what,
        "clause": duty.clause,
        "how_often": duty.how_often,
        "version": duty.version.key,
        "by": name_of(duty.owed_by),
        "to": name_of(duty.owed_to),
        "place": duty.place.name,
    }


def _below(duty: Duty, since: date, until: date) -> list[dict[str, Any]]:
    """The reports that the sender has itself accepted, for due days in the period."""
    rows = Report.objects.filter(
        duty__to_group=duty.by_group, status=Report.Status.ACCEPTED, due__gte=since, due__lt=until
    )
    return [report_line(r) for r in rows.select_related("duty__place").order_by("due", "pk")]


def _awaited(duty: Duty, day: date) -> list[str]:
    """Who has not reported to the sender in time: a report says what it lacks."""
    rows = Duty.objects.on(day).filter(to_group=duty.by_group)
    return [
        f"{o.sender}: {o.duty.what}, skulle ha kommit {said_day(o.now.due)}"
        for o in owed(day, rows)
        if o.now.is_late
    ]


def _previous(report: Report) -> dict[str, Any] | None:
    rows = Report.objects.filter(
        duty__key=report.duty.key, due__lt=report.due, status=Report.Status.ACCEPTED
    )
    before = rows.select_related("duty__place").order_by("-due", "-version").first()
    return report_line(before) if before is not None else None
