"""What the analysis has found for a draft picture."""

from __future__ import annotations

from typing import Any

from django.db import models

from samsyn.organisation.access import Reach, Scoped

from .pictures import Picture


class Findings(models.Model):
    """The findings of one draft, with true numbers, computed in the background.

    `basis` tells what they were computed from (see `findings.gathering`); when that has changed
    they are outdated. At publication they are protected and moved into the picture's content, and
    this row is removed.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "väntar"
        RUNNING = "running", "räknas"
        DONE = "done", "klara"
        FAILED = "failed", "misslyckades"

    picture = models.OneToOneField(
        Picture, models.CASCADE, related_name="findings", verbose_name="lägesbild"
    )
    status = models.CharField(
        "status", max_length=10, choices=Status.choices, default=Status.WAITING
    )
    asked_at = models.DateTimeField("begärda")
    done_at = models.DateTimeField("klara", null=True)
    basis = models.CharField("underlag", max_length=64, blank=True)
    content: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(
        "fynd", null=True, blank=True
    )

    objects = Scoped.as_manager()
    reach = Reach(place="picture__place")

    class Meta:
        verbose_name = "fynd"
        verbose_name_plural = "fynd"

    def __str__(self) -> str:
        return f"Fynd till {self.picture}"
