"""A problem built on a cause analysis: which analysis, then which of its causes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from samsyn.organisation.access import Request, needs
from samsyn.organisation.forms import accepted
from samsyn.plans import actions
from samsyn.plans.actions.building import analyses_for
from samsyn.plans.building_forms import BuildForm
from samsyn.plans.models import Plan

from .plans import asks_and_changes, only_drafts


@needs("plans.build_on_analysis", on=Plan)
@asks_and_changes
def choose(request: Request, plan: Plan) -> HttpResponse:
    """`?analys=` is the analysis, `?omrade=` the area to suggest."""
    only_drafts(plan)
    analyses = analyses_for(plan)
    asked = request.GET.get("analys", "")
    analysis = analyses.filter(pk=int(asked)).first() if asked.isdecimal() else None
    area = request.GET.get("omrade", "")
    if analysis is None:
        context = {"plan": plan, "analyses": analyses, "area": area}
        return render(request, "plans/choose_analysis.html", context)
    form = BuildForm(request.POST or None, plan=plan, analysis=analysis, area=area)

    def do() -> None:
        actions.build_on_analysis(request.actor, plan, analysis=analysis, **form.cleaned_data)

    if accepted(form, do):
        messages.success(request, "Problemet och dess orsaker är med i planen.")
        return redirect(plan)
    heading = f"Bygg på »{analysis}«"
    return render(request, "plans/part.html", {"form": form, "plan": plan, "heading": heading})
