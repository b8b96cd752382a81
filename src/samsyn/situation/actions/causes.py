"""Cause analyses: begun and written, done or open again, copied to the next picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from samsyn.agreements.models import PriorityArea
from samsyn.organisation.acts import Doing, Refused, act, reading
from samsyn.organisation.models import Place, PlaceCover
from samsyn.situation.causes.corners import WORDS
from samsyn.situation.causes.guarding import person_faults
from samsyn.situation.causes.reading import areas_to_choose, state_of
from samsyn.situation.causes.rules import missing_in_analysis
from samsyn.situation.models import AnalysedCause, CauseAnalysis, ChainStep, Evidence, Picture

CAUSE = "kind", "text", "strength", "order"
EVIDENCE = (
    "kind", "text", "source", "picture_id", "area", "slot",
    "category", "seen_in_id", "since", "until", "at_least",
)  # fmt: skip
FROZEN = (
    "Orsaksanalysen är klar och visas med sin lägesbild: den ändras inte. Kopiera den i stället."
)
DONE = "Orsaksanalysen är klar. Öppna den igen för att ändra."

reading("situation.read_cause_analysis", on="situation.CauseAnalysis", title="Läsa orsaksanalys")


@act("situation.analyse_cause", on="situation.Picture", title="Göra orsaksanalys")
def analyse_cause(
    doing: Doing,
    picture: Picture,
    /,
    *,
    analysis: CauseAnalysis | None = None,
    title: str | None = None,
    place: Place | None = None,
    areas: Iterable[PriorityArea] | None = None,
    steps: Sequence[tuple[str, str]] | None = None,
    **words: str,
) -> CauseAnalysis:
    """Begin the cause analysis of a problem in the picture, or write on in one.

    What is not told stays as it was. `words` are texts of the analysis by their field (see
    `causes.corners`), `steps` the whole chain of events: each step and how it could be broken.
    """
    begun = CauseAnalysis(picture=picture, begun_at=doing.at)
    analysis = begun if analysis is None else open_analysis(analysis)
    analysis.title = (analysis.title if title is None else title).strip()
    analysis.place = place or (analysis.place if analysis.pk else picture.place)
    for name in WORDS:
        setattr(analysis, name, words.get(name, getattr(analysis, name)).strip())
    chosen = None if areas is None else list(areas)
    doing.refuse_if(_faults(picture, analysis, chosen, doing))
    told = [text for step in steps or () for text in step]
    doing.refuse_if(person_faults(analysis.title, *words.values(), *told))
    analysis.save()
    if chosen is not None:
        analysis.areas.set(chosen)
    if steps is not None:
        _chain(analysis, steps)
    doing.record(analysis=analysis.pk)
    return analysis


@act("situation.finish_analysis", on="situation.CauseAnalysis", title="Göra orsaksanalys klar")
def finish_analysis(doing: Doing, analysis: CauseAnalysis, *, done: bool = True) -> CauseAnalysis:
    """Say that the analysis is done, if nothing is missing, or open it again (`done=False`).

    Once done it is frozen with its picture: from then on it is open to everybody, and stays.
    """
    if analysis.is_frozen:
        raise Refused(FROZEN)
    doing.refuse_if(g.text for g in missing_in_analysis(state_of(analysis)) if done)
    analysis.done_at = doing.at if done else None
    analysis.save()
    doing.record(analysis=analysis.pk)
    return analysis


@act("situation.copy_analysis", on="situation.Picture", title="Kopiera orsaksanalys till lägesbild")
def copy_analysis(doing: Doing, picture: Picture, *, analysis: CauseAnalysis) -> CauseAnalysis:
    """Begin an analysis in this picture from one of an earlier, with all its parts.

    Its findings still point at the earlier picture, which is where they were found; its areas
    follow into the agreement in force.
    """
    if analysis.picture_id == picture.pk:
        raise Refused("Orsaksanalysen hör redan till den lägesbilden.")
    seen = CauseAnalysis.objects.may(doing.actor, "situation.read_cause_analysis")
    if not seen.filter(pk=analysis.pk).exists():
        raise Refused("Det finns ingen sådan orsaksanalys att kopiera.")
    covered = PlaceCover.objects.filter(place=picture.place, covered=analysis.place)
    new = CauseAnalysis(
        picture=picture,
        place=analysis.place if covered.exists() else picture.place,
        title=analysis.title,
        continues=analysis,
        begun_at=doing.at,
        **{name: getattr(analysis, name) for name in WORDS},
    )
    new.save()
    old = set(analysis.areas.values_list("pk", flat=True))
    for area in areas_to_choose(picture.place, doing.day).prefetch_related("continues"):
        if area.pk in old or old & {earlier.pk for earlier in area.continues.all()}:
            new.areas.add(area)
    _chain(new, [(step.text, step.break_by) for step in analysis.steps.all()])
    _copy_tree(analysis, new)
    doing.record(analysis=new.pk)
    return new


def open_analysis(analysis: CauseAnalysis) -> CauseAnalysis:
    """The analysis as it stands, held; it must still be open to be written on."""
    rows = CauseAnalysis.objects.select_for_update(of=("self",))
    found: CauseAnalysis = rows.select_related("picture__place", "place").get(pk=analysis.pk)
    if found.is_done:
        raise Refused(FROZEN if found.is_frozen else DONE)
    return found


def _faults(
    picture: Picture, analysis: CauseAnalysis, areas: list[PriorityArea] | None, doing: Doing
) -> list[str]:
    faults = []
    if analysis.picture_id != picture.pk:
        faults.append("Orsaksanalysen hör till en annan lägesbild.")
    if not analysis.title:
        faults.append("Skriv vilket problem det gäller, i en mening.")
    if not PlaceCover.objects.filter(place=picture.place, covered=analysis.place).exists():
        faults.append(f"{analysis.place} ligger inte i {picture.place}. Välj en plats i området.")
    known = set(areas_to_choose(picture.place, doing.day).values_list("pk", flat=True))
    if not {area.pk for area in areas or ()} <= known:
        faults.append("Välj bland områdena i överenskommelsen som gäller.")
    return faults


def _chain(analysis: CauseAnalysis, steps: Sequence[tuple[str, str]]) -> None:
    """The chain anew, from its first step; a step without words is no step."""
    told = [(text.strip(), broken.strip()) for text, broken in steps if text.strip()]
    analysis.steps.all().delete()
    for order, (text, broken) in enumerate(told):
        ChainStep(analysis=analysis, order=order, text=text, break_by=broken).save()


def _copy_tree(analysis: CauseAnalysis, new: CauseAnalysis) -> None:
    copies: dict[int, AnalysedCause] = {}
    causes = list(analysis.causes.prefetch_related("evidence"))
    while causes:  # a cause after the one it lies under
        cause = next(c for c in causes if c.parent_id is None or c.parent_id in copies)
        causes.remove(cause)
        parent = copies[cause.parent_id] if cause.parent_id else None
        copy = AnalysedCause(analysis=new, parent=parent, **_same(cause, CAUSE))
        copy.save()
        copies[cause.pk] = copy
        for one in cause.evidence.all():
            Evidence(cause=copy, **_same(one, EVIDENCE)).save()


def _same(row: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
