"""The year's summary: compiled, written, frozen, amended; a page and a paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.followup import actions
from samsyn.followup.forms import AmendForm, CompileForm, SummaryForm
from samsyn.followup.gathering import gathered
from samsyn.followup.models import Summary
from samsyn.followup.papers import summary_paper
from samsyn.organisation.access import Request, needs
from samsyn.organisation.acts import Refused
from samsyn.organisation.forms import accepted
from samsyn.organisation.models import Place

asks_and_changes = require_http_methods(["GET", "HEAD", "POST"])
BACK = 5


@needs("followup.compile", on=Place, many=True)
@asks_and_changes
def new(request: Request, places: QuerySet[Place]) -> HttpResponse:
    """Choose a year that has no summary yet."""
    city = places.filter(kind=Place.Kind.CITY).first()
    if city is None:
        raise Refused("Året sammanställs för hela staden, och du har bara en del av den.")
    years = _years(city, request.actor.day)
    form = CompileForm(request.POST or None, years=years)
    made: list[Summary] = []

    def do() -> None:
        year = form.cleaned_data["year"]
        made.append(actions.compile_summary(request.actor, city, year=year))

    if request.method == "POST" and accepted(form, do):
        return redirect("followup:edit_summary", made[0].pk)
    return render(request, "followup/compile.html", {"form": form, "years": years, "city": city})


def _years(city: Place, day: date) -> list[int]:
    have = set(Summary.objects.frozen().filter(place=city).values_list("year", flat=True))
    return [year for year in range(day.year, day.year - BACK, -1) if year not in have]


@needs("followup.read_summary", on=Summary)
@require_safe
def show(request: Request, summary: Summary) -> HttpResponse:
    return render(request, "followup/summary.html", _shown(request, summary))


@needs("followup.compile", on=Summary)
@asks_and_changes
def edit(request: Request, summary: Summary) -> HttpResponse:
    """Write the draft's own words, beside what is compiled."""
    if summary.is_frozen:
        raise Refused("Sammanställningen är fastställd. Rätta den med en ny version.")
    form = SummaryForm(request.POST or None, initial={"text": summary.text})

    def do() -> None:
        place, year = summary.place, summary.year
        actions.compile_summary(request.actor, place, year=year, **form.cleaned_data)

    if request.method == "POST" and accepted(form, do):
        messages.success(request, "Utkastet är sparat.")
        return redirect(summary)
    return render(request, "followup/edit_summary.html", {**_shown(request, summary), "form": form})


@needs("followup.freeze", on=Summary)
@asks_and_changes
def freeze(request: Request, summary: Summary) -> HttpResponse:
    """A last look at the gaps, then out for everybody."""
    if request.method == "POST":
        actions.freeze(request.actor, summary)
        messages.success(request, "Sammanställningen är fastställd. Alla kan läsa den.")
        return redirect(summary)
    return render(request, "followup/freeze.html", _shown(request, summary))


@needs("followup.amend", on=Summary)
@asks_and_changes
def amend(request: Request, summary: Summary) -> HttpResponse:
    form = AmendForm(request.POST or None)
    made: list[Summary] = []

    def do() -> None:
        made.append(actions.amend(request.actor, summary, **form.cleaned_data))

    if request.method == "POST" and accepted(form, do):
        return redirect("followup:edit_summary", made[0].pk)
    return render(request, "followup/amend.html", {"summary": summary, "form": form})


@needs("followup.read_summary", on=Summary)
@require_safe
def as_pdf(request: Request, summary: Summary) -> HttpResponse:
    """There is no paper of a draft."""
    if not summary.is_frozen:
        raise Http404
    name = f"sammanstallning-{summary.year}-{summary.version}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(summary_paper(summary), "application/pdf", headers=headers)


def _shown(request: Request, summary: Summary) -> dict[str, Any]:
    versions = Summary.objects.may(request.actor, "followup.read_summary")
    same = versions.filter(place=summary.place, year=summary.year).exclude(pk=summary.pk)
    return {
        "summary": summary,
        "told": summary.content or gathered(summary.place, summary.year, request.actor.day),
        "successor": summary.amendments.frozen().first(),
        "versions": same.defer("content", "text"),
    }
