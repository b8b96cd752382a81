"""Things that hold from a day until, not including, another. Periods are half-open."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from .periods import holds_on
from .scope import Scoped


class ValidQuerySet(Scoped):
    def on(self, day: date) -> Self:
        return self.filter(holds_on(day))


class Valid(models.Model):
    """Base of everything with validity: `since` is the first day, `until` the first day after."""

    since = models.DateField("från och med")
    until = models.DateField("upphör", null=True, blank=True)

    class Meta:
        abstract = True

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def ends_after_start(name: str) -> models.CheckConstraint:
    """A row may be empty in time (opened and closed the same day) but never run backwards."""
    return models.CheckConstraint(
        condition=Q(until=None) | Q(until__gte=F("since")), name=f"{name}_ends_after_start"
    )
