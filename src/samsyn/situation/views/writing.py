"""A draft's sections, written one at a time, the next one at hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from samsyn.organisation.access import Request, needs
from samsyn.organisation.acts import Refused
from samsyn.organisation.forms import accepted
from samsyn.situation import actions
from samsyn.situation.models import Picture
from samsyn.situation.picture.comparing import previous
from samsyn.situation.picture.document import Document
from samsyn.situation.picture.forms import SectionForm
from samsyn.situation.picture.making import reading_of, with_seen
from samsyn.situation.picture.outline import PARTS
from samsyn.situation.picture.page import Page
from samsyn.situation.picture.saving import Clash, SavedSince, clash, parsed, tokens

from .counted import content_for, waits_for_counts

TELLS_OF_THE_FIELD = ("seen", "other_information")


@needs("situation.draft", on=Picture, many=True)
@require_http_methods(["GET", "HEAD", "POST"])
@waits_for_counts
def section(request: Request, pictures: QuerySet[Picture], pk: int, key: str) -> HttpResponse:
    """One section with what it asks, its numbers, what was said last time and by reviewers."""
    picture = get_object_or_404(pictures.select_related("place"), pk=pk)
    if picture.is_published:
        raise Refused("Lägesbilden är publicerad. Rätta den med en ny.")
    content = content_for(request, picture)
    if key in TELLS_OF_THE_FIELD:
        content = with_seen(picture, content, reading_of(picture, request.actor.day))
    found = {each["key"]: each for each in content["sections"]}
    if key not in found:
        raise Http404
    form = SectionForm(request.POST or None, section=found[key], was=tokens(picture, [key]))
    clashes: list[Clash] = []

    def do() -> None:
        told: dict[str, Any] = {"since": picture.since, "until": picture.until}
        told |= _told(key, form.cleaned_data) | {"was": parsed(form.cleaned_data["was"])}
        try:
            actions.draft(request.actor, picture.place, picture=picture, **told)
        except SavedSince:
            picture.refresh_from_db()
            clashes.append(clash(picture, key, form.cleaned_data, request.actor.person))
            form.seen_anew(tokens(picture, [key]))
            raise

    if accepted(form, do):
        messages.success(request, f"»{found[key]['heading']}« är sparat.")
        return _onward(request, picture, list(found), key)
    context = {
        "picture": picture,
        "section": found[key],
        "form": form,
        "clash": clashes[0] if clashes else None,
        "page": Page(content),
        "row": _row(content, found[key]["area"]),
        "comments": picture.comments.filter(section=key),
        "last_time": _last_time(picture, key),
        "following": _following(list(found), key),
        "number": list(found).index(key) + 1,
        "count": len(found),
    }
    return render(request, "situation/picture/section.html", context)


def _told(key: str, said: dict[str, Any]) -> dict[str, Any]:
    """The words as the act asks for them: a part's own stand in a field of the picture."""
    if key in PARTS:
        return {key: said["text"]}
    return {"sections": {key: {"text": said["text"], "absent": said.get("absent", "")}}}


def _onward(request: Request, picture: Picture, keys: list[str], key: str) -> HttpResponse:
    following = _following(keys, key)
    if "next" in request.POST and following:
        return redirect("situation:picture_section", picture.pk, following)
    return redirect(picture)


def _following(keys: list[str], key: str) -> str:
    after = keys[keys.index(key) + 1 :]
    return after[0] if after else ""


def _row(content: dict[str, Any], area: str) -> Any:
    """The numbers of the area that the section is about, else of all incidents."""
    keys = [each["key"] for each in content["areas"]]
    at = keys.index(area) if area in keys else 0
    return list(Page(content).sections)[at]


def _last_time(picture: Picture, key: str) -> dict[str, str] | None:
    """What the picture before this one said in the section."""
    before = previous(picture)
    if before is None or before.content is None:
        return None
    said = {each["key"]: each for each in Document(before.content).all}.get(key)
    text = getattr(before, key) if key in PARTS else (said or {}).get("text", "")
    return {"text": text, "title": before.title, "url": before.get_absolute_url()} if text else None
