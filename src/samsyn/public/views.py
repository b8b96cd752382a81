"""What is open, open data and its catalogue, and the statements of a public service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from samsyn.organisation.access import Request, public
from samsyn.public import catalogue as catalogues
from samsyn.public import formats, service
from samsyn.public.asking import Unclear, asked
from samsyn.public.data import DATASETS, Asked, Dataset
from samsyn.public.index import parts
from samsyn.public.thread import Thread, demands
from samsyn.ui.navigation import address

HOUR = 60 * 60
DATA = "open data: protected numbers, no names"


def whole(request: Request) -> Callable[..., str]:
    """Whole addresses of pages here, by name."""
    return lambda name, *arguments: request.build_absolute_uri(reverse(name, args=arguments))


@public("what everyone may see is told to everyone")
@require_safe
def index(request: Request) -> HttpResponse:
    context = {
        "parts": [(part, [DATASETS[name] for name in part.data]) for part in parts(request.actor)],
        "licence": service.licence(),
    }
    return render(request, "public/index.html", context)


@public("says what the fields of open data mean")
@require_safe
def dataset(request: Request, name: str) -> HttpResponse:
    found = _found(name)
    context = {
        "dataset": found,
        "files": [(form, reverse(f"public:{form}", args=[name])) for form in found.formats],
        "page": address(found.page),
        "licence": service.licence(),
        "licence_url": settings.SAMSYN_DATA_LICENCE,
        "publisher": service.publisher(request.actor.day),
    }
    return render(request, "public/dataset.html", context)


@public(DATA)
@require_safe
def as_json(request: Request, name: str) -> HttpResponse:
    found = _found(name)
    return _file(
        request, lambda wish: formats.as_json(found, found.rows(wish), _head(request)), "json"
    )


@public(DATA)
@require_safe
def as_csv(request: Request, name: str) -> HttpResponse:
    found = _found(name)
    response = _file(request, lambda wish: formats.as_csv(found, found.rows(wish)), "csv")
    if response.status_code == 200:
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@public(DATA)
@require_safe
def as_geojson(request: Request, name: str) -> HttpResponse:
    found = _found(name)
    if not found.is_drawn:
        raise Http404
    return _file(
        request, lambda wish: formats.as_geojson(found, found.rows(wish), _head(request)), "geojson"
    )


@public("the catalogue of open data")
@require_safe
def catalogue(request: Request) -> HttpResponse:
    publisher = catalogues.Publisher(
        service.publisher(request.actor.day),
        settings.SAMSYN_CONTACT_EMAIL,
        settings.SAMSYN_DATA_LICENCE,
    )
    told = catalogues.catalogue(DATASETS.values(), publisher, whole(request))
    return _open(HttpResponse(formats.text(told), "application/ld+json"))


@public("submitted answers, clauses, groups, decided plans and feedback are public records")
@require_safe
def threads(request: Request) -> HttpResponse:
    return render(request, "public/threads.html", {"demands": demands()})


@public("submitted answers, clauses, groups, decided plans and feedback are public records")
@require_safe
def thread(request: Request, pk: int) -> HttpResponse:
    """One demand, from the board that made it to what came of it."""
    demand = demands().filter(pk=pk).first()
    if demand is None:
        raise Http404
    context = {"thread": Thread(demand, request.actor.day)}
    return render(request, "public/thread.html", context)


@public("data protection regulation, articles 13–14: everyone may know what is kept")
@require_safe
def personal_data(request: Request) -> HttpResponse:
    context = {
        "organisation": settings.SAMSYN_ORGANISATION,
        "ground": settings.SAMSYN_LEGAL_GROUND,
        "officer": settings.SAMSYN_DPO_CONTACT,
    }
    return render(request, "public/personal_data.html", context)


@public("lag (2023:196) 11–12 §§: the function is the public's point of contact")
@require_safe
def contact(request: Request) -> HttpResponse:
    context = {
        "organisation": settings.SAMSYN_ORGANISATION,
        "email": settings.SAMSYN_CONTACT_EMAIL,
        "phone": settings.SAMSYN_CONTACT_PHONE,
        "post": settings.SAMSYN_CONTACT_ADDRESS,
        "coordination": service.coordination(request.actor.day),
    }
    return render(request, "public/contact.html", context)


def _found(name: str) -> Dataset:
    if name not in DATASETS:
        raise Http404
    return DATASETS[name]


def _head(request: Request) -> dict[str, Any]:
    return {
        "kalla": service.publisher(request.actor.day),
        "licens": settings.SAMSYN_DATA_LICENCE,
        "beskrivning": request.build_absolute_uri(request.path.rsplit(".", 1)[0] + "/"),
    }


def _file(request: Request, write: Callable[[Asked], str], form: str) -> HttpResponse:
    """The file, or what is unclear in the question, both readable from any site."""
    try:
        text = write(asked(request))
    except Unclear as fault:
        return _open(HttpResponse(str(fault), "text/plain; charset=utf-8", status=400))
    return _open(HttpResponse(text, f"{catalogues.MEDIA[form][0]}; charset=utf-8"))


def _open(response: HttpResponse) -> HttpResponse:
    """Any site may read it, and whoever keeps copies may keep it for an hour."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=HOUR)
    return response
