"""Duties: what groups and bodies owe each other under the agreements in force."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from samsyn.agreements.charter import due_dates
from samsyn.agreements.charter.models import Due
from samsyn.organisation.access import Reach
from samsyn.organisation.models import Body, Group, Place
from samsyn.organisation.models.validity import Valid, ValidQuerySet, ends_after_start

from .versions import Version


def one_of(*names: str) -> Q:
    """Exactly one of two foreign keys is set."""
    first, second = names
    has_first = Q(**{f"{first}__isnull": False, f"{second}__isnull": True})
    return has_first | Q(**{f"{first}__isnull": True, f"{second}__isnull": False})


class Duty(Valid):
    """Something one party owes another, from a day until another, by a clause.

    The key names the same duty over versions. `due` is the rule for due dates (see
    `charter.models.Due`), empty for a duty that is continuous.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="duties")
    key = models.CharField("nyckel", max_length=300)
    place = models.ForeignKey(Place, models.PROTECT, related_name="duties", verbose_name="plats")
    what = models.TextField("vad")
    by_group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="owes")
    by_body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="owes")
    to_group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="owed")
    to_body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="owed")
    how_often = models.CharField("hur ofta", max_length=200)
    clause = models.CharField("klausul", max_length=120)
    due: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(
        "regel för dag", null=True
    )

    objects = ValidQuerySet.as_manager()
    reach = Reach(place="place")
    # answering is theirs who owe it, receiving theirs who are owed
    reach_by = {
        "followup.write_report": Reach(group="by_group", body="by_body"),
        "followup.accept_report": Reach(group="to_group", body="to_body"),
    }

    class Meta:
        verbose_name = "skyldighet"
        verbose_name_plural = "skyldigheter"
        ordering = ["key"]
        constraints = [
            ends_after_start("duty"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(until=None), name="one_open_duty_per_key"
            ),
            models.CheckConstraint(condition=one_of("by_group", "by_body"), name="duty_by_one"),
            models.CheckConstraint(condition=one_of("to_group", "to_body"), name="duty_to_one"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def rule(self) -> Due | None:
        return Due.model_validate(self.due) if self.due else None

    @property
    def owed_by(self) -> Group | Body:
        end = self.by_group or self.by_body
        assert end is not None
        return end

    @property
    def owed_to(self) -> Group | Body:
        end = self.to_group or self.to_body
        assert end is not None
        return end

    def due_dates(self, since: date, until: date) -> list[date]:
        """The days it is owed in the half-open period, while the duty holds."""
        if self.rule is None:
            return []
        last = min(until, self.until) if self.until else until
        return due_dates(self.rule, self.since, since, last)
