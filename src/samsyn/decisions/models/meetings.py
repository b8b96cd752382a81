"""Meetings of boards, what is on the agenda, and decisions (kommunallagen 5 and 6 kap.)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from samsyn.organisation.access import Reach, Scoped
from samsyn.organisation.models import Body, Seat

from .cases import Case
from .delegations import Anchoring, Delegation


class Meeting(models.Model):
    """A meeting (sammanträde) of a board: planned, open, ended, and its minutes approved.

    Kommunallagen 5 kap. 69 §: approved (justerat) within fourteen days. Approved minutes are
    public and never changed.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", "planerat"
        OPEN = "open", "pågår"
        ENDED = "ended", "avslutat"
        APPROVED = "approved", "justerat"

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name="organ")
    held_on = models.DateField("dag")
    where = models.CharField("plats", max_length=160, blank=True)
    status = models.CharField(
        "status", max_length=10, choices=Status.choices, default=Status.PLANNED
    )
    opened_at = models.DateTimeField("öppnat", null=True)
    ended_at = models.DateTimeField("avslutat", null=True)
    approved_on = models.DateField("justerat", null=True)
    approved_by = models.CharField("justerat av", max_length=200, blank=True)
    announced_on = models.DateField("anslaget", null=True)

    objects = Scoped.as_manager()
    reach = Reach(body="body")
    open_to = {"decisions.read_minutes": Q(status=Status.APPROVED)}

    class Meta:
        verbose_name = "sammanträde"
        verbose_name_plural = "sammanträden"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.body}, {self.held_on}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        keep_approved(self.pk)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("decisions:meeting", args=[self.pk])


def keep_approved(meeting: int | None) -> None:
    """Approved minutes are never changed; what is wrong in them takes a new decision."""
    if meeting and Meeting.objects.filter(pk=meeting, status=Meeting.Status.APPROVED).exists():
        raise TypeError("approved minutes are never changed")


class InMinutes(models.Model):
    """Base of what minutes tell: it stands as it is once they have been approved."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        keep_approved(self.in_meeting())
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        keep_approved(self.in_meeting())
        return super().delete(*args, **kwargs)

    def in_meeting(self) -> int | None:
        """The meeting whose minutes this is part of; none for a decision by delegation."""
        row: Any = getattr(self, "item", self)
        return None if row is None else row.meeting_id


class Participant(InMinutes):
    """Somebody who takes part in a meeting, as its minutes tell (kommunallagen 5 kap. 66 §)."""

    class Role(models.TextChoices):
        CHAIR = "chair", "ordförande"
        MEMBER = "member", "ledamot"
        SERVING = "serving_substitute", "tjänstgörande ersättare"
        SUBSTITUTE = "substitute", "ersättare"
        OFFICIAL = "official", "tjänsteperson"

    DECIDING = (Role.CHAIR, Role.MEMBER, Role.SERVING)

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="participants")
    name = models.CharField("namn", max_length=120)
    party = models.CharField("parti", max_length=60, blank=True)
    role = models.CharField("roll", max_length=20, choices=Role.choices, default=Role.MEMBER)

    class Meta:
        verbose_name = "deltagare"
        verbose_name_plural = "deltagare"
        ordering = ["meeting", "pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.party})" if self.party else self.name


class Item(InMinutes):
    """A matter on a board's agenda. Without a meeting it waits for the next one.

    `paragraph` is given in order when the meeting treats it, gapless over the body's year. A
    report (anmälan) tells the board of a decision made by delegation (`reports`).
    """

    class Kind(models.TextChoices):
        DECISION = "decision", "beslutsärende"
        REPORT = "report", "anmälan"

    body = models.ForeignKey(Body, models.PROTECT, related_name="items", verbose_name="organ")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="items")
    case = models.ForeignKey(Case, models.PROTECT, related_name="items", verbose_name="ärende")
    kind = models.CharField("slag", max_length=10, choices=Kind.choices, default=Kind.DECISION)
    title = models.CharField("rubrik", max_length=200)
    background = models.TextField("sammanfattning", blank=True)
    why_here = models.TextField("varför ärendet kommer till nämnden", blank=True)
    reports = models.ForeignKey(
        "Decision", models.PROTECT, null=True, related_name="reported_in", verbose_name="anmäler"
    )
    order = models.PositiveSmallIntegerField("ordning", default=0)
    paragraph = models.PositiveSmallIntegerField("paragraf", null=True)

    objects = Scoped.as_manager()
    reach = Reach(body="body")
    # a paragraph approved at once is public before the rest of the minutes
    open_to = {
        "decisions.read_minutes": Q(meeting__status=Meeting.Status.APPROVED)
        | Q(decision__final_on__isnull=False)
    }

    class Meta:
        verbose_name = "punkt på dagordning"
        verbose_name_plural = "punkter på dagordning"
        ordering = ["meeting", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paragraph=None) | Q(meeting__isnull=False),
                name="paragraphs_belong_to_a_meeting",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("decisions:item", args=[self.pk])


class Proposal(InMinutes):
    """A proposal for decision (yrkande): the office's, or that of parties or members."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="proposals")
    text = models.TextField("förslag")
    added_text = models.TextField("därutöver anförs", blank=True)
    by = models.CharField("av", max_length=200)
    by_office = models.BooleanField("förvaltningens", default=False)
    order = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "förslag till beslut"
        verbose_name_plural = "förslag till beslut"
        ordering = ["item", "order", "pk"]

    def __str__(self) -> str:
        return f"{self.by}: {self.text}"


class Vote(InMinutes):
    """How a participant voted; without a proposal they abstained."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="votes")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="votes")
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="votes")

    class Meta:
        verbose_name = "röst"
        verbose_name_plural = "röster"
        constraints = [
            models.UniqueConstraint(fields=["item", "participant"], name="one_vote_each")
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.proposal or 'avstår'}"


class Statement(InMinutes):
    """What participants want on record: a reservation, or a statement without effect on the vote.

    A reservation is made by one who took part in the decision, before the meeting ends
    (kommunallagen 4 kap. 27 §).
    """

    class Kind(models.TextChoices):
        RESERVATION = "reservation", "reservation"
        SEPARATE = "separate_statement", "särskilt uttalande"
        SUBSTITUTE = "substitute_statement", "ersättaryttrande"

    item = models.ForeignKey(Item, models.CASCADE, related_name="statements")
    kind = models.CharField("slag", max_length=20, choices=Kind.choices)
    participants = models.ManyToManyField(Participant, related_name="statements")
    in_favour_of = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="+")
    text = models.TextField("text", blank=True)

    class Meta:
        verbose_name = "reservation eller uttalande"
        verbose_name_plural = "reservationer och uttalanden"
        ordering = ["item", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()


class Decision(InMinutes):
    """A decision of a body: at a meeting (`item`) or by delegation (`delegation`, `seat`).

    It can be relied on from `final_on`: the day the minutes were approved, or the same day where
    the paragraph was approved at once (omedelbar justering) or the decision made by delegation.
    """

    class Outcome(models.TextChoices):
        APPROVED = "approved", "bifall"
        REJECTED = "rejected", "avslag"
        REFERRED_BACK = "referred_back", "återremiss"
        POSTPONED = "postponed", "bordläggning"

    body = models.ForeignKey(Body, models.PROTECT, related_name="decisions", verbose_name="organ")
    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions", verbose_name="ärende")
    item = models.OneToOneField(Item, models.PROTECT, null=True, related_name="decision")
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="+")
    delegation = models.ForeignKey(Delegation, models.PROTECT, null=True, related_name="decisions")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="decisions")
    outcome = models.CharField("utfall", max_length=20, choices=Outcome.choices)
    text = models.TextField("beslut")
    added_text = models.TextField("därutöver anförs", blank=True)
    decided_on = models.DateField("beslutsdag")
    immediate = models.BooleanField("omedelbart justerat", default=False)
    final_on = models.DateField("gäller från", null=True)
    greater_weight = models.BooleanField("av större betydelse", default=False)
    anchoring = models.ForeignKey(Anchoring, models.PROTECT, null=True, related_name="decisions")

    objects = Scoped.as_manager()
    reach = Reach(body="body")
    open_to = {"decisions.read": Q(final_on__isnull=False)}

    class Meta:
        verbose_name = "beslut"
        verbose_name_plural = "beslut"
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False, delegation=None, seat=None)
                | Q(item=None, delegation__isnull=False, seat__isnull=False),
                name="decided_at_a_meeting_or_by_delegation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.citation}: {self.case.title}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:decision", args=[self.pk])

    @property
    def citation(self) -> str:
        """How it is cited: `Farsta stadsdelsnämnd 2026-10-01 § 12, dnr SDN-FAR 2026/3`."""
        item = self.item
        paragraph = f" § {item.paragraph}" if item is not None and item.paragraph else ""
        return f"{self.body} {self.decided_on}{paragraph}, dnr {self.case.dnr}"
