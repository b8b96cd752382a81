"""Feedback to boards: what is promised, what has been sent, what they ask and are answered."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.agreements.models import Duty
from samsyn.followup import actions
from samsyn.followup.forms import AnswerForm, AskForm, FeedbackForm
from samsyn.followup.models import Feedback, Question
from samsyn.followup.promises import bodies_told, promised_to
from samsyn.organisation.access import Request, needs, public
from samsyn.organisation.forms import accepted
from samsyn.organisation.models import Body, Group

asks_and_changes = require_http_methods(["GET", "HEAD", "POST"])


@public("what the cooperation tells boards is public")
@require_safe
def boards(request: Request) -> HttpResponse:
    """The bodies that are to be told, and those that have been."""
    bodies = bodies_told(request.actor.day).annotate(
        told=Count("feedback", distinct=True),
        waiting=Count("questions", filter=Q(questions__answered_on=None), distinct=True),
    )
    return render(request, "followup/boards.html", {"bodies": bodies.order_by("name")})


@public("what the cooperation tells boards is public")
@require_safe
def board(request: Request, key: str) -> HttpResponse:
    body = get_object_or_404(Body, key=key)
    day = request.actor.day
    sent = Feedback.objects.filter(to_body=body).select_related("by_group__place", "summary__place")
    groups = Group.objects.may(request.actor, "followup.give_feedback").on(day)
    context = {
        "body": body,
        "promises": promised_to(body, day),
        "duties": Duty.objects.on(day).filter(to_body=body).select_related("by_group", "by_body"),
        "sent": sent.prefetch_related("questions__to_group"),
        "loose": Question.objects.filter(by_body=body, feedback=None).select_related("to_group"),
        "mine": set(
            Question.objects.may(request.actor, "followup.answer_question").values_list(
                "pk", flat=True
            )
        ),
        "groups": groups.select_related("place"),
    }
    return render(request, "followup/board.html", context)


@needs("followup.ask", on=Body)
@asks_and_changes
def ask(request: Request, body: Body) -> HttpResponse:
    """Who is asked: the groups that have told, or are to tell, the body something."""
    sent = Feedback.objects.filter(to_body=body)
    owing = Duty.objects.on(request.actor.day).filter(to_body=body).values("by_group")
    kinds = Q(pk__in=sent.values("by_group")) | Q(pk__in=owing) | Q(level=Group.Level.CITY)
    near = kinds | Q(place=body.place) if body.place else kinds
    groups = Group.objects.on(request.actor.day).filter(near).select_related("place")
    form = AskForm(
        request.POST or None,
        groups=groups,
        feedback=sent,
        initial={"feedback": request.GET.get("om"), "to_group": request.GET.get("till")},
    )
    if request.method == "POST" and accepted(
        form, lambda: actions.ask(request.actor, body, **form.cleaned_data)
    ):
        messages.success(request, "Frågan är ställd. Gruppen ser att den väntar på svar.")
        return redirect("followup:board", body.key)
    return render(request, "followup/ask.html", {"form": form, "body": body})


@needs("followup.give_feedback", on=Group)
@asks_and_changes
def give(request: Request, group: Group) -> HttpResponse:
    bodies = Body.objects.on(request.actor.day).order_by("name")
    first = Body.objects.filter(key=request.GET.get("till", "")).first()
    form = FeedbackForm(request.POST or None, bodies=bodies, initial={"to_body": first})
    made: list[Feedback] = []

    def do() -> None:
        made.append(actions.give_feedback(request.actor, group, **form.cleaned_data))

    if request.method == "POST" and accepted(form, do):
        messages.success(request, f"Återkopplingen till {made[0].to_body} är skickad.")
        return redirect(made[0])
    return render(request, "followup/give.html", {"form": form, "group": group})


@needs("followup.answer_question", on=Question)
@asks_and_changes
def answer(request: Request, question: Question) -> HttpResponse:
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: actions.answer_question(request.actor, question, **form.cleaned_data)
    ):
        messages.success(request, f"Svaret till {question.by_body} är skickat.")
        return redirect(question)
    return render(request, "followup/answer.html", {"form": form, "question": question})
