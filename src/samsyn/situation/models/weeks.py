"""The weekly picture (veckolägesbild): what a group looks at before its weekly round."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from samsyn.organisation.access import Reach, Scoped
from samsyn.organisation.models import Group
from samsyn.situation.week import Week

from .batches import Batch


class WeekPicture(models.Model):
    """The incidents of one week in a group's place, with true numbers, for that group alone.

    It is no `Picture` and has no way out: weeks set against published months would give away small
    numbers that these protect (docs/decisions). `week` is its Monday. `content` is found in the
    background from the rows of `batches`; `basis` tells what it rests on. When one of the batches
    is withdrawn or weeded the content goes in the same transaction (`gone`).
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "räknas"
        DONE = "done", "klar"
        FAILED = "failed", "misslyckades"
        GONE = "gone", "underlaget är borta"

    group = models.ForeignKey(
        Group, models.PROTECT, related_name="week_pictures", verbose_name="grupp"
    )
    week = models.DateField("veckans måndag")
    note = models.TextField("läget med egna ord", blank=True)
    status = models.CharField(
        "status", max_length=10, choices=Status.choices, default=Status.WAITING
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="av"
    )
    asked_at = models.DateTimeField("begärd")
    done_at = models.DateTimeField("räknad", null=True)
    basis = models.CharField("underlag", max_length=64, blank=True)
    batches = models.ManyToManyField(Batch, related_name="+", verbose_name="leveranser")
    content: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(
        "innehåll", null=True, blank=True
    )

    objects = Scoped.as_manager()
    reach = Reach(group="group")

    class Meta:
        verbose_name = "veckolägesbild"
        verbose_name_plural = "veckolägesbilder"
        ordering = ["-week", "group__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "week"], name="week_picture_once"),
            models.CheckConstraint(
                condition=Q(status="done", content__isnull=False)
                | Q(status__in=["waiting", "failed", "gone"], content=None),
                name="week_picture_done_has_content",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of}, {self.group} i {self.group.place}"

    def get_absolute_url(self) -> str:
        return reverse("situation:week_picture", args=[self.pk])

    @property
    def of(self) -> Week:
        return Week(self.week)
