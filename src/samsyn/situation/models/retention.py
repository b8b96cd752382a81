"""How long the rows of a source are kept, and what was removed: rules and protocols."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q

from samsyn.organisation.access import Reach, Scoped

from .batches import Batch
from .sources import Source


class RetentionRule(models.Model):
    """The rows of a source are kept for `months` after the month of the last of them.

    `decision` says where it was decided (a gallringsbeslut of the archive authority of the body).
    """

    source = models.OneToOneField(
        Source, models.CASCADE, related_name="retention", verbose_name="källa"
    )
    months = models.PositiveSmallIntegerField("månader")
    decision = models.CharField("beslut", max_length=200)

    class Meta:
        verbose_name = "gallringsregel"
        verbose_name_plural = "gallringsregler"
        constraints = [
            models.CheckConstraint(condition=Q(months__gte=1), name="retention_months"),
            models.CheckConstraint(condition=~Q(decision=""), name="retention_is_decided"),
        ]

    def __str__(self) -> str:
        return f"{self.months} månader efter den sista händelsens månad ({self.decision})"


class RemovalQuerySet(Scoped):
    def update(self, **values: Any) -> NoReturn:
        raise TypeError("a protocol is never changed")

    def delete(self) -> NoReturn:
        raise TypeError("a protocol is never removed")


class Removal(models.Model):
    """The protocol of a batch whose rows and counts were removed: what, how many, by which rule.

    What remains of the rows is their number and a digest of the file they lay in, so that a copy
    that turns up can be told to be of them. `rows_digest` is empty when the file was gone already.
    """

    class How(models.TextChoices):
        WITHDRAWN = "withdrawn", "återkallad"
        WEEDED = "weeded", "gallrad"

    batch = models.OneToOneField(
        Batch, models.PROTECT, related_name="removal", verbose_name="leverans"
    )
    how = models.CharField("hur", max_length=10, choices=How.choices)
    why = models.CharField("regel eller skäl", max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="av"
    )
    at = models.DateTimeField("när")
    rows = models.PositiveIntegerField("händelserader")
    counts = models.PositiveIntegerField("antal per plats, slag och månad")
    rejects = models.PositiveIntegerField("avvisade raders skäl")
    first_month = models.DateField("första månad", null=True)
    last_month = models.DateField("sista månad", null=True)
    file_digest = models.CharField("filens kontrollsumma", max_length=64)
    rows_digest = models.CharField("radernas kontrollsumma", max_length=64, blank=True)

    objects = RemovalQuerySet.as_manager()
    reach = Reach(place="batch__source__place")

    class Meta:
        verbose_name = "protokoll över borttagen leverans"
        verbose_name_plural = "protokoll över borttagna leveranser"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.batch.file_name}, {self.get_how_display()} {self.at:%Y-%m-%d}"
