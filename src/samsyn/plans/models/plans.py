"""Plans: what a city or a district does in a year, and why an area is left out of it."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from samsyn.agreements.models import PriorityArea, Version
from samsyn.decisions.models import Decision
from samsyn.organisation.access import Reach, Scoped
from samsyn.organisation.models import Place
from samsyn.situation.models import Picture


def at_most_one_area(name: str) -> models.CheckConstraint:
    """Either an area of the agreement or a district's own, told by its name; or not yet any."""
    return models.CheckConstraint(condition=Q(area=None) | Q(local_area=""), name=name)


class PlanQuerySet(Scoped):
    def public(self) -> Self:
        """Decided plans and those since closed: everybody may read them."""
        return self.filter(status__in=Plan.PUBLIC)


class Plan(models.Model):
    """A year's plan of measures (åtgärdsplan, handlingsplan) for a city or a district.

    Lag (2023:196) 5 § asks for it and that it rests on the picture of crime: `picture` is a
    published one. `version` is the agreement whose priority areas the plan is to cover. From the
    day it is decided its text does not change; its measures go on, and more can be added, each
    with a note that shows. `carries` is the plan whose unfinished measures it took over.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "utkast"
        DECIDED = "decided", "beslutad"
        CLOSED = "closed", "avslutad"

    PUBLIC = (Status.DECIDED, Status.CLOSED)

    place = models.ForeignKey(Place, models.PROTECT, related_name="plans", verbose_name="plats")
    year = models.PositiveSmallIntegerField("år")
    title = models.CharField("rubrik", max_length=160)
    summary = models.TextField("sammanfattning", blank=True)
    version = models.ForeignKey(
        Version, models.PROTECT, related_name="plans", verbose_name="överenskommelse"
    )
    picture = models.ForeignKey(
        Picture, models.PROTECT, null=True, related_name="plans", verbose_name="lägesbild"
    )
    carries = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="carried_by", verbose_name="tar över från"
    )
    status = models.CharField("status", max_length=10, choices=Status.choices, default=Status.DRAFT)
    decided_on = models.DateField("beslutad", null=True)
    decided_by = models.CharField("beslutad från", max_length=330, blank=True)
    dnr = models.CharField("diarienummer", max_length=80, blank=True)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, related_name="plans", verbose_name="beslut"
    )
    closed_on = models.DateField("avslutad", null=True)
    closing = models.TextField("vad som sades när den avslutades", blank=True)

    objects = PlanQuerySet.as_manager()
    reach = Reach(place="place")
    open_to = {
        "plans.read": Q(status__in=PUBLIC),
        "plans.read_draft": Q(status__in=PUBLIC),
    }

    class Meta:
        verbose_name = "plan"
        verbose_name_plural = "planer"
        ordering = ["-year", "place__kind", "place__name"]
        constraints = [
            models.UniqueConstraint(fields=["place", "year"], name="one_plan_a_year"),
            models.CheckConstraint(
                condition=Q(status="draft", decided_on=None, closed_on=None)
                | Q(
                    status="decided",
                    decided_on__isnull=False,
                    closed_on=None,
                    picture__isnull=False,
                )
                | Q(status="closed", decided_on__isnull=False, closed_on__isnull=False),
                name="plan_decided_on_a_picture_and_then_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:plan", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def first_day(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, 12, 31)


class Explanation(models.Model):
    """Why a plan has no problem in an area: each area is covered or explained."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="explanations")
    area = models.ForeignKey(PriorityArea, models.PROTECT, null=True, related_name="+")
    local_area = models.CharField("lokalt område", max_length=120, blank=True)
    text = models.TextField("därför inte i år")

    class Meta:
        verbose_name = "förklaring till att ett område saknas"
        verbose_name_plural = "förklaringar till att områden saknas"
        ordering = ["pk"]
        constraints = [
            at_most_one_area("explanation_of_one_area"),
            models.CheckConstraint(
                condition=Q(area__isnull=False) | ~Q(local_area=""), name="explanation_of_an_area"
            ),
            models.UniqueConstraint(
                fields=["plan", "area"],
                condition=Q(area__isnull=False),
                name="one_explanation_per_area",
            ),
            models.UniqueConstraint(
                fields=["plan", "local_area"],
                condition=Q(area=None),
                name="one_explanation_per_local_area",
            ),
        ]

    def __str__(self) -> str:
        return self.text
