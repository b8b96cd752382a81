"""Problem and cause: what a measure answers to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samsyn.agreements.models import PriorityArea
from samsyn.organisation.access import Reach, Scoped
from samsyn.organisation.models import Place
from samsyn.situation.models import CauseAnalysis

from .plans import Plan, at_most_one_area


class Problem(models.Model):
    """A problem that the plan takes on, in one priority area or one of the district's own.

    Without either it was carried over from an area that nothing continues, and waits for one.
    `analysis` is the cause analysis that it was built on, shown with the plan's picture.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="problems", verbose_name="plan")
    area = models.ForeignKey(
        PriorityArea, models.PROTECT, null=True, related_name="problems", verbose_name="område"
    )
    local_area = models.CharField("lokalt område", max_length=120, blank=True)
    title = models.CharField("problem", max_length=160)
    description = models.TextField("beskrivning", blank=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name="plats")
    analysis = models.ForeignKey(
        CauseAnalysis,
        models.PROTECT,
        null=True,
        related_name="problems",
        verbose_name="orsaksanalys",
    )

    objects = Scoped.as_manager()
    reach = Reach(place="plan__place")

    class Meta:
        verbose_name = "problem"
        verbose_name_plural = "problem"
        ordering = ["plan", "area__order", "pk"]
        constraints = [at_most_one_area("problem_of_one_area")]

    def __str__(self) -> str:
        return self.title

    @property
    def area_name(self) -> str:
        return self.area.name if self.area is not None else self.local_area


class Cause(models.Model):
    """Why a problem arises at a time and a place, in short form: taken from a cause analysis or
    written here.

    Brå's cause analysis (orsaksanalys) tells situational causes, which lie in the place and the
    occasion, from social ones, which lie in people's conditions. `evidence` tells what it is built
    on, so that a guess is seen to be one.
    """

    class Kind(models.TextChoices):
        SITUATIONAL = "situational", "situationell"
        SOCIAL = "social", "social"

    problem = models.ForeignKey(
        Problem, models.CASCADE, related_name="causes", verbose_name="problem"
    )
    kind = models.CharField("slag", max_length=12, choices=Kind.choices)
    text = models.CharField("orsak", max_length=300)
    evidence = models.TextField("bygger på", blank=True)

    objects = Scoped.as_manager()
    reach = Reach(place="problem__plan__place")

    class Meta:
        verbose_name = "orsak"
        verbose_name_plural = "orsaker"
        ordering = ["problem", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="cause_is_told"),
        ]

    def __str__(self) -> str:
        return self.text
