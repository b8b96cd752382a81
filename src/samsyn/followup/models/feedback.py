"""What the cooperation tells a board, and what the board asks."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from samsyn.organisation.access import Reach, Scoped
from samsyn.organisation.models import Body, Group

from .reports import Report
from .summaries import Summary


class Feedback(models.Model):
    """What a group has told a body, as the charter's `feedback` promises. Sent once, and public."""

    by_group = models.ForeignKey(Group, models.PROTECT, related_name="+", verbose_name="från")
    to_body = models.ForeignKey(Body, models.PROTECT, related_name="feedback", verbose_name="till")
    title = models.CharField("rubrik", max_length=160)
    text = models.TextField("text")
    summary = models.ForeignKey(Summary, models.PROTECT, null=True, related_name="feedback")
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="feedback")
    sent_on = models.DateField("sänd")
    sent_by = models.CharField("sänd från platsen", max_length=330)

    objects = Scoped.as_manager()
    reach = Reach(group="by_group", body="to_body")
    open_to = {"followup.read_feedback": Q(sent_on__isnull=False)}

    class Meta:
        verbose_name = "återkoppling"
        verbose_name_plural = "återkopplingar"
        ordering = ["-sent_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("followup:board", args=[self.to_body.key]) + f"#aterkoppling-{self.pk}"


class Question(models.Model):
    """A body's question to a group of the cooperation, and the answer. Public, as its answer is."""

    by_body = models.ForeignKey(Body, models.PROTECT, related_name="questions", verbose_name="från")
    to_group = models.ForeignKey(Group, models.PROTECT, related_name="+", verbose_name="till")
    feedback = models.ForeignKey(Feedback, models.PROTECT, null=True, related_name="questions")
    text = models.TextField("fråga")
    asked_on = models.DateField("ställd")
    asked_by = models.CharField("ställd från platsen", max_length=330)
    answer = models.TextField("svar", blank=True)
    answered_on = models.DateField("besvarad", null=True)
    answered_by = models.CharField("besvarad från platsen", max_length=330, blank=True)

    objects = Scoped.as_manager()
    reach = Reach(group="to_group")

    class Meta:
        verbose_name = "fråga från ett organ"
        verbose_name_plural = "frågor från organ"
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None)
                | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="question_answered_with_words",
            )
        ]

    def __str__(self) -> str:
        return f"Fråga från {self.by_body}"

    def get_absolute_url(self) -> str:
        return reverse("followup:board", args=[self.by_body.key]) + f"#fraga-{self.pk}"
