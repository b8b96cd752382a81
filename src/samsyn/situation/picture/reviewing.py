"""Who can be asked to look at a draft picture, and what they can speak of."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from samsyn.organisation.models import Mandate, Seat, Tenure
from samsyn.situation.models import Picture
from samsyn.situation.picture.document import written

WHOLE = "Hela lägesbilden"


def reviewers(picture: Picture, day: date) -> QuerySet[Seat]:
    """The seats that somebody holds and whose mandate to comment reaches the picture."""
    reaching = Mandate.objects.on(day).filter(
        act="situation.comment",
        scope=Mandate.Scope.PLACE,
        seat__group__place__covers__covered=picture.place,
    )
    held = Tenure.objects.on(day).values("seat")
    seats = Seat.objects.on(day).filter(pk__in=reaching.values("seat")).filter(pk__in=held)
    found: QuerySet[Seat] = seats.select_related("group__place", "body")
    return found.order_by("group__level", "group__name", "group__pk", "function")


def headings(picture: Picture, day: date) -> dict[str, str]:
    """What can be commented on: key → heading, the whole picture and the correction among them."""
    told = {"": WHOLE} | {s["key"]: s["heading"] for s in written(picture, day)}
    return told | ({"correction": "Vad som rättas"} if picture.supersedes_id else {})
