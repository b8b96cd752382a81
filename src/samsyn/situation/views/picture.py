"""Situation pictures: all of them, one of them, drafting, publishing, correcting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.organisation.access import Request, needs, public
from samsyn.organisation.forms import accepted
from samsyn.organisation.models import Group, Place
from samsyn.situation import actions, reckoning
from samsyn.situation.counting import at_hand
from samsyn.situation.models import Picture, Source
from samsyn.situation.picture.comparing import previous
from samsyn.situation.picture.document import named
from samsyn.situation.picture.forms import IN_THE_FORM, CorrectForm, PictureForm
from samsyn.situation.picture.making import counted, with_seen
from samsyn.situation.picture.outline import Named
from samsyn.situation.picture.page import Page
from samsyn.situation.picture.reading import FINER
from samsyn.situation.picture.saving import Clash, SavedSince, clash, parsed, tokens
from samsyn.situation.rules import Gap, gaps

from .counted import content_for, waits_for_counts
from .findings import told_of

asks_and_changes = require_http_methods(["GET", "HEAD", "POST"])
HEAVY = ("content", "family", "mapping", "other_information", "analysis", "sections")
DRAFTING = ("draft", "comment", "ask_review", "publish")


@public("published situation pictures are public records")
@require_safe
def index(request: Request) -> HttpResponse:
    """The latest picture of every place, and the drafts that the reader may see."""
    rows = _listed(request).order_by("place__kind", "place__name", "-until", "-pk")
    published = [row for row in rows if row.is_published]
    latest = {row.place_id: row for row in reversed(published)}
    person = request.actor.person
    context = {
        "latest": sorted(latest.values(), key=lambda row: (row.place.kind, row.place.name)),
        "drafts": [row for row in rows if not row.is_published],
        "may_draft": _places(request).exists(),
        "is_seated": person is not None and person.holds_a_seat(request.actor.day),
        "may_see_weeks": Group.objects.may(request.actor, "situation.make_week_picture").exists(),
        "may_see_sources": Source.objects.may(request.actor, "situation.read_batches").exists(),
        "may_register": Place.objects.may(request.actor, "situation.register_source").exists(),
    }
    return render(request, "situation/picture/index.html", context)


@public("published situation pictures are public records")
@require_safe
def of_place(request: Request, key: str) -> HttpResponse:
    """All pictures of a place, corrected ones too."""
    place = get_object_or_404(Place, key=key)
    rows = _listed(request).filter(place=place)
    corrected = set(rows.published().values_list("supersedes_id", flat=True))
    context = {"place": place, "pictures": rows, "corrected": corrected}
    return render(request, "situation/picture/place.html", context)


@needs("situation.read_draft", on=Picture)
@require_safe
@waits_for_counts
def show(request: Request, picture: Picture) -> HttpResponse:
    reading = None if picture.is_published else at_hand(picture, request.actor)
    content = picture.content or {}
    if reading:  # a draft's true numbers of incidents, and what was seen in the field, protected
        content = with_seen(picture, counted(picture, reading), reading)
    context = {
        "picture": picture,
        "page": Page(content),
        "findings": told_of(picture, content, request.actor, reading),
        "gaps": [] if picture.is_published else _gaps(picture, content),
        "reviews": [] if picture.is_published else picture.reviews.select_related("seat__body"),
        "successor": picture.corrections.published().first(),
        "may": _may(request, picture),
        "near": _near(request, picture),
        "previous": previous(picture),
        "others": _listed(request).filter(place=picture.place).exclude(pk=picture.pk)[:6],
    }
    return render(request, "situation/picture/show.html", context)


@needs("situation.draft", on=Place, many=True)
@asks_and_changes
def new(request: Request, places: QuerySet[Place]) -> HttpResponse:
    drawn, today = _drawn(places, request), request.actor.day
    form = PictureForm(request.POST or None, places=drawn, areas=_areas(drawn, today), today=today)
    made: list[Picture] = []

    def do() -> None:
        place = form.cleaned_data["place"]
        made.append(actions.draft(request.actor, place, **form.draft()))
        reckoning.ask(request.actor, made[0])

    if accepted(form, do):
        return redirect(made[0])
    return render(request, "situation/picture/form.html", {"form": form})


@needs("situation.draft", on=Picture)
@asks_and_changes
def edit(request: Request, picture: Picture) -> HttpResponse:
    areas = named(picture.place, request.actor.day)
    form = PictureForm(request.POST or None, picture=picture, areas=areas)
    clashes: list[tuple[str, Clash]] = []

    def do() -> None:
        was = parsed(form.cleaned_data["was"])
        try:
            actions.draft(request.actor, picture.place, picture=picture, was=was, **form.draft())
        except SavedSince as since:
            picture.refresh_from_db()
            clashes.extend(_clashes(request, picture, form, since.keys))
            form.seen_anew(tokens(picture, IN_THE_FORM))
            raise
        reckoning.ask_if_changed(request.actor, picture.pk)

    if accepted(form, do):
        messages.success(request, "Utkastet är sparat.")
        return redirect(picture)
    context = {"form": form, "picture": picture, "clashes": clashes}
    return render(request, "situation/picture/form.html", context)


def _clashes(
    request: Request, picture: Picture, form: PictureForm, keys: list[str]
) -> Iterator[tuple[str, Clash]]:
    """Each text that two have written, under its name in the form."""
    for key in keys:
        label = str(form.fields[key].label)
        said = {"text": form.cleaned_data[key]}
        yield label, clash(picture, key, said, request.actor.person)


@needs("situation.publish", on=Picture)
@asks_and_changes
@waits_for_counts
def publish(request: Request, picture: Picture) -> HttpResponse:
    """A last look, then out for everybody."""
    if request.method == "POST":
        actions.publish(request.actor, picture)
        messages.success(request, "Lägesbilden är publicerad. Alla kan läsa den.")
        return redirect(picture)
    content = content_for(request, picture)
    context = {"picture": picture, "gaps": _gaps(picture, content)}
    context["reviews"] = picture.reviews.filter(done_on=None).select_related("seat__body")
    context["findings"] = told_of(picture, content, request.actor)
    return render(request, "situation/picture/publish.html", context)


@needs("situation.correct", on=Picture)
@asks_and_changes
def correct(request: Request, picture: Picture) -> HttpResponse:
    form = CorrectForm(request.POST or None)
    made: list[Picture] = []

    def do() -> None:
        made.append(actions.correct(request.actor, picture, why=form.cleaned_data["why"]))
        reckoning.ask(request.actor, made[0])

    if accepted(form, do):
        return redirect(made[0])
    return render(request, "situation/picture/correct.html", {"form": form, "picture": picture})


def _may(request: Request, picture: Picture) -> dict[str, bool]:
    """What the reader may do with the picture, each asked once."""
    acts = ("correct", "comment") if picture.is_published else DRAFTING
    rows = Picture.objects.filter(pk=picture.pk)
    return {act: rows.may(request.actor, f"situation.{act}").exists() for act in acts}


def _near(request: Request, picture: Picture) -> list[Picture]:
    """The latest published picture of the place around, and of each part of this one."""
    around = Q(place=picture.place.parent_id) | Q(place__parent=picture.place_id)
    rows = Picture.objects.current().filter(around).select_related("place").defer(*HEAVY)
    latest = {row.place_id: row for row in rows.order_by("until", "pk")}
    return sorted(latest.values(), key=lambda row: (row.place.kind, row.place.name))


def _gaps(picture: Picture, content: dict[str, Any]) -> list[Gap]:
    return gaps(picture, content, picture.comments.filter(answered_at=None).count())


def _areas(places: QuerySet[Place], day: date) -> list[Named]:
    """The areas that the agreements name for the places, each once."""
    largest = places.first()
    return named(largest, day) if largest is not None else []


def _listed(request: Request) -> Any:
    """The pictures that the reader may see, without their heavy columns."""
    rows = Picture.objects.may(request.actor, "situation.read_draft")
    return rows.select_related("place").defer(*HEAVY)


def _places(request: Request) -> Any:
    return Place.objects.may(request.actor, "situation.draft").filter(kind__in=FINER)


def _drawn(places: Any, request: Request) -> Any:
    """Places of today that pictures are made of, the largest first."""
    return places.on(request.actor.day).filter(kind__in=FINER).order_by("kind", "name")
