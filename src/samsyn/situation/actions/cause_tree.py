"""The tree of an analysis: causes put in and moved, what each rests on, and parts taken away."""

from __future__ import annotations

from collections.abc import Sequence

from samsyn.organisation.acts import Doing, Refused, act
from samsyn.organisation.models import PlaceCover
from samsyn.situation import checklist
from samsyn.situation.causes.findings import exists
from samsyn.situation.causes.guarding import person_faults
from samsyn.situation.causes.pointing import with_findings
from samsyn.situation.causes.sightings import Sightings
from samsyn.situation.causes.tree import may_lie_under
from samsyn.situation.models import AnalysedCause, CauseAnalysis, Evidence, Picture
from samsyn.situation.picture.making import counted_draft

from .causes import open_analysis

POINTING = {Evidence.Kind.FINDING, Evidence.Kind.OBSERVATIONS}
SOURCED = {Evidence.Kind.SURVEY, Evidence.Kind.REPORT}


@act("situation.place_cause", on="situation.CauseAnalysis", title="Lägga in orsak i orsaksträd")
def place_cause(
    doing: Doing,
    analysis: CauseAnalysis,
    /,
    *,
    kind: str,
    text: str,
    strength: str = AnalysedCause.Strength.ASSUMED,
    parent: AnalysedCause | None = None,
    at: int | None = None,
    cause: AnalysedCause | None = None,
) -> AnalysedCause:
    """Put a cause into the tree, or change one and what it lies under.

    `at` is its place among those with the same parent, from 0; else it stays, or comes last.
    """
    analysis = open_analysis(analysis)
    nodes = list(analysis.causes.all())
    doing.refuse_if(_cause_faults(kind, text, strength))
    doing.refuse_if(_tree_faults(nodes, cause, parent))
    doing.refuse_if(person_faults(text))
    moved = cause is None or cause.parent_id != (parent.pk if parent else None)
    cause = cause or AnalysedCause(analysis=analysis)
    cause.kind, cause.text, cause.strength = kind, text.strip(), strength
    cause.parent = parent
    beside = sorted(
        (n for n in nodes if n.parent_id == cause.parent_id and n.pk != cause.pk),
        key=lambda n: (n.order, n.pk),
    )
    stays = len(beside) if moved else sum(n.order < cause.order for n in beside)
    _in_order(cause, beside, stays if at is None else max(0, min(at, len(beside))))
    doing.record(analysis=analysis.pk, cause=cause.pk)
    return cause


@act("situation.support_cause", on="situation.AnalysedCause", title="Ange underlag för orsak")
def support_cause(
    doing: Doing,
    cause: AnalysedCause,
    /,
    *,
    kind: str,
    text: str = "",
    source: str = "",
    picture: Picture | None = None,
    area: str = "",
    slot: str = "",
    seen: Sightings | None = None,
    evidence: Evidence | None = None,
) -> Evidence:
    """Say what a cause rests on, or change it.

    A finding is a number of the analysis' own picture or of a published one, what the picture's
    analysis found, or a result of a survey in it, by area and slot (see `causes.findings`);
    observations are a set that is `seen`, and counted as far as the actor's mandate reaches.
    """
    analysis = open_analysis(cause.analysis)
    picture = (picture or analysis.picture) if kind == Evidence.Kind.FINDING else None
    evidence = evidence or Evidence(cause=cause)
    doing.refuse_if(_support_faults(kind, text, source))
    doing.refuse_if(_finding_faults(analysis, picture, area, slot, doing) if picture else [])
    seen = seen if kind == Evidence.Kind.OBSERVATIONS else None
    doing.refuse_if(_seen_faults(analysis, kind, seen))
    doing.refuse_if(
        [] if evidence.cause_id == cause.pk else ["Underlaget hör till en annan orsak."]
    )
    doing.refuse_if(person_faults(text, source))
    evidence.kind, evidence.text, evidence.picture = kind, text.strip(), picture
    evidence.source = source.strip() if kind in SOURCED else ""
    evidence.area, evidence.slot = (area, slot) if picture else ("", "")
    _set_seen(doing, evidence, seen)
    evidence.save()
    doing.record(analysis=analysis.pk, cause=cause.pk)
    return evidence


@act(
    "situation.remove_from_analysis",
    on="situation.CauseAnalysis",
    title="Ta bort orsaksanalys eller del av den",
)
def remove_from_analysis(
    doing: Doing, analysis: CauseAnalysis, /, *, part: AnalysedCause | Evidence | None = None
) -> None:
    """Take away a cause with all under it, or what one rests on; without a part, the analysis."""
    analysis = open_analysis(analysis)
    if part is not None and part.whole().pk != analysis.pk:
        raise Refused("Delen hör till en annan orsaksanalys.")
    doing.record(analysis=analysis.pk)
    (analysis if part is None else part).delete()


def _in_order(cause: AnalysedCause, beside: list[AnalysedCause], at: int) -> None:
    beside.insert(at, cause)
    for order, each in enumerate(beside):
        if each is cause or each.order != order:
            each.order = order
            each.save()


def _cause_faults(kind: str, text: str, strength: str) -> list[str]:
    return [
        *([] if text.strip() else ["Skriv vad orsaken är."]),
        *(
            []
            if kind in AnalysedCause.Kind.values
            else ["Välj om orsaken är situationell eller social."]
        ),
        *(
            []
            if strength in AnalysedCause.Strength.values
            else ["Välj om orsaken är belagd, rimlig eller ett antagande."]
        ),
    ]


def _tree_faults(
    nodes: Sequence[AnalysedCause], cause: AnalysedCause | None, parent: AnalysedCause | None
) -> list[str]:
    known = {node.pk for node in nodes}
    if cause is not None and cause.pk not in known:
        return ["Orsaken hör till en annan orsaksanalys."]
    free = {branch.node.pk for branch in may_lie_under(nodes, cause.pk if cause else None)}
    if parent is not None and parent.pk not in free:
        return ["En orsak kan inte ligga under sig själv. Välj en annan att lägga den under."]
    return []


def _support_faults(kind: str, text: str, source: str) -> list[str]:
    if kind not in Evidence.Kind.values:
        return ["Välj vilket slags underlag det är."]
    faults = []
    if kind not in POINTING and not text.strip():
        faults.append("Skriv vad underlaget säger om orsaken.")
    if kind in SOURCED and not source.strip():
        faults.append("Skriv källan så att andra hittar den: vem, vad och vilket år.")
    return faults


def _seen_faults(analysis: CauseAnalysis, kind: str, seen: Sightings | None) -> list[str]:
    if kind != Evidence.Kind.OBSERVATIONS:
        return []
    if seen is None or seen.category not in checklist.categories():
        return ["Välj vad som har setts, var och när."]
    faults = [] if seen.since < seen.until else ["Perioden slutar innan den börjar: ändra dagarna."]
    within = PlaceCover.objects.filter(place=analysis.picture.place, covered=seen.place)
    if not within.exists():
        faults.append(f"{seen.place} ligger inte i {analysis.picture.place}. Välj en plats där.")
    return faults


def _set_seen(doing: Doing, evidence: Evidence, seen: Sightings | None) -> None:
    evidence.category = seen.category if seen else ""
    evidence.seen_in = seen.place if seen else None
    evidence.since, evidence.until = (seen.since, seen.until) if seen else (None, None)
    evidence.at_least = seen.at_least(doing.actor) if seen else None


def _finding_faults(
    analysis: CauseAnalysis, picture: Picture, area: str, slot: str, doing: Doing
) -> list[str]:
    if picture.pk != analysis.picture_id and not picture.is_published:
        return ["Ett fynd ska vara ur analysens egen lägesbild eller ur en publicerad."]
    content = with_findings(picture, picture.content or counted_draft(picture, doing.day))
    return [] if exists(content, area, slot) else ["Välj något som finns i lägesbilden."]
