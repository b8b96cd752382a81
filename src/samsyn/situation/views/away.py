"""The form for the field without a net: an empty one, and the script by which browsers keep it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samsyn.organisation.access import Request, public
from samsyn.situation.field.forms import EmptyForm


@public("an empty form tells nothing of anybody")
@require_safe
def empty(request: Request) -> HttpResponse:
    """The form with no group, no place and nobody's name; the browser adds what it knows."""
    response = render(request, "situation/field/away.html", {"form": EmptyForm()})
    response["Cache-Control"] = "no-cache"
    return response


@public("a script that is the same for everybody")
@require_safe
def worker(request: Request) -> HttpResponse:
    """Under the form's own address, so that it acts for that and for no other page."""
    response = render(request, "situation/field/worker.js", content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response
