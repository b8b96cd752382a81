"""The year's summary: compiled from below, frozen, amended only by a new version."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from samsyn.organisation.access import Reach, Scoped
from samsyn.organisation.models import Place
from samsyn.situation.models.pictures import Frozen


class SummaryQuerySet(Scoped):
    def frozen(self) -> SummaryQuerySet:
        return self.filter(status=Summary.Status.FROZEN)

    def current(self) -> SummaryQuerySet:
        """Frozen and not amended by a frozen successor."""
        return self.frozen().exclude(amendments__status=Summary.Status.FROZEN)

    def update(self, **values: Any) -> int:
        if self.frozen().exists():
            raise Frozen("a frozen summary is never changed")
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        if self.frozen().exists():
            raise Frozen("a frozen summary is never removed")
        return super().delete()


class Summary(models.Model):
    """The results and completed measures of a city in a year, with the gaps named.

    A draft is compiled anew each time it is read: accepted reports, plans with their measures by
    status and area, results, published pictures. When it is frozen `content` is what everybody
    sees, and nothing changes; a correction is a new version that `amends` this one and says what
    and why.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "utkast"
        FROZEN = "frozen", "fastställd"

    place = models.ForeignKey(Place, models.PROTECT, related_name="summaries", verbose_name="stad")
    year = models.PositiveSmallIntegerField("år")
    version = models.PositiveSmallIntegerField("version", default=1)
    status = models.CharField("status", max_length=10, choices=Status.choices, default=Status.DRAFT)
    text = models.TextField("sammanfattning och slutsatser", blank=True)
    content: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(
        "innehåll", null=True
    )
    amends = models.ForeignKey("self", models.PROTECT, null=True, related_name="amendments")
    correction = models.TextField("vad som rättas och varför", blank=True)
    frozen_on = models.DateField("fastställd", null=True)
    frozen_by = models.CharField("fastställd från platsen", max_length=330, blank=True)

    objects = SummaryQuerySet.as_manager()
    reach = Reach(place="place")
    open_to = {"followup.read_summary": Q(status=Status.FROZEN)}

    class Meta:
        verbose_name = "årlig sammanställning"
        verbose_name_plural = "årliga sammanställningar"
        ordering = ["-year", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["place", "year", "version"], name="one_summary"),
            models.UniqueConstraint(
                fields=["place", "year"], condition=Q(status="draft"), name="one_summary_draft"
            ),
            models.CheckConstraint(
                condition=Q(status="draft", content=None, frozen_on=None)
                | Q(status="frozen", content__isnull=False, frozen_on__isnull=False),
                name="summary_frozen_with_content",
            ),
            models.CheckConstraint(
                condition=Q(amends=None, version=1) | Q(amends__isnull=False, version__gt=1),
                name="summary_amends_an_earlier",
            ),
        ]

    def __str__(self) -> str:
        return f"Sammanställning {self.year} för {self.place.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_if_frozen()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("followup:summary", args=[self.pk])

    @property
    def is_frozen(self) -> bool:
        return self.status == self.Status.FROZEN

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_if_frozen()
        return super().delete(*args, **kwargs)

    def _refuse_if_frozen(self) -> None:
        if self.pk and Summary.objects.frozen().filter(pk=self.pk).exists():
            raise Frozen(f"the summary {self.pk} is frozen and never changes")
