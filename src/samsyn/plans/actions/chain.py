"""Problems, causes and explanations of a draft: written, changed, taken away."""

from __future__ import annotations

from samsyn.organisation.acts import Doing, Refused, act
from samsyn.organisation.models import Place, PlaceCover
from samsyn.plans.areas import Area, key_of, named
from samsyn.plans.models import Cause, Explanation, Measure, Plan, Problem
from samsyn.plans.rules import FEWEST_LETTERS

from .drafting import draft_of


@act("plans.describe_problem", on="plans.Plan", title="Beskriva problem i plan")
def describe_problem(
    doing: Doing,
    plan: Plan,
    /,
    *,
    area: str,
    title: str,
    description: str = "",
    place: Place | None = None,
    problem: Problem | None = None,
) -> Problem:
    """Describe a problem in an area of the plan, or change the description of one.

    `area` is the key of one of `areas.to_cover`; `place` lies within the plan's, which it is by
    default. An area that has a problem needs no explanation any more.
    """
    plan = draft_of(plan)
    chosen, place = _area(plan, area), place or plan.place
    doing.refuse_if(
        [
            *([] if title.strip() else ["Skriv vad problemet är, i en mening."]),
            *place_faults(plan, place),
            *([] if problem is None or problem.plan_id == plan.pk else ["Okänt problem."]),
        ]
    )
    problem = problem or Problem(plan=plan)
    problem.area, problem.local_area = chosen.area, chosen.local_name
    problem.title, problem.description = title.strip(), description.strip()
    problem.place = place
    problem.save()
    plan.explanations.filter(area=chosen.area, local_area=chosen.local_name).delete()
    doing.record(problem=problem.pk, area=chosen.key)
    return problem


@act("plans.explain_area", on="plans.Plan", title="Förklara att ett område inte är med i plan")
def explain_area(doing: Doing, plan: Plan, /, *, area: str, text: str) -> Explanation:
    """Say why the plan has no problem in an area: it is then explained, and no gap."""
    plan = draft_of(plan)
    chosen = _area(plan, area)
    if len(text.strip()) < FEWEST_LETTERS:
        raise Refused("Skriv varför området inte är med i år, så att andra förstår.")
    if any(key_of(p.area_id, p.local_area) == chosen.key for p in plan.problems.all()):
        raise Refused("Området har redan ett problem i planen: det behöver ingen förklaring.")
    found, _ = Explanation.objects.update_or_create(
        plan=plan, area=chosen.area, local_area=chosen.local_name, defaults={"text": text.strip()}
    )
    doing.record(area=chosen.key)
    return found


@act("plans.name_cause", on="plans.Problem", title="Ange orsak till problem")
def name_cause(
    doing: Doing,
    problem: Problem,
    /,
    *,
    kind: str,
    text: str,
    evidence: str = "",
    cause: Cause | None = None,
) -> Cause:
    """Name a cause of a problem, situational or social, or change one; with what it builds on."""
    draft_of(problem.plan)
    doing.refuse_if(
        [
            *([] if text.strip() else ["Skriv vad orsaken är."]),
            *(
                []
                if kind in Cause.Kind.values
                else ["Välj om orsaken är situationell eller social."]
            ),
            *([] if cause is None or cause.problem_id == problem.pk else ["Okänd orsak."]),
        ]
    )
    cause = cause or Cause(problem=problem)
    cause.kind, cause.text, cause.evidence = kind, text.strip(), evidence.strip()
    cause.save()
    doing.record(cause=cause.pk, kind=kind)
    return cause


@act("plans.remove", on="plans.Plan", title="Ta bort del av utkast till plan")
def remove(doing: Doing, plan: Plan, part: Problem | Cause | Measure, /) -> None:
    """Take a problem, a cause or a measure out of a draft, with all that hangs on it."""
    plan = draft_of(plan)
    if plan_of(part).pk != plan.pk:
        raise Refused("Delen hör till en annan plan.")
    doing.record(part=part._meta.label_lower, key=part.pk, title=str(part))
    part.delete()


def plan_of(part: Problem | Cause | Measure) -> Plan:
    """The plan that a part belongs to."""
    return part.problem.plan if isinstance(part, Cause) else part.plan


def place_faults(plan: Plan, place: Place) -> list[str]:
    """A part of a plan concerns the plan's place or one within it."""
    within = PlaceCover.objects.filter(place=plan.place, covered=place).exists()
    return [] if within else [f"{place} ligger inte i {plan.place}. Välj en plats i området."]


def _area(plan: Plan, key: str) -> Area:
    chosen = named(plan, key)
    if chosen is None:
        raise Refused("Välj ett av de områden som planen ska täcka.")
    return chosen
