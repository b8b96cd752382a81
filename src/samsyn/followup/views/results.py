"""A measure's results against its baseline and goal, and recording another."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.followup import actions, drawing
from samsyn.followup.forms import ResultForm
from samsyn.followup.models import Result
from samsyn.organisation.access import Request, needs
from samsyn.organisation.forms import accepted
from samsyn.plans.models import Measure

asks_and_changes = require_http_methods(["GET", "HEAD", "POST"])


@needs("plans.read", on=Measure)
@require_safe
def show(request: Request, measure: Measure) -> HttpResponse:
    rows = list(Result.objects.filter(measure=measure).select_related("replaced_by"))
    standing = [row for row in rows if not hasattr(row, "replaced_by")]
    context = {
        "measure": measure,
        "figures": drawing.results(measure, standing),
        "results": rows,
    }
    return render(request, "followup/results.html", context)


@needs("followup.record_result", on=Measure)
@asks_and_changes
def record(request: Request, measure: Measure) -> HttpResponse:
    standing = Result.objects.filter(measure=measure, replaced_by=None)
    form = ResultForm(request.POST or None, results=standing, initial={"on": request.actor.day})
    if request.method == "POST" and accepted(
        form, lambda: actions.record_result(request.actor, measure, **form.cleaned_data)
    ):
        messages.success(request, "Resultatet är registrerat.")
        return redirect("followup:results", measure.pk)
    return render(request, "followup/record.html", {"measure": measure, "form": form})
