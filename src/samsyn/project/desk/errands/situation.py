"""Draft pictures: to review, with comments to answer, or waiting to be published."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q

from samsyn.organisation.access import Actor
from samsyn.situation.models import Picture, Review

from .errand import Errand
from .seats import my_tenures


def errands(actor: Actor) -> Iterator[Errand]:
    yield from _reviews(actor)
    yield from _comments(actor)
    drafts = Picture.objects.filter(status=Picture.Status.DRAFT)
    for picture in drafts.may(actor, "situation.publish").select_related("place"):
        note = f"Utkast till lägesbild för {picture.place}, väntar på publicering."
        yield Errand(picture.title, picture.get_absolute_url(), note)


def _reviews(actor: Actor) -> Iterator[Errand]:
    """Drafts that a seat of mine has been asked to look at."""
    seats = [tenure.seat_id for tenure in my_tenures(actor)]
    rows = Review.objects.filter(seat__in=seats, done_on=None, picture__status="draft")
    for review in rows.select_related("picture"):
        note = f"{review.asked_by} vill ha synpunkter på utkastet."
        title = f"Granska: {review.picture}"
        yield Errand(title, review.get_absolute_url(), note, review.due)


def _comments(actor: Actor) -> Iterator[Errand]:
    """Drafts with comments that I may answer."""
    open_ones = Count("comments", filter=Q(comments__answered_at=None))
    drafts = Picture.objects.filter(status=Picture.Status.DRAFT).annotate(waiting=open_ones)
    for picture in drafts.may(actor, "situation.draft").filter(waiting__gt=0):
        said = "En synpunkt" if picture.waiting == 1 else f"{picture.waiting} synpunkter"
        note = f"{said} från granskningen väntar på svar."
        yield Errand(f"Besvara synpunkter: {picture}", picture.review_url, note)
