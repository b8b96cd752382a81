"""A seat: what it may do, who held it when; filling it and ending a tenure."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from samsyn import figures
from samsyn.organisation import actions, seating
from samsyn.organisation.access import Request, needs, public
from samsyn.organisation.acts import title_of
from samsyn.organisation.forms import AppointForm, EndForm, accepted
from samsyn.organisation.models import Mandate, Seat, Tenure

from .days import day_of


@public("seats follow from agreements, which are public records")
@require_safe
def seat(request: Request, pk: int) -> HttpResponse:
    """A seat; "who held it on day X?" for those who may see names."""
    found = get_object_or_404(Seat.objects.select_related("group__place", "body"), pk=pk)
    day = day_of(request)
    sees = seating.sees_holders(request.actor, found.group)
    # what began and ended the same day held no time
    spells = [t for t in found.tenures.select_related("person") if t.since != t.until]
    mandates = Mandate.objects.on(day.chosen).filter(seat=found)
    context = {
        "seat": found,
        "day": day,
        "sees_holders": sees,
        "tenures": spells if sees else [],
        "then": [t for t in spells if t.holds(day.chosen)] if sees else [],
        "figure": _spells(found, spells, day.today) if sees and spells else None,
        "is_vacant": found.required and not any(t.holds(day.today) for t in spells),
        "powers": sorted({(title_of(m.act), m.get_scope_display(), m.ground) for m in mandates}),
    }
    return render(request, "organisation/seat.html", context)


def _spells(seat: Seat, tenures: list[Tenure], today: date) -> figures.Timeline:
    """Who held the seat when, as strips; deputies in another colour."""
    strips = tuple(
        figures.Strip(
            t.person.name + (" (ersättare)" if t.as_deputy else ""),
            t.since,
            t.until,
            colour=2 if t.as_deputy else 1,
            note=t.decided,
        )
        for t in reversed(tenures)
    )
    first = min(tenure.since for tenure in tenures)
    return figures.Timeline(
        title=f"Innehav av platsen {seat.function}",
        note="Den streckade linjen är i dag.",
        strips=strips,
        start=date(first.year, 1, 1),
        until=date(max(today.year, *(s.start.year for s in strips)) + 1, 1, 1),
        today=today,
    )


@needs("organisation.appoint", on=Seat)
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: Request, seat: Seat) -> HttpResponse:
    """Fill a seat by a decision."""
    actor = request.actor
    form = AppointForm(request.POST or None, seat=seat, initial={"since": actor.day})
    if request.method == "POST" and accepted(
        form, lambda: actions.appoint(actor, seat, **form.appointment())
    ):
        messages.success(request, f"{form.cleaned_data['person']} har fått platsen {seat}.")
        return redirect("organisation:seat", pk=seat.pk)
    return render(request, "organisation/appoint.html", {"form": form, "seat": seat})


@needs("organisation.end_tenure", on=Tenure)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, tenure: Tenure) -> HttpResponse:
    """End a person's time in a seat."""
    actor = request.actor
    form = EndForm(request.POST or None, initial={"on": actor.day})
    if request.method == "POST" and accepted(
        form, lambda: actions.end_tenure(actor, tenure, **form.cleaned_data)
    ):
        messages.success(request, f"Innehavet är avslutat för {tenure.person}.")
        return redirect("organisation:seat", pk=tenure.seat_id)
    return render(request, "organisation/end_tenure.html", {"form": form, "tenure": tenure})
