"""A weekly round as its page shows it, and as it is frozen: counts, places and tasks."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from samsyn.figures import SpotMap
from samsyn.organisation.models import Place
from samsyn.situation import checklist
from samsyn.situation.models import Observation, Round, Severity, Task

from .whereabouts import Ground

Json = dict[str, Any]


def reports_in(found: Round) -> Any:
    """What has been reported to the group since its last meeting, as far as it is open to it."""
    rows = Observation.objects.filter(open_group=found.group, reported_at__gt=found.opened_at)
    if found.closed_at is not None:
        rows = rows.filter(reported_at__lte=found.closed_at)
    return rows


def frozen(found: Round, at: datetime) -> Json:
    """The round as it stands at `at`: no words of any observation, no reporter, no point."""
    rows = reports_in(found).filter(reported_at__lte=at)
    seen = list(rows.values_list("category", "place__name", "severity"))
    return {
        "reports": len(seen),
        "serious": sum(severity == 3 for _, _, severity in seen),
        "categories": _most([checklist.name_of(key) for key, _, _ in seen]),
        "places": _most([place for _, place, _ in seen]),
        "hotspots": [
            {"name": h.name, "place": h.place.name, "why": h.why}
            for h in found.hotspots.select_related("place")
        ],
        "tasks": [_task(task) for task in found.tasks.select_related("seat__body")],
        "note": found.note,
    }


def _most(names: list[str]) -> list[tuple[str, int]]:
    """Each name with how often it stands there, the most common first."""
    return sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0]))


def _task(task: Task) -> Json:
    return {
        "title": task.title,
        "seat": str(task.seat),
        "due": task.due.isoformat(),
        "status": task.status,
        "note": task.note,
        "spot": task.spot,
        "carried": task.carried,
    }


def summary(seen: list[Observation]) -> Json:
    """What came in, counted: for the top of the meeting's screen."""
    return {
        "reports": len(seen),
        "serious": sum(row.severity == 3 for row in seen),
        "categories": _most([row.category_name for row in seen])[:4],
        "places": _most([row.place.name for row in seen])[:4],
    }


def spots_map(place: Place, day: date, seen: list[Observation]) -> SpotMap | None:
    """Where it was seen, as far as it is known to the spot, coloured by severity."""
    drawn = Ground(place, day).tap_map()
    if drawn is None:
        return None
    spots = tuple(
        (float(o.east), float(o.north), o.severity)
        for o in seen
        if o.east is not None and o.north is not None
    )
    rest = len(seen) - len(spots)
    note = f"{rest} rapporter har ingen punkt på kartan: se listan." if rest else ""
    kinds = tuple(str(label).capitalize() for label in Severity.labels)
    title = "Var: rapporter sedan förra mötet"
    return replace(drawn, title=title, note=note, spots=spots, kinds=kinds)
