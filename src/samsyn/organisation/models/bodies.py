"""Bodies: the organisations and boards that own seats."""

from __future__ import annotations

from django.db import models

from .places import Place
from .scope import Reach
from .validity import Valid, ValidQuerySet, ends_after_start


class Body(Valid):
    """A board (nämnd), an administration, a company, or a part of the police; never a person."""

    class Kind(models.TextChoices):
        CITY_COUNCIL = "city_council", "kommunfullmäktige"
        EXECUTIVE_BOARD = "executive_board", "kommunstyrelse"
        BOARD = "board", "facknämnd"
        ADMINISTRATION = "administration", "fackförvaltning"
        DISTRICT_BOARD = "district_board", "stadsdelsnämnd"
        DISTRICT_ADMINISTRATION = "district_administration", "stadsdelsförvaltning"
        COMPANY = "company", "bolag"
        POLICE_REGION = "police_region", "polisregion"
        POLICE_AREA = "police_area", "polisområde"
        LOCAL_POLICE_AREA = "local_police_area", "lokalpolisområde"
        OTHER = "other", "annan aktör"

    key = models.SlugField("nyckel", max_length=120, unique=True)
    kind = models.CharField("slag", max_length=30, choices=Kind.choices)
    name = models.CharField("namn", max_length=160)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="under"
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="bodies", verbose_name="plats"
    )

    objects = ValidQuerySet.as_manager()
    reach = Reach(place="place", body="")

    class Meta:
        verbose_name = "organ"
        verbose_name_plural = "organ"
        ordering = ["kind", "name"]
        constraints = [ends_after_start("body")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_police(self) -> bool:
        return self.kind in {"police_region", "police_area", "local_police_area"}


class BodySuccession(models.Model):
    """`successor` took over what `predecessor` was responsible for."""

    predecessor = models.ForeignKey(Body, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Body, models.PROTECT, related_name="origins")
    day = models.DateField("dag")

    class Meta:
        verbose_name = "efterföljande organ"
        verbose_name_plural = "efterföljande organ"
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="body_succession_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({self.day})"
