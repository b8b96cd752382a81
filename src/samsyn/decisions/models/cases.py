"""Diaries, cases and their documents (offentlighets- och sekretesslagen 5 kap.)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from samsyn.organisation.access import Reach, Scoped
from samsyn.organisation.models import Body


class Diary(models.Model):
    """A body's register of cases (diarium) and the letters that its case numbers begin with."""

    body = models.OneToOneField(Body, models.PROTECT, related_name="diary", verbose_name="organ")
    prefix = models.CharField("beteckning", max_length=20, unique=True)

    objects = Scoped.as_manager()
    reach = Reach(body="body")

    class Meta:
        verbose_name = "diarium"
        verbose_name_plural = "diarier"
        ordering = ["prefix"]

    def __str__(self) -> str:
        return self.prefix


class Case(models.Model):
    """A case (ärende) in a body's diary. Its number follows the one before without a gap.

    The numbers of a year begin at 1; `dnr` is how the case is cited, such as `KS 2026/17`.
    """

    diary = models.ForeignKey(Diary, models.PROTECT, related_name="cases", verbose_name="diarium")
    year = models.PositiveSmallIntegerField("år")
    number = models.PositiveIntegerField("löpnummer")
    title = models.CharField("ärende", max_length=200)
    opened_on = models.DateField("upplagt")
    closed_on = models.DateField("avslutat", null=True, blank=True)

    objects = Scoped.as_manager()
    reach = Reach(body="diary__body")

    class Meta:
        verbose_name = "ärende"
        verbose_name_plural = "ärenden"
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["diary", "year", "number"], name="one_case_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.dnr} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:case", args=[self.pk])

    @property
    def dnr(self) -> str:
        return f"{self.diary.prefix} {self.year}/{self.number}"

    @property
    def body(self) -> Body:
        return self.diary.body


class Document(models.Model):
    """A document of a case (handling). What is registered is never changed.

    A new wording is a new document that `replaces` the old with the next `version`. `ref` tells
    what it is the wording of, such as `agreements.version:stockholm/2026`, so that a decision can
    be held against the very text it was about; `data` is its machine form (a charter as YAML).
    """

    class Kind(models.TextChoices):
        MISSIVE = "missive", "missiv"
        AGREEMENT = "agreement", "överenskommelse"
        OFFICIAL_REPORT = "official_report", "tjänsteutlåtande"
        STATEMENT = "statement", "yttrande"
        DECISION = "decision", "beslut"
        REPORT = "report", "rapport"
        OTHER = "other", "annan handling"

    class Secrecy(models.TextChoices):
        OPEN = "open", "öppen"
        WORKING = "working", "arbetsmaterial"
        SECRET = "secret", "sekretess"

    case = models.ForeignKey(Case, models.PROTECT, related_name="documents", verbose_name="ärende")
    number = models.PositiveSmallIntegerField("handling nr")
    version = models.PositiveSmallIntegerField("version", default=1)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    kind = models.CharField("slag", max_length=20, choices=Kind.choices)
    title = models.CharField("rubrik", max_length=200)
    text = models.TextField("text")
    data = models.TextField("maskinläsbar form", blank=True)
    ref = models.CharField("avser", max_length=120, blank=True)
    from_body = models.ForeignKey(
        Body, models.PROTECT, null=True, related_name="+", verbose_name="inkom från"
    )
    registered_on = models.DateField("registrerad")
    secrecy = models.CharField(
        "sekretess", max_length=10, choices=Secrecy.choices, default=Secrecy.OPEN
    )
    secrecy_ground = models.CharField("stöd för sekretess", max_length=160, blank=True)

    objects = Scoped.as_manager()
    reach = Reach(body="case__diary__body")
    # what has been sent on consultation is public
    open_to = {"decisions.read_case": Q(consultations__isnull=False, secrecy=Secrecy.OPEN)}

    class Meta:
        verbose_name = "handling"
        verbose_name_plural = "handlingar"
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_document_per_number"),
            models.CheckConstraint(
                condition=~Q(secrecy="secret", secrecy_ground=""), name="secrecy_has_a_ground"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("a registered document is never changed; register a new version")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("decisions:document", args=[self.pk])


class CaseEvent(models.Model):
    """A line in the case's log: what happened, and by whom (the seat, or nothing for a founder)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    at = models.DateTimeField("tid")
    text = models.CharField("vad", max_length=300)
    by = models.CharField("av", max_length=300, blank=True)

    class Meta:
        verbose_name = "händelse i ärende"
        verbose_name_plural = "händelser i ärenden"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text
