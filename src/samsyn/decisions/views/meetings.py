"""Meetings: the calendar, one meeting from agenda to minutes, and what a secretary does with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.decisions import actions
from samsyn.decisions import minutes as told
from samsyn.decisions.forms.meetings import (
    ApproveForm,
    FindForm,
    ItemForm,
    MeetingForm,
    OpenForm,
    as_lines,
)
from samsyn.decisions.models import Case, Item, Meeting
from samsyn.decisions.rules.delegating import BOARDS
from samsyn.decisions.rules.recording import announce_by, approve_by
from samsyn.organisation.access import Request, needs, public
from samsyn.organisation.forms import accepted
from samsyn.organisation.models import Body

from .asking import Question, ask

asks_and_changes = require_http_methods(["GET", "HEAD", "POST"])
PER_PAGE = 25
Status = Meeting.Status


@public("when boards meet, and their approved minutes, are public")
@require_safe
def index(request: Request) -> HttpResponse:
    """Meetings to come and minutes approved; for a secretary also what waits for her."""
    form = FindForm(request.GET, bodies=Body.objects.filter(meetings__isnull=False).distinct())
    body = form.cleaned_data.get("organ") if form.is_valid() else None
    rows = Meeting.objects.select_related("body")
    rows = rows.filter(body=body) if body else rows
    approved = Paginator(rows.filter(status=Status.APPROVED), PER_PAGE)
    readable = Meeting.objects.may(request.actor, "decisions.read_minutes")
    context = {
        "form": form,
        "body": body,
        "coming": rows.filter(status__in=[Status.PLANNED, Status.OPEN]).order_by("held_on", "pk"),
        "readable": set(readable.exclude(status=Status.APPROVED).values_list("pk", flat=True)),
        "page": approved.get_page(request.GET.get("sida")),
        **_mine(request),
    }
    return render(request, "decisions/meetings/index.html", context)


def _mine(request: Request) -> dict[str, Any]:
    """What waits for a secretary: minutes to approve, matters without a meeting."""
    day = request.actor.day
    plans = Body.objects.may(request.actor, "decisions.plan_meeting").on(day)
    ended = Meeting.objects.may(request.actor, "decisions.approve_minutes")
    return {
        "plans": plans.filter(kind__in=BOARDS),
        "to_approve": [
            (meeting, approve_by(meeting.held_on), approve_by(meeting.held_on) < day)
            for meeting in ended.filter(status=Status.ENDED).select_related("body")
        ],
        "waiting": Item.objects.filter(meeting=None, body__in=plans).select_related("body", "case"),
    }


@needs("decisions.read_minutes", on=Meeting)
@require_safe
def show(request: Request, meeting: Meeting) -> HttpResponse:
    """The agenda before, the minutes after."""
    last = approve_by(meeting.held_on)
    items = told.treated(meeting)
    context = {
        "meeting": meeting,
        "facts": told.facts(meeting),
        "people": meeting.participants.all(),
        "items": [(item, told.tell(item)) for item in items],
        "undecided": [i for i in items if i.kind == Item.Kind.DECISION and i.paragraph is None],
        "approve_by": last if meeting.status == Status.ENDED else None,
        "is_late": meeting.status == Status.ENDED and last < request.actor.day,
    }
    return render(request, "decisions/meetings/show.html", context)


@needs("decisions.read_minutes", on=Meeting)
@require_safe
def minutes_pdf(request: Request, meeting: Meeting) -> HttpResponse:
    name = f"protokoll-{meeting.body.key}-{meeting.held_on}"
    return pdf(told.paper(told.minutes(meeting)), name)


def pdf(content: bytes, name: str) -> HttpResponse:
    """A paper to read in the browser or to save under its name."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


@needs("decisions.plan_meeting", on=Body)
@asks_and_changes
def plan(request: Request, body: Body) -> HttpResponse:
    form, made = MeetingForm(request.POST or None), list[Meeting]()

    def do() -> None:
        made.append(actions.plan_meeting(request.actor, body, **form.cleaned_data))

    if accepted(form, do):
        count = made[0].items.count()
        messages.success(request, f"Sammanträdet är planerat, med {count} punkter på dagordningen.")
        return redirect(made[0])
    question = Question(
        "Planera ett sammanträde",
        f"För {body}. Det som väntar på nämnden kommer med på dagordningen.",
        "Planera",
        reverse("decisions:meetings"),
    )
    return ask(request, form, question)


@needs("decisions.move_meeting", on=Meeting)
@asks_and_changes
def move(request: Request, meeting: Meeting) -> HttpResponse:
    now = {"held_on": meeting.held_on, "where": meeting.where}
    form = MeetingForm(request.POST or None, initial=now)
    if accepted(form, lambda: actions.move_meeting(request.actor, meeting, **form.cleaned_data)):
        messages.success(request, "Sammanträdet är flyttat.")
        return redirect(meeting)
    lead = "Dagordningen följer med."
    question = Question(
        "Flytta sammanträdet", f"{meeting}. {lead}", "Flytta", meeting.get_absolute_url()
    )
    return ask(request, form, question)


@needs("decisions.open_meeting", on=Meeting)
@asks_and_changes
def open_meeting(request: Request, meeting: Meeting) -> HttpResponse:
    """Who takes part; the list of last time is there to change."""
    before = Meeting.objects.filter(body=meeting.body, opened_at__isnull=False).order_by("-held_on")
    latest = before.first()
    people = as_lines(latest.participants.all()) if latest else ""
    form = OpenForm(request.POST or None, initial={"people": people})

    def do() -> None:
        actions.open_meeting(request.actor, meeting, participants=form.cleaned_data["people"])

    if accepted(form, do):
        messages.success(request, "Sammanträdet är öppnat.")
        return redirect(meeting)
    lead = "Anteckna vilka som deltar. Listan från förra gången finns kvar att ändra."
    question = Question(
        "Öppna sammanträdet", f"{meeting}. {lead}", "Öppna", meeting.get_absolute_url()
    )
    return ask(request, form, question)


@needs("decisions.end_meeting", on=Meeting)
@require_POST
def end_meeting(request: Request, meeting: Meeting) -> HttpResponse:
    actions.end_meeting(request.actor, meeting)
    last = approve_by(meeting.held_on)
    messages.success(request, f"Sammanträdet är avslutat. Protokollet ska justeras senast {last}.")
    return redirect(meeting)


@needs("decisions.approve_minutes", on=Meeting)
@asks_and_changes
def approve(request: Request, meeting: Meeting) -> HttpResponse:
    form = ApproveForm(request.POST or None, day=request.actor.day)
    if accepted(form, lambda: actions.approve_minutes(request.actor, meeting, **form.cleaned_data)):
        messages.success(request, "Protokollet är justerat. Besluten gäller från idag.")
        return redirect(meeting)
    lead = (
        "Ett justerat protokoll är offentligt och kan inte ändras. Läs det en sista gång först. "
        f"Justeringen ska anslås senast {announce_by(request.actor.day)}."
    )
    question = Question(
        "Justera protokollet", f"{meeting}. {lead}", "Justera", meeting.get_absolute_url()
    )
    return ask(request, form, question)


@needs("decisions.add_item", on=Case)
@asks_and_changes
def add_item(request: Request, case: Case) -> HttpResponse:
    """Put a case before its board."""
    coming: QuerySet[Meeting] = Meeting.objects.filter(
        body=case.diary.body_id, status__in=[Status.PLANNED, Status.OPEN]
    )
    first = {"title": case.title}
    form, made = ItemForm(request.POST or None, meetings=coming, initial=first), list[Item]()

    def do() -> None:
        made.append(actions.add_item(request.actor, case, **form.item()))

    if accepted(form, do):
        words = "Punkten står på dagordningen." if made[0].meeting else "Punkten väntar på nästa."
        messages.success(request, words)
        return redirect(made[0])
    question = Question(
        "Sätt upp på dagordningen",
        f"{case.dnr} {case.title}, till {case.body}.",
        "Sätt upp",
        case.get_absolute_url(),
    )
    return ask(request, form, question)
