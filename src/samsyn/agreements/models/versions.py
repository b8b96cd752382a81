"""Agreements, their versions, and the decisions that carry a version through its life."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from samsyn.agreements.charter import Charter
from samsyn.decisions.models import Consultation, Decision
from samsyn.organisation.access import Reach, Scoped
from samsyn.organisation.models import Body, Place


class Agreement(models.Model):
    """A line of versions between the same parties, such as the city's with the police.

    The law is a line of its own (`lag`): it opens the function that may bring agreements into
    force, as kommunallagen 6 kap. and lag (2023:196) 9–13 §§ require.
    """

    line = models.SlugField("linje", max_length=50, unique=True)
    city = models.ForeignKey(Place, models.PROTECT, related_name="agreements", verbose_name="stad")

    objects = Scoped.as_manager()
    reach = Reach(place="city")

    class Meta:
        verbose_name = "överenskommelse"
        verbose_name_plural = "överenskommelser"
        ordering = ["line"]

    def __str__(self) -> str:
        return self.line


class VersionQuerySet(Scoped):
    def standing(self) -> Self:
        """The versions that hold today, one a line: brought into force and not yet replaced."""
        return self.filter(status__in=Version.STANDING)

    def that_held_on(self, day: date) -> Self:
        """The versions that were in force on a day."""
        begun = self.filter(status__in=[*Version.STANDING, "replaced"], since__lte=day)
        return begun.filter(Q(replaced_on=None) | Q(replaced_on__gt=day))


class Version(models.Model):
    """One version of an agreement and its charter: draft, on consultation, adopted, in force.

    `since` and `until` are half-open: `until` is the first day after the last, None for now
    (tills vidare). A version stays in force past `until` until it is extended or replaced, and
    its page says so: an agreement may lapse before its successor is ready, as it did in 2019.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "utkast"
        CONSULTATION = "consultation", "på remiss"
        ADOPTED = "adopted", "antagen"
        IN_FORCE = "in_force", "i kraft"
        EXTENDED = "extended", "förlängd"
        REPLACED = "replaced", "ersatt"

    ON_THE_WAY = (Status.DRAFT, Status.CONSULTATION)
    STANDING = (Status.IN_FORCE, Status.EXTENDED)
    PUBLIC = (Status.CONSULTATION, Status.ADOPTED, *STANDING, Status.REPLACED)

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="versions")
    key = models.CharField("nyckel", max_length=50, unique=True)
    title = models.CharField("titel", max_length=120)
    charter: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField("stadga")
    text = models.TextField("stadgan som text (YAML)")
    status = models.CharField("status", max_length=20, choices=Status.choices, default=Status.DRAFT)
    since = models.DateField("från och med")
    until = models.DateField("upphör", null=True, blank=True)
    consulted_on = models.DateField("på remiss från", null=True, blank=True)
    answers_by = models.DateField("svar senast", null=True, blank=True)
    consultation = models.ForeignKey(
        Consultation, models.PROTECT, null=True, related_name="+", verbose_name="remiss"
    )
    proposal = models.ForeignKey(
        Consultation,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="framlagd för beslut",
    )
    adopted_on = models.DateField("antagen", null=True, blank=True)
    replaced_on = models.DateField("ersatt", null=True, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")

    objects = VersionQuerySet.as_manager()
    reach = Reach(place="agreement__city")
    open_to = {"agreements.read_draft": Q(status__in=PUBLIC)}

    class Meta:
        verbose_name = "version av en överenskommelse"
        verbose_name_plural = "versioner av överenskommelser"
        ordering = ["agreement__line", "-since", "-key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="version_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(status__in=["in_force", "extended"]),
                name="one_version_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.key})"

    def get_absolute_url(self) -> str:
        return reverse("agreements:version", args=[self.key])

    @property
    def ref(self) -> str:
        """How documents and consultations of other rooms name this version."""
        return f"agreements.version:{self.key}"

    @property
    def document(self) -> Charter:
        """The charter as checked objects."""
        return _document(json.dumps(self.charter))

    @property
    def stands(self) -> bool:
        return self.status in self.STANDING

    def is_overdue(self, day: date) -> bool:
        """In force, though its last day has passed."""
        return self.stands and self.until is not None and self.until <= day


@lru_cache(maxsize=64)
def _document(charter: str) -> Charter:
    return Charter.model_validate_json(charter)


class Adoption(models.Model):
    """A party has adopted a version, by this decision."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="adoptions")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="part")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="adoptions")

    class Meta:
        verbose_name = "antagande"
        verbose_name_plural = "antaganden"
        ordering = ["decision__decided_on"]
        constraints = [
            models.UniqueConstraint(fields=["version", "body"], name="adopted_once_by_each")
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.version.key}"


class Extension(models.Model):
    """A decision to let a version stand longer, usually while its successor is prepared.

    `until` is the first day after; None lets it stand until a successor comes into force.
    """

    version = models.ForeignKey(Version, models.CASCADE, related_name="extensions")
    until = models.DateField("upphör", null=True, blank=True)
    decided_on = models.DateField("beslutsdag")
    dnr = models.CharField("diarienummer", max_length=80)

    class Meta:
        verbose_name = "förlängning"
        verbose_name_plural = "förlängningar"
        ordering = ["decided_on"]

    def __str__(self) -> str:
        return f"{self.version.key} till {self.until or 'vidare'}"
