"""Batches of incidents: the file, its verdicts, and the counts that pages read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from samsyn.organisation.access import Reach, Scoped
from samsyn.organisation.models import Place

from .sources import Source


class Batch(models.Model):
    """One file from a source, taken in whole or not at all, and withdrawn as one.

    received → waiting → running → judged → waiting → running → done: a file is judged first, and
    taken in once somebody has seen the verdicts and `agreed`. Its rows lie in a Parquet file named
    by `pk` (see `intake.store`); here are the counts per verdict. `placeless` of the taken rows
    could not be put in a known place. `notes` says what was taken with a remark, as
    `{"okänd plats": 12}`. `ground` is the mark of what the verdicts were judged against.
    """

    class Status(models.TextChoices):
        RECEIVED = "received", "mottagen"
        WAITING = "waiting", "väntar"
        RUNNING = "running", "läses in"
        JUDGED = "judged", "bedömd"
        DONE = "done", "inläst"
        FAILED = "failed", "misslyckades"
        CANCELLED = "cancelled", "avbruten"
        WITHDRAWN = "withdrawn", "återkallad"
        WEEDED = "weeded", "gallrad"

    source = models.ForeignKey(Source, models.PROTECT, related_name="batches", verbose_name="källa")
    file_name = models.CharField("fil", max_length=200)
    sha256 = models.CharField("kontrollsumma", max_length=64)
    upload = models.CharField("uppladdning", max_length=64, blank=True)
    mapping: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        "kolumner", default=dict, blank=True
    )
    status = models.CharField(
        "status", max_length=10, choices=Status.choices, default=Status.RECEIVED
    )
    progress = models.PositiveSmallIntegerField("procent", default=0)
    step = models.CharField("steg", max_length=120, blank=True)
    failure = models.TextField("varför det misslyckades", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="av")
    received_at = models.DateTimeField("mottagen")
    begun_at = models.DateTimeField("läsningen började", null=True)
    seen_at = models.DateTimeField("senaste livstecken", null=True)
    finished_at = models.DateTimeField("klar", null=True)

    agreed = models.BooleanField("tas in när den är bedömd", default=False)
    ground = models.CharField("omdömenas grund", max_length=64, blank=True)
    read = models.PositiveIntegerField("lästa rader", default=0)
    taken = models.PositiveIntegerField("tagna", default=0)
    duplicate = models.PositiveIntegerField("dubbletter", default=0)
    rejected = models.PositiveIntegerField("avvisade", default=0)
    placeless = models.PositiveIntegerField("utan plats", default=0)
    first_month = models.DateField("första månad", null=True)
    last_month = models.DateField("sista månad", null=True)
    notes: models.JSONField[dict[str, int], dict[str, int]] = models.JSONField(
        "anmärkningar", default=dict, blank=True
    )

    objects = Scoped.as_manager()
    reach = Reach(place="source__place")

    class Meta:
        verbose_name = "leverans"
        verbose_name_plural = "leveranser"
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["judged", "done"])
                | Q(read=models.F("taken") + models.F("duplicate") + models.F("rejected")),
                name="batch_every_row_has_a_verdict",
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.source})"

    @property
    def is_live(self) -> bool:
        """Whether its rows count."""
        return self.status == self.Status.DONE

    @property
    def was_taken(self) -> bool:
        """Whether its rows count, or did until it was withdrawn or weeded."""
        return self.status in (self.Status.DONE, self.Status.WITHDRAWN, self.Status.WEEDED)

    @property
    def can_be_cancelled(self) -> bool:
        """Whether it has neither been taken in nor come to another end."""
        return not self.was_taken and self.status != self.Status.CANCELLED


class RejectedRow(models.Model):
    """A row that was not taken: its line in the file and why, never its text.

    Of a batch with very many only the first are kept; `Batch.rejected` tells how many there were.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rejects")
    line = models.PositiveIntegerField("rad")
    reason = models.CharField("skäl", max_length=200)

    class Meta:
        verbose_name = "avvisad rad"
        verbose_name_plural = "avvisade rader"
        ordering = ["line"]
        constraints = [models.UniqueConstraint(fields=["batch", "line"], name="rejected_row_once")]

    def __str__(self) -> str:
        return f"rad {self.line}: {self.reason}"


class IncidentCount(models.Model):
    """How many incidents of a kind began in a month in a place. What pages read.

    `place` is the finest place known to hold the incident, None for a row of the source's area
    that could not be put anywhere nearer. `kind` is a crime code (four digits) or an event type.
    `month` is its first day. Rows exist only for live batches: a withdrawn batch takes its own
    along, so a sum over this table never needs to ask about batches.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="counts")
    place = models.ForeignKey(Place, models.PROTECT, null=True, verbose_name="plats")
    kind = models.CharField("slag", max_length=80)
    month = models.DateField("månad")
    n = models.PositiveIntegerField("antal")

    class Meta:
        verbose_name = "antal händelser"
        verbose_name_plural = "antal händelser"
        indexes = [models.Index(fields=["place", "month", "kind", "n"], name="count_by_place")]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "place", "kind", "month"],
                name="incident_count_once",
            ),
            models.UniqueConstraint(
                fields=["batch", "kind", "month"],
                condition=Q(place=None),
                name="incident_count_placeless_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.month:%Y-%m}: {self.n}"
