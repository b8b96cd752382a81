"""Problems, causes and explanations of a draft: written, changed, taken away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from samsyn.organisation.access import Request, needs
from samsyn.organisation.forms import accepted
from samsyn.plans import actions, presenting
from samsyn.plans.actions.chain import plan_of
from samsyn.plans.areas import key_of
from samsyn.plans.forms import CauseForm, ExplainForm, ProblemForm
from samsyn.plans.models import Cause, Measure, Plan, Problem

from .plans import asks_and_changes, only_drafts


@needs("plans.describe_problem", on=Plan)
@asks_and_changes
def describe(request: Request, plan: Plan) -> HttpResponse:
    only_drafts(plan)
    initial = {"area": request.GET.get("omrade", ""), "place": plan.place_id}
    form = ProblemForm(request.POST or None, plan=plan, day=request.actor.day, initial=initial)

    def do() -> None:
        actions.describe_problem(request.actor, plan, **form.cleaned_data)

    return _ask(request, plan, form, do, "Beskriv ett problem", "Problemet är med i planen.")


@needs("plans.describe_problem", on=Problem)
@asks_and_changes
def edit_problem(request: Request, problem: Problem) -> HttpResponse:
    plan = problem.plan
    only_drafts(plan)
    initial = {
        "area": key_of(problem.area_id, problem.local_area),
        "title": problem.title,
        "description": problem.description,
        "place": problem.place_id,
    }
    form = ProblemForm(request.POST or None, plan=plan, day=request.actor.day, initial=initial)

    def do() -> None:
        actions.describe_problem(request.actor, plan, problem=problem, **form.cleaned_data)

    return _ask(request, plan, form, do, "Ändra problemet", "Problemet är ändrat.")


@needs("plans.explain_area", on=Plan)
@asks_and_changes
def explain(request: Request, plan: Plan) -> HttpResponse:
    only_drafts(plan)
    key = request.GET.get("omrade", "")
    said = {key_of(e.area_id, e.local_area): e.text for e in plan.explanations.all()}
    initial = {"area": key, "text": said.get(key, "")}
    form = ExplainForm(request.POST or None, plan=plan, initial=initial)

    def do() -> None:
        actions.explain_area(request.actor, plan, **form.cleaned_data)

    heading = "Förklara varför ett område inte är med"
    return _ask(request, plan, form, do, heading, "Förklaringen är med i planen.")


@needs("plans.name_cause", on=Problem)
@asks_and_changes
def name_cause(request: Request, problem: Problem) -> HttpResponse:
    only_drafts(problem.plan)
    form = CauseForm(request.POST or None)

    def do() -> None:
        actions.name_cause(request.actor, problem, **form.cleaned_data)

    heading = f"Orsak till »{problem}«"
    return _ask(request, problem.plan, form, do, heading, "Orsaken är med i planen.")


@needs("plans.name_cause", on=Cause)
@asks_and_changes
def edit_cause(request: Request, cause: Cause) -> HttpResponse:
    problem = cause.problem
    only_drafts(problem.plan)
    form = CauseForm(request.POST or None, initial=CauseForm.of(cause))

    def do() -> None:
        actions.name_cause(request.actor, problem, cause=cause, **form.cleaned_data)

    heading = f"Orsak till »{problem}«"
    return _ask(request, problem.plan, form, do, heading, "Orsaken är ändrad.")


@needs("plans.remove", on=Problem)
@asks_and_changes
def remove_problem(request: Request, problem: Problem) -> HttpResponse:
    return _remove(request, problem)


@needs("plans.remove", on=Cause)
@asks_and_changes
def remove_cause(request: Request, cause: Cause) -> HttpResponse:
    return _remove(request, cause)


@needs("plans.remove", on=Measure)
@asks_and_changes
def remove_measure(request: Request, measure: Measure) -> HttpResponse:
    return _remove(request, measure)


def _remove(request: Request, part: Problem | Cause | Measure) -> HttpResponse:
    """Asked once more, since what hangs on the part goes with it."""
    plan = plan_of(part)
    only_drafts(plan)
    title = presenting.part_title(part)
    if request.method == "POST":
        actions.remove(request.actor, plan, part)
        messages.success(request, f"Borttaget: {title}.")
        return redirect(plan)
    return render(request, "plans/remove.html", {"plan": plan, "title": title, "part": part})


def _ask(
    request: Request, plan: Plan, form: forms.Form, do: Callable[[], Any], *words: str
) -> HttpResponse:
    """Ask until the act is done. `words` are the page's heading and what is said afterwards."""
    heading, done = words
    if accepted(form, do):
        messages.success(request, done)
        return redirect(plan)
    return render(request, "plans/part.html", {"form": form, "plan": plan, "heading": heading})
