"""Local agreements: a district and its police area, their stance to each overall area."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from samsyn.organisation.access import Reach
from samsyn.organisation.models import Body, Place
from samsyn.organisation.models.validity import Valid, ValidQuerySet, ends_after_start

from .areas import PriorityArea
from .versions import Version


class LocalAgreement(Valid):
    """A lokal samverkansöverenskommelse under an overall version: two to five parties.

    It must touch every area of the overall agreement: prioritise it, address it, or explain why
    it is not relevant here. It is signed when every party has signed; while a draft is being
    written the one before stays in force.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "utkast"
        SIGNED = "signed", "undertecknad"
        ENDED = "ended", "avslutad"

    version = models.ForeignKey(Version, models.PROTECT, related_name="local_agreements")
    place = models.ForeignKey(
        Place, models.PROTECT, related_name="local_agreements", verbose_name="stadsdelsområde"
    )
    status = models.CharField("status", max_length=10, choices=Status.choices, default=Status.DRAFT)
    bodies = models.ManyToManyField(Body, through="LocalParty", related_name="local_agreements")

    objects = ValidQuerySet.as_manager()
    reach = Reach(place="place")
    open_to = {"agreements.read_draft": ~Q(status="draft")}

    class Meta:
        verbose_name = "lokal överenskommelse"
        verbose_name_plural = "lokala överenskommelser"
        ordering = ["place__name", "-since"]
        constraints = [
            ends_after_start("local_agreement"),
            *(
                models.UniqueConstraint(
                    fields=["place"], condition=Q(status=status), name=f"one_{status}_per_place"
                )
                for status in ("draft", "signed")
            ),
        ]

    def __str__(self) -> str:
        return f"Lokal överenskommelse för {self.place.name}"

    def get_absolute_url(self) -> str:
        return reverse("agreements:local", args=[self.pk])


class LocalParty(models.Model):
    """A body in a local agreement, and its signature once given: day, case number, seat."""

    agreement = models.ForeignKey(LocalAgreement, models.CASCADE, related_name="parties")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="part")
    signed_on = models.DateField("undertecknad", null=True, blank=True)
    signed_by = models.CharField("från platsen", max_length=330, blank=True)
    dnr = models.CharField("diarienummer", max_length=80, blank=True)

    class Meta:
        verbose_name = "part i lokal överenskommelse"
        verbose_name_plural = "parter i lokala överenskommelser"
        ordering = ["body__name"]
        constraints = [models.UniqueConstraint(fields=["agreement", "body"], name="a_party_once")]

    def __str__(self) -> str:
        return self.body.name


class AreaStance(models.Model):
    """What a local agreement says of one overall area."""

    class Stance(models.TextChoices):
        PRIORITISED = "prioritised", "prioriteras"
        ADDRESSED = "addressed", "berörs"
        EXPLAINED = "explained", "inte aktuellt här, förklaras"

    agreement = models.ForeignKey(LocalAgreement, models.CASCADE, related_name="stances")
    area = models.ForeignKey(PriorityArea, models.PROTECT, related_name="stances")
    stance = models.CharField("hållning", max_length=12, choices=Stance.choices)
    text = models.TextField("så arbetar vi, eller därför inte", blank=True)

    class Meta:
        verbose_name = "hållning till ett område"
        verbose_name_plural = "hållningar till områden"
        ordering = ["area__order"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "area"], name="one_stance_per_area")
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.get_stance_display()}"


class LocalArea(models.Model):
    """An area that a district adds of its own, such as open drug dealing at a square."""

    agreement = models.ForeignKey(LocalAgreement, models.CASCADE, related_name="extra_areas")
    name = models.CharField("namn", max_length=120)
    text = models.TextField("vad och varför", blank=True)

    class Meta:
        verbose_name = "lokalt område"
        verbose_name_plural = "lokala områden"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "name"], name="a_local_area_once")
        ]

    def __str__(self) -> str:
        return self.name
