"""The ground that incidents are laid on: boundaries, inhabitants, and the codes of crimes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models
from shapely import from_wkb
from shapely.geometry.base import BaseGeometry

from samsyn.organisation.access import Scoped
from samsyn.organisation.models import Place
from samsyn.situation.codes import Code

ALWAYS = date(1900, 1, 1)
SEX_CHOICES = {"female": "kvinnor", "male": "män"}
OLDEST = 120


class Boundary(models.Model):
    """The outline of a place from a day: WKB of a (multi)polygon in SWEREF 99 TM (EPSG:3006)."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="boundaries")
    valid_from = models.DateField("gäller från")
    geometry = models.BinaryField("geometri")
    source = models.CharField("källa", max_length=200)

    class Meta:
        verbose_name = "gräns"
        verbose_name_plural = "gränser"
        constraints = [
            models.UniqueConstraint(fields=["place", "valid_from"], name="boundary_once")
        ]

    def __str__(self) -> str:
        return f"{self.place} från {self.valid_from}"

    @property
    def shape(self) -> BaseGeometry:
        """The outline as a shapely geometry, metres east and north."""
        return from_wkb(bytes(self.geometry))


class Population(models.Model):
    """Inhabitants of a place at a year's end, of one sex, aged `age_from` to `age_to` inclusive.

    The open class ("80 år och äldre") ends at 120. A `summed` row was not told but added up from
    the place's parts; each place therefore stands for itself, and parts are never added to it.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="population")
    year = models.PositiveSmallIntegerField("år")
    sex = models.CharField("kön", max_length=6, choices=SEX_CHOICES)
    age_from = models.PositiveSmallIntegerField("från ålder")
    age_to = models.PositiveSmallIntegerField("till ålder", default=OLDEST)
    n = models.PositiveIntegerField("antal")
    source = models.CharField("källa", max_length=200)
    summed = models.BooleanField("summerat", default=False)

    class Meta:
        verbose_name = "befolkning"
        verbose_name_plural = "befolkning"
        constraints = [
            models.UniqueConstraint(
                fields=["place", "year", "sex", "age_from", "age_to"], name="population_once"
            ),
            models.CheckConstraint(
                condition=models.Q(age_to__gte=models.F("age_from")), name="population_ages"
            ),
        ]

    def __str__(self) -> str:
        ages = f"{self.age_from}–{self.age_to}"
        return f"{self.place} {self.year}, {self.get_sex_display()} {ages}: {self.n}"


class CrimeCode(models.Model):
    """A four-digit crime code (brottskod) of Brå and what it says about the victim.

    `until` is the first day after; codes change nearly every year. Källa: Brå.
    """

    code = models.CharField("kod", max_length=4)
    name = models.CharField("namn", max_length=160)
    group = models.CharField("lagrum", max_length=60)
    theme = models.CharField("tema", max_length=40)
    victim_sex = models.CharField("offrets kön", max_length=6, blank=True, choices=SEX_CHOICES)
    victim_age = models.CharField("offrets ålder", max_length=10, blank=True)
    since = models.DateField("från och med")
    until = models.DateField("upphör", null=True, blank=True)

    objects = Scoped.as_manager()

    class Meta:
        verbose_name = "brottskod"
        verbose_name_plural = "brottskoder"
        ordering = ["code", "since"]
        constraints = [models.UniqueConstraint(fields=["code", "since"], name="crime_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @staticmethod
    def keep(codes: Iterable[Code]) -> int:
        """Keep the table in step with these codes; gives how many they were."""
        rows = [
            CrimeCode(
                code=c.code, name=c.name, group=c.group, theme=c.theme, victim_sex=c.victim_sex,
                victim_age=c.victim_age, since=c.since or ALWAYS, until=c.until,
            )
            for c in codes
        ]  # fmt: skip
        CrimeCode.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["code", "since"],
            update_fields=["name", "group", "theme", "victim_sex", "victim_age", "until"],
        )
        return len(rows)
