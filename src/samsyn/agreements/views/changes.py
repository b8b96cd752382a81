"""Changing agreements: a draft, its consultation and adoption, its plan and its force."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from samsyn.agreements import actions, presenting, realising
from samsyn.agreements.actions.standing import reasons_against
from samsyn.agreements.charter import plan as plan_between
from samsyn.agreements.charter.telling import Section, tell
from samsyn.agreements.forms import (
    AdoptForm,
    CharterForm,
    ConsultForm,
    ExtendForm,
    ForceForm,
    PutForwardForm,
)
from samsyn.agreements.models import Version
from samsyn.organisation.access import Request, needs
from samsyn.organisation.acts import names
from samsyn.organisation.forms import accepted
from samsyn.organisation.models import Place

asks_and_changes = require_http_methods(["GET", "HEAD", "POST"])


@needs("agreements.prepare", on=Place, many=True)
@asks_and_changes
def prepare(request: Request, places: QuerySet[Place]) -> HttpResponse:
    """Write a new version, from a file or by hand."""
    return _write(request, places.filter(kind=Place.Kind.CITY).first(), None)


@needs("agreements.prepare", on=Version)
@asks_and_changes
def edit(request: Request, version: Version) -> HttpResponse:
    return _write(request, version.agreement.city, version)


def _write(request: Request, city: Place | None, version: Version | None) -> HttpResponse:
    initial = {"text": version.text} if version else None
    form = CharterForm(request.POST or None, request.FILES or None, initial=initial)
    saved: list[Version] = []

    def save() -> None:
        text = form.cleaned_data["text"]
        if city is not None:
            saved.append(actions.prepare(request.actor, city, text))

    if request.method == "POST" and accepted(form, save) and saved:
        messages.success(request, f"Utkastet {saved[0].key} är sparat.")
        return redirect(saved[0])
    return render(request, "agreements/prepare.html", {"form": form, "version": version})


@needs("agreements.consult", on=Version)
@asks_and_changes
def consult(request: Request, version: Version) -> HttpResponse:
    form = ConsultForm(request.POST or None, day=request.actor.day)
    if request.method == "POST" and accepted(
        form, lambda: actions.consult(request.actor, version, **form.cleaned_data)
    ):
        messages.success(request, f"{version.key} är på remiss och kan läsas av alla.")
        return redirect(version)
    context = {"form": form, "version": version, "heading": "Sänd på remiss", "does": "Sänd"}
    return render(request, "agreements/decide.html", context)


@needs("agreements.put_forward", on=Version)
@asks_and_changes
def put_forward(request: Request, version: Version) -> HttpResponse:
    form = PutForwardForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: actions.put_forward(request.actor, version, **form.cleaned_data)
    ):
        messages.success(request, f"{version.key} ligger hos parterna för beslut.")
        return redirect(version)
    context = {"form": form, "version": version, "heading": "Lägg fram för parternas beslut"}
    return render(request, "agreements/decide.html", context | {"does": "Lägg fram"})


@needs("agreements.adopt", on=Version)
@asks_and_changes
def adopt(request: Request, version: Version) -> HttpResponse:
    form = AdoptForm(request.POST or None, version=version, day=request.actor.day)
    if request.method == "POST" and accepted(
        form, lambda: actions.adopt(request.actor, version, **form.cleaned_data)
    ):
        body = form.cleaned_data["decision"].body
        messages.success(request, f"{body} har antagit {version.key}.")
        return redirect(version)
    return render(request, "agreements/adopt.html", {"form": form, "version": version})


@needs("agreements.extend", on=Version)
@asks_and_changes
def extend(request: Request, version: Version) -> HttpResponse:
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: actions.extend(request.actor, version, **form.extension())
    ):
        messages.success(request, f"{version.key} är förlängd.")
        return redirect(version)
    context = {"form": form, "version": version, "heading": "Förläng", "does": "Förläng"}
    return render(request, "agreements/decide.html", context)


@needs("agreements.bring_into_force", on=Version)
@asks_and_changes
def plan(request: Request, version: Version) -> HttpResponse:
    """What would happen, told before it is done; and the button that does it."""
    today = request.actor.day
    form = ForceForm(request.POST or None, initial={"on": today})
    if request.method == "POST" and accepted(
        form, lambda: actions.bring_into_force(request.actor, version, **form.cleaned_data)
    ):
        messages.success(request, f"{version.key} är i kraft. Grupperna följer den nu.")
        return redirect(version)
    change, new = realising.plan_for(version, today)
    old = realising.predecessor(version)
    told = presenting.plan_names(
        realising.in_force(old, today) if old else None,
        new,
        versions=version.agreement.versions.all(),
    )
    handed_out = {mandate.act for group in new.groups for mandate in group.mandates}
    context = {
        "form": form,
        "version": version,
        "old": old,
        "sections": tell(change, told),
        "unresolved": new.unresolved,
        "unknown_acts": sorted(handed_out - names()),
        "against": reasons_against(version, max(today, version.since), today),
    }
    return render(request, "agreements/plan.html", context)


@needs("agreements.realign", on=Place, many=True)
@asks_and_changes
def realign(request: Request, places: QuerySet[Place]) -> HttpResponse:
    """After the districts are redrawn: let groups and duties follow the map of today."""
    cities = list(places.filter(kind=Place.Kind.CITY))
    if request.method == "POST":
        for city in cities:
            actions.realign(request.actor, city)
        messages.success(request, "Grupper och skyldigheter följer nu dagens karta.")
        return redirect("agreements:index")
    today = request.actor.day
    standing = Version.objects.standing().filter(agreement__city__in=cities)
    plans = [(v, _realignment(v, today)) for v in standing.select_related("agreement__city")]
    return render(request, "agreements/realign.html", {"plans": plans})


def _realignment(version: Version, day: date) -> tuple[Section, ...]:
    old, new = realising.in_force(version, day), realising.wanted(version, day)
    return tell(plan_between(old, new), presenting.plan_names(old, new, versions=[version]))
