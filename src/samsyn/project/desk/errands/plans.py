"""Draft plans, and measures that are due or late from the actor's own seats."""

from __future__ import annotations

from collections.abc import Iterator

from samsyn.organisation.access import Actor
from samsyn.plans.models import Measure, Plan

from .errand import SOON, Errand
from .seats import my_tenures


def errands(actor: Actor) -> Iterator[Errand]:
    yield from _drafts(actor)
    yield from _measures(actor)


def _drafts(actor: Actor) -> Iterator[Errand]:
    drafts = Plan.objects.filter(status=Plan.Status.DRAFT).select_related("place")
    for plan in drafts.may(actor, "plans.decide"):
        note = f"Utkast till plan för {plan.place}, väntar på beslut."
        yield Errand(f"{plan} (utkast)", plan.get_absolute_url(), note)


def _measures(actor: Actor) -> Iterator[Errand]:
    """What a seat answers for follows the seat: its next holder finds all of it."""
    seats = [tenure.seat_id for tenure in my_tenures(actor)]
    rows = Measure.objects.unfinished().filter(
        seat__in=seats, plan__status=Plan.Status.DECIDED, due__lt=actor.day + SOON
    )
    for row in rows.select_related("plan", "seat").order_by("due"):
        late = row.due is not None and row.due < actor.day
        state = "Skulle ha varit klar" if late else row.get_status_display().capitalize()
        note = f"{state}. {row.seat}, {row.plan}."
        yield Errand(f"Åtgärd: {row}", row.get_absolute_url(), note, row.due)
