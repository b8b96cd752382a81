"""What has been counted for drafts that rest on very many incidents, so that pages need not."""

from __future__ import annotations

from typing import Any

from django.db import models

from samsyn.organisation.models import Place


class PictureCounts(models.Model):
    """The true counts of a place and a period, counted in the background for its drafts.

    `basis` is a digest of all that they rest on: the live batches, what the place holds and its
    parts (see `picture.reading`). They are read only while it is the same, so they are never other
    than a fresh count; which kinds count to which area is no part of it, and is asked when read.
    `by_month` and `by_part` are `Incidents`. The row goes when the last draft of the place and the
    period is published; its numbers go in the same transaction as those of a batch they may hold.
    `asked_at` is set while somebody waits for them.
    """

    place = models.ForeignKey(Place, models.CASCADE, related_name="+", verbose_name="plats")
    since = models.DateField("från och med")
    until = models.DateField("till, men inte med")
    basis = models.CharField("underlag", max_length=64, blank=True)
    by_month: models.JSONField[list[Any], list[Any]] = models.JSONField("per månad", default=list)
    by_part: models.JSONField[list[Any], list[Any]] = models.JSONField("per del", default=list)
    asked_at = models.DateTimeField("begärda", null=True)

    class Meta:
        verbose_name = "räknade tal"
        verbose_name_plural = "räknade tal"
        constraints = [
            models.UniqueConstraint(fields=["place", "since", "until"], name="picture_counts_once")
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.since}–{self.until}"
