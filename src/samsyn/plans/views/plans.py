"""Plans: all of them, one of them, writing, deciding, closing, carrying over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.organisation.access import Request, needs, public
from samsyn.organisation.acts import Refused
from samsyn.organisation.forms import accepted
from samsyn.organisation.models import Place
from samsyn.plans import actions, drawings, presenting
from samsyn.plans.actions.drafting import DECIDED, KINDS, pictures_for
from samsyn.plans.coverage import Coverage
from samsyn.plans.forms import CarryForm, CloseForm, DecideForm, PlanForm
from samsyn.plans.models import Measure, Plan
from samsyn.situation.models import Picture

asks_and_changes = require_http_methods(["GET", "HEAD", "POST"])


@public("decided plans are public records")
@require_safe
def index(request: Request) -> HttpResponse:
    """This year's plans, places without one, drafts that the reader may see, and earlier years."""
    today = request.actor.day
    finished = Q(measures__status=Measure.Status.DONE)
    rows = Plan.objects.may(request.actor, "plans.read_draft").select_related("place")
    plans = list(
        rows.annotate(n=Count("measures"), done=Count("measures", filter=finished)).order_by(
            "-year", "place__kind", "place__name"
        )
    )
    out = [plan for plan in plans if not plan.is_draft]
    has = {plan.place_id for plan in out if plan.year == today.year}
    places = Place.objects.on(today).filter(kind__in=KINDS).order_by("kind", "name")
    context = {
        "year": today.year,
        "current": [plan for plan in out if plan.year >= today.year],
        "earlier": [plan for plan in out if plan.year < today.year],
        "drafts": [plan for plan in plans if plan.is_draft],
        "without": [place for place in places if place.pk not in has],
        "may_draft": _writable(request).exists(),
    }
    return render(request, "plans/index.html", context)


@needs("plans.read_draft", on=Plan)
@require_safe
def show(request: Request, plan: Plan) -> HttpResponse:
    plan = _whole(plan)
    read = Coverage(plan, request.actor.day)
    may = presenting.may_do(request.actor, plan)
    seen = Plan.objects.may(request.actor, "plans.read_draft").select_related("place")
    context = {
        "plan": plan,
        "read": read,
        "may": may,
        "blocking": presenting.to_mend(plan, read.blocking, may),
        "warnings": presenting.to_mend(plan, read.warnings, may),
        "chains": drawings.coverage(read),
        "timeline": drawings.timeline(read),
        "left": presenting.left(read),
        "others": seen.filter(place=plan.place).exclude(pk=plan.pk)[:6],
        "next": seen.filter(carries=plan).first(),
        "carries": seen.filter(pk=plan.carries_id or 0).first(),
    }
    return render(request, "plans/plan.html", context)


@needs("plans.draft", on=Place, many=True)
@asks_and_changes
def new(request: Request, places: QuerySet[Place]) -> HttpResponse:
    """Begin a plan. `?plats=` chooses the place, whose pictures are then offered."""
    today = request.actor.day
    writable = places.on(today).filter(kind__in=KINDS).order_by("kind", "name")  # type: ignore[attr-defined]
    place = writable.filter(key=request.GET.get("plats", "")).first()
    pictures = pictures_for(place) if place else Picture.objects.none()
    if request.method == "POST" and request.POST.get("place", "").isdecimal():
        posted = writable.filter(pk=request.POST["place"]).first()
        pictures = pictures_for(posted) if posted else pictures
    initial = {"year": today.year, "place": place, "picture": pictures.first()}
    form = PlanForm(request.POST or None, pictures=pictures, places=writable, initial=initial)
    if place is None and request.method != "POST":
        return render(request, "plans/choose_place.html", {"places": writable})
    made: list[Plan] = []

    def do() -> None:
        parts = dict(form.cleaned_data)
        made.append(actions.draft(request.actor, parts.pop("place"), **parts))

    if accepted(form, do):
        return redirect(made[0])
    return render(request, "plans/form.html", {"form": form})


@needs("plans.draft", on=Plan)
@asks_and_changes
def edit(request: Request, plan: Plan) -> HttpResponse:
    only_drafts(plan)
    pictures = pictures_for(plan.place, plan.picture_id)
    initial = {name: getattr(plan, name) for name in ("year", "title", "picture", "summary")}
    form = PlanForm(request.POST or None, pictures=pictures, initial=initial)

    def do() -> None:
        actions.draft(request.actor, plan.place, plan=plan, **form.cleaned_data)

    if accepted(form, do):
        messages.success(request, "Utkastet är sparat.")
        return redirect(plan)
    return render(request, "plans/form.html", {"form": form, "plan": plan})


@needs("plans.decide", on=Plan)
@asks_and_changes
def decide(request: Request, plan: Plan) -> HttpResponse:
    """A last look at what is missing, then out for everybody."""
    only_drafts(plan)
    plan = _whole(plan)
    read = Coverage(plan, request.actor.day)
    form = DecideForm(request.POST or None, plan=plan)
    if accepted(form, lambda: actions.decide(request.actor, plan, **form.cleaned_data)):
        messages.success(request, "Planen är beslutad. Alla kan läsa den.")
        return redirect(plan)
    may = presenting.may_do(request.actor, plan)
    context = {
        "form": form,
        "plan": plan,
        "blocking": presenting.to_mend(plan, read.blocking, may),
        "warnings": presenting.to_mend(plan, read.warnings, may),
    }
    return render(request, "plans/decide.html", context)


@needs("plans.close", on=Plan)
@asks_and_changes
def close(request: Request, plan: Plan) -> HttpResponse:
    if plan.status != Plan.Status.DECIDED:
        raise Refused("Bara en beslutad plan kan avslutas.")
    form = CloseForm(request.POST or None)
    if accepted(form, lambda: actions.close(request.actor, plan, **form.cleaned_data)):
        messages.success(request, "Planen är avslutad.")
        return redirect(plan)
    left = plan.measures.unfinished().filter(continued_by=None)
    return render(request, "plans/close.html", {"form": form, "plan": plan, "left": left})


@needs("plans.carry_over", on=Plan)
@asks_and_changes
def carry_over(request: Request, plan: Plan) -> HttpResponse:
    """What would go on, and on which picture the next plan rests."""
    if plan.is_draft:
        raise Refused("Planen är ett utkast: besluta den innan något förs över.")
    pictures = pictures_for(plan.place)
    initial = {"picture": pictures.first()}
    form = CarryForm(request.POST or None, pictures=pictures, initial=initial)
    made: list[Plan] = []

    def do() -> None:
        made.append(actions.carry_over(request.actor, plan, **form.cleaned_data))

    if accepted(form, do):
        messages.success(request, "Åtgärderna är överförda. Gå igenom luckorna i utkastet.")
        return redirect(made[0])
    left = plan.measures.unfinished().filter(continued_by=None)
    return render(request, "plans/carry_over.html", {"form": form, "plan": plan, "left": left})


def only_drafts(plan: Plan) -> None:
    """There is no form for what cannot be changed."""
    if not plan.is_draft:
        raise Refused(DECIDED)


def _whole(plan: Plan) -> Plan:
    """The plan with what its page tells, without the heavy columns of its picture."""
    light = ("content", "family", "mapping", "other_information", "analysis")
    rows = Plan.objects.select_related(
        "place", "version__agreement", "picture__place", "carries", "decision__case__diary"
    )
    found: Plan = rows.defer(*(f"picture__{name}" for name in light)).get(pk=plan.pk)
    return found


def _writable(request: Request) -> Any:
    places = Place.objects.may(request.actor, "plans.draft")
    return places.on(request.actor.day).filter(kind__in=KINDS)
