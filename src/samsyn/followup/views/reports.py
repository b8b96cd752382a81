"""Reports: which to write, writing, submitting, reading, receiving."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.agreements.models import Duty
from samsyn.followup import actions
from samsyn.followup.forms import AcceptForm, AskBackForm, ReportForm, WriteForm, open_occasions
from samsyn.followup.models import Report
from samsyn.followup.owing import name_of, occasions_for
from samsyn.followup.prefilling import prefilled
from samsyn.organisation.access import Request, needs
from samsyn.organisation.acts import Refused
from samsyn.organisation.forms import accepted

asks_and_changes = require_http_methods(["GET", "HEAD", "POST"])


@needs("followup.write_report", on=Duty)
@asks_and_changes
def write(request: Request, duty: Duty) -> HttpResponse:
    """A duty with its due days; begin the report for one of them."""
    found = occasions_for(duty, request.actor.day)
    form = WriteForm(request.POST or None, occasions=open_occasions(found))
    made: list[Report] = []

    def do() -> None:
        due = date.fromisoformat(form.cleaned_data["due"])
        made.append(actions.write_report(request.actor, duty, due=due))

    if request.method == "POST" and accepted(form, do):
        return redirect("followup:edit_report", made[0].pk)
    reports = Report.objects.may(request.actor, "followup.read_report")
    context = {
        "duty": duty,
        "receiver": name_of(duty.owed_to),
        "form": form,
        "can_begin": bool(open_occasions(found)),
        "reports": reports.filter(duty__key=duty.key).select_related("duty__place"),
        "today": request.actor.day,
    }
    return render(request, "followup/write.html", context)


@needs("followup.read_report", on=Report)
@require_safe
def show(request: Request, report: Report) -> HttpResponse:
    return render(request, "followup/report.html", _shown(request, report))


@needs("followup.write_report", on=Report)
@asks_and_changes
def edit(request: Request, report: Report) -> HttpResponse:
    """Write the words of a draft, or begin the next version of what was asked back."""
    form = ReportForm(request.POST or None, initial={"text": report.text})
    written: list[Report] = []

    def do() -> None:
        duty = _standing(report, request.actor.day)
        written.append(
            actions.write_report(request.actor, duty, due=report.due, **form.cleaned_data)
        )

    if request.method == "POST" and accepted(form, do):
        messages.success(request, "Utkastet är sparat.")
        return redirect(written[0])
    return render(request, "followup/edit.html", {**_shown(request, report), "form": form})


@needs("followup.submit_report", on=Report)
@asks_and_changes
def submit(request: Request, report: Report) -> HttpResponse:
    """A last look, then on to the receiver."""
    if request.method == "POST":
        actions.submit_report(request.actor, report)
        messages.success(
            request, "Rapporten är lämnad. Mottagaren godtar den eller begär den åter."
        )
        return redirect(report)
    return render(request, "followup/submit.html", _shown(request, report))


@needs("followup.accept_report", on=Report)
@asks_and_changes
def accept(request: Request, report: Report) -> HttpResponse:
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: actions.accept_report(request.actor, report, **form.cleaned_data)
    ):
        messages.success(request, "Rapporten är godtagen.")
        return redirect("followup:index")
    return _receive(request, report, form, "followup/accept.html")


@needs("followup.ask_back", on=Report)
@asks_and_changes
def back(request: Request, report: Report) -> HttpResponse:
    form = AskBackForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: actions.ask_back(request.actor, report, **form.cleaned_data)
    ):
        messages.success(request, "Rapporten är återbegärd. Avsändaren ser skälet.")
        return redirect("followup:index")
    return _receive(request, report, form, "followup/ask_back.html")


def _receive(request: Request, report: Report, form: Any, template: str) -> HttpResponse:
    if report.status != Report.Status.SUBMITTED:
        raise Refused("Rapporten är inte lämnad, eller redan besvarad.")
    return render(request, template, {**_shown(request, report), "form": form})


def _standing(report: Report, day: date) -> Duty:
    """The duty as it stands today: a new version of the agreement may have carried it on."""
    return Duty.objects.on(day).filter(key=report.duty.key).first() or report.duty


def _shown(request: Request, report: Report) -> dict[str, Any]:
    rows = Report.objects.may(request.actor, "followup.read_report")
    same = rows.filter(duty__key=report.duty.key, due=report.due)
    return {
        "report": report,
        "sender": name_of(report.duty.owed_by),
        "receiver": name_of(report.duty.owed_to),
        "told": report.content or prefilled(report, request.actor.day),
        "steps": list(report.steps.all()),
        "versions": list(same.exclude(pk=report.pk).defer("content", "text").order_by("version")),
        "is_late": report.due < request.actor.day and report.status in {"draft", "asked_back"},
    }
