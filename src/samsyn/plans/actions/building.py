"""A problem built on a cause analysis of the plan's picture: no guess where a cause is known."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from samsyn.organisation.acts import Doing, Refused, act
from samsyn.plans.areas import named
from samsyn.plans.models import Cause, Plan, Problem
from samsyn.situation.causes.corners import STATEMENT
from samsyn.situation.causes.reading import Contents, Whole
from samsyn.situation.models import AnalysedCause, CauseAnalysis

from .chain import place_faults
from .drafting import draft_of


def analyses_for(plan: Plan) -> QuerySet[CauseAnalysis]:
    """The analyses that are done and shown with the plan's picture."""
    shown: QuerySet[CauseAnalysis] = CauseAnalysis.objects.frozen()
    return shown.filter(picture=plan.picture_id or 0).select_related("place").order_by("pk")


@act("plans.build_on_analysis", on="plans.Plan", title="Bygga problem i plan på orsaksanalys")
def build_on_analysis(
    doing: Doing,
    plan: Plan,
    /,
    *,
    area: str,
    analysis: CauseAnalysis,
    causes: Iterable[AnalysedCause] | None = None,
) -> Problem:
    """Describe a problem by a cause analysis of the plan's picture, with the causes chosen from it.

    Title, description and causes are copied with what they rest on, so that they can be reworded
    for the plan; the analysis stays as it is and is linked to. Without `causes` all are taken.
    """
    plan = draft_of(plan)
    chosen = named(plan, area)
    if chosen is None:
        raise Refused("Välj ett av de områden som planen ska täcka.")
    if not analyses_for(plan).filter(pk=analysis.pk).exists():
        raise Refused("Orsaksanalysen ska vara klar och höra till planens lägesbild.")
    doing.refuse_if(place_faults(plan, analysis.place))
    whole = Whole(analysis, _contents(analysis))
    taken = {cause.pk for cause in whole.causes} if causes is None else {c.pk for c in causes}
    problem = Problem.objects.create(
        plan=plan,
        area=chosen.area,
        local_area=chosen.local_name,
        title=analysis.title,
        description="\n\n".join(getattr(analysis, part.field) for part in STATEMENT),
        place=analysis.place,
        analysis=analysis,
    )
    for branch in whole.branches:
        if branch.node.pk in taken:
            _copy(whole, branch.node, problem)
    plan.explanations.filter(area=chosen.area, local_area=chosen.local_name).delete()
    doing.record(problem=problem.pk, area=chosen.key, analysis=analysis.pk)
    return problem


def _copy(whole: Whole, cause: AnalysedCause, problem: Problem) -> None:
    """The cause with its strength and its evidence in words; a guess stays without ground."""
    said = [
        " – ".join(filter(None, (support.told, support.evidence.text)))
        for support in whole.supports(cause)
    ]
    strength = cause.get_strength_display().capitalize()
    ground = "\n".join((f"{strength} i orsaksanalysen.", *said)) if said else ""
    Cause.objects.create(problem=problem, kind=cause.kind, text=cause.text, evidence=ground)


def _contents(analysis: CauseAnalysis) -> Contents:
    """Contents of the published pictures that the analysis rests on."""
    rows = analysis.causes.filter(evidence__picture__content__isnull=False)
    return dict(rows.values_list("evidence__picture", "evidence__picture__content"))
