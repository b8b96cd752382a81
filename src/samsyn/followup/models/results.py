"""Results of measures: what was done, how it went, what it changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samsyn.organisation.access import Reach, Scoped
from samsyn.plans.models import Measure


class Result(models.Model):
    """A result of a measure on a day, never changed; a wrong one is replaced by another.

    Brå tells three kinds of follow-up: production (was it done, how many), process (how and at
    what cost) and effect (did the problem change), which is read against the baseline. A result of
    the process may be words alone.
    """

    class Kind(models.TextChoices):
        OUTPUT = "output", "genomförande"
        PROCESS = "process", "process"
        OUTCOME = "outcome", "effekt"

    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="results", verbose_name="åtgärd"
    )
    kind = models.CharField("slag", max_length=8, choices=Kind.choices)
    on = models.DateField("dag")
    value = models.DecimalField("värde", max_digits=12, decimal_places=2, null=True)
    text = models.TextField("anteckning", blank=True)
    by = models.CharField("från platsen", max_length=330)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", verbose_name="ersätter"
    )

    objects = Scoped.as_manager()
    reach = Reach(place="measure__plan__place")

    class Meta:
        verbose_name = "resultat"
        verbose_name_plural = "resultat"
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False) | (Q(kind="process") & ~Q(text="")),
                name="result_is_a_number_or_told",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"
