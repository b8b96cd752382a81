"""A plan's figures: how its areas are covered, and its measures in time."""

from __future__ import annotations

from datetime import date, timedelta

from samsyn.figures import Strip, Timeline
from samsyn.figures.links import Chain, Links
from samsyn.plans.coverage import Coverage
from samsyn.plans.models import Measure

COLOURS = {
    Measure.Status.PLANNED: 6,
    Measure.Status.ONGOING: 1,
    Measure.Status.DONE: 3,
    Measure.Status.PAUSED: 5,
    Measure.Status.STOPPED: 2,
}


def coverage(read: Coverage) -> Links:
    """Problems, causes and measures of each area, and where the chain breaks."""
    said = {"missing": "saknas", "explained": "förklarat", "partly": "länk saknas", "covered": ""}
    return Links(
        title="Från problem till åtgärd i varje område",
        note="Talen är antal. Ett streck betyder att kedjan brister där.",
        headings=("Problem", "Orsaker", "Åtgärder"),
        first="Område",
        chains=tuple(
            Chain(
                row.area.name,
                (len(row.problems), len(row.causes), len(row.measures)),
                said[row.state],
            )
            for row in read.areas
        ),
    )


def timeline(read: Coverage) -> Timeline | None:
    """When each measure begins and is to be done; None while no measure has a day."""
    plan = read.plan
    dated = [m for m in read.measures if m.starts or m.due]
    if not dated:
        return None
    strips = tuple(_strip(m, plan.first_day, plan.last_day) for m in dated)
    ends = [strip.until for strip in strips if strip.until]
    return Timeline(
        title="Åtgärderna i tid",
        note="Från första till sista dag. Den streckade linjen är i dag.",
        strips=strips,
        start=min([plan.first_day, *(strip.start for strip in strips)]),
        until=max([plan.last_day + timedelta(1), *ends]),
        today=read.day,
    )


def _strip(measure: Measure, first: date, last: date) -> Strip:
    due = measure.due or max(last, measure.starts or last)
    return Strip(
        name=f"{measure.number}. {measure.title} ({measure.get_status_display()})",
        start=measure.starts or min(first, due),
        until=due + timedelta(1),
        colour=COLOURS[Measure.Status(measure.status)],
        note=measure.get_status_display(),
    )
