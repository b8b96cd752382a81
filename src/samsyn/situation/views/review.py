"""Review of a draft: who has been asked, what they say, what they are answered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.organisation.access import Request, needs
from samsyn.organisation.forms import accepted
from samsyn.organisation.models import Tenure
from samsyn.situation import actions
from samsyn.situation.models import Comment, Picture
from samsyn.situation.picture.review_forms import AnswerForm, AskReviewForm, CommentForm, FinishForm
from samsyn.situation.picture.reviewing import headings, reviewers

asks_and_changes = require_http_methods(["GET", "HEAD", "POST"])


@needs("situation.comment", on=Picture)
@asks_and_changes
def show(request: Request, picture: Picture) -> HttpResponse:
    """Those asked and all comments; whoever may read the draft may also comment on it."""
    told = headings(picture, request.actor.day)
    asked = request.GET.get("avsnitt", "")
    form = CommentForm(request.POST or None, headings=told, initial={"section": asked})

    def do() -> None:
        actions.comment(request.actor, picture, **form.cleaned_data)

    if accepted(form, do):
        messages.success(request, "Synpunkten är lämnad.")
        return redirect("situation:review", picture.pk)
    return render(request, "situation/picture/review.html", _shown(request, picture, told, form))


def _shown(
    request: Request, picture: Picture, told: dict[str, str], form: CommentForm
) -> dict[str, Any]:
    held = Tenure.objects.on(request.actor.day).filter(person=request.actor.person)
    reviews = list(picture.reviews.select_related("seat__body", "seat__group__place"))
    mine = set(held.values_list("seat", flat=True))
    return {
        "picture": picture,
        "form": form,
        "finish": FinishForm(),
        "reviews": reviews,
        "awaits_me": any(r.done_on is None and r.seat_id in mine for r in reviews),
        "comments": [(c, told.get(c.section, "")) for c in picture.comments.all()],
    }


@needs("situation.ask_review", on=Picture)
@asks_and_changes
def ask(request: Request, picture: Picture) -> HttpResponse:
    able = reviewers(picture, request.actor.day)
    form = AskReviewForm(request.POST or None, seats=able)

    def do() -> None:
        seats, due = form.chosen(), form.cleaned_data["due"]
        asked = actions.ask_review(request.actor, picture, seats=seats, due=due)
        who = "En plats" if len(asked) == 1 else f"{len(asked)} platser"
        messages.success(request, f"{who} har fått frågan på sitt skrivbord.")

    if accepted(form, do):
        return redirect("situation:review", picture.pk)
    context = {"picture": picture, "form": form}
    return render(request, "situation/picture/ask_review.html", context)


@needs("situation.finish_review", on=Picture)
@require_POST
def finish(request: Request, picture: Picture) -> HttpResponse:
    form = FinishForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    actions.finish_review(request.actor, picture, note=note)
    messages.success(request, "Tack. Granskningen är avslutad från din plats.")
    return redirect("situation:review", picture.pk)


@needs("situation.answer_comment", on=Comment)
@asks_and_changes
def answer(request: Request, comment: Comment) -> HttpResponse:
    form = AnswerForm(request.POST or None)

    def do() -> None:
        actions.answer_comment(request.actor, comment, **form.cleaned_data)

    if accepted(form, do):
        messages.success(request, "Synpunkten är besvarad.")
        return redirect(comment)
    told = headings(comment.picture, request.actor.day)
    context = {
        "comment": comment,
        "picture": comment.picture,
        "form": form,
        "heading": told.get(comment.section, ""),
    }
    return render(request, "situation/picture/answer_comment.html", context)
