"""The ledger: what was done, by which seat, on what ground. Rows are never changed or removed."""

from __future__ import annotations

from django.db import models

from .scope import Reach, Scoped


class StreamHead(models.Model):
    """The last entry of a stream; locked while the next one is written."""

    stream = models.CharField("ström", max_length=220, primary_key=True)
    seq = models.PositiveBigIntegerField("löpnummer", default=0)
    digest = models.CharField("kontrollsumma", max_length=64, blank=True)

    class Meta:
        verbose_name = "strömhuvud"
        verbose_name_plural = "strömhuvuden"

    def __str__(self) -> str:
        return f"{self.stream} #{self.seq}"


class Entry(models.Model):
    """One act. `digest` chains it to the entry before in its stream."""

    stream = models.CharField("ström", max_length=220)
    seq = models.PositiveBigIntegerField("löpnummer")
    at = models.DateTimeField("tidpunkt")
    act = models.CharField("handling", max_length=80)
    person = models.UUIDField("person", null=True)
    seat = models.CharField("plats", max_length=400, blank=True)
    ground = models.CharField("grund", max_length=160)
    subject = models.CharField("gäller", max_length=200)
    leaf = models.CharField("innehållets kontrollsumma", max_length=64)
    previous = models.CharField("föregående", max_length=64, blank=True)
    digest = models.CharField("kontrollsumma", max_length=64)
    group = models.ForeignKey(
        "organisation.Group",
        models.PROTECT,
        null=True,
        related_name="entries",
        verbose_name="grupp",
    )

    objects = Scoped.as_manager()
    reach = Reach(place="group__place", group="group")

    class Meta:
        verbose_name = "händelse i liggaren"
        verbose_name_plural = "händelser i liggaren"
        ordering = ["stream", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["stream", "seq"], name="ledger_seq_once"),
            models.UniqueConstraint(fields=["stream", "previous"], name="ledger_previous_once"),
        ]
        indexes = [models.Index(fields=["subject"])]

    def __str__(self) -> str:
        return f"{self.stream} #{self.seq} {self.act}"


class EntryDetail(models.Model):
    """What the act concerned in detail, with the salt of its leaf.

    Kept beside the entry so that a later, decided disposal (gallring) can remove the detail while
    the chain still verifies by its leaf.
    """

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="detail", primary_key=True)
    salt = models.CharField("salt", max_length=32)
    payload = models.JSONField("uppgifter")

    class Meta:
        verbose_name = "uppgifter i liggaren"
        verbose_name_plural = "uppgifter i liggaren"

    def __str__(self) -> str:
        return str(self.entry)
