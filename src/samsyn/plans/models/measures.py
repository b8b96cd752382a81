"""Measures: what is done about a cause, by which seat, to reach what; and how it went on."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from samsyn.agreements.models import PriorityArea
from samsyn.organisation.access import Reach, Scoped
from samsyn.organisation.models import Group, Place, Seat

from .chain import Cause
from .plans import Plan


class MeasureQuerySet(Scoped):
    def public(self) -> Self:
        """Measures of plans that everybody may read."""
        return self.filter(plan__status__in=Plan.PUBLIC)

    def unfinished(self) -> Self:
        return self.filter(status__in=Measure.UNFINISHED)

    def for_group(self, group: Group) -> Self:
        """What the seats of a group are responsible for, in plans that are decided."""
        return self.filter(seat__group=group, plan__status=Plan.Status.DECIDED)

    def in_area(self, area: PriorityArea) -> Self:
        return self.filter(cause__problem__area=area)


class Measure(models.Model):
    """A measure (åtgärd) against one cause, with a seat that answers for it; never a person.

    The goal is kept in parts (`goal_*`) so that it is specific, measurable and set in time, and is
    read as one sentence (`goals.sentence`). The baseline is the number that the plan's picture
    shows, empty where that is protected. Production is followed by `output_indicator`, effect by
    `outcome_indicator` (Brå: uppföljning av produktion, process och effekt).

    The area is that of the problem behind. `number` is given once within the plan. `continues` is
    the same measure in an earlier plan. `added_note` tells why it came after the decision.
    """

    class Kind(models.TextChoices):
        SITUATIONAL = "situational", "situationell"
        SOCIAL = "social", "social"

    class Status(models.TextChoices):
        PLANNED = "planned", "planerad"
        ONGOING = "ongoing", "pågår"
        DONE = "done", "genomförd"
        PAUSED = "paused", "vilar"
        STOPPED = "stopped", "avbruten"

    UNFINISHED = (Status.PLANNED, Status.ONGOING, Status.PAUSED)

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="measures", verbose_name="plan")
    cause = models.ForeignKey(Cause, models.CASCADE, related_name="measures", verbose_name="orsak")
    number = models.PositiveSmallIntegerField("nummer")
    title = models.CharField("åtgärd", max_length=160)
    description = models.TextField("så genomförs den", blank=True)
    kind = models.CharField("slag", max_length=12, choices=Kind.choices)
    place = models.ForeignKey(Place, models.PROTECT, related_name="measures", verbose_name="plats")
    spot = models.CharField("närmare plats", max_length=160, blank=True)
    target_group = models.CharField("målgrupp", max_length=160, blank=True)
    seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, related_name="measures", verbose_name="ansvarig plats"
    )

    goal_what = models.CharField("vad som mäts", max_length=160, blank=True)
    goal_unit = models.CharField("enhet", max_length=60, blank=True)
    goal_from = models.DecimalField("från", max_digits=12, decimal_places=2, null=True)
    goal_to = models.DecimalField("till", max_digits=12, decimal_places=2, null=True)
    goal_by = models.DateField("senast", null=True)
    baseline = models.DecimalField("utgångsläge", max_digits=12, decimal_places=2, null=True)
    baseline_text = models.CharField("var utgångsläget kommer från", max_length=300, blank=True)
    output_indicator = models.CharField("mått på genomförandet", max_length=160, blank=True)
    output_target = models.DecimalField("mål", max_digits=12, decimal_places=2, null=True)
    outcome_indicator = models.CharField("mått på effekten", max_length=160, blank=True)

    starts = models.DateField("börjar", null=True)
    due = models.DateField("klar senast", null=True)
    status = models.CharField(
        "status", max_length=10, choices=Status.choices, default=Status.PLANNED
    )
    continues = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="continued_by", verbose_name="fortsätter"
    )
    added_on = models.DateField("tillagd efter beslutet", null=True)
    added_note = models.TextField("varför den lades till", blank=True)

    objects = MeasureQuerySet.as_manager()
    reach = Reach(place="plan__place")
    reach_by = {
        "plans.set_status": Reach(place="plan__place", group="seat__group", body="seat__body"),
        "followup.record_result": Reach(
            place="plan__place", group="seat__group", body="seat__body"
        ),
    }
    open_to = {
        "plans.read": Q(plan__status__in=Plan.PUBLIC),
        "plans.read_draft": Q(plan__status__in=Plan.PUBLIC),
    }

    class Meta:
        verbose_name = "åtgärd"
        verbose_name_plural = "åtgärder"
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_measure_per_number"),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(due=None) | Q(due__gte=F("starts")),
                name="measure_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(added_on=None, added_note="")
                | Q(added_on__isnull=False) & ~Q(added_note=""),
                name="measure_added_later_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:measure", args=[self.pk])

    @property
    def area(self) -> PriorityArea | None:
        """The agreement's area that the measure works in; None for a district's own."""
        return self.cause.problem.area

    @property
    def area_name(self) -> str:
        return self.cause.problem.area_name

    def chain(self) -> list[Measure]:
        """The measure through the years, from the first plan it stood in to this one."""
        found, earlier = [self], self.continues
        while earlier is not None:
            found.insert(0, earlier)
            earlier = earlier.continues
        return found

    @property
    def is_unfinished(self) -> bool:
        return self.status in self.UNFINISHED


class StatusChange(models.Model):
    """A line in a measure's history: its status from a day, and what was said. Never changed."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="changes")
    status = models.CharField("status", max_length=10, choices=Measure.Status.choices)
    on = models.DateField("dag")
    note = models.TextField("anteckning", blank=True)
    by = models.CharField("från platsen", max_length=330, blank=True)

    class Meta:
        verbose_name = "statusändring"
        verbose_name_plural = "statusändringar"
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.on}"
