"""What a correction changed, and what has changed since last time."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samsyn.organisation.access import Request, needs
from samsyn.situation.models import Picture
from samsyn.situation.picture import comparing

from .counted import content_for, waits_for_counts


@needs("situation.read_draft", on=Picture)
@require_safe
@waits_for_counts
def correction(request: Request, picture: Picture) -> HttpResponse:
    """The corrected picture and this one: what was taken away and what was added."""
    old = picture.supersedes
    if old is None or old.content is None:
        raise Http404
    content = content_for(request, picture)
    texts = comparing.texts(old, picture, content)
    context = {
        "picture": picture,
        "old": old,
        "texts": [text for text in texts if text.state != "oförändrat"],
        "numbers": comparing.corrected(old.content, content),
    }
    return render(request, "situation/picture/correction.html", context)


@needs("situation.read_draft", on=Picture)
@require_safe
@waits_for_counts
def since_last(request: Request, picture: Picture) -> HttpResponse:
    """This picture and the one before it of the same place and kind."""
    old = comparing.previous(picture)
    if old is None or old.content is None:
        return render(request, "situation/picture/since_last.html", {"picture": picture})
    content = content_for(request, picture)
    context = {
        "picture": picture,
        "old": old,
        "texts": comparing.texts(old, picture, content),
        "numbers": comparing.since_last(old.content, content),
        "unfair": comparing.comparable(old.content, content),
        "season": comparing.another_season(old.content, content),
        "now": content["period"]["label"],
        "then": old.content["period"]["label"],
    }
    return render(request, "situation/picture/since_last.html", context)
