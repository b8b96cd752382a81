"""Places: the city's districts and police areas over time, and what each became."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from samsyn import figures
from samsyn.organisation.access import Request, public
from samsyn.organisation.models import Group, Place, PoliceAreaLink

from .days import day_of

EARLIEST = 2015
"""Strips that began long ago are drawn from this year."""


@public("districts and police areas are public facts")
@require_safe
def index(request: Request) -> HttpResponse:
    day = day_of(request)
    standing = Place.objects.on(day.chosen)
    links = PoliceAreaLink.objects.on(day.chosen).select_related("police_area")
    areas: dict[int, list[Place]] = {}
    for link in links:
        areas.setdefault(link.district_id, []).append(link.police_area)
    districts = list(standing.filter(kind=Place.Kind.DISTRICT))
    every = Place.objects.filter(kind=Place.Kind.DISTRICT).prefetch_related(
        "successions__successor"
    )
    context = {
        "day": day,
        "cities": standing.filter(kind=Place.Kind.CITY),
        "districts": [(district, areas.get(district.pk, [])) for district in districts],
        "police": standing.filter(kind__in=["police_area", "local_police_area"]),
        "figure": _districts(every, day.today) if every else None,
    }
    return render(request, "organisation/places.html", context)


@public("districts and police areas are public facts")
@require_safe
def place(request: Request, key: str) -> HttpResponse:
    found = get_object_or_404(Place.objects.select_related("parent"), key=key)
    today = request.actor.day
    links = PoliceAreaLink.objects.filter(Q(district=found) | Q(police_area=found))
    links = links.select_related("district", "police_area").order_by("since")
    # parts stay within the district they were drawn in; what it became covers them
    parts = Place.objects.on(today).filter(parent__covered_by__place=found, parent__kind=found.kind)
    context = {
        "place": found,
        "today": today,
        "holds": found.holds(today),
        "whole": _whole(found, today),
        "origins": found.origins.select_related("predecessor"),
        "successions": found.successions.select_related("successor"),
        "links": links,
        "figure": _links(found, links, today) if links else None,
        "parts": parts.exclude(kind=Place.Kind.BASE_AREA),
        "bodies": found.bodies.all(),
        "groups": Group.objects.on(today).filter(place=found),
    }
    return render(request, "organisation/place.html", context)


def _whole(place: Place, today: date) -> Place | None:
    """What the place is a part of today: its parent, or what that became."""
    parent = place.parent
    if parent is None or parent.holds(today):
        return parent
    became = Place.objects.on(today).filter(covers__covered=parent, kind=parent.kind)
    return became.first() or parent


def _districts(districts: Iterable[Place], today: date) -> figures.Timeline:
    """Each district as a strip; those that ended name what they became."""
    rows = sorted(districts, key=lambda d: (d.until is None, d.until or today, d.name))
    strips = tuple(
        figures.Strip(
            d.name,
            _shown(d.since),
            d.until,
            colour=2 if d.until else 1,
            note=", ".join(f"blev {s.successor.name}" for s in d.successions.all()),
        )
        for d in rows
    )
    note = "Områden som har upphört står först. Den streckade linjen är i dag."
    return _timeline("Stadsdelsområden över tid", note, strips, today)


def _links(place: Place, links: Iterable[PoliceAreaLink], today: date) -> figures.Timeline:
    """The police areas that a district shared ground with, or the other way round."""
    strips = tuple(
        figures.Strip(
            (link.police_area if link.district_id == place.pk else link.district).name,
            _shown(link.since),
            link.until,
            colour=2 if link.until else 1,
        )
        for link in links
    )
    other = "Lokalpolisområden" if place.kind == Place.Kind.DISTRICT else "Stadsdelsområden"
    note = f"Delar yta med {place.name}. Den streckade linjen är i dag."
    return _timeline(f"{other} över tid", note, strips, today)


def _shown(since: date) -> date:
    return max(since, date(EARLIEST, 1, 1))


def _timeline(
    title: str, note: str, strips: tuple[figures.Strip, ...], today: date
) -> figures.Timeline:
    starts = [strip.start.year for strip in strips]
    until = date(max(today.year, *starts) + 1, 1, 1)
    return figures.Timeline(
        title=title,
        note=f"{note} Det som började före {EARLIEST} ritas därifrån.",
        strips=strips,
        start=date(min(starts), 1, 1),
        until=until,
        today=today,
    )
