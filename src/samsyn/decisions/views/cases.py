"""Cases and documents of the bodies whose diaries one keeps."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.decisions import actions
from samsyn.decisions.actions.cases import waits
from samsyn.decisions.finding import any_case
from samsyn.decisions.forms.cases import CaseForm, DiaryForm, DocumentForm, FindForm
from samsyn.decisions.models import Case, Document, Referral
from samsyn.organisation.access import Request, needs
from samsyn.organisation.forms import accepted
from samsyn.organisation.models import Body

asks_and_changes = require_http_methods(["GET", "HEAD", "POST"])
DNR = re.compile(r"(?:(?P<prefix>\S.*?)\s+)?(?P<year>\d{4})/(?P<number>\d{1,9})")
PER_PAGE = 25


@needs("decisions.read_case", on=Body, many=True)
@require_safe
def index(request: Request, bodies: QuerySet[Body]) -> HttpResponse:
    """The cases of the bodies that the reader works for, the latest first."""
    form = FindForm(request.GET)
    sought = form.cleaned_data["q"].strip() if form.is_valid() else ""
    rows = Case.objects.may(request.actor, "decisions.read_case").select_related("diary__body")
    page = Paginator(rows.filter(matching(sought)), PER_PAGE).get_page(request.GET.get("sida"))
    writes = Body.objects.may(request.actor, "decisions.open_case").on(request.actor.day)
    context = {
        "form": form, "sought": sought, "page": page, "bodies": bodies, "may_open": writes.exists(),
        "waiting": _referrals_waiting(request),
    }  # fmt: skip
    return render(request, "decisions/cases/index.html", context)


def _referrals_waiting(request: Request) -> Any:
    rows = Referral.objects.may(request.actor, "decisions.receive_referral").filter(case=None)
    return rows.select_related("consultation", "body").order_by("answers_by")


def matching(sought: str) -> Q:
    """A number, with or without letters before it, or words of the title in any case."""
    if not sought:
        return Q()
    found = DNR.fullmatch(sought)
    if found is None:
        return Q(title__iregex=any_case(sought)) | Q(diary__prefix__iexact=sought)
    number = Q(year=int(found["year"]), number=int(found["number"]))
    return number & Q(diary__prefix__iexact=found["prefix"]) if found["prefix"] else number


@needs("decisions.open_case", on=Body, many=True)
@asks_and_changes
def open_case(request: Request, bodies: QuerySet[Body]) -> HttpResponse:
    form = CaseForm(request.POST or None, bodies=bodies.filter(until=None))
    made: list[Case] = []

    def do() -> None:
        data = form.cleaned_data
        made.append(actions.open_case(request.actor, data["body"], title=data["title"]))

    if accepted(form, do):
        messages.success(request, f"Ärendet har fått diarienummer {made[0].dnr}.")
        return redirect(made[0])
    return render(request, "decisions/cases/open.html", {"form": form})


@needs("decisions.open_diary", on=Body, many=True)
@asks_and_changes
def open_diary(request: Request, bodies: QuerySet[Body]) -> HttpResponse:
    free = bodies.filter(until=None).exclude(diary__cases__isnull=False)
    form = DiaryForm(request.POST or None, bodies=free)

    def do() -> None:
        data = form.cleaned_data
        actions.open_diary(request.actor, data["body"], prefix=data["letters"])

    if accepted(form, do):
        messages.success(request, f"{form.cleaned_data['body']} har nu ett diarium.")
        return redirect("decisions:cases")
    return render(request, "decisions/cases/diary.html", {"form": form, "is_free": free.exists()})


@needs("decisions.read_case", on=Case)
@require_safe
def show(request: Request, case: Case) -> HttpResponse:
    context = {
        "case": case,
        "documents": case.documents.select_related("from_body", "replaces", "replaced_by"),
        "consultations": case.consultations.all(),
        "referral": getattr(case, "referral", None),
        "items": case.items.select_related("meeting", "decision"),
        "decisions": case.decisions.select_related("body", "item", "case__diary"),
        "events": case.events.order_by("-at", "-pk"),
        "waits": list(waits(case, request.actor.day)),
    }
    return render(request, "decisions/cases/show.html", context)


@needs("decisions.register_document", on=Case)
@asks_and_changes
def register_document(request: Request, case: Case) -> HttpResponse:
    bodies = Body.objects.on(request.actor.day).exclude(pk=case.diary.body_id)
    form = DocumentForm(request.POST or None, case=case, bodies=bodies)

    def do() -> None:
        actions.register_document(request.actor, case, **form.cleaned_data)

    if accepted(form, do):
        messages.success(request, "Handlingen är registrerad.")
        return redirect(case)
    return render(request, "decisions/cases/register.html", {"form": form, "case": case})


@needs("decisions.close_case", on=Case)
@require_POST
def close_case(request: Request, case: Case) -> HttpResponse:
    actions.close_case(request.actor, case)
    messages.success(request, f"{case.dnr} är avslutat.")
    return redirect(case)


@needs("decisions.read_case", on=Document)
@require_safe
def document(request: Request, document: Document) -> HttpResponse:
    """One document: for the body's own, or for everybody once sent on consultation."""
    mine = Case.objects.may(request.actor, "decisions.read_case").filter(pk=document.case_id)
    context = {
        "document": document,
        "may_read_case": mine.exists(),
        "consultations": document.consultations.all(),
        "successor": getattr(document, "replaced_by", None),
    }
    return render(request, "decisions/cases/document.html", context)
