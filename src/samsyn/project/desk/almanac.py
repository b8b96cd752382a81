"""The year as a page, and each group's days as a calendar to subscribe to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2s

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from samsyn.agreements.models import Duty
from samsyn.decisions.models import Meeting
from samsyn.figures import Event
from samsyn.organisation.access import Actor, Request, public
from samsyn.organisation.models import Group, Place
from samsyn.papers.calendar import Entry, calendar
from samsyn.plans.models import Measure
from samsyn.ui.navigation import address

from .year import Asked, Happening, happenings, together, wheel

BACK, AHEAD = timedelta(days=92), timedelta(days=366)
SITE = "samsyn"  # the same on every host, so that a moved installation keeps its entries
HOUR = 60 * 60
KINDS = (Place.Kind.CITY, Place.Kind.DISTRICT)


class YearForm(forms.Form):
    """Which place's year to show; all of them when none is chosen."""

    plats = forms.ChoiceField(label="Plats", required=False)
    ar = forms.IntegerField(label="År", min_value=1990, max_value=2200, required=False)

    def __init__(self, *args: object, places: list[Place], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [("", "Alla platser"), *((place.key, place.name) for place in places)]
        self.fields["plats"].choices = choices  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Line:
    """A happening in the list, with the number of its mark on the wheel."""

    number: int
    happening: Happening


@public("what is owed, decided and planned when follows from public records")
@require_safe
def year(request: Request) -> HttpResponse:
    """Årshjulet: `?ar=2026&plats=norra`."""
    today = request.actor.day
    places = list(Place.objects.on(today).filter(kind__in=KINDS).order_by("kind", "name"))
    form = YearForm(request.GET or None, places=places)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    place = next((p for p in places if p.key == chosen.get("plats")), None)
    asked = Asked(Actor(None, request.actor.at), chosen.get("ar") or today.year, place)
    found = together(happenings(asked))
    figure = wheel(asked, found)
    context = {
        "form": form if form.is_bound else YearForm(initial={"ar": today.year}, places=places),
        "asked": asked,
        "figure": figure,
        "months": _months(asked, found, {e: m.number for m in figure.marks for e in m.events}),
        "before": asked.year - 1,
        "following": asked.year + 1,
    }
    return render(request, "desk/year.html", context)


def _months(
    asked: Asked, found: list[Happening], numbers: dict[Event, int]
) -> dict[date, list[Line]]:
    """The list under the wheel, by month; what began earlier stands in January."""
    months: dict[date, list[Line]] = defaultdict(list)
    for one in found:
        number = numbers[Event(one.day, one.what, one.kind, one.who, one.until)]
        months[max(one.day, asked.first).replace(day=1)].append(Line(number, one))
    return dict(months)


@public("a group's duties and measures follow from public agreements and plans")
@require_safe
def group_calendar(request: Request, pk: int) -> HttpResponse:
    """From three months back to a year ahead; the same for whoever subscribes."""
    group = get_object_or_404(Group.objects.select_related("place"), pk=pk)
    if group.until is not None and group.until <= request.actor.day - BACK:
        raise Http404
    entries = sorted(_entries(group, request), key=lambda entry: (entry.day, entry.uid))
    name = f"{group.name}, {group.place.name}"
    response = HttpResponse(
        calendar(name, entries, at=request.actor.at), "text/calendar; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="grupp-{pk}.ics"'
    patch_cache_control(response, public=True, max_age=HOUR)
    return response


def _entries(group: Group, request: Request) -> Iterator[Entry]:
    since, until = request.actor.day - BACK, request.actor.day + AHEAD
    yield from _owed(group, since, until, request)
    for measure in Measure.objects.for_group(group).filter(due__gte=since, due__lt=until):
        url = request.build_absolute_uri(measure.get_absolute_url())
        told = f"{measure.get_status_display().capitalize()}. {measure.plan}."
        uid = f"atgard-{measure.pk}@{SITE}"
        yield Entry(uid, measure.due or since, f"Åtgärd klar senast: {measure}", told, url)
    bodies = group.seats.filter(until=None).values("body")
    meetings = Meeting.objects.filter(body__in=bodies, held_on__gte=since, held_on__lt=until)
    for meeting in meetings.select_related("body"):
        url = request.build_absolute_uri(address("decisions:meeting", meeting.pk))
        title = f"Sammanträde: {meeting.body}"
        yield Entry(f"sammantrade-{meeting.pk}@{SITE}", meeting.held_on, title, meeting.where, url)


def _owed(group: Group, since: date, until: date, request: Request) -> Iterator[Entry]:
    """The duties that the group owes or is owed. A duty keeps its key over versions."""
    rows = Duty.objects.filter(by_group__key=group.key) | Duty.objects.filter(
        to_group__key=group.key
    )
    url = request.build_absolute_uri(address("agreements:duties"))
    ends = ("by_group__place", "by_body", "to_group__place", "to_body")
    for duty in rows.exclude(due=None).select_related(*ends):
        name = blake2s(duty.key.encode(), digest_size=8).hexdigest()
        told = f"{duty.owed_by} till {duty.owed_to}, enligt {duty.clause}."
        for day in duty.due_dates(since, until):
            uid = f"skyldighet-{name}-{day.isoformat()}@{SITE}"
            yield Entry(uid, day, f"Senast: {duty.what}", told, url)
