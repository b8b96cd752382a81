"""Reports that answer duties, and each step they take up the chain."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from samsyn.agreements.models import Duty
from samsyn.organisation.access import Reach, Scoped
from samsyn.organisation.models.scope import Asks
from samsyn.situation.models.pictures import Frozen

SAID = {"text", "content"}
OF_THE_SUBMITTED = {"followup.read_report", "followup.accept_report", "followup.ask_back"}


class ReportQuerySet(Scoped):
    def may(self, actor: Asks, act: str) -> Self:
        """Whoever writes a report may read it from the first word; for others it is not there
        until it has been handed in."""
        if act not in OF_THE_SUBMITTED:
            return super().may(actor, act)
        reached = Scoped(self.model).may(actor, act).exclude(status="draft").values("pk")
        condition = Q(pk__in=reached)
        if act == "followup.read_report":
            writes = Scoped(self.model).may(actor, "followup.write_report").values("pk")
            condition |= Q(pk__in=writes)
        return self.filter(condition)

    def last_versions(self) -> Self:
        """The latest version for each due day."""
        newer = Report.objects.filter(
            duty__key=models.OuterRef("duty__key"),
            due=models.OuterRef("due"),
            version__gt=models.OuterRef("version"),
        )
        return self.filter(~models.Exists(newer))

    def update(self, **values: Any) -> int:
        if SAID & values.keys() and self.exclude(status="draft").exists():
            raise Frozen("what a submitted report says is never changed")
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        if self.exclude(status="draft").exists():
            raise Frozen("a submitted report is never removed")
        return super().delete()


class Report(models.Model):
    """An answer to a duty for one due day, about a period (half-open).

    What can be known is filled in by itself: `content` holds the duty, the measures with their
    status and results, the pictures and the reports from below, frozen as they were when the
    report was submitted. The receiver accepts it or asks it back with a reason; then the sender
    writes a new version, and the earlier ones stay to be read.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "utkast"
        SUBMITTED = "submitted", "lämnad"
        ASKED_BACK = "asked_back", "återbegärd"
        ACCEPTED = "accepted", "godtagen"

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="reports")
    due = models.DateField("senast")
    since = models.DateField("från och med")
    until = models.DateField("till, men inte med")
    version = models.PositiveSmallIntegerField("version", default=1)
    status = models.CharField("status", max_length=10, choices=Status.choices, default=Status.DRAFT)
    text = models.TextField("text", blank=True)
    content: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(
        "ifyllt vid lämnandet", null=True
    )
    submitted_on = models.DateField("lämnad", null=True)
    submitted_by = models.CharField("lämnad från platsen", max_length=330, blank=True)

    objects = ReportQuerySet.as_manager()
    # writing and submitting is theirs who owe it; receiving is theirs who are owed
    reach = Reach(group="duty__by_group", body="duty__by_body")
    reach_by = {
        "followup.read_report": Reach(
            place="duty__place", group="duty__to_group", body="duty__to_body"
        ),
        "followup.accept_report": Reach(group="duty__to_group", body="duty__to_body"),
        "followup.ask_back": Reach(group="duty__to_group", body="duty__to_body"),
    }

    class Meta:
        verbose_name = "rapport"
        verbose_name_plural = "rapporter"
        ordering = ["-due", "duty__key", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["duty", "due", "version"], name="one_report_version"),
            models.UniqueConstraint(
                fields=["duty", "due"],
                condition=~Q(status="asked_back"),
                name="one_report_under_way",
            ),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="report_period"),
            models.CheckConstraint(
                condition=Q(status="draft", content=None, submitted_on=None)
                | (~Q(status="draft") & Q(content__isnull=False, submitted_on__isnull=False)),
                name="report_frozen_when_submitted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty.what}, {self.duty.place.name}, {self.due}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        before = Report.objects.exclude(status="draft").filter(pk=self.pk).first()
        if before and (before.text, before.content) != (self.text, self.content):
            raise Frozen(f"what the report {self.pk} says is never changed")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("followup:report", args=[self.pk])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.status != self.Status.DRAFT:
            raise Frozen(f"the report {self.pk} is submitted and never removed")
        return super().delete(*args, **kwargs)

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT


class ReportStep(models.Model):
    """A step a report took: submitted, asked back or accepted; from which seat, with what words."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", "lämnades"
        ASKED_BACK = "asked_back", "begärdes tillbaka"
        ACCEPTED = "accepted", "godtogs"

    report = models.ForeignKey(Report, models.PROTECT, related_name="steps")
    kind = models.CharField("slag", max_length=10, choices=Kind.choices)
    on = models.DateField("dag")
    by = models.CharField("från platsen", max_length=330)
    text = models.TextField("text", blank=True)

    class Meta:
        verbose_name = "steg för en rapport"
        verbose_name_plural = "steg för rapporter"
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"
