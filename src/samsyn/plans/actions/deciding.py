"""A plan is decided, and once its year is over it is closed."""

from __future__ import annotations

from datetime import date

from samsyn.decisions.models import Decision
from samsyn.organisation.acts import Doing, Refused, act
from samsyn.plans.coverage import Coverage
from samsyn.plans.models import Measure, Plan
from samsyn.plans.rules import FEWEST_LETTERS

from .drafting import DECIDED
from .measures import tell


@act("plans.decide", on="plans.Plan", title="Besluta plan")
def decide(
    doing: Doing,
    plan: Plan,
    /,
    *,
    dnr: str = "",
    on: date | None = None,
    decision: Decision | None = None,
) -> Plan:
    """Decide the plan: it becomes public and its text does not change any more.

    Refused while there are gaps that would leave a measure without ground, owner or goal, or an
    area neither covered nor explained (`rules.missing`). The members of a mixed group decide what
    they do together, each within their own delegation (kommunallagen 7 kap. 5 §); where a board
    has decided, its `decision` is named, and gives the day and the case number.
    """
    if not plan.is_draft:
        raise Refused(DECIDED)
    if decision is not None:
        doing.refuse_if(_not_relied_on(decision))
        dnr, on = decision.case.dnr, decision.decided_on
    day = on or doing.day
    faults = [] if dnr.strip() else ["Ange diarienummer för beslutet."]
    if day > doing.day:
        faults.append("Beslutsdagen ligger i framtiden. Besluta när dagen har kommit.")
    doing.refuse_if([*faults, *(gap.text for gap in Coverage(plan, doing.day).blocking)])
    plan.status, plan.decided_on, plan.dnr = Plan.Status.DECIDED, day, dnr.strip()
    plan.decided_by, plan.decision = doing.authority.seat, decision
    plan.save()
    _take_up(doing, plan)
    doing.record(dnr=plan.dnr, on=day.isoformat(), measures=plan.measures.count())
    return plan


@act("plans.close", on="plans.Plan", title="Avsluta plan")
def close(doing: Doing, plan: Plan, /, *, text: str = "") -> Plan:
    """Close a decided plan. What is unfinished and not carried over has to be explained."""
    if plan.status != Plan.Status.DECIDED:
        raise Refused("Bara en beslutad plan kan avslutas.")
    left = list(plan.measures.unfinished().filter(continued_by=None))
    if left and len(text.strip()) < FEWEST_LETTERS:
        raise Refused(
            f"{len(left)} åtgärder är oavslutade och inte förda vidare:"
            f" {', '.join(m.title for m in left[:3])}{' …' if len(left) > 3 else ''}."
            " För över dem till nästa år, eller skriv vad som händer med dem."
        )
    plan.status, plan.closed_on, plan.closing = Plan.Status.CLOSED, doing.day, text.strip()
    plan.save()
    doing.record(unfinished=len(left))
    return plan


def _take_up(doing: Doing, plan: Plan) -> None:
    """What was carried over has the status that it has reached in the plan before."""
    carried = plan.measures.exclude(continues=None).select_related("continues__plan")
    for measure in carried:
        before = measure.continues
        if before is not None and before.status != measure.status:
            measure.status = Measure.Status(before.status)
            measure.save()
            tell(doing, measure, doing.day, f"Som i planen för {before.plan.year}.")


def _not_relied_on(decision: Decision) -> list[str]:
    if decision.final_on is None:
        return ["Beslutet är inte justerat ännu. Vänta tills protokollet är justerat."]
    if decision.outcome != Decision.Outcome.APPROVED:
        return ["Beslutet är inget bifall. Ange det beslut som antog planen."]
    return []
