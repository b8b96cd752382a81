"""A picture's map: its page, and what it shows as GeoJSON."""

from __future__ import annotations

import json
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samsyn.organisation.access import Request, needs
from samsyn.situation.atlas.asking import Asked
from samsyn.situation.atlas.behind import behind
from samsyn.situation.atlas.page import MapPage, as_geojson
from samsyn.situation.models import Picture
from samsyn.situation.picture.kinds import ALL

from .counted import waits_for_counts
from .findings import told_of


@needs("situation.read_draft", on=Picture)
@never_cache
@require_safe
@waits_for_counts
def show(request: Request, picture: Picture) -> HttpResponse:
    """One layer of one place; other places and layers are links away."""
    page, state = _page(request, picture)
    context = {"picture": picture, "page": page, "state": state}
    return render(request, "situation/picture/map.html", context)


@needs("situation.read_draft", on=Picture)
@never_cache
@require_safe
@waits_for_counts
def as_data(request: Request, picture: Picture) -> HttpResponse:
    """The same as open data of what is published; of a draft for those who may read it."""
    page, _ = _page(request, picture)
    told = json.dumps(as_geojson(page), ensure_ascii=False)
    headers = {"Content-Disposition": f'inline; filename="karta-{picture.pk}.geojson"'}
    return HttpResponse(told, "application/geo+json", headers=headers)


def _page(request: Request, picture: Picture) -> tuple[MapPage, object]:
    asked = Asked.of(picture, request.GET.dict(), request.actor.day)
    numbers = behind(asked, request.actor)
    if numbers.whole_area(asked.line) is None:
        asked = replace(asked, line=ALL)
    found = told_of(picture, numbers.whole, request.actor)
    return MapPage(asked, numbers, found["page"]), found["state"]
