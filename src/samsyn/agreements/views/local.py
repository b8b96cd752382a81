"""Local agreements: all at a glance, one of them, writing and signing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Case, Q, QuerySet, When
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.agreements import actions, presenting
from samsyn.agreements.actions.local import may_sign_for, missing, overall
from samsyn.agreements.forms import EXTRA_ROWS, LocalForm, SignForm
from samsyn.agreements.models import LocalAgreement, Version
from samsyn.organisation.access import Request, needs, public
from samsyn.organisation.acts import Refused
from samsyn.organisation.forms import accepted
from samsyn.organisation.models import Body, Place

asks_and_changes = require_http_methods(["GET", "HEAD", "POST"])


@public("signed local agreements are public records")
@require_safe
def index(request: Request) -> HttpResponse:
    """Areas × districts, for the version in force that has local rules."""
    today = request.actor.day
    held = Version.objects.that_held_on(today).select_related("agreement__city")
    version = next((v for v in held.order_by("-since") if v.document.local is not None), None)
    drafts = LocalAgreement.objects.may(request.actor, "agreements.read_draft")
    context = {
        "matrix": presenting.matrix(version, today) if version else None,
        "drafts": drafts.filter(status="draft").select_related("place"),
        "writes": Place.objects.may(request.actor, "agreements.draft_local")
        .on(today)
        .filter(kind=Place.Kind.DISTRICT),
    }
    return render(request, "agreements/locals.html", context)


@needs("agreements.read_draft", on=LocalAgreement)
@require_safe
def show(request: Request, local: LocalAgreement) -> HttpResponse:
    stances = {stance.area_id: stance for stance in local.stances.all()}
    context = {
        "local": local,
        "areas": [(area, stances.get(area.pk)) for area in local.version.areas.all()],
        "parties": local.parties.select_related("body"),
        "missing": missing(local),
        "may_sign_for": may_sign_for(request.actor, local),
        "earlier": LocalAgreement.objects.may(request.actor, "agreements.read_draft")
        .filter(place=local.place)
        .exclude(pk=local.pk),
    }
    return render(request, "agreements/local.html", context)


@needs("agreements.sign_local", on=LocalAgreement)
@asks_and_changes
def sign(request: Request, local: LocalAgreement) -> HttpResponse:
    form = SignForm(request.POST or None, bodies=may_sign_for(request.actor, local))
    if request.method == "POST" and accepted(
        form, lambda: actions.sign_local(request.actor, local, **form.cleaned_data)
    ):
        messages.success(request, f"Undertecknat för {form.cleaned_data['body']}.")
        return redirect(local)
    context = {"form": form, "local": local, "missing": missing(local)}
    return render(request, "agreements/sign.html", context)


@needs("agreements.draft_local", on=Place)
@asks_and_changes
def draft(request: Request, place: Place) -> HttpResponse:
    """Write a district's draft; starts from the draft there is, else from the one signed."""
    version = overall(place, request.actor.day)
    if version is None:
        raise Refused("Ingen övergripande överenskommelse med lokala regler är i kraft.")
    rules = version.document.local
    form = LocalForm(
        request.POST or None,
        areas=list(version.areas.all()),
        bodies=_possible_parties(place, request.actor.day),
        extra=rules is not None and rules.extra_areas,
        initial=_so_far(place),
    )
    saved: list[LocalAgreement] = []
    if request.method == "POST" and accepted(
        form, lambda: saved.append(actions.draft_local(request.actor, place, **form.agreement()))
    ):
        messages.success(request, f"Utkastet för {place.name} är sparat.")
        return redirect(saved[0])
    return render(request, "agreements/draft_local.html", {"form": form, "place": place})


def _possible_parties(place: Place, day: date) -> QuerySet[Body]:
    """The district's own bodies, its local police, and those of the whole city."""
    police = place.police_links.on(day).values("police_area")
    own = Q(place=place) | Q(kind=Body.Kind.LOCAL_POLICE_AREA, place__in=police)
    whole = ~Q(kind__in=[*presenting.DISTRICT_KINDS, Body.Kind.POLICE_AREA])
    bodies: QuerySet[Body] = Body.objects.on(day).filter(own | whole)
    nearest = Case(When(own, then=0), default=1)
    return bodies.order_by(nearest, "kind", "name")


def _so_far(place: Place) -> dict[str, Any]:
    """What the district has said already, by area key, so that a new version keeps what it can."""
    rows = LocalAgreement.objects.filter(place=place, status__in=["draft", "signed"])
    local = rows.order_by("status").first()  # a draft before what is signed
    if local is None:
        return {}
    initial: dict[str, Any] = {"parties": list(local.parties.values_list("body", flat=True))}
    for stance in local.stances.select_related("area"):
        initial[f"stance_{stance.area.key}"] = stance.stance
        initial[f"text_{stance.area.key}"] = stance.text
    for i, area in enumerate(local.extra_areas.all()[:EXTRA_ROWS], 1):
        initial |= {f"extra_{i}": area.name, f"extra_text_{i}": area.text}
    return initial
