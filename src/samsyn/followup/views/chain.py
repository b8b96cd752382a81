"""The chain of reports: who waits for whom."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samsyn.agreements.models import Duty
from samsyn.followup.drawing import chain
from samsyn.followup.forms import PlaceForm
from samsyn.followup.models import Report
from samsyn.followup.owing import owed
from samsyn.organisation.access import Request, seated
from samsyn.organisation.models import Group, Place


@seated("how far reports under way have come concerns those who cooperate")
@require_safe
def show(request: Request) -> HttpResponse:
    """All of it, or with `?plats=` what concerns one place."""
    day = request.actor.day
    duties = Duty.objects.on(day).exclude(due=None)
    places = Place.objects.filter(pk__in=duties.values("place")).order_by("name")
    form = PlaceForm(request.GET or None, places=[(p.key, p.name) for p in places])
    chosen = form.cleaned_data["plats"] if form.is_bound and form.is_valid() else ""
    place = places.filter(key=chosen).first()
    listed = owed(day, duties.filter(place=place) if place else duties)
    readable = set(
        Report.objects.may(request.actor, "followup.read_report")
        .filter(pk__in=[o.report.pk for o in listed if o.report])
        .values_list("pk", flat=True)
    )
    context = {
        "form": form,
        "place": place,
        "today": day,
        "figure": chain(listed, day) if listed else None,
        "late": [o for o in listed if o.now.is_late],
        "received": [o for o in listed if o.waits_for_receiver],
        "coming": [o for o in listed if not o.now.is_late and not o.now.is_answered],
        "readable": readable,
        "silent": _without_duty(place, request),
    }
    return render(request, "followup/chain.html", context)


def _without_duty(place: Place | None, request: Request) -> list[tuple[str, str]]:
    """Groups that report to another by the charter, though no duty says what or when."""
    day = request.actor.day
    groups = Group.objects.on(day).exclude(reports_to="")
    owing = Duty.objects.on(day).exclude(by_group=None).values("by_group")
    silent = groups.exclude(pk__in=owing).select_related("place").order_by("name", "place__name")
    names = dict(Group.objects.on(day).values_list("key", "name"))
    rows = silent.filter(place=place) if place else silent
    return sorted({(group.name, names.get(group.reports_to, "")) for group in rows})
