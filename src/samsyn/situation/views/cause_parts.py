"""The tree of a cause analysis: causes put in, changed, moved, taken away; their evidence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from samsyn.organisation.access import Request, needs
from samsyn.organisation.forms import accepted
from samsyn.situation.actions import cause_tree as actions
from samsyn.situation.causes import pointing
from samsyn.situation.causes.forms import SAID, CauseForm, SupportForm
from samsyn.situation.causes.tree import may_lie_under
from samsyn.situation.models import AnalysedCause, CauseAnalysis, Evidence, Picture

from .causes import asks_and_changes, may_see, only_open, places_within
from .counted import content_for, waits_for_counts

HEADINGS: dict[str, str] = {
    Evidence.Kind.FINDING: "Ett tal i lägesbilden som underlag",
    "analysis": "Ett fynd i lägesbildens analys som underlag",
    "answers": "Ett resultat ur en trygghetsmätning som underlag",
    Evidence.Kind.OBSERVATIONS: "Iakttagelser från fältet som underlag",
    Evidence.Kind.SURVEY: "En annan undersökning som underlag",
    Evidence.Kind.REPORT: "En rapport eller forskning som underlag",
    Evidence.Kind.EXPERIENCE: "Erfarenhet som underlag",
}


@needs("situation.place_cause", on=CauseAnalysis)
@asks_and_changes
def place(request: Request, analysis: CauseAnalysis) -> HttpResponse:
    """Put a cause into the tree. `?under=` is the cause to put it under."""
    only_open(analysis)
    under = request.GET.get("under", "")
    form = CauseForm(
        request.POST or None,
        under=may_lie_under(analysis.causes.all(), None),
        initial={"parent": int(under) if under.isdecimal() else None, "kind": None},
    )

    def do() -> None:
        actions.place_cause(request.actor, analysis, **form.cleaned_data)

    return _ask(request, analysis, form, do, "Lägg in en orsak", "Orsaken är med i trädet.")


@needs("situation.place_cause", on=AnalysedCause)
@asks_and_changes
def edit(request: Request, cause: AnalysedCause) -> HttpResponse:
    analysis = cause.analysis
    only_open(analysis)
    under = may_lie_under(analysis.causes.all(), cause.pk)
    form = CauseForm(request.POST or None, under=under, initial=CauseForm.of(cause))

    def do() -> None:
        actions.place_cause(request.actor, analysis, cause=cause, **form.cleaned_data)

    return _ask(request, analysis, form, do, "Ändra orsaken", "Orsaken är ändrad.")


@needs("situation.place_cause", on=AnalysedCause)
@require_POST
def move(request: Request, cause: AnalysedCause) -> HttpResponse:
    """One step up or down among those with the same parent."""
    analysis = cause.analysis
    only_open(analysis)
    beside = analysis.causes.filter(parent=cause.parent_id)
    at = [each.pk for each in beside].index(cause.pk)
    step = 1 if request.POST.get("vart") == "ner" else -1
    actions.place_cause(
        request.actor, analysis, cause=cause, kind=cause.kind, text=cause.text,
        strength=cause.strength, parent=cause.parent, at=max(0, at + step),
    )  # fmt: skip
    return redirect(f"{analysis.get_absolute_url()}#orsak-{cause.pk}")


@needs("situation.support_cause", on=AnalysedCause)
@asks_and_changes
@waits_for_counts
def support(request: Request, cause: AnalysedCause) -> HttpResponse:
    """What the cause rests on. `?slag=` is its kind."""
    kind = request.GET.get("slag", "")
    return _support(request, cause, kind if kind in HEADINGS else Evidence.Kind.FINDING)


@needs("situation.support_cause", on=Evidence)
@asks_and_changes
@waits_for_counts
def edit_support(request: Request, evidence: Evidence) -> HttpResponse:
    said = {"fynd": "analysis", "resultat": "answers"}
    kind = said.get(pointing.what(evidence.area).partition(" ")[0], evidence.kind)
    return _support(request, evidence.cause, kind, evidence)


@needs("situation.remove_from_analysis", on=CauseAnalysis)
@asks_and_changes
def remove_analysis(request: Request, analysis: CauseAnalysis) -> HttpResponse:
    return _remove(request, analysis, None, f"orsaksanalysen »{analysis}«")


@needs("situation.remove_from_analysis", on=AnalysedCause)
@asks_and_changes
def remove_cause(request: Request, cause: AnalysedCause) -> HttpResponse:
    return _remove(request, cause.analysis, cause, f"orsaken »{cause}«")


@needs("situation.remove_from_analysis", on=Evidence)
@asks_and_changes
def remove_support(request: Request, evidence: Evidence) -> HttpResponse:
    return _remove(request, evidence.whole(), evidence, f"underlaget »{evidence}«")


def _support(
    request: Request, cause: AnalysedCause, kind: str, evidence: Evidence | None = None
) -> HttpResponse:
    analysis = cause.analysis
    only_open(analysis)
    picture = (evidence and evidence.picture) or analysis.picture
    content = None
    points = kind in (Evidence.Kind.FINDING, *SAID)
    if points and may_see(request, picture):
        content = pointing.with_findings(picture, content_for(request, picture))
    places = places_within(picture.place, request.actor.day)
    since, last = picture.since, picture.until - timedelta(days=1)
    initial = SupportForm.of(evidence) if evidence else {"since": since, "last": last}
    form = SupportForm(
        request.POST or None, kind=kind, places=places, content=content, initial=initial
    )

    def do() -> None:
        at: dict[str, Any] = {"picture": picture} if points else {}
        real = Evidence.Kind.FINDING if points else kind
        actions.support_cause(
            request.actor, cause, kind=real, evidence=evidence, **at, **form.told()
        )

    heading = HEADINGS[kind]
    return _ask(request, analysis, form, do, heading, "Underlaget är sparat.", cause=cause)


def _remove(
    request: Request,
    analysis: CauseAnalysis,
    part: AnalysedCause | Evidence | None,
    title: str,
) -> HttpResponse:
    """Asked once more, since what hangs on it goes with it."""
    only_open(analysis)
    picture: Picture = analysis.picture
    if request.method == "POST":
        actions.remove_from_analysis(request.actor, analysis, part=part)
        messages.success(request, f"Borttaget: {title}.")
        return redirect(picture if part is None else analysis)
    context: dict[str, Any] = {"analysis": analysis, "title": title, "part": part}
    return render(request, "situation/causes/remove.html", context)


def _ask(
    request: Request,
    analysis: CauseAnalysis,
    form: forms.Form,
    do: Callable[[], Any],
    *words: str,
    cause: AnalysedCause | None = None,
) -> HttpResponse:
    """Ask until the act is done. `words` are the page's heading and what is said afterwards."""
    heading, done = words
    if accepted(form, do):
        messages.success(request, done)
        return redirect(f"{analysis.get_absolute_url()}#trad")
    context = {"form": form, "analysis": analysis, "heading": heading, "cause": cause}
    return render(request, "situation/causes/form.html", context)
