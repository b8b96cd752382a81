"""The clocks as they stand: what the database knows, given to the pure clocks."""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from samsyn.agreements.models import Duty, Version
from samsyn.organisation.models import Place
from samsyn.plans.models import Plan
from samsyn.situation.models import Picture

from .clocks import Clock, agreement_clock, picture_clock, plan_clock
from .models import Summary

YEAR_ENDS = (12, 31)


def clocks(day: date) -> list[Clock]:
    """The law's two and one for each agreement in force that has areas of cooperation."""
    city = Place.objects.on(day).filter(kind=Place.Kind.CITY).first()
    if city is None:
        return []
    summarised = list(
        Summary.objects.frozen()
        .filter(place=city)
        .values_list("year")
        .annotate(Max("frozen_on"))
        .order_by("year")
    )
    found = [picture_clock(_published(city)), plan_clock(_followed_up(city, dict(summarised)))]
    standing = Version.objects.standing().filter(areas__isnull=False).distinct()
    return found + [
        agreement_clock(version.key, version.since, summarised, _year_ends(version, city, day))
        for version in standing.order_by("key")
    ]


def _published(city: Place) -> date | None:
    at = Picture.objects.published().filter(place=city).aggregate(at=Max("published_at"))["at"]
    return at.date() if at else None


def _followed_up(city: Place, summarised: dict[int, date]) -> date | None:
    """The city's plan is followed up when its year is summarised, or when it is closed."""
    plans = Plan.objects.public().filter(place=city)
    days = [closed for _, closed in plans.values_list("year", "closed_on") if closed]
    days += [
        summarised[year] for year in plans.values_list("year", flat=True) if year in summarised
    ]
    return max(days, default=None)


def _year_ends(version: Version, city: Place, day: date) -> tuple[int, int]:
    """By when the agreement wants its year summarised: its last yearly duty in the city."""
    duties = Duty.objects.on(day).filter(version=version, place=city).exclude(due=None)
    rules = [duty.rule for duty in duties]
    yearly = [(r.month, r.day) for r in rules if r is not None and r.every_months == 12]
    return max(yearly, default=YEAR_ENDS)
