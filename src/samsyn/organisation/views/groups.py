"""Groups: all of them by level, one with its seats, and what was done in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from samsyn.organisation import seating
from samsyn.organisation.access import Request, needs, public
from samsyn.organisation.acts import title_of
from samsyn.organisation.ledger.telling import tell
from samsyn.organisation.models import Entry, Group, Mandate, Place

from .days import day_of


@dataclass(frozen=True)
class Line:
    """A group in the list: how many seats it has and what it lacks."""

    group: Group
    seats: int
    lacks: list[str]


@public("groups follow from agreements, which are public records")
@require_safe
def index(request: Request) -> HttpResponse:
    day = day_of(request)
    groups = list(
        Group.objects.on(day.chosen).select_related("place").order_by("place__name", "pk")
    )
    seats = seating.sittings(groups, day.chosen)
    city: list[Line] = []
    local: dict[Place, list[Line]] = defaultdict(list)
    for group in groups:
        line = Line(group, len(seats[group.pk]), seating.lacks(group, seats[group.pk]))
        (city if group.level == Group.Level.CITY else local[group.place]).append(line)
    lacking = sum(bool(line.lacks) for lines in [city, *local.values()] for line in lines)
    context = {
        "day": day,
        "city": city,
        "local": dict(sorted(local.items(), key=_by_name)),
        "lacking": lacking,
    }
    return render(request, "organisation/groups.html", context | {"count": len(groups)})


def _by_name(entry: tuple[Place, list[Line]]) -> str:
    return entry[0].name


def _led_first(groups: list[Group]) -> list[Group]:
    """The groups with those that others report to before these; else in the order given."""
    above = {group.key: group.reports_to for group in groups}

    def depth(key: str, seen: frozenset[str] = frozenset()) -> int:
        over = above.get(key, "")
        return 0 if over not in above or over in seen else 1 + depth(over, seen | {over})

    return sorted(groups, key=lambda group: depth(group.key))


@public("groups follow from agreements, which are public records")
@require_safe
def group(request: Request, pk: int) -> HttpResponse:
    """One group on a day. Names of holders only for those who may see them."""
    found = get_object_or_404(Group.objects.select_related("place"), pk=pk)
    day = day_of(request)
    chosen = day.chosen if found.holds(day.chosen) else found.since
    seats = seating.sittings([found], chosen)[found.pk]
    actor = request.actor
    context = {
        "group": found,
        "day": day,
        "shown": chosen,
        "seats": seats,
        "lacks": seating.lacks(found, seats),
        "mandates": _mandates(found, chosen),
        "sees_holders": seating.sees_holders(actor, found),
        "above": Group.objects.on(chosen).filter(key=found.reports_to).first(),
        "below": Group.objects.on(chosen).filter(reports_to=found.key).select_related("place"),
        "others": Group.objects.filter(key=found.key).exclude(pk=pk).order_by("since"),
    }
    return render(request, "organisation/group.html", context)


@dataclass(frozen=True)
class Power:
    """What a group's seats may do, and by which clause."""

    title: str
    scope: str
    ground: str
    seats: list[str]


def _mandates(group: Group, day: date) -> list[Power]:
    """The mandates of a group, one line per act, scope and clause; no seats named means all."""
    holders: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in Mandate.objects.on(day).filter(seat__group=group).select_related("seat"):
        names = holders[row.act, row.get_scope_display(), row.ground]
        if not row.whole_group:
            names.append(row.seat.function)
    powers = [Power(title_of(act), scope, g, n) for (act, scope, g), n in holders.items()]
    return sorted(powers, key=lambda power: (power.title, power.ground))


@needs("organisation.read_ledger", on=Group)
@require_safe
def ledger(request: Request, group: Group) -> HttpResponse:
    """What was done in the group, latest first."""
    entries = Entry.objects.filter(group__key=group.key).select_related("detail")
    page = Paginator(entries.order_by("-at", "-seq"), 50).get_page(request.GET.get("sida"))
    done = [(title_of(told.entry.act), told) for told in tell(page)]
    context = {"group": group, "page": page, "done": done}
    return render(request, "organisation/ledger.html", context)
