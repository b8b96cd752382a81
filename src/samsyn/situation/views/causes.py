"""Cause analyses: all, one, begun, written part by part, done, copied, open data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.organisation.access import Request, needs, public
from samsyn.organisation.acts import Refused
from samsyn.organisation.forms import accepted
from samsyn.organisation.models import Place, PlaceCover
from samsyn.situation.actions import causes as actions
from samsyn.situation.causes import drawings, export
from samsyn.situation.causes.forms import (
    ChainForm,
    CopyForm,
    MindedForm,
    StatementForm,
    TriangleForm,
)
from samsyn.situation.causes.pointing import with_findings
from samsyn.situation.causes.presenting import listed, may_do, to_mend
from samsyn.situation.causes.reading import (
    HEAVY,
    Contents,
    Whole,
    areas_to_choose,
    pictures_pointed_at,
)
from samsyn.situation.models import CauseAnalysis, Picture

from .counted import content_for, waits_for_counts

asks_and_changes = require_http_methods(["GET", "HEAD", "POST"])
FINER = (Place.Kind.CITY, Place.Kind.DISTRICT, Place.Kind.NEIGHBOURHOOD)


@public("analyses shown with published pictures are public records")
@require_safe
def index(request: Request) -> HttpResponse:
    """All analyses: those shown with published pictures, and others that the reader may see."""
    return _list(request, listed(request.actor))


@public("analyses shown with published pictures are public records")
@require_safe
def of_place(request: Request, key: str) -> HttpResponse:
    place = get_object_or_404(Place, key=key)
    within = PlaceCover.objects.filter(place=place).values("covered")
    return _list(request, listed(request.actor).filter(place__in=within), place)


def _list(
    request: Request, rows: QuerySet[CauseAnalysis], place: Place | None = None
) -> HttpResponse:
    found = list(rows.prefetch_related("areas"))
    context = {
        "place": place,
        "shown": [row for row in found if row.is_frozen],
        "under_way": [row for row in found if not row.is_frozen],
    }
    return render(request, "situation/causes/index.html", context)


@needs("situation.read_cause_analysis", on=CauseAnalysis)
@require_safe
@waits_for_counts
def show(request: Request, analysis: CauseAnalysis) -> HttpResponse:
    analysis = whole_row(analysis)
    whole = Whole(analysis, contents_for(request, analysis))
    may = may_do(request.actor, analysis)
    others = listed(request.actor).filter(picture=analysis.picture_id).exclude(pk=analysis.pk)
    context = {
        "analysis": analysis,
        "whole": whole,
        "may": may,
        "gaps": [] if analysis.is_done else to_mend(analysis, whole.gaps, may),
        "triangle": drawings.triangle(whole),
        "tree": drawings.tree(whole) if whole.causes else None,
        "others": others[:6],
        "earlier": listed(request.actor).filter(pk=analysis.continues_id or 0).first(),
        "later": listed(request.actor).filter(continues=analysis).first(),
        "may_see_picture": may_see(request, analysis.picture),
    }
    return render(request, "situation/causes/show.html", context)


@needs("situation.read_cause_analysis", on=CauseAnalysis)
@require_safe
def as_json(request: Request, analysis: CauseAnalysis) -> HttpResponse:
    """There is no file of what is not frozen, whatever mandate somebody holds."""
    analysis = whole_row(analysis)
    if not analysis.is_frozen:
        raise Http404
    body = export.as_json(Whole(analysis, contents_for(request, analysis)))
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 1})


@needs("situation.analyse_cause", on=Picture)
@asks_and_changes
def new(request: Request, picture: Picture) -> HttpResponse:
    form = _statement_form(request, picture)
    made: list[CauseAnalysis] = []

    def do() -> None:
        made.append(actions.analyse_cause(request.actor, picture, **form.cleaned_data))

    if accepted(form, do):
        messages.success(request, "Orsaksanalysen är påbörjad. Gå vidare med triangeln och trädet.")
        return redirect(made[0])
    context = {"form": form, "picture": picture, "heading": "Ny orsaksanalys"}
    return render(request, "situation/causes/form.html", context)


@needs("situation.analyse_cause", on=CauseAnalysis)
@asks_and_changes
def statement(request: Request, analysis: CauseAnalysis) -> HttpResponse:
    form = _statement_form(request, analysis.picture, analysis)
    return _write(request, analysis, form, "Problemet")


@needs("situation.analyse_cause", on=CauseAnalysis)
@asks_and_changes
def triangle(request: Request, analysis: CauseAnalysis) -> HttpResponse:
    form = TriangleForm(request.POST or None, analysis=analysis)
    return _write(request, analysis, form, "Problemanalystriangeln")


@needs("situation.analyse_cause", on=CauseAnalysis)
@asks_and_changes
def minded(request: Request, analysis: CauseAnalysis) -> HttpResponse:
    form = MindedForm(request.POST or None, analysis=analysis)
    return _write(request, analysis, form, "Särskild hänsyn")


@needs("situation.analyse_cause", on=CauseAnalysis)
@asks_and_changes
def chain(request: Request, analysis: CauseAnalysis) -> HttpResponse:
    form = ChainForm(request.POST or None, analysis=analysis)
    return _write(
        request,
        analysis,
        form,
        "Händelsekedjan",
        page="situation/causes/chain.html",
        told=lambda: {"steps": form.steps()},
    )


@needs("situation.finish_analysis", on=CauseAnalysis)
@require_POST
def finish(request: Request, analysis: CauseAnalysis) -> HttpResponse:
    """Done, or open again."""
    done = request.POST.get("klar") != "nej"
    actions.finish_analysis(request.actor, analysis, done=done)
    messages.success(
        request, "Orsaksanalysen är klar." if done else "Orsaksanalysen är öppen igen."
    )
    return redirect(analysis)


@needs("situation.copy_analysis", on=CauseAnalysis)
@asks_and_changes
def copy(request: Request, analysis: CauseAnalysis) -> HttpResponse:
    """On to another picture that covers the same place."""
    larger = PlaceCover.objects.filter(covered=analysis.place).values("place")
    rows = Picture.objects.may(request.actor, "situation.copy_analysis").filter(place__in=larger)
    pictures = rows.exclude(pk=analysis.picture_id).defer(*HEAVY).order_by("-until", "-pk")
    form = CopyForm(request.POST or None, pictures=pictures)
    made: list[CauseAnalysis] = []

    def do() -> None:
        picture = form.cleaned_data["picture"]
        made.append(actions.copy_analysis(request.actor, picture, analysis=analysis))

    if accepted(form, do):
        messages.success(request, "Orsaksanalysen är kopierad. Gå igenom vad som har ändrats.")
        return redirect(made[0])
    context = {"form": form, "analysis": analysis, "some": pictures.exists()}
    return render(request, "situation/causes/copy.html", context)


def only_open(analysis: CauseAnalysis) -> None:
    """There is no form for what cannot be changed."""
    if analysis.is_done:
        raise Refused(actions.FROZEN if analysis.is_frozen else actions.DONE)


def whole_row(analysis: CauseAnalysis) -> CauseAnalysis:
    """The analysis with its place and its picture, without the picture's heavy columns."""
    rows = CauseAnalysis.objects.select_related("picture__place", "place")
    found: CauseAnalysis = rows.defer(*(f"picture__{name}" for name in HEAVY)).get(pk=analysis.pk)
    return found


def contents_for(request: Request, analysis: CauseAnalysis) -> Contents:
    """The content of the pictures that the analysis rests on, those that the reader may see."""
    pks = pictures_pointed_at(analysis)
    rows = Picture.objects.may(request.actor, "situation.read_draft").filter(pk__in=pks)
    seen = rows.select_related("place").defer("family", *HEAVY[2:])
    return {row.pk: with_findings(row, content_for(request, row)) for row in seen}


def may_see(request: Request, picture: Picture) -> bool:
    rows = Picture.objects.may(request.actor, "situation.read_draft")
    return bool(rows.filter(pk=picture.pk).exists())


def places_within(place: Place, day: date) -> QuerySet[Place]:
    """The place and the districts and neighbourhoods of today within it, the largest first."""
    within = PlaceCover.objects.filter(place=place).values("covered")
    rows: QuerySet[Place] = Place.objects.on(day).filter(pk__in=within, kind__in=FINER)
    return rows.order_by("kind", "name")


def _statement_form(
    request: Request, picture: Picture, analysis: CauseAnalysis | None = None
) -> StatementForm:
    day = request.actor.day
    places = places_within(picture.place, day)
    areas = areas_to_choose(picture.place, day)
    return StatementForm(request.POST or None, places=places, areas=areas, analysis=analysis)


def _write(
    request: Request,
    analysis: CauseAnalysis,
    form: forms.Form,
    heading: str,
    *,
    page: str = "situation/causes/form.html",
    told: Callable[[], dict[str, Any]] | None = None,
) -> HttpResponse:
    """Ask for a part of the analysis until it is written; `told` is what the form says of it."""
    only_open(analysis)
    parts = told or (lambda: form.cleaned_data)

    def do() -> None:
        actions.analyse_cause(request.actor, analysis.picture, analysis=analysis, **parts())

    if accepted(form, do):
        messages.success(request, "Sparat.")
        return redirect(analysis)
    return render(request, page, {"form": form, "analysis": analysis, "heading": heading})
