"""Who may decide what for whom; deciding by delegation; what is too large for it; anchoring."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.decisions import actions
from samsyn.decisions.forms.delegations import (
    AnchorForm,
    DelegatedForm,
    DelegateForm,
    MatterForm,
)
from samsyn.decisions.models import Case, Decision, Delegation, Item
from samsyn.decisions.rules.delegating import BOARDS, KINDS, NEVER, OWNERS, POLICE, exceeds, meets
from samsyn.organisation.access import Request, needs, public
from samsyn.organisation.forms import accepted
from samsyn.organisation.models import Body

from .asking import Question, ask

asks_and_changes = require_http_methods(["GET", "HEAD", "POST"])


@public("who may decide what for a public body is a public matter")
@require_safe
def index(request: Request) -> HttpResponse:
    day = request.actor.day
    rows = Delegation.objects.on(day).select_related("body", "to_body")
    rows = rows.order_by("body__kind", "body__name", "body", "kind", "function")
    uses = Delegation.objects.may(request.actor, "decisions.decide_by_delegation").on(day)
    ends = Delegation.objects.may(request.actor, "decisions.end_delegation").on(day)
    gives = Body.objects.may(request.actor, "decisions.delegate").on(day)
    context = {
        "bodies": [(body, list(given)) for body, given in groupby(rows, lambda row: row.body)],
        "kinds": {key: kind.name for key, kind in KINDS.items()},
        "uses": set(uses.values_list("pk", flat=True)),
        "ends": set(ends.values_list("pk", flat=True)),
        "gives": gives.filter(kind__in=OWNERS | POLICE),
        "never": NEVER,
    }
    return render(request, "decisions/delegations/index.html", context)


@needs("decisions.delegate", on=Body)
@asks_and_changes
def delegate(request: Request, body: Body) -> HttpResponse:
    form = DelegateForm(request.POST or None, body=body, day=request.actor.day)
    if accepted(form, lambda: actions.delegate(request.actor, body, **form.cleaned_data)):
        messages.success(request, "Delegationen gäller från idag.")
        return redirect("decisions:delegations")
    lead = (
        f"{body} beslutar vilka funktioner som får besluta i dess ställe. Det som lagen "
        "förbehåller nämnden går inte att välja."
    )
    return _ask(request, form, "Lämna delegation", lead, "Lämna delegation")


@needs("decisions.end_delegation", on=Delegation)
@require_POST
def end(request: Request, delegation: Delegation) -> HttpResponse:
    actions.end_delegation(request.actor, delegation)
    messages.success(request, "Delegationen är avslutad. Det som beslutats med den står fast.")
    return redirect("decisions:delegations")


@needs("decisions.decide_by_delegation", on=Delegation)
@asks_and_changes
def decide(request: Request, delegation: Delegation) -> HttpResponse:
    """Decide; above the limit the page offers to send the matter to the board that owns it."""
    day = request.actor.day
    form = DelegatedForm(request.POST or None, delegation=delegation, day=day)
    made: list[Decision] = []

    def do() -> None:
        made.append(actions.decide_by_delegation(request.actor, delegation, **form.decision(day)))

    if accepted(form, do):
        words = "Beslutet gäller från idag."
        if meets(delegation.body.kind):
            words += f" Det anmäls vid nästa sammanträde med {delegation.body}."
        messages.success(request, words)
        return redirect(made[0])
    context = {"form": form, "delegation": delegation, "too_much": _too_much(delegation, form)}
    return render(request, "decisions/delegations/decide.html", context)


def _too_much(delegation: Delegation, form: DelegatedForm) -> dict[str, Any] | None:
    """What to send to the board, when the limit was in the way."""
    data = getattr(form, "cleaned_data", {})
    amount, case = data.get("amount"), data.get("dnr")
    over = exceeds(delegation.limit, amount) and meets(delegation.body.kind)
    if not over or not case or not data.get("text"):
        return None
    return {"dnr": case.dnr, "text": data["text"], "amount": amount}


@needs("decisions.refer_to_board", on=Delegation)
@asks_and_changes
def refer(request: Request, delegation: Delegation) -> HttpResponse:
    """Send a matter that the delegation does not cover to the board that owns the decision."""
    form = MatterForm(request.POST or None, delegation=delegation)
    made: list[Item] = []

    def do() -> None:
        data = dict(form.cleaned_data)
        case = data.pop("dnr")
        made.append(actions.refer_to_board(request.actor, delegation, case=case, **data))

    if accepted(form, do):
        when = made[0].meeting
        place = f"dagordningen {when.held_on}" if when else "nästa dagordning"
        messages.success(request, f"Ärendet är sänt till {delegation.body} och står på {place}.")
        return redirect("decisions:delegations")
    form.fields["text"].label = "Förslag till beslut"
    lead = f"{delegation.body} äger beslutet. Ärendet kommer upp på nästa sammanträde."
    return _ask(request, form, "Sänd ärendet till nämnden", lead, "Sänd")


def _ask(request: Request, form: Form, title: str, lead: str, button: str) -> HttpResponse:
    return ask(request, form, Question(title, lead, button, reverse("decisions:delegations")))


@needs("decisions.anchor", on=Case)
@asks_and_changes
def anchor(request: Request, case: Case) -> HttpResponse:
    boards = Body.objects.on(request.actor.day).filter(kind__in=BOARDS)
    form = AnchorForm(request.POST or None, bodies=boards)
    if accepted(form, lambda: actions.anchor(request.actor, case, **form.cleaned_data)):
        messages.success(request, "Förankringen är antecknad i ärendet.")
        return redirect(case)
    lead = (
        f"{case.dnr} {case.title}. Ett beslut av större betydelse ska förankras politiskt i god "
        "tid innan det fattas."
    )
    title, back = "Anteckna politisk förankring", case.get_absolute_url()
    return ask(request, form, Question(title, lead, "Anteckna", back))
