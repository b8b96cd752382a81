"""The year's duties: what is owed, by whom, to whom and when."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samsyn.agreements import presenting
from samsyn.agreements.forms import PlaceForm
from samsyn.agreements.models import Duty
from samsyn.organisation.access import Request, public
from samsyn.organisation.models import Place

YEAR = timedelta(days=366)


@public("what boards and groups owe each other follows from public agreements")
@require_safe
def index(request: Request) -> HttpResponse:
    """The coming year, from today; `?plats=` narrows it to one place."""
    today = request.actor.day
    places = Place.objects.filter(pk__in=Duty.objects.on(today).values("place")).order_by("name")
    choices = [(place.key, place.name) for place in places]
    form = PlaceForm(request.GET or None, places=choices)
    chosen = form.cleaned_data["plats"] if form.is_bound and form.is_valid() else ""
    place = places.filter(key=chosen).first()
    context = {
        "form": form,
        "place": place,
        "months": presenting.calendar(today, today + YEAR, place),
        "continuous": presenting.continuous(today),
    }
    return render(request, "agreements/duties.html", context)
