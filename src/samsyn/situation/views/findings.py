"""A draft's findings: asked for, waited for, and turned into a first text."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.organisation.access import Actor, Request, needs
from samsyn.situation import reckoning
from samsyn.situation.actions import findings as actions
from samsyn.situation.findings.keeping import state
from samsyn.situation.findings.page import FindingsPage
from samsyn.situation.models import Picture
from samsyn.situation.picture.making import reading_of
from samsyn.situation.picture.reading import Reading


@needs("situation.draft", on=Picture)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def findings(request: Request, picture: Picture) -> HttpResponse:
    """Have them computed; htmx asks how it goes until there is nothing to wait for."""
    if request.method == "POST":
        reckoning.ask(request.actor, picture)
        return redirect(f"{picture.get_absolute_url()}#fynd")
    told = told_of(picture, {"outlines": {}}, request.actor)
    if not request.headers.get("HX-Request"):
        return redirect(f"{picture.get_absolute_url()}#fynd")
    context = {"picture": picture, "findings": told}
    response = render(request, "situation/picture/findings_state.html", context)
    if told["state"] is None or told["state"].status != "waiting":
        response["HX-Refresh"] = "true"
    return response


@needs("situation.draft", on=Picture)
@require_POST
def suggest(request: Request, picture: Picture) -> HttpResponse:
    """A first text in the parts that are empty."""
    written = actions.suggest_words(request.actor, picture)
    if written:
        messages.success(request, "Ett förslag till text är infört. Läs igenom och skriv om det.")
    else:
        messages.info(request, "Alla delar har redan text. Inget är ändrat.")
    return redirect("situation:edit_picture", picture.pk)


def told_of(
    picture: Picture, content: dict[str, Any], actor: Actor, reading: Reading | None = None
) -> dict[str, Any]:
    """What a picture's page shows of findings: `state` of a draft's, `page` if there are any."""
    if picture.is_published:
        found = (picture.content or {}).get("findings")
        return {"state": None, "page": FindingsPage(found, content) if found else None}
    now = state(picture, reading or reading_of(picture, actor.day), actor.at)
    return {"state": now, "page": FindingsPage(now.content, content) if now.content else None}
