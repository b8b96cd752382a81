"""Bodies: boards, administrations, companies and parts of the police."""

from __future__ import annotations

from collections import defaultdict

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from samsyn.organisation.access import Request, public
from samsyn.organisation.models import Body, Seat

from .days import day_of


@public("boards and authorities are public facts")
@require_safe
def index(request: Request) -> HttpResponse:
    day = day_of(request)
    kinds: dict[str, list[Body]] = defaultdict(list)
    for body in Body.objects.on(day.chosen).select_related("place"):
        kinds[body.get_kind_display()].append(body)
    context = {"day": day, "kinds": dict(kinds)}
    return render(request, "organisation/bodies.html", context)


@public("boards and authorities are public facts")
@require_safe
def body(request: Request, key: str) -> HttpResponse:
    found = get_object_or_404(Body.objects.select_related("parent", "place"), key=key)
    today = request.actor.day
    context = {
        "body": found,
        "holds": found.holds(today),
        "children": Body.objects.on(today).filter(parent=found),
        "origins": found.origins.select_related("predecessor"),
        "successions": found.successions.select_related("successor"),
        "seats": Seat.objects.on(today).filter(body=found).select_related("group__place"),
    }
    return render(request, "organisation/body.html", context)
