"""A picture as files: open data of the published, papers of drafts too for those who write."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from samsyn.organisation.access import Request, needs
from samsyn.papers.docx import MIME
from samsyn.situation.counting import at_hand
from samsyn.situation.models import Picture
from samsyn.situation.papers import picture_docx, picture_pdf
from samsyn.situation.picture import export
from samsyn.situation.picture.making import to_leave

from .counted import waits_for_counts


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
    """There is no open data of a draft, whatever mandate somebody holds."""
    if not picture.is_published:
        raise Http404


@needs("situation.read", on=Picture)
@require_safe
def as_geojson(request: Request, picture: Picture) -> HttpResponse:
    _only_published(picture)
    told = json.dumps(export.as_geojson(picture), ensure_ascii=False)
    headers = {"Content-Disposition": f'attachment; filename="lagesbild-{picture.pk}.geojson"'}
    return HttpResponse(told, "application/geo+json", headers=headers)


@needs("situation.read_draft", on=Picture)
@require_safe
@waits_for_counts
def as_pdf(request: Request, picture: Picture) -> HttpResponse:
    """A paper. Of a draft too, for those who may read it: marked, and protected all the same."""
    headers = {"Content-Disposition": f'inline; filename="{_name(picture)}.pdf"'}
    paper = picture_pdf(picture, _to_leave(request, picture))
    return HttpResponse(paper, "application/pdf", headers=headers)


@needs("situation.read_draft", on=Picture)
@require_safe
@waits_for_counts
def as_docx(request: Request, picture: Picture) -> HttpResponse:
    """The same as a document to edit further."""
    headers = {"Content-Disposition": f'attachment; filename="{_name(picture)}.docx"'}
    paper = picture_docx(picture, _to_leave(request, picture))
    return HttpResponse(paper, MIME, headers=headers)


def _to_leave(request: Request, picture: Picture) -> dict[str, Any]:
    if not picture.is_published:
        at_hand(picture, request.actor)
    return to_leave(picture, request.actor.day)


def _name(picture: Picture) -> str:
    return f"lagesbild-{picture.pk}" + ("" if picture.is_published else "-utkast")
