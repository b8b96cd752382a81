"""Consultations (remiss), the bodies asked, and what they answer."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from samsyn.organisation.access import Reach, Scoped
from samsyn.organisation.models import Body

from .cases import Case, Document
from .meetings import Decision


class Consultation(models.Model):
    """A frozen text sent to several bodies at once, for their opinion or for their decision.

    Förvaltningslagen (2017:900) 26 §: it says what the answer shall cover (`scope`) and by when.
    `ref` tells what it concerns, as in `Document.ref`. What has been sent is public.
    """

    class Asks(models.TextChoices):
        OPINION = "opinion", "yttrande"
        DECISION = "decision", "beslut"

    case = models.ForeignKey(Case, models.PROTECT, related_name="consultations")
    title = models.CharField("rubrik", max_length=200)
    asks = models.CharField("vad som begärs", max_length=10, choices=Asks.choices)
    scope = models.TextField("vad svaret ska omfatta")
    documents = models.ManyToManyField(Document, related_name="consultations")
    ref = models.CharField("avser", max_length=120, blank=True)
    sent_on = models.DateField("sänd")
    answers_by = models.DateField("svar senast")

    objects = Scoped.as_manager()
    reach = Reach(body="case__diary__body")
    open_to = {"decisions.read_consultation": Q(sent_on__isnull=False)}

    class Meta:
        verbose_name = "remiss"
        verbose_name_plural = "remisser"
        ordering = ["-sent_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("decisions:consultation", args=[self.pk])

    @property
    def sender(self) -> Body:
        return self.case.body


class Referral(models.Model):
    """The consultation as one body has got it: its own deadline and its own case."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="referrals")
    body = models.ForeignKey(Body, models.PROTECT, related_name="referrals", verbose_name="organ")
    answers_by = models.DateField("svar senast")
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="referral")

    objects = Scoped.as_manager()
    reach = Reach(body="body")
    # reminding and extending is the sender's
    reach_by = {
        "decisions.remind": Reach(body="consultation__case__diary__body"),
        "decisions.extend_deadline": Reach(body="consultation__case__diary__body"),
    }

    class Meta:
        verbose_name = "remiss till organ"
        verbose_name_plural = "remisser till organ"
        ordering = ["consultation", "body__name"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "body"], name="each_body_asked_once")
        ]

    def __str__(self) -> str:
        return f"{self.consultation} till {self.body}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:referral", args=[self.pk])

    @property
    def answer(self) -> Answer | None:
        """The latest submitted answer."""
        return self.answers.filter(status="submitted").order_by("-version").first()

    def is_late(self, day: date) -> bool:
        return self.answers_by < day and self.answer is None


class ReferralEvent(models.Model):
    """A reminder, or an extension of the deadline."""

    class Kind(models.TextChoices):
        REMINDER = "reminder", "påminnelse"
        EXTENSION = "extension", "förlängd svarstid"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="events")
    kind = models.CharField("slag", max_length=10, choices=Kind.choices)
    on = models.DateField("dag")
    until = models.DateField("ny sista dag", null=True)
    text = models.TextField("text", blank=True)

    class Meta:
        verbose_name = "händelse i remiss"
        verbose_name_plural = "händelser i remisser"
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class Answer(models.Model):
    """A body's answer. Its parts are separate things: what the office proposed, what was decided,
    what the board added of its own, and in `parts` votes and what single members said.

    Submitted once; a correction is a new version that names the one it corrects and says why.
    Nobody outside the body sees it before it is submitted; everybody may after that.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "utkast"
        SUBMITTED = "submitted", "inlämnat"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="answers")
    version = models.PositiveSmallIntegerField("version", default=1)
    status = models.CharField("status", max_length=10, choices=Status.choices, default=Status.DRAFT)
    office_proposal = models.TextField("förvaltningens förslag", blank=True)
    decided = models.TextField("beslut", blank=True)
    added_text = models.TextField("därutöver anförs", blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="answers")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    correction = models.TextField("vad som rättas och varför", blank=True)
    submitted_at = models.DateTimeField("inlämnat", null=True)

    objects = Scoped.as_manager()
    reach = Reach(body="referral__body")
    # noting demands while reading is the sender's
    reach_by = {"decisions.note_demand": Reach(body="referral__consultation__case__diary__body")}
    open_to = {"decisions.read_answer": Q(status="submitted")}

    class Meta:
        verbose_name = "remissvar"
        verbose_name_plural = "remissvar"
        ordering = ["referral", "version"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "version"], name="one_answer_per_version"),
            models.CheckConstraint(
                condition=Q(status="draft", submitted_at=None)
                | Q(status="submitted", submitted_at__isnull=False),
                name="submitted_answers_have_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Svar från {self.referral.body}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:answer", args=[self.pk])


class AnswerPart(models.Model):
    """Votes, a reservation (kommunallagen 4 kap. 27 §), or a statement beside the decision."""

    class Kind(models.TextChoices):
        VOTES = "votes", "omröstning"
        RESERVATION = "reservation", "reservation"
        SEPARATE = "separate_statement", "särskilt uttalande"
        SUBSTITUTE = "substitute_statement", "ersättaryttrande"

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="parts")
    kind = models.CharField("slag", max_length=20, choices=Kind.choices)
    by = models.CharField("av", max_length=200, help_text="Partier eller ledamöter.", blank=True)
    text = models.TextField("text")
    order = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "del av remissvar"
        verbose_name_plural = "delar av remissvar"
        ordering = ["answer", "order", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.by}"


class Demand(models.Model):
    """Something an answer asks for, and what the sender did with it.

    `noted_by` is the body that put it in words: the answering one itself, or the sender on
    reading. `clause` names the clause where it was taken in, such as `stockholm/2026 § 3.5`.
    """

    class Treatment(models.TextChoices):
        TAKEN_IN = "taken_in", "tas in"
        PARTLY = "partly", "tas in delvis"
        NOT = "not", "tas inte in"

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="demands")
    number = models.PositiveSmallIntegerField("nr")
    text = models.TextField("krav")
    noted_by = models.ForeignKey(Body, models.PROTECT, related_name="+")
    treatment = models.CharField("hantering", max_length=10, choices=Treatment.choices, blank=True)
    reason = models.TextField("skäl", blank=True)
    clause = models.CharField("klausul", max_length=120, blank=True)
    treated_on = models.DateField("hanterat", null=True)

    objects = Scoped.as_manager()
    reach = Reach(body="answer__referral__consultation__case__diary__body")
    # the answering body sees its own before it is submitted, everybody after that
    reach_by = {"decisions.read_answer": Reach(body="answer__referral__body")}
    open_to = {"decisions.read_answer": Q(answer__status="submitted")}

    class Meta:
        verbose_name = "krav"
        verbose_name_plural = "krav"
        ordering = ["answer", "number"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "number"], name="one_demand_per_number"),
            models.CheckConstraint(
                condition=Q(treatment="", treated_on=None)
                | (~Q(treatment="") & ~Q(reason="") & Q(treated_on__isnull=False)),
                name="treated_demands_have_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("decisions:demand", args=[self.pk])
