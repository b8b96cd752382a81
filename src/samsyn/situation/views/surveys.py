"""Safety surveys: their rounds, their tables with intervals, and a question through the years."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.organisation.access import Request, needs, seated
from samsyn.organisation.forms import accepted
from samsyn.organisation.models import Place
from samsyn.situation import actions
from samsyn.situation.models import Source, Survey
from samsyn.situation.surveys.forms import RoundForm
from samsyn.situation.surveys.reading import Results, surveys
from samsyn.situation.surveys.showing import Grid, QuestionPage

FORM = ["GET", "HEAD", "POST"]
WHY = "results of surveys are tables of many, for those who cooperate"


@seated(WHY)
@require_safe
def index(request: Request) -> HttpResponse:
    """Every survey with its rounds."""
    listed = [Results(survey) for survey in surveys()]
    may = Place.objects.may(request.actor, "situation.register_source").exists()
    context = {"surveys": listed, "may_register": may}
    return render(request, "situation/surveys/index.html", context)


@seated(WHY)
@require_safe
def show(request: Request, key: str) -> HttpResponse:
    """A survey's table, place by question: of the latest round and of all, unless asked else."""
    survey = _survey(key)
    grid = Grid.of(Results(survey), request.GET.get("omgang", ""), request.GET.get("grupp", ""))
    marks = Source.objects.may(request.actor, "situation.mark_round")
    context: dict[str, Any] = {
        "survey": survey,
        "grid": grid,
        "may_mark": marks.filter(pk=survey.source_id).exists(),
    }
    return render(request, "situation/surveys/show.html", context)


@seated(WHY)
@require_safe
def question(request: Request, key: str, place: str, question: str) -> HttpResponse:
    """One question in one place through the rounds, for every group."""
    survey = _survey(key)
    page = QuestionPage(Results(survey), get_object_or_404(Place, key=place), question)
    if not page.rows:
        raise Http404
    return render(request, "situation/surveys/question.html", {"survey": survey, "page": page})


@needs("situation.mark_round", on=Source, many=True)
@require_http_methods(FORM)
def mark(request: Request, sources: QuerySet[Source], key: str, year: int) -> HttpResponse:
    """Say whether a round can be compared with the one before."""
    source = get_object_or_404(sources.select_related("survey"), key=key, survey__isnull=False)
    if not source.survey.results.filter(year=year).exists():
        raise Http404
    marked = source.survey.rounds.filter(year=year).first()
    form = RoundForm(
        request.POST if request.method == "POST" else None,
        initial={"broken": marked.broken if marked else ""},
    )
    if request.method == "POST" and accepted(
        form, lambda: actions.mark_round(request.actor, source, year=year, **form.cleaned_data)
    ):
        messages.success(request, f"Omgången {year} är sparad.")
        return redirect(f"{reverse('situation:survey', args=[key])}?omgang={year}")
    context = {"survey": source.survey, "year": str(year), "form": form}
    return render(request, "situation/surveys/mark.html", context)


def _survey(key: str) -> Survey:
    rows = Survey.objects.select_related("source__body", "source__place")
    return get_object_or_404(rows, source__key=key)
