"""Sources: who delivers incidents, about where, in which columns."""

from __future__ import annotations

from typing import Any

from django.db import models

from samsyn.organisation.access import Reach, Scoped
from samsyn.organisation.models import Body, Place


class Source(models.Model):
    """A delivery that comes again: a body's files about one place, with their saved mapping.

    It delivers incidents, or tables of results if it has a `survey`. `mapping` is a
    `situation.intake` mapping of its kind as JSON; empty until the first file has been read.
    Rows are told apart within a source: the same row in two batches of a source counts once.
    """

    key = models.SlugField("nyckel", max_length=80, unique=True)
    name = models.CharField("namn", max_length=120)
    body = models.ForeignKey(Body, models.PROTECT, verbose_name="lämnas av")
    place = models.ForeignKey(Place, models.PROTECT, verbose_name="gäller")
    mapping: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        "kolumner", default=dict, blank=True
    )

    objects = Scoped.as_manager()
    reach = Reach(place="place")

    class Meta:
        verbose_name = "källa"
        verbose_name_plural = "källor"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_survey(self) -> bool:
        """Whether it delivers tables of survey results, not incidents."""
        return hasattr(self, "survey")
