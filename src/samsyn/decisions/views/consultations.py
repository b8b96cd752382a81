"""Consultations: all of them, the status board of one, sending; and a body's own page for its."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.decisions import actions, standing
from samsyn.decisions.forms.consultations import ConsultationForm, ExtendForm, RemindForm
from samsyn.decisions.models import Case, Consultation, Referral, ReferralEvent
from samsyn.organisation.access import Request, needs, public
from samsyn.organisation.forms import accepted
from samsyn.organisation.models import Body

asks_and_changes = require_http_methods(["GET", "HEAD", "POST"])
PER_PAGE = 20


@public("what has been sent on consultation is a public record")
@require_safe
def index(request: Request) -> HttpResponse:
    """What awaits the reader's own bodies, then all consultations, the latest first."""
    rows = Consultation.objects.may(request.actor, "decisions.read_consultation")
    rows = rows.select_related("case__diary__body").order_by("-sent_on", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("sida"))
    context = {
        "page": page,
        "rows": _with_counts(list(page.object_list), request),
        "mine": _mine(request),
    }
    return render(request, "decisions/consultations/index.html", context)


def _with_counts(
    consultations: list[Consultation], request: Request
) -> list[tuple[Consultation, int, Counter[str]]]:
    """Each with how many were asked and how many stand where."""
    counts: dict[int, Counter[str]] = {sent.pk: Counter() for sent in consultations}
    asks = {sent.pk: sent.asks for sent in consultations}
    rows = standing.with_answers(Referral.objects.filter(consultation__in=consultations))
    for row in rows:
        key = row.consultation_id
        counts[key][standing.state_of(row, asks[key], request.actor.day)] += 1
    return [(sent, counts[sent.pk].total(), counts[sent.pk]) for sent in consultations]


def _mine(request: Request) -> list[dict[str, Any]]:
    """Referrals to the reader's bodies that are not answered, the most urgent first."""
    own = Referral.objects.may(request.actor, "decisions.receive_referral")
    rows = standing.with_answers(own).select_related("consultation", "body", "case__diary")
    day = request.actor.day
    found = []
    for row in rows.order_by("answers_by", "body__name"):
        state = standing.state_of(row, row.consultation.asks, day)
        if state != "answered":
            left = (row.answers_by - day).days
            found.append(standing.Standing(row, state, left, None, None))
    return [{"standing": one, "referral": one.referral} for one in found]


@needs("decisions.read_consultation", on=Consultation)
@require_safe
def show(request: Request, consultation: Consultation) -> HttpResponse:
    """The status board: who has answered, registered, waits, is late; demands and their fate."""
    rows = standing.standings(consultation, request.actor.day)
    demands = list(standing.demands_of([row.answer for row in rows if row.answer]))
    sends = Referral.objects.may(request.actor, "decisions.remind")
    context = {
        "consultation": consultation,
        "documents": consultation.documents.order_by("number"),
        "rows": rows,
        "figure": standing.picture(rows),
        "demands": demands,
        "treated": sum(1 for demand in demands if demand.treatment),
        "is_mine": sends.filter(consultation=consultation).exists(),
        "events": _events(consultation),
    }
    return render(request, "decisions/consultations/show.html", context)


def _events(consultation: Consultation) -> Any:
    rows = ReferralEvent.objects.filter(
        referral__consultation=consultation, kind=ReferralEvent.Kind.EXTENSION
    )
    return rows.select_related("referral__body")


@needs("decisions.send_consultation", on=Case)
@asks_and_changes
def send(request: Request, case: Case) -> HttpResponse:
    form = ConsultationForm(
        request.POST or None, case=case, bodies=Body.objects.on(request.actor.day),
        initial={"title": case.title},
    )  # fmt: skip
    made: list[Consultation] = []

    def do() -> None:
        made.append(actions.send_consultation(request.actor, case, **form.cleaned_data))

    if accepted(form, do):
        messages.success(request, "Remissen är sänd. Alla organ fick den samtidigt.")
        return redirect(made[0])
    return render(request, "decisions/consultations/send.html", {"form": form, "case": case})


@needs("decisions.remind", on=Referral)
@asks_and_changes
def remind(request: Request, referral: Referral) -> HttpResponse:
    form = RemindForm(request.POST or None)
    if accepted(form, lambda: actions.remind(request.actor, referral, **form.cleaned_data)):
        messages.success(request, f"{referral.body} är påmind.")
        return redirect(referral.consultation)
    context = {"form": form, "referral": referral}
    return render(request, "decisions/consultations/remind.html", context)


@needs("decisions.extend_deadline", on=Referral)
@asks_and_changes
def extend(request: Request, referral: Referral) -> HttpResponse:
    form = ExtendForm(request.POST or None)

    def do() -> None:
        actions.extend_deadline(request.actor, referral, **form.cleaned_data)

    if accepted(form, do):
        messages.success(request, f"{referral.body} har fått längre svarstid.")
        return redirect(referral.consultation)
    context = {"form": form, "referral": referral}
    return render(request, "decisions/consultations/extend.html", context)


@needs("decisions.receive_referral", on=Referral)
@require_safe
def referral(request: Request, referral: Referral) -> HttpResponse:
    """A body's own page: what is asked, what to do next, and what became of its demands."""
    consultation = referral.consultation
    every = standing.standings(consultation, request.actor.day)
    answer = referral.answer
    context = {
        "referral": referral,
        "consultation": consultation,
        "standing": next(row for row in every if row.referral.pk == referral.pk),
        "documents": consultation.documents.order_by("number"),
        "answer": answer,
        "draft": referral.answers.filter(status="draft").first(),
        "demands": answer.demands.select_related("noted_by") if answer else [],
        "decisions": _decisions(referral),
        "events": referral.events.order_by("-on", "-pk"),
    }
    return render(request, "decisions/consultations/referral.html", context)


def _decisions(referral: Referral) -> Any:
    if referral.case is None:
        return []
    return referral.case.decisions.select_related("body", "item", "case__diary")


@needs("decisions.receive_referral", on=Referral)
@require_POST
def receive(request: Request, referral: Referral) -> HttpResponse:
    case = actions.receive_referral(request.actor, referral)
    messages.success(request, f"Remissen är registrerad som {case.dnr}.")
    return redirect(referral)
