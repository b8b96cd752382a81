"""Observations from the field (EST): seen by somebody, owned by their body, about a place."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from samsyn.organisation.access import STOCKHOLM, Reach, Scoped
from samsyn.organisation.models import Body, Group, Place
from samsyn.situation import checklist

NEAREST = 10
"""Metres: a point is kept no finer, so that it tells of a spot and not of a door."""


class Audience(models.TextChoices):
    """Whom the owner lets read an observation."""

    BODY = "body", "bara vår egen organisation"
    GROUP = "group", "gruppen"
    SHARED = "shared", "gruppen, och avidentifierad för alla i samverkan"


class Severity(models.IntegerChoices):
    NOTED = 1, "bra att veta"
    CLEAR = 2, "bör tas upp"
    SERIOUS = 3, "behöver åtgärdas snart"


class Observation(models.Model):
    """Something seen at a place and a time (iakttagelse), reported to a group's weekly round.

    It tells of places and situations, never of persons. `body` owns it and decides who reads it by
    `audience`; `open_group` and `shared_place` follow from that and are what mandates reach it by:
    the own body always, the group when it is open to it, and of what is shared everybody with a
    mandate in the place gets category, neighbourhood, week and severity, counted together.

    `key` is given by the form, so that what is sent twice is kept once. A point is metres in
    SWEREF 99 TM, rounded to ten. When the owner's time for words has passed, all but category,
    neighbourhood, week and severity is taken away (`stripped_at`).
    """

    key = models.UUIDField("nyckel", unique=True)
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="observations", verbose_name="ägare"
    )
    group = models.ForeignKey(
        Group, models.PROTECT, related_name="observations", verbose_name="grupp"
    )
    place = models.ForeignKey(
        Place, models.PROTECT, related_name="observations", verbose_name="plats"
    )
    category = models.CharField("kategori", max_length=30, choices=checklist.choices)
    severity = models.PositiveSmallIntegerField(
        "allvar", choices=Severity.choices, default=Severity.CLEAR
    )
    audience = models.CharField("vem som ser", max_length=6, choices=Audience.choices)
    open_group = models.ForeignKey(
        Group, models.PROTECT, null=True, related_name="+", editable=False
    )
    shared_place = models.ForeignKey(
        Place, models.PROTECT, null=True, related_name="+", editable=False
    )
    week = models.DateField("veckans måndag")
    since = models.DateTimeField("från", null=True)
    until = models.DateTimeField("till", null=True)
    spot = models.CharField("närmare plats", max_length=120, blank=True)
    east = models.PositiveIntegerField("öst", null=True)
    north = models.PositiveIntegerField("nord", null=True)
    text = models.TextField("med egna ord", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="rapporterad av",
    )
    reported_at = models.DateTimeField("rapporterad")
    stripped_at = models.DateTimeField("avidentifierad", null=True)

    objects = Scoped.as_manager()
    reach = Reach(group="open_group", body="body")
    reach_by = {
        "situation.share_observation": Reach(body="body"),
        "situation.remove_observation": Reach(body="body"),
        "situation.read_shared": Reach(place="shared_place"),
    }

    class Meta:
        verbose_name = "iakttagelse"
        verbose_name_plural = "iakttagelser"
        ordering = ["-since", "-pk"]
        indexes = [models.Index(fields=["open_group", "reported_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(audience="body", open_group=None, shared_place=None)
                | Q(audience="group", open_group=F("group"), shared_place=None)
                | Q(audience="shared", open_group=F("group"), shared_place=F("place")),
                name="observation_open_as_its_owner_says",
            ),
            models.CheckConstraint(
                condition=Q(severity__gte=1, severity__lte=3), name="observation_severity"
            ),
            models.CheckConstraint(
                condition=Q(east=None, north=None) | Q(east__isnull=False, north__isnull=False),
                name="observation_point_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="observation_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(stripped_at=None, since__isnull=False)
                | Q(
                    stripped_at__isnull=False,
                    since=None,
                    until=None,
                    spot="",
                    east=None,
                    text="",
                    by=None,
                ),
                name="observation_stripped_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"nr {self.pk}"  # the ledger names it, and is read by more than its audience

    def get_absolute_url(self) -> str:
        return reverse("situation:observation", args=[self.pk])

    def open_for(self, audience: str) -> None:
        """Let these read it, and set by what mandates reach it then."""
        self.audience = audience
        self.open_group_id = None if audience == Audience.BODY else self.group_id
        self.shared_place_id = self.place_id if audience == Audience.SHARED else None

    @property
    def category_name(self) -> str:
        return checklist.name_of(self.category)

    @property
    def where(self) -> str:
        return f"{self.spot}, {self.place}" if self.spot else str(self.place)


class ObservationPhoto(models.Model):
    """The photo of an observation: drawn anew as JPEG, without anything the camera wrote in it.

    It lies in the database and not in a file, so that it is gone in the same moment as its row.
    """

    observation = models.OneToOneField(Observation, models.CASCADE, related_name="photo")
    jpeg = models.BinaryField("bild")
    width = models.PositiveSmallIntegerField("bredd")
    height = models.PositiveSmallIntegerField("höjd")

    class Meta:
        verbose_name = "foto"
        verbose_name_plural = "foton"

    def __str__(self) -> str:
        return f"foto, {self.observation}"


class ObservationTerms(models.Model):
    """What a body has decided of its observations: who reads them unless the reporter says
    otherwise, and for how long words and rows are kept. Without a row the defaults hold."""

    body = models.OneToOneField(Body, models.PROTECT, related_name="observation_terms")
    audience = models.CharField(
        "vem som ser", max_length=6, choices=Audience.choices, default=Audience.GROUP
    )
    words_months = models.PositiveSmallIntegerField("månader för text och foto", default=12)
    rows_months = models.PositiveSmallIntegerField("månader för iakttagelser", default=36)

    class Meta:
        verbose_name = "villkor för iakttagelser"
        verbose_name_plural = "villkor för iakttagelser"
        constraints = [
            models.CheckConstraint(
                condition=Q(words_months__gte=1, rows_months__gte=F("words_months")),
                name="observation_terms_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"villkor för {self.body}s iakttagelser"

    @classmethod
    def of(cls, body: Body) -> ObservationTerms:
        return cls.objects.filter(body=body).first() or cls(body=body)


class ObservationCount(models.Model):
    """How many observations there were once their rows are gone: numbers stay, words do not."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    category = models.CharField("kategori", max_length=30)
    severity = models.PositiveSmallIntegerField("allvar")
    week = models.DateField("veckans måndag")
    shared_place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    n = models.PositiveIntegerField("antal")

    objects = Scoped.as_manager()
    reach = Reach(place="shared_place")

    class Meta:
        verbose_name = "antal iakttagelser"
        verbose_name_plural = "antal iakttagelser"

    def __str__(self) -> str:
        return f"{checklist.name_of(self.category)}, {self.place}: {self.n}"


class ObservationDisposal(models.Model):
    """That observations of a body were disposed of (gallring): when and how many, never which."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="observation_disposals")
    at = models.DateTimeField("tid")
    stripped = models.PositiveIntegerField("avidentifierade")
    removed = models.PositiveIntegerField("borttagna")

    class Meta:
        verbose_name = "gallring av iakttagelser"
        verbose_name_plural = "gallringar av iakttagelser"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"gallring hos {self.body}"


def week_of(moment: datetime | date) -> date:
    """The Monday of the local week."""
    day = moment.astimezone(STOCKHOLM).date() if isinstance(moment, datetime) else moment
    return day - timedelta(days=day.weekday())


def nearest(point: tuple[float, float] | None) -> dict[str, Any]:
    """A point as it is kept."""
    if point is None:
        return {"east": None, "north": None}
    east, north = (round(metres / NEAREST) * NEAREST for metres in point)
    return {"east": east, "north": north}
