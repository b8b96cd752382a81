"""Pages that show a draft's numbers wait for them where there are too many to count at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from samsyn.organisation.access import Request
from samsyn.situation.counting import BeingCounted, for_page
from samsyn.situation.models import Batch, Picture
from samsyn.situation.picture.making import counted_draft

View = Callable[..., HttpResponse]
WAITING = "raknas"
"""The element that asks, by htmx, whether the numbers are there."""


def content_for(request: Request, picture: Picture) -> dict[str, Any]:
    """What the page shows of a picture. Raises `BeingCounted` for who only reads: what somebody
    has written is never made to wait."""
    if request.method == "POST":
        return picture.content or counted_draft(picture, request.actor.day)
    return for_page(picture, request.actor)


def waits_for_counts(view: View) -> View:
    """While the numbers are counted, a page that says so and opens itself when they are there."""

    @wraps(view)
    def answer(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except BeingCounted as waiting:
            context = {"picture": waiting.picture, "reads": _being_read(), "address": request.path}
            response = render(request, "situation/picture/counting.html", context)
            response["Cache-Control"] = "no-store"
            return response
        if request.headers.get("HX-Trigger") == WAITING:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return response

    return answer


def _being_read() -> int | None:
    """How far the worker has come with a delivery, if it has one before it counts."""
    rows = Batch.objects.filter(status=Batch.Status.RUNNING)
    return rows.values_list("progress", flat=True).first()
