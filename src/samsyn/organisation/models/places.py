"""Places: where things happen and how far a mandate reaches."""

from __future__ import annotations

from django.db import models

from .scope import Reach
from .validity import Valid, ValidQuerySet, ends_after_start


class Place(Valid):
    """A city, district (stadsdelsområde), neighbourhood (stadsdel), base area or police area.

    Places are redrawn: a merged district ends and names its successor, so that old numbers stay
    comparable. `code` is the official code (Nyko, DeSO) where there is one.
    """

    class Kind(models.TextChoices):
        CITY = "city", "stad"
        DISTRICT = "district", "stadsdelsområde"
        NEIGHBOURHOOD = "neighbourhood", "stadsdel"
        BASE_AREA = "base_area", "basområde"
        POLICE_AREA = "police_area", "polisområde"
        LOCAL_POLICE_AREA = "local_police_area", "lokalpolisområde"

    key = models.SlugField("nyckel", max_length=120, unique=True)
    kind = models.CharField("slag", max_length=20, choices=Kind.choices)
    name = models.CharField("namn", max_length=120)
    code = models.CharField("kod", max_length=20, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="del av",
    )

    objects = ValidQuerySet.as_manager()
    reach = Reach(place="")

    class Meta:
        verbose_name = "plats"
        verbose_name_plural = "platser"
        ordering = ["kind", "name"]
        constraints = [ends_after_start("place")]

    def __str__(self) -> str:
        return self.name


class PlaceSuccession(models.Model):
    """`successor` took over `predecessor` on a day, as when districts merge."""

    predecessor = models.ForeignKey(Place, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Place, models.PROTECT, related_name="origins")
    day = models.DateField("dag")

    class Meta:
        verbose_name = "efterföljare"
        verbose_name_plural = "efterföljare"
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="place_succession_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({self.day})"


class PlaceCover(models.Model):
    """`place` covers `covered`: itself, all within it, its predecessors and all within them.

    Kept in step by `organisation.registry`; it is what makes "which ones?" one query.
    """

    place = models.ForeignKey(Place, models.CASCADE, related_name="covers")
    covered = models.ForeignKey(Place, models.CASCADE, related_name="covered_by")

    class Meta:
        verbose_name = "täckning"
        verbose_name_plural = "täckningar"
        constraints = [
            models.UniqueConstraint(fields=["place", "covered"], name="place_cover_once")
        ]

    def __str__(self) -> str:
        return f"{self.place} ⊇ {self.covered}"


class PoliceAreaLink(Valid):
    """A district and a local police area that share ground; many to many, and it changes."""

    district = models.ForeignKey(Place, models.PROTECT, related_name="police_links")
    police_area = models.ForeignKey(Place, models.PROTECT, related_name="district_links")

    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "koppling till lokalpolisområde"
        verbose_name_plural = "kopplingar till lokalpolisområden"
        constraints = [
            ends_after_start("police_area_link"),
            models.UniqueConstraint(
                fields=["district", "police_area", "since"], name="police_area_link_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.district} – {self.police_area}"
