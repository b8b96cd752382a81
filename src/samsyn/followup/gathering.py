"""The content of a year's summary, gathered from below, and the gaps in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from samsyn.agreements.models import Duty, Version
from samsyn.organisation.models import Place
from samsyn.plans.models import Measure, Plan
from samsyn.ui.templatetags.ui import day as said_day

from .models import Report
from .owing import ENDS, name_of
from .telling import measures, pictures, report_line, within

Content = dict[str, Any]


def gathered(city: Place, year: int, day: date) -> Content:
    """What is known on a day about a city's year: frozen when the summary is."""
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    on = min(day, date(year, 12, 31))
    plans = list(_plans(city, year))
    told = measures(Measure.objects.filter(plan__in=plans), max(after, day))
    districts = list(
        Place.objects.on(on).filter(kind=Place.Kind.DISTRICT, parent=city).order_by("name")
    )
    shown = pictures(within(city), first, after)
    return {
        "year": year,
        "city": city.name,
        "told_on": day.isoformat(),
        "versions": [str(v) for v in Version.objects.that_held_on(on) if v.areas.exists()],
        "reports": [_report(r) for r in _accepted(city, first, after)],
        "plans": [_plan(plan, told) for plan in plans],
        "areas": _by_area(told, on),
        "statuses": [[str(value), str(label)] for value, label in Measure.Status.choices],
        "pictures": shown,
        "gaps": [
            *_unreported(city, first, after, day),
            *_without_plan([city, *districts], plans, year),
            *_without_result(told),
            *_without_picture([city, *districts], shown, year),
        ],
    }


def _plans(city: Place, year: int) -> Iterable[Plan]:
    rows = Plan.objects.public().filter(place__in=within(city), year=year)
    return rows.select_related("place").order_by("place__kind", "place__name")


def _plan(plan: Plan, told: list[Content]) -> Content:
    mine = [m for m in told if m["place"] == plan.place.name]
    return {
        "pk": plan.pk,
        "place": plan.place.name,
        "is_city": plan.place.kind == Place.Kind.CITY,
        "title": plan.title,
        "decided_on": plan.decided_on.isoformat() if plan.decided_on else "",
        "measures": mine,
    }


def _accepted(city: Place, first: date, after: date) -> Iterable[Report]:
    rows = Report.objects.filter(
        status=Report.Status.ACCEPTED, due__gte=first, due__lt=after, duty__place__in=within(city)
    )
    return rows.select_related(*(f"duty__{end}" for end in ENDS)).order_by(
        "duty__place__name", "due"
    )


def _report(report: Report) -> Content:
    duty = report.duty
    ends = {"by": name_of(duty.owed_by), "to": name_of(duty.owed_to)}
    return {**report_line(report), **ends, "text": report.text}


def _by_area(told: list[Content], on: date) -> list[Content]:
    """How many measures have come how far in each area, in the agreement's own order."""
    counted: dict[str, Counter[str]] = {}
    for version in Version.objects.that_held_on(on):
        counted |= {name: Counter() for name in version.areas.values_list("name", flat=True)}
    for measure in told:
        counted.setdefault(measure["area"], Counter())[measure["status"]] += 1
    return [
        {
            "name": name,
            "total": counts.total(),
            "by_status": [counts[status] for status in Measure.Status.values],
        }
        for name, counts in counted.items()
    ]


def _unreported(city: Place, first: date, after: date, day: date) -> Iterator[str]:
    """Who owed a report in the year that nobody has accepted, if no later one of the year was."""
    rows = Duty.objects.filter(place__in=within(city), by_group__isnull=False).exclude(place=city)
    status = {
        (key, due): status
        for key, due, status in Report.objects.last_versions()
        .filter(duty__in=rows, due__gte=first, due__lt=after)
        .values_list("duty__key", "due", "status")
    }
    accepted = {key: due for (key, due), s in sorted(status.items()) if s == "accepted"}
    for duty in rows.exclude(due=None).select_related(*ENDS).order_by("place__name", "key"):
        for due in duty.due_dates(first, min(after, day)):
            if due > accepted.get(duty.key, date.min):
                yield _gap(duty, due, status.get((duty.key, due), "none"))


_WHY = {"submitted": " (lämnad men inte godtagen)", "asked_back": " (återbegärd)"}


def _gap(duty: Duty, due: date, status: str) -> str:
    """A district is named for its own groups, else the group."""
    assert duty.by_group is not None
    is_local = duty.by_group.level == "district"
    who = duty.place.name if is_local else f"{duty.by_group.name} ({duty.place.name})"
    what = duty.what[:1].lower() + duty.what[1:]
    sent = f"{what} till {name_of(duty.owed_to)}, senast {said_day(due)}"
    return f"{who} har inte rapporterat: {sent}{_WHY.get(status, '')}."


def _without_plan(places: list[Place], plans: list[Plan], year: int) -> Iterator[str]:
    have = {plan.place_id for plan in plans}
    for place in places:
        if place.pk not in have:
            yield f"{place.name} har ingen beslutad plan för {year}."


def _without_result(told: list[Content]) -> Iterator[str]:
    silent = Counter(
        m["place"] for m in told if not m["results"] and m["status"] in {"ongoing", "done"}
    )
    for place, n in sorted(silent.items()):
        said = "en åtgärd" if n == 1 else f"{n} åtgärder"
        yield f"{place}: {said} som pågår eller är genomförda saknar resultat."


def _without_picture(places: list[Place], shown: list[Content], year: int) -> Iterator[str]:
    have = {picture["place"] for picture in shown}
    for place in places:
        if place.name not in have:
            yield f"{place.name} har ingen lägesbild som publicerades {year}."
