"""Measures: added, changed while the plan is a draft, and what becomes of them after."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max, QuerySet

from samsyn.organisation.acts import Doing, Refused, act
from samsyn.organisation.models import Place, PlaceCover, Seat
from samsyn.plans import rules
from samsyn.plans.coverage import state_of
from samsyn.plans.models import Cause, Measure, Plan, StatusChange

from .chain import place_faults
from .drafting import draft_of, held

PARTS = (
    "title", "description", "kind", "place", "spot", "target_group", "seat",
    "goal_what", "goal_unit", "goal_from", "goal_to", "goal_by", "baseline", "baseline_text",
    "output_indicator", "output_target", "outcome_indicator", "starts", "due",
)  # fmt: skip
WORDS = (
    "title", "description", "spot", "target_group", "goal_what", "goal_unit", "baseline_text",
    "output_indicator", "outcome_indicator",
)  # fmt: skip


@act("plans.add_measure", on="plans.Cause", title="Lägga till åtgärd i plan")
def add_measure(doing: Doing, cause: Cause, /, *, note: str = "", **parts: Any) -> Measure:
    """Add a measure against a cause; its parts are the fields of `Measure`.

    In a draft any part but the title may come later. To a decided plan it is added with a note
    that shows, and only with a responsible seat and a goal.
    """
    plan = held(cause.problem.plan)
    if plan.status == Plan.Status.CLOSED:
        raise Refused("Planen är avslutad. Lägg åtgärden i årets plan.")
    number = plan.measures.aggregate(last=Max("number"))["last"] or 0
    measure = Measure(plan=plan, cause=cause, number=number + 1, place=plan.place, kind=cause.kind)
    _write(doing, measure, parts)
    if not plan.is_draft:
        doing.refuse_if(_not_to_be_added(measure, note, doing.day))
        measure.added_on, measure.added_note = doing.day, note.strip()
    measure.save()
    tell(doing, measure, doing.day, note.strip() if not plan.is_draft else "")
    doing.record(measure=measure.pk, number=measure.number, later=not plan.is_draft)
    return measure


@act("plans.change_measure", on="plans.Measure", title="Ändra åtgärd i utkast till plan")
def change_measure(
    doing: Doing, measure: Measure, /, *, cause: Cause | None = None, **parts: Any
) -> Measure:
    """Change parts of a measure while its plan is a draft. What is not told stays as it is."""
    plan = draft_of(measure.plan)
    if cause is not None:
        doing.refuse_if([] if cause.problem.plan_id == plan.pk else ["Okänd orsak."])
        measure.cause = cause
    _write(doing, measure, parts)
    measure.save()
    doing.record(parts=sorted(parts))
    return measure


@act("plans.set_status", on="plans.Measure", title="Ändra status på åtgärd")
def set_status(
    doing: Doing, measure: Measure, /, *, status: str, note: str = "", on: date | None = None
) -> Measure:
    """Say how a measure goes: planned, ongoing, done, paused or stopped, since a day.

    Done from the seat that answers for it, or by those who look after the plan. Each change is a
    line in the history; to pause, stop or take up again takes words.
    """
    _goes_on(measure)
    if status not in Measure.Status.values:
        raise Refused("Välj en status.")
    day = on or doing.day
    doing.refuse_if(_status_faults(doing, measure, status, note, day))
    before, measure.status = measure.status, status
    measure.save()
    tell(doing, measure, day, note.strip())
    doing.record(before=before, status=status)
    return measure


@act("plans.hand_over", on="plans.Measure", title="Lämna över åtgärd till annan plats")
def hand_over(doing: Doing, measure: Measure, /, *, seat: Seat, note: str) -> Measure:
    """Let another seat answer for a measure of a decided plan, when the one before cannot.

    The change and its reason stand in the measure's history.
    """
    plan = _goes_on(measure)
    if len(note.strip()) < rules.FEWEST_LETTERS:
        raise Refused("Skriv varför åtgärden lämnas över.")
    if seat.pk == measure.seat_id:
        raise Refused("Platsen ansvarar redan för åtgärden. Välj en annan.")
    doing.refuse_if(_seat_faults(plan, seat, doing.day))
    before, measure.seat = measure.seat, seat
    measure.save()
    tell(doing, measure, doing.day, f"Ansvaret går från {before} till {seat}. {note.strip()}")
    doing.record(before=str(before), seat=str(seat))
    return measure


def tell(doing: Doing, measure: Measure, day: date, note: str) -> StatusChange:
    """A line in the measure's history, with the status it has."""
    return StatusChange.objects.create(
        measure=measure, status=measure.status, on=day, note=note, by=doing.authority.seat
    )


def seats_for(place: Place, day: date) -> QuerySet[Seat]:
    """The seats that may answer for a measure in a plan: those of its groups and of the city's."""
    larger = PlaceCover.objects.filter(covered=place).values("place")
    seats: QuerySet[Seat] = Seat.objects.on(day).filter(group__place__in=larger)
    return seats.select_related("body", "group__place")


def _goes_on(measure: Measure) -> Plan:
    """The measure's plan, refused unless it is decided and the measure has not gone on to the
    next."""
    plan = held(measure.plan)
    if plan.is_draft:
        raise Refused("Planen är ett utkast: åtgärdens status ändras när planen är beslutad.")
    if plan.status == Plan.Status.CLOSED:
        raise Refused("Planen är avslutad. Ändra åtgärden i årets plan.")
    onward = Measure.objects.filter(continues=measure).public().select_related("plan").first()
    if onward is not None:
        raise Refused(f"Åtgärden fortsätter i planen för {onward.plan.year}. Ändra den där.")
    return plan


def _write(doing: Doing, measure: Measure, parts: dict[str, Any]) -> None:
    unknown = sorted(parts.keys() - set(PARTS))
    if unknown:
        raise TypeError(f"a measure has no part {', '.join(unknown)}")
    for name, value in parts.items():
        setattr(measure, name, value.strip() if name in WORDS else value)
    faults = [] if measure.title else ["Skriv vad åtgärden är."]
    if measure.kind not in Measure.Kind.values:
        faults.append("Välj om åtgärden är situationell eller social.")
    if measure.starts and measure.due and measure.due < measure.starts:
        faults.append("Åtgärden ska vara klar samma dag som den börjar eller senare.")
    faults += place_faults(measure.plan, measure.place)
    if measure.seat is not None and "seat" in parts:
        faults += _seat_faults(measure.plan, measure.seat, doing.day)
    doing.refuse_if(faults)


def _status_faults(doing: Doing, measure: Measure, status: str, note: str, day: date) -> list[str]:
    last = measure.changes.aggregate(last=Max("on"))["last"] or day
    old = measure.status
    return rules.status_faults(old, status, note, on=day, last=last, today=doing.day)


def _seat_faults(plan: Plan, seat: Seat, day: date) -> list[str]:
    if seats_for(plan.place, day).filter(pk=seat.pk).exists():
        return []
    return [f"»{seat}« finns inte i dag i någon grupp för {plan.place}. Välj en annan plats."]


def _not_to_be_added(measure: Measure, note: str, day: date) -> list[str]:
    """Why a measure cannot be added to a decided plan."""
    gaps = rules.of_measure(state_of(measure, day), measure.plan.year)
    faults = [gap.text for gap in gaps if gap.blocks]
    if len(note.strip()) < rules.FEWEST_LETTERS:
        faults.append("Skriv varför åtgärden läggs till efter beslutet: det visas i planen.")
    return faults
