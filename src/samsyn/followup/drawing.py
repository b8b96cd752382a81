"""The chain of reports as a picture, and a measure's results as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from samsyn.figures import Bar, Bars, Handover, Handovers, Node
from samsyn.organisation.models import Body, Group
from samsyn.plans.models import Measure
from samsyn.ui.templatetags.ui import day as said_day

from .models import Result
from .owing import Owed

ORDER = ("accepted", "submitted", "coming", "late")
SAID = {
    "none": "ska lämnas",
    "draft": "skrivs",
    "submitted": "lämnad, väntar på mottagaren",
    "asked_back": "återbegärd",
    "accepted": "godtagen",
}


def chain(listed: Sequence[Owed], day: date) -> Handovers:
    """Groups of the same kind stand together; the table tells of each."""
    nodes: dict[str, tuple[str, set[str]]] = {}
    links: dict[tuple[str, str, str], list[Owed]] = defaultdict(list)
    for owed in listed:
        ends = []
        for end in (owed.duty.owed_by, owed.duty.owed_to):
            key, label = _kind(end)
            nodes.setdefault(key, (label, set()))[1].add(end.key)
            ends.append(key)
        links[ends[0], ends[1], owed.duty.what].append(owed)
    return Handovers(
        title="Vem som väntar på vem",
        note="Rapporterna går uppåt: under varje mottagare står de som rapporterar till den.",
        nodes=tuple(Node(key, _label(*node)) for key, node in nodes.items()),
        links=tuple(_handover(*ends, rows) for ends, rows in links.items()),
        rows=tuple(_row(owed, day) for owed in listed),
    )


def _kind(end: Group | Body) -> tuple[str, str]:
    if isinstance(end, Group):
        return f"group {end.line}/{end.kind}", end.name
    if end.kind == Body.Kind.DISTRICT_BOARD:
        return f"body {end.kind}", "Stadsdelsnämnd"
    return f"body {end.key}", end.name


def _label(name: str, members: set[str]) -> str:
    return f"{name} ({len(members)})" if len(members) > 1 else name


def state_of(owed: Owed) -> str:
    """The state that the picture shows: late before all else, then how far it has come."""
    if owed.now.is_late:
        return "late"
    return owed.now.status if owed.now.is_answered else "coming"


def _handover(sender: str, receiver: str, what: str, rows: Iterable[Owed]) -> Handover:
    listed = list(rows)
    states = [state_of(owed) for owed in listed]
    late = tuple(
        o.duty.place.name for o, state in zip(listed, states, strict=True) if state == "late"
    )
    return Handover(
        sender, receiver, what, tuple((name, states.count(name)) for name in ORDER), late
    )


def _row(owed: Owed, day: date) -> tuple[str, str, str, str, str]:
    days = owed.now.days_late(day)
    late = f", {days} {'dag' if days == 1 else 'dagar'} sen" if owed.now.is_late else ""
    return (
        owed.sender,
        owed.receiver,
        owed.duty.what,
        said_day(owed.now.due),
        SAID[owed.now.status] + late,
    )


def results(measure: Measure, listed: Sequence[Result]) -> list[Bars]:
    """Effect against baseline and goal, and carrying out against its target; where there are."""
    effect = _bars(
        measure.goal_what or measure.outcome_indicator or "Effekt",
        measure.goal_unit or "antal",
        [
            ("Utgångsläge", measure.baseline),
            *[(said_day(r.on), r.value) for r in listed if r.kind == Result.Kind.OUTCOME],
            ("Mål", measure.goal_to),
        ],
    )
    done = _bars(
        measure.output_indicator or "Genomförande",
        "antal",
        [
            *[(said_day(r.on), r.value) for r in listed if r.kind == Result.Kind.OUTPUT],
            ("Mål", measure.output_target),
        ],
    )
    return [figure for figure in (effect, done) if figure is not None]


def _bars(title: str, unit: str, steps: Iterable[tuple[str, object]]) -> Bars | None:
    told = [(name, float(str(value))) for name, value in steps if value is not None]
    if len(told) < 2 or any(value < 0 for _, value in told):
        return None
    return Bars(
        title=title,
        categories=tuple(name for name, _ in told),
        groups=(Bar("Värde", tuple(value for _, value in told)),),
        unit=unit,
        heading="Mätt",
    )
