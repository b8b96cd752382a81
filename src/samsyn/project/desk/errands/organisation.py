"""Seats that nobody holds, for whoever may fill them."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from samsyn.organisation.access import Actor
from samsyn.organisation.seating import vacant_seats

from .errand import Errand


def errands(actor: Actor) -> Iterator[Errand]:
    for seat in vacant_seats(actor).select_related("group__place", "body"):
        note = f"{seat.body}, i {seat.group}, {seat.group.place}."
        url = reverse("organisation:appoint", args=[seat.pk])
        yield Errand(f"Tillsätt: {seat.function}", url, note)
