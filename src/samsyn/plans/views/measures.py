"""A measure: its page, adding and changing it, how it goes, and who answers for it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from samsyn.organisation.access import Actor, Request, needs
from samsyn.organisation.acts import Refused
from samsyn.organisation.forms import accepted
from samsyn.plans import actions
from samsyn.plans.baseline import Baseline, from_picture
from samsyn.plans.coverage import goal_of, state_of
from samsyn.plans.goals import sentence
from samsyn.plans.measure_forms import HandOverForm, MeasureForm, StatusForm
from samsyn.plans.models import Cause, Measure, Plan
from samsyn.plans.rules import of_measure

from .plans import asks_and_changes, only_drafts


@needs("plans.read_draft", on=Measure)
@require_safe
def show(request: Request, measure: Measure) -> HttpResponse:
    """What it answers to, what it is to reach, how it went, and in which plans it has stood."""
    measure = Measure.objects.select_related(
        "plan__place",
        "cause__problem__area",
        "cause__problem__analysis",
        "place",
        "seat__body",
        "seat__group__place",
    ).get(pk=measure.pk)
    actor, plan = request.actor, measure.plan
    onward = Measure.objects.may(actor, "plans.read_draft").filter(continues=measure)
    context = {
        "measure": measure,
        "plan": plan,
        "problem": measure.cause.problem,
        "goal": sentence(goal_of(measure)),
        "gaps": of_measure(state_of(measure, actor.day), plan.year),
        "changes": measure.changes.order_by("-on", "-pk"),
        "chain": measure.chain(),
        "onward": onward.select_related("plan").first(),
        "late": measure.is_unfinished and measure.due is not None and measure.due < actor.day,
        **_may_do(actor, measure),
    }
    return render(request, "plans/measure.html", context)


@needs("plans.add_measure", on=Cause)
@asks_and_changes
def add(request: Request, cause: Cause) -> HttpResponse:
    """Add a measure against a cause; its starting point is proposed from the plan's picture."""
    plan = cause.problem.plan
    if plan.status == Plan.Status.CLOSED:
        raise Refused("Planen är avslutad. Lägg åtgärden i årets plan.")
    proposed = _baseline(cause)
    initial: dict[str, Any] = {
        "kind": cause.kind,
        "place": cause.problem.place_id,
        "starts": plan.first_day if plan.is_draft else request.actor.day,
        "due": plan.last_day,
        "goal_by": plan.last_day,
    }
    if proposed is not None:
        initial |= {"baseline": proposed.n, "baseline_text": proposed.text}
    form = MeasureForm(request.POST or None, plan=plan, day=request.actor.day, initial=initial)
    made: list[Measure] = []

    def do() -> None:
        made.append(actions.add_measure(request.actor, cause, **form.parts()))

    if accepted(form, do):
        messages.success(request, "Åtgärden är med i planen.")
        return redirect(made[0])
    context = {"form": form, "plan": plan, "cause": cause, "proposed": proposed}
    return render(request, "plans/measure_form.html", context)


@needs("plans.change_measure", on=Measure)
@asks_and_changes
def edit(request: Request, measure: Measure) -> HttpResponse:
    plan = measure.plan
    only_drafts(plan)
    form = MeasureForm(
        request.POST or None,
        plan=plan,
        day=request.actor.day,
        measure=measure,
        initial=MeasureForm.of(measure),
    )

    def do() -> None:
        actions.change_measure(request.actor, measure, **form.parts())

    if accepted(form, do):
        messages.success(request, "Åtgärden är ändrad.")
        return redirect(measure)
    context = {
        "form": form,
        "plan": plan,
        "cause": measure.cause,
        "measure": measure,
        "proposed": _baseline(measure.cause),
    }
    return render(request, "plans/measure_form.html", context)


@needs("plans.set_status", on=Measure)
@asks_and_changes
def set_status(request: Request, measure: Measure) -> HttpResponse:
    if measure.plan.status != Plan.Status.DECIDED:
        raise Refused("Status ändras bara i en beslutad plan som pågår.")
    form = StatusForm(request.POST or None, initial={"status": measure.status})
    if accepted(form, lambda: actions.set_status(request.actor, measure, **form.cleaned_data)):
        messages.success(request, "Statusen är ändrad.")
        return redirect(measure)
    context = {"form": form, "measure": measure, "heading": "Ändra status"}
    return render(request, "plans/measure_part.html", context)


@needs("plans.hand_over", on=Measure)
@asks_and_changes
def hand_over(request: Request, measure: Measure) -> HttpResponse:
    plan = measure.plan
    if plan.status != Plan.Status.DECIDED:
        raise Refused(
            "I ett utkast ändras ansvaret i åtgärden; i en avslutad plan ligger det fast."
        )
    form = HandOverForm(request.POST or None, plan=plan, day=request.actor.day)
    if accepted(form, lambda: actions.hand_over(request.actor, measure, **form.cleaned_data)):
        messages.success(request, "Åtgärden är överlämnad.")
        return redirect(measure)
    context = {"form": form, "measure": measure, "heading": "Lämna över åtgärden"}
    return render(request, "plans/measure_part.html", context)


def _baseline(cause: Cause) -> Baseline | None:
    """What the plan's picture tells of the problem's area and place, as it was published."""
    problem = cause.problem
    picture = problem.plan.picture
    if picture is None or problem.area is None:
        return None
    return from_picture(picture.content, problem.area.key, problem.place.key)


def _may_do(actor: Actor, measure: Measure) -> dict[str, bool]:
    """What the page offers the reader, as the plan stands."""
    plan = measure.plan

    def may(act: str) -> bool:
        return bool(Measure.objects.may(actor, act).filter(pk=measure.pk).exists())

    decided = plan.status == Plan.Status.DECIDED and actor.person is not None
    draft = plan.is_draft and actor.person is not None
    return {
        "can_set": decided and may("plans.set_status"),
        "can_hand_over": decided and may("plans.hand_over"),
        "can_change": draft and may("plans.change_measure"),
        "can_remove": draft and may("plans.remove"),
    }
