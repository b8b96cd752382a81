"""Answers: written, handed in, read by everybody, corrected; demands and their treatment."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.decisions import actions, answering
from samsyn.decisions.answering import Content
from samsyn.decisions.forms.answers import AnswerForm, CorrectForm, DemandForm, TreatForm
from samsyn.decisions.models import Answer, AnswerPart, Decision, Demand, Referral
from samsyn.organisation.access import Request, needs
from samsyn.organisation.forms import accepted

asks_and_changes = require_http_methods(["GET", "HEAD", "POST"])


@needs("decisions.read_answer", on=Answer)
@require_safe
def show(request: Request, answer: Answer) -> HttpResponse:
    parts = list(answer.parts.all())
    kinds = [(kind, [part for part in parts if part.kind == kind]) for kind in AnswerPart.Kind]
    context = {
        "answer": answer,
        "referral": answer.referral,
        "kinds": [(kind.label, found) for kind, found in kinds if found],
        "demands": answer.demands.select_related("noted_by"),
        "changes": answering.changes(answer),
        "successor": getattr(answer, "corrected_by", None),
        "missing": [] if answer.submitted_at else answering.missing(answer),
    }
    return render(request, "decisions/answers/show.html", context)


@needs("decisions.draft_answer", on=Referral)
@asks_and_changes
def draft(request: Request, referral: Referral) -> HttpResponse:
    """Write the draft; with `?beslut=` it is built on a decision in the referral's case."""
    so_far = referral.answers.filter(version=1).first()
    if so_far is not None and so_far.submitted_at:
        return redirect(so_far)
    decision = _decision(request, referral, so_far)
    content = _content(so_far, decision)
    form = AnswerForm(request.POST or None, content=content, is_decided=decision is not None)
    saved: list[Answer] = []

    def do() -> None:
        words = form.answer()
        saved.append(actions.draft_answer(request.actor, referral, decision=decision, **words))

    if accepted(form, do):
        messages.success(request, "Utkastet är sparat. Bara ni ser det.")
        return redirect(saved[0])
    context = {"form": form, "referral": referral, "decision": decision}
    return render(request, "decisions/answers/draft.html", context)


def _decision(request: Request, referral: Referral, so_far: Answer | None) -> Decision | None:
    """The decision chosen in the address; else the one the draft is built on already."""
    chosen = request.GET.get("beslut")
    if chosen is None:
        return so_far.decision if so_far else None
    if not chosen:
        return None
    own = Decision.objects.filter(body=referral.body, case=referral.case_id or 0)
    decision: Decision | None = own.filter(pk=chosen).first() if chosen.isdecimal() else None
    if decision is None:
        raise Http404
    return decision


def _content(so_far: Answer | None, decision: Decision | None) -> Content:
    """What the form begins with: the draft, or the decision and the demands of the draft."""
    written = answering.of_answer(so_far) if so_far else Content()
    if decision is None or (so_far is not None and so_far.decision_id == decision.pk):
        return written
    base = answering.of_decision(decision)
    return Content(base.office_proposal, base.decided, base.added_text, base.parts, written.demands)


@needs("decisions.submit_answer", on=Answer)
@require_POST
def submit(request: Request, answer: Answer) -> HttpResponse:
    actions.submit_answer(request.actor, answer)
    messages.success(request, "Svaret är inlämnat. Alla kan läsa det.")
    return redirect(answer)


@needs("decisions.correct_answer", on=Answer)
@asks_and_changes
def correct(request: Request, answer: Answer) -> HttpResponse:
    content = answering.of_answer(answer)
    form = CorrectForm(
        request.POST or None, content=content, is_decided=answer.decision_id is not None
    )
    made: list[Answer] = []

    def do() -> None:
        made.append(actions.correct_answer(request.actor, answer, **form.answer()))

    if accepted(form, do):
        messages.success(request, "Rättelsen är inlämnad. Det som ändrats visas för alla.")
        return redirect(made[0])
    return render(request, "decisions/answers/correct.html", {"form": form, "answer": answer})


@needs("decisions.note_demand", on=Answer)
@asks_and_changes
def note_demand(request: Request, answer: Answer) -> HttpResponse:
    if answer.submitted_at is None:
        raise Http404  # a draft is as if it were not there
    form = DemandForm(request.POST or None)
    if accepted(form, lambda: actions.note_demand(request.actor, answer, **form.cleaned_data)):
        messages.success(request, "Kravet är noterat.")
        return redirect(answer)
    return render(request, "decisions/answers/note.html", {"form": form, "answer": answer})


@needs("decisions.read_answer", on=Demand)
@require_safe
def demand(request: Request, demand: Demand) -> HttpResponse:
    """One demand: who asked, what became of it, why, and where it stands now."""
    context = {"demand": demand, "answer": demand.answer, "referral": demand.answer.referral}
    return render(request, "decisions/answers/demand.html", context)


@needs("decisions.treat_demand", on=Demand)
@asks_and_changes
def treat(request: Request, demand: Demand) -> HttpResponse:
    if demand.answer.submitted_at is None:
        raise Http404
    initial = {"treatment": demand.treatment, "reason": demand.reason, "clause": demand.clause}
    form = TreatForm(request.POST or None, initial=initial)
    if accepted(form, lambda: actions.treat_demand(request.actor, demand, **form.cleaned_data)):
        messages.success(request, "Hanteringen är sparad. Den som ställde kravet ser den.")
        return redirect(demand)
    return render(request, "decisions/answers/treat.html", {"form": form, "demand": demand})
