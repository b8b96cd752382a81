"""What continues what when the year or the agreement changes: areas, places and seats."""

from __future__ import annotations

from datetime import date

from samsyn.agreements.models import PriorityArea, Version
from samsyn.organisation.models import BodySuccession, Place, PlaceCover, Seat
from samsyn.plans.areas import to_cover
from samsyn.plans.models import Plan


def follow(area: PriorityArea | None, version: Version) -> PriorityArea | None:
    """The area of `version` that continues `area`, over any number of versions between.

    Where several do, the first in the agreement's order; where none does, the work has gone to
    the ordinary line and None is told.
    """
    reached = [area] if area is not None else []
    seen: set[int] = set()
    while reached:
        here = [one for one in reached if one.version_id == version.pk]
        if here:
            return min(here, key=lambda one: one.order)
        seen |= {one.pk for one in reached}
        onward = PriorityArea.objects.filter(continues__in=reached).exclude(pk__in=seen)
        reached = list(onward.distinct())
    return None


def realign(plan: Plan, version: Version) -> None:
    """Let a draft follow another version: each problem and explanation goes to its area there."""
    if plan.version_id == version.pk:
        return
    plan.version = version
    plan.save()
    own = {area.name for area in to_cover(plan) if area.area is None}
    for problem in plan.problems.select_related("area"):
        problem.area = follow(problem.area, version)
        problem.local_area = problem.local_area if problem.local_area in own else ""
        problem.save()
    for explanation in plan.explanations.exclude(area=None).select_related("area"):
        area = follow(explanation.area, version)
        if area is None or plan.explanations.filter(area=area).exists():
            explanation.delete()
        else:
            explanation.area = area
            explanation.save()


def place_today(place: Place, day: date) -> Place | None:
    """The place itself, or the one that it went into; None where it was split between several."""
    while not place.holds(day):
        onward = list(Place.objects.filter(origins__predecessor=place).distinct())
        if len(onward) != 1:
            return None
        place = onward[0]
    return place


def seat_today(seat: Seat | None, day: date) -> Seat | None:
    """The seat itself if it holds; else that with the same function and body in today's groups.

    The body may have been taken over by another, the group have been opened anew by a new
    version, under the same kind or another, in the same place or the one that took it over.
    """
    if seat is None or seat.holds(day):
        return seat
    places = PlaceCover.objects.filter(covered=seat.group.place).values("place")
    bodies = [seat.body_id, *_successors(seat.body_id)]
    found = Seat.objects.on(day).filter(
        function__iexact=seat.function, body__in=bodies, group__place__in=places
    )

    def nearness(one: Seat) -> tuple[bool, bool, bool, int]:
        group = one.group
        return (
            group.key != seat.group.key,
            group.kind != seat.group.kind,
            group.place.kind != seat.group.place.kind,
            one.pk,
        )

    return min(found.select_related("group__place"), key=nearness, default=None)


def _successors(body: int) -> list[int]:
    """Those that took over the body's responsibility, and those that took over theirs."""
    known, onward = {body}, [body]
    while onward:
        rows = BodySuccession.objects.filter(predecessor__in=onward)
        onward = [pk for pk in rows.values_list("successor", flat=True) if pk not in known]
        known |= set(onward)
    return sorted(known - {body})
