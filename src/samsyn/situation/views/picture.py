"""Situation pictures: all of them, one of them, drafting, publishing, correcting, open data."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.organisation.access import Request, needs, public
from samsyn.organisation.forms import accepted
from samsyn.organisation.models import Place
from samsyn.situation.actions import picture as actions
from samsyn.situation.models import Picture, Source
from samsyn.situation.picture import export
from samsyn.situation.picture.forms import CorrectForm, PictureForm
from samsyn.situation.picture.page import Page
from samsyn.situation.picture.reading import FINER
from samsyn.situation.rules import missing

asks_and_changes = require_http_methods(["GET", "HEAD", "POST"])
HEAVY = ("content", "family", "mapping", "other_information", "analysis")


@public("published situation pictures are public records")
@require_safe
def index(request: Request) -> HttpResponse:
    """The latest picture of every place, and the drafts that the reader may see."""
    rows = _listed(request).order_by("place__kind", "place__name", "-until", "-pk")
    published = [row for row in rows if row.is_published]
    latest = {row.place_id: row for row in reversed(published)}
    context = {
        "latest": sorted(latest.values(), key=lambda row: (row.place.kind, row.place.name)),
        "drafts": [row for row in rows if not row.is_published],
        "may_draft": _places(request).exists(),
        "may_see_sources": Source.objects.may(request.actor, "situation.read_batches").exists(),
    }
    return render(request, "situation/picture/index.html", context)


@public("published situation pictures are public records")
@require_safe
def of_place(request: Request, key: str) -> HttpResponse:
    """All pictures of a place, corrected ones too."""
    place = get_object_or_404(Place, key=key)
    rows = _listed(request).filter(place=place)
    return render(request, "situation/picture/place.html", {"place": place, "pictures": rows})


@needs("situation.read_draft", on=Picture)
@require_safe
def show(request: Request, picture: Picture) -> HttpResponse:
    content = picture.content or actions.counted_draft(picture, request.actor.day)
    context = {
        "picture": picture,
        "page": Page(content),
        "missing": [] if picture.is_published else missing(picture, content),
        "successor": picture.corrections.published().first(),
        "others": _listed(request).filter(place=picture.place).exclude(pk=picture.pk)[:6],
    }
    return render(request, "situation/picture/show.html", context)


@needs("situation.draft", on=Place, many=True)
@asks_and_changes
def new(request: Request, places: QuerySet[Place]) -> HttpResponse:
    form = PictureForm(request.POST or None, places=_drawn(places, request))
    made: list[Picture] = []

    def do() -> None:
        place = form.cleaned_data["place"]
        made.append(actions.draft(request.actor, place, **form.draft()))

    if accepted(form, do):
        return redirect(made[0])
    return render(request, "situation/picture/form.html", {"form": form})


@needs("situation.draft", on=Picture)
@asks_and_changes
def edit(request: Request, picture: Picture) -> HttpResponse:
    form = PictureForm(request.POST or None, picture=picture)

    def do() -> None:
        actions.draft(request.actor, picture.place, picture=picture, **form.draft())

    if accepted(form, do):
        messages.success(request, "Utkastet är sparat.")
        return redirect(picture)
    return render(request, "situation/picture/form.html", {"form": form, "picture": picture})


@needs("situation.publish", on=Picture)
@asks_and_changes
def publish(request: Request, picture: Picture) -> HttpResponse:
    """A last look, then out for everybody."""
    if request.method == "POST":
        actions.publish(request.actor, picture)
        messages.success(request, "Lägesbilden är publicerad. Alla kan läsa den.")
        return redirect(picture)
    content = picture.content or actions.counted_draft(picture, request.actor.day)
    context = {"picture": picture, "missing": missing(picture, content)}
    return render(request, "situation/picture/publish.html", context)


@needs("situation.correct", on=Picture)
@asks_and_changes
def correct(request: Request, picture: Picture) -> HttpResponse:
    form = CorrectForm(request.POST or None)
    made: list[Picture] = []

    def do() -> None:
        made.append(actions.correct(request.actor, picture, why=form.cleaned_data["why"]))

    if accepted(form, do):
        return redirect(made[0])
    return render(request, "situation/picture/correct.html", {"form": form, "picture": picture})


@needs("situation.read", on=Picture)
@require_safe
def as_json(request: Request, picture: Picture) -> HttpResponse:
    _only_published(picture)
    return JsonResponse(
        export.as_json(picture), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )


@needs("situation.read", on=Picture)
@require_safe
def as_csv(request: Request, picture: Picture) -> HttpResponse:
    _only_published(picture)
    name = f"lagesbild-{picture.pk}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(export.as_csv(picture), "text/csv; charset=utf-8", headers=headers)


def _only_published(picture: Picture) -> None:
    """There is no file of a draft, whatever mandate somebody holds: its numbers are unprotected."""
    if not picture.is_published:
        raise Http404


def _listed(request: Request) -> Any:
    """The pictures that the reader may see, without their heavy columns."""
    rows = Picture.objects.may(request.actor, "situation.read_draft")
    return rows.select_related("place").defer(*HEAVY)


def _places(request: Request) -> Any:
    return Place.objects.may(request.actor, "situation.draft").filter(kind__in=FINER)


def _drawn(places: Any, request: Request) -> Any:
    """Places of today that pictures are made of, the largest first."""
    return places.on(request.actor.day).filter(kind__in=FINER).order_by("kind", "name")
