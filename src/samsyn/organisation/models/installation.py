"""The installation itself: one row, the subject of what concerns the whole house."""

from __future__ import annotations

from django.db import models

from .places import Place
from .scope import Reach, Scoped


class Installation(models.Model):
    """This city's Samsyn. Accounts are opened in it, bodies and places registered in it."""

    name = models.CharField("namn", max_length=120)
    city = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")

    objects = Scoped.as_manager()
    reach = Reach(place="city", accounts=True)

    class Meta:
        verbose_name = "installation"
        verbose_name_plural = "installationer"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_installation")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def here(cls) -> Installation:
        return cls.objects.get_or_create(pk=1, defaults={"name": "Samsyn"})[0]
