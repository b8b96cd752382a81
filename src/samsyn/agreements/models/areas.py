"""Priority areas: what an agreement points out for cooperation, and what continues what."""

from __future__ import annotations

from django.db import models

from samsyn.organisation.access import Reach, Scoped

from .versions import Version


class PriorityArea(models.Model):
    """A prioriterat samverkansområde of one version, there once the version is in force.

    Areas are versioned: an area of a new version is a new row that may continue earlier ones, so
    that numbers over time can follow the lineage.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="areas")
    key = models.SlugField("nyckel", max_length=60)
    name = models.CharField("namn", max_length=120)
    description = models.TextField("beskrivning", blank=True)
    order = models.PositiveSmallIntegerField("ordning", default=0)
    continues = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="continued_by"
    )

    objects = Scoped.as_manager()
    reach = Reach(place="version__agreement__city")

    class Meta:
        verbose_name = "prioriterat område"
        verbose_name_plural = "prioriterade områden"
        ordering = ["version", "order"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="one_area_per_key")]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        """The area's name over all versions, such as `stockholm/2023#brottsoffer`."""
        return f"{self.version.key}#{self.key}"
