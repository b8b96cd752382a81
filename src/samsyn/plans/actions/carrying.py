"""What is unfinished goes on into the next year's draft."""

from __future__ import annotations

from samsyn.organisation.acts import Doing, Refused, act
from samsyn.organisation.models import Place
from samsyn.plans.areas import to_cover, version_for
from samsyn.plans.lineage import follow, place_today, realign, seat_today
from samsyn.plans.models import Cause, Measure, Plan, Problem
from samsyn.situation.models import Picture

from .drafting import default_title, held, pictures_for
from .measures import PARTS, tell


@act("plans.carry_over", on="plans.Plan", title="Föra över åtgärder till nästa års plan")
def carry_over(doing: Doing, plan: Plan, /, *, picture: Picture | None = None) -> Plan:
    """Carry the unfinished measures, with their problems and causes, into next year's draft.

    The draft is begun if there is none; what has been carried already is left alone. An area
    follows its lineage into the agreement in force, a seat is found again by function and body in
    today's groups, and a place by what took it over. What cannot be found is left empty and is a
    gap in the draft. A last day that lies before the new year is asked for anew.
    """
    if plan.is_draft:
        raise Refused("Planen är ett utkast: besluta den innan något förs över.")
    place = place_today(plan.place, doing.day)
    if place is None:
        raise Refused(f"{plan.place} har delats mellan flera. Skriv nya planer för dem.")
    onward = list(plan.measures.unfinished().filter(continued_by=None).order_by("number"))
    if not onward:
        raise Refused("Inget att föra över: allt är avslutat eller redan fört vidare.")
    draft = _next(doing, plan, place, picture)
    number = max(draft.measures.values_list("number", flat=True), default=0)
    for n, measure in enumerate(onward, number + 1):
        _carry(doing, measure, draft, n)
    doing.record(plan=draft.pk, year=draft.year, carried=len(onward))
    return draft


def _next(doing: Doing, plan: Plan, place: Place, picture: Picture | None) -> Plan:
    """Next year's draft, held; begun if there is none."""
    year, version = plan.year + 1, version_for(place, doing.day)
    if version is None:
        raise Refused("Ingen överenskommelse med prioriterade områden är i kraft för platsen.")
    if picture is not None and not pictures_for(place).filter(pk=picture.pk).exists():
        raise Refused("Lägesbilden ska vara publicerad och gälla platsen. Välj en annan.")
    draft, new = Plan.objects.get_or_create(
        place=place,
        year=year,
        defaults={
            "title": default_title(place, year),
            "version": version,
            "picture": picture,
            "carries": plan,
        },
    )
    draft = held(draft)
    if not draft.is_draft:
        raise Refused(f"Planen för {year} är redan beslutad. Lägg till åtgärderna i den.")
    if not new:
        realign(draft, version)
        draft.carries = draft.carries or plan
        draft.picture = picture or draft.picture
        draft.save()
    return draft


def _carry(doing: Doing, measure: Measure, draft: Plan, number: int) -> Measure:
    """The measure as it goes on in the draft, on the seat and under the area of today."""
    new = Measure(plan=draft, number=number, cause=_cause(doing, measure.cause, draft))
    for name in PARTS:
        setattr(new, name, getattr(measure, name))
    new.place = place_today(measure.place, doing.day) or draft.place
    new.seat = seat_today(measure.seat, doing.day)
    new.status, new.continues = measure.status, measure
    if new.due is not None and new.due < draft.first_day:
        new.due = None
    if new.goal_by is not None and new.goal_by < draft.first_day:
        new.goal_by = None
    new.save()
    tell(doing, new, doing.day, f"Förd över från planen för {measure.plan.year}.")
    return new


def _cause(doing: Doing, cause: Cause, draft: Plan) -> Cause:
    """The same cause of the same problem in the draft, written there if it is not yet."""
    problem = _problem(doing, cause.problem, draft)
    found = problem.causes.filter(text=cause.text).first()
    return found or Cause.objects.create(
        problem=problem, kind=cause.kind, text=cause.text, evidence=cause.evidence
    )


def _problem(doing: Doing, problem: Problem, draft: Plan) -> Problem:
    area = follow(problem.area, draft.version)
    own = {one.name for one in to_cover(draft) if one.area is None}
    local = problem.local_area if problem.local_area in own else ""
    same = draft.problems.filter(title=problem.title, area=area, local_area=local)
    found: Problem | None = same.first()
    return found or Problem.objects.create(
        plan=draft,
        area=area,
        local_area=local,
        title=problem.title,
        description=problem.description,
        place=place_today(problem.place, doing.day) or draft.place,
        analysis=problem.analysis,
    )
