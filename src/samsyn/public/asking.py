"""What somebody asks of open data by the address: place and period."""

from __future__ import annotations

from datetime import date, timedelta

from samsyn.organisation.access import Actor, Request
from samsyn.organisation.models import Place
from samsyn.public.data import Asked

PLACE, SINCE, UNTIL = "plats", "fran", "till"


class Unclear(Exception):
    """The question cannot be answered; says in Swedish what to change."""


def asked(request: Request) -> Asked:
    """`?plats=norra&fran=2026-01-01&till=2026-12-31`, both days included. Asked by nobody."""
    unknown = set(request.GET) - {PLACE, SINCE, UNTIL}
    if unknown:
        names = ", ".join(sorted(unknown))
        raise Unclear(f"Okänt urval: {names}. Det som finns är plats, fran och till.")
    since, until = _day(request, SINCE), _day(request, UNTIL)
    if since and until and until < since:
        raise Unclear("Perioden slutar innan den börjar. Byt plats på fran och till.")
    return Asked(
        Actor(None, request.actor.at),
        _place(request),
        since,
        until + timedelta(days=1) if until else None,
    )


def _place(request: Request) -> Place | None:
    key = request.GET.get(PLACE, "")
    if not key:
        return None
    place: Place | None = Place.objects.filter(key=key).first()
    if place is None:
        raise Unclear("Platsen finns inte. Nycklarna finns i datamängden platser.")
    return place


def _day(request: Request, name: str) -> date | None:
    text = request.GET.get(name, "")
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        day = date.max
    if day is not None and not 1900 <= day.year <= 2200:
        raise Unclear(f"{name} ska vara en dag, skriven som 2026-01-31.")
    return day
