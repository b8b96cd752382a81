"""The weekly round: one screen to run the meeting from, with last week beside it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.organisation.access import Actor, Request, needs
from samsyn.organisation.forms import accepted
from samsyn.organisation.models import Group
from samsyn.situation import actions
from samsyn.situation.actions.rounds import seats_for
from samsyn.situation.field import rules
from samsyn.situation.field.rounding import reports_in, spots_map, summary
from samsyn.situation.field.rounds_forms import CloseForm, HotspotForm, SettleForm, TaskForm
from samsyn.situation.models import Hotspot, Observation, Round, Task, WeekPicture

asks_and_changes = require_http_methods(["GET", "HEAD", "POST"])


@needs("situation.read_rounds", on=Round, many=True)
@require_safe
def index(request: Request, rows: QuerySet[Round]) -> HttpResponse:
    """The groups' rounds that go on, and those that are closed."""
    found = rows.select_related("group__place").order_by("group__name", "-opened_at")
    context = {
        "open": [row for row in found if row.is_open],
        "closed": [row for row in found if not row.is_open][:60],
        "may_see_weeks": Group.objects.may(request.actor, "situation.make_week_picture").exists(),
    }
    return render(request, "situation/rounds/index.html", context)


@needs("situation.open_round", on=Group, many=True)
@asks_and_changes
def begin(request: Request, groups: QuerySet[Group]) -> HttpResponse:
    """Begin the rounds of a group that has none; those that have are linked to."""
    waiting = groups.on(request.actor.day).exclude(rounds__closed_at=None, rounds__isnull=False)  # type: ignore[attr-defined]
    if request.method == "POST":
        chosen = waiting.filter(pk=request.POST.get("group") or 0).first()
        if chosen is not None:
            messages.success(request, "Veckorundan är öppnad.")
            return redirect(actions.open_round(request.actor, chosen))
    context = {"groups": waiting.select_related("place")}
    return render(request, "situation/rounds/begin.html", context)


@needs("situation.read_rounds", on=Round)
@require_safe
def show(request: Request, found: Round) -> HttpResponse:
    """The meeting's screen while the round is open; what it came to once it is closed."""
    found = Round.objects.select_related("group__place").get(pk=found.pk)
    if not found.is_open:
        following = Round.objects.filter(group=found.group, opened_at__gt=found.opened_at)
        context = {"round": found, "earlier": found.earlier()}
        context["following"] = following.order_by("opened_at").first()
        return render(request, "situation/rounds/closed.html", context)
    return render(request, "situation/rounds/round.html", _screen(request.actor, found))


def _screen(actor: Actor, found: Round) -> dict[str, Any]:
    rows = reports_in(found).may(actor, "situation.read_observations")
    seen = list(rows.select_related("place", "body").order_by("-severity", "-since"))
    hotspots, tasks = list(found.hotspots.select_related("place")), _tasks(found)
    new = [task for task in tasks if not task.carried]
    return {
        "round": found,
        "seen": seen,
        "summary": summary(seen),
        "map": spots_map(found.group.place, actor.day, seen),
        "hotspots": [
            (h, [t for t in tasks if t.spot == h.name and not t.carried]) for h in hotspots
        ],
        "tasks": tasks,
        "carried": [t for t in tasks if t.carried],
        "others": [t for t in new if not t.spot],
        "day": actor.day,
        "earlier": found.earlier(),
        "missing": rules.missing(len(hotspots), ""),
        **_may_do(actor, found),
        **_of_the_week(actor, found),
    }


def _of_the_week(actor: Actor, found: Round) -> dict[str, Any]:
    """The group's latest weekly picture, and whether the reader may make one."""
    rows = WeekPicture.objects.may(actor, "situation.read_week_picture").filter(group=found.group)
    groups = Group.objects.may(actor, "situation.make_week_picture").filter(pk=found.group_id)
    return {"week_picture": rows.defer("content").first(), "can_make_week": groups.exists()}


def _may_do(actor: Actor, found: Round) -> dict[str, bool]:
    def may(act: str) -> bool:
        return bool(Round.objects.may(actor, act).filter(pk=found.pk).exists())

    acts = ("prioritise", "give_task", "close_round")
    return {f"can_{act}": may(f"situation.{act}") for act in acts}


def _tasks(found: Round) -> list[Task]:
    return list(found.tasks.select_related("seat__body", "seat__group__place"))


@needs("situation.prioritise", on=Round)
@asks_and_changes
def prioritise(request: Request, found: Round) -> HttpResponse:
    """Set a place first; an observation may be what it starts from (`?iakttagelse=`)."""
    form = HotspotForm(
        request.POST or None, group=found.group, day=request.actor.day,
        initial=_from_observation(request),
    )  # fmt: skip
    if accepted(form, lambda: actions.prioritise(request.actor, found, **form.cleaned_data)):
        messages.success(request, "Platsen är prioriterad.")
        return redirect(found)
    heading = "Prioritera en plats för veckan som kommer"
    return _part(request, found, form, heading, "Prioritera")


def _from_observation(request: Request) -> dict[str, Any]:
    asked = request.GET.get("iakttagelse", "")
    rows = Observation.objects.may(request.actor, "situation.read_observations")
    row = rows.filter(pk=int(asked)).first() if asked.isdecimal() else None
    if row is None:
        return {}
    return {"name": row.spot or row.place.name, "place": row.place_id}


@needs("situation.unprioritise", on=Hotspot)
@require_POST
def unprioritise(request: Request, hotspot: Hotspot) -> HttpResponse:
    found = hotspot.round
    actions.unprioritise(request.actor, hotspot)
    messages.success(request, "Platsen är inte längre prioriterad.")
    return redirect(found)


@needs("situation.give_task", on=Round)
@asks_and_changes
def give(request: Request, found: Round) -> HttpResponse:
    day = request.actor.day
    form = TaskForm(
        request.POST or None,
        seats=list(seats_for(found.group, day)),
        group=found.group,
        spots=list(found.hotspots.values_list("name", flat=True)),
        day=day,
        initial={"spot": request.GET.get("plats", "")},
    )
    if accepted(form, lambda: actions.give_task(request.actor, found, **form.cleaned_data)):
        messages.success(request, "Uppgiften är given och syns på den ansvarigas skrivbord.")
        return redirect(found)
    return _part(request, found, form, "Ge en uppgift", "Ge uppgiften")


@needs("situation.do_task", on=Task)
@asks_and_changes
def task(request: Request, found: Task) -> HttpResponse:
    """A task, with one press to say that it is done."""
    form = SettleForm(request.POST or None, initial={"status": "done", "note": found.note})
    if accepted(form, lambda: actions.do_task(request.actor, found, **form.cleaned_data)):
        messages.success(request, f"Uppgiften är nu: {found.get_status_display()}.")
        rounds = Round.objects.may(request.actor, "situation.read_rounds")
        reads = rounds.filter(pk=found.round_id).exists()
        return redirect(found.round if reads else "/")
    context = {
        "task": found,
        "form": form,
        "late": found.is_late(request.actor.day),
        "open": found.round.is_open,
    }
    return render(request, "situation/rounds/task.html", context)


@needs("situation.close_round", on=Round)
@asks_and_changes
def close(request: Request, found: Round) -> HttpResponse:
    """What closing will freeze and carry over, then closing."""
    form = CloseForm(request.POST or None)
    made: list[Round] = []

    def do() -> None:
        made.append(actions.close_round(request.actor, found, **form.cleaned_data))

    if accepted(form, do):
        messages.success(request, "Veckan är avslutad. Här är nästa, med det som inte blev klart.")
        return redirect(made[0])
    context = {
        "round": found,
        "form": form,
        "unfinished": found.tasks.unfinished().select_related("seat__body"),
        "hotspots": found.hotspots.all(),
    }
    return render(request, "situation/rounds/close.html", context)


def _part(request: Request, found: Round, form: Any, heading: str, button: str) -> HttpResponse:
    context = {"round": found, "form": form, "heading": heading, "button": button}
    return render(request, "situation/rounds/part.html", context)
