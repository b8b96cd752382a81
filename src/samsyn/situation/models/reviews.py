"""Review (granskning) of a draft picture: who was asked, what they said, what it was answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from samsyn.organisation.access import Reach, Scoped
from samsyn.organisation.models import Seat

from .pictures import Picture


class Review(models.Model):
    """A seat is asked to look at a draft, and says when it has.

    A picture is under review while somebody who was asked has not said so. Whoever holds the seat
    answers: a change of holder changes nothing.
    """

    picture = models.ForeignKey(
        Picture, models.CASCADE, related_name="reviews", verbose_name="lägesbild"
    )
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="plats i grupp")
    asked_on = models.DateField("tillfrågad")
    asked_by = models.CharField("från platsen", max_length=330)
    due = models.DateField("senast", null=True, blank=True)
    done_on = models.DateField("granskad", null=True, blank=True)
    note = models.TextField("omdöme", blank=True)

    objects = Scoped.as_manager()
    reach = Reach(place="picture__place")

    class Meta:
        verbose_name = "granskning"
        verbose_name_plural = "granskningar"
        ordering = ["asked_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["picture", "seat"], condition=Q(done_on=None), name="one_open_review"
            )
        ]

    def __str__(self) -> str:
        return f"{self.seat} om {self.picture}"

    def get_absolute_url(self) -> str:
        return reverse("situation:review", args=[self.picture_id])


class Comment(models.Model):
    """What a seat says of a section of a draft. Publication waits until it has been answered."""

    picture = models.ForeignKey(
        Picture, models.CASCADE, related_name="comments", verbose_name="lägesbild"
    )
    section = models.CharField("avsnitt", max_length=80, blank=True)
    text = models.TextField("synpunkt")
    by = models.CharField("från platsen", max_length=330)
    at = models.DateTimeField("lämnad")
    answer = models.TextField("svar", blank=True)
    answered_by = models.CharField("besvarad från platsen", max_length=330, blank=True)
    answered_at = models.DateTimeField("besvarad", null=True, blank=True)

    objects = Scoped.as_manager()
    reach = Reach(place="picture__place")

    class Meta:
        verbose_name = "synpunkt"
        verbose_name_plural = "synpunkter"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | Q(answered_at__isnull=False),
                name="comment_answered_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"Synpunkt på {self.picture}"

    def get_absolute_url(self) -> str:
        return f"{reverse('situation:review', args=[self.picture_id])}#synpunkt-{self.pk}"

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None
