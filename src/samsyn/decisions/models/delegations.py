"""Delegation: what a function may decide for a board, how far, and on what ground."""

from __future__ import annotations

from django.db import models

from samsyn.organisation.access import Reach, Scoped
from samsyn.organisation.models import Body
from samsyn.organisation.models.validity import Valid, ValidQuerySet, ends_after_start

from .cases import Case


class Delegation(Valid):
    """A board lets a function of the municipality decide a kind of matter (kommunallagen 6 kap.
    37 § and 7 kap. 5 §); for the police, what their own rules of procedure give a function.

    It belongs to a function, never to a group: a group of city and police can hold none. `limit`
    is the largest amount in kronor, None where amounts do not matter.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="delegations", verbose_name="organ")
    to_body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="förvaltning")
    function = models.CharField("funktion", max_length=160)
    kind = models.SlugField("slag av ärende", max_length=80)
    what = models.CharField("vad", max_length=300)
    ground = models.CharField("grund", max_length=200)
    limit = models.PositiveBigIntegerField("högsta belopp i kronor", null=True, blank=True)

    objects = ValidQuerySet.as_manager()
    reach = Reach(body="body")
    # whoever decides, or finds the matter too large, sits for the body that the delegation names
    reach_by = {
        "decisions.decide_by_delegation": Reach(body="to_body"),
        "decisions.refer_to_board": Reach(body="to_body"),
    }

    class Meta:
        verbose_name = "delegation"
        verbose_name_plural = "delegationer"
        ordering = ["body", "kind", "-since"]
        constraints = [
            ends_after_start("delegation"),
            models.UniqueConstraint(
                fields=["body", "to_body", "function", "kind"],
                condition=models.Q(until=None),
                name="one_open_delegation_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} ({self.ground})"


class Anchoring(models.Model):
    """That a matter of greater weight has been anchored with politics in good time: with whom,
    when, and what they said."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="anchorings")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="förankrat med")
    on = models.DateField("dag")
    text = models.TextField("vad som sades")

    objects = Scoped.as_manager()
    reach = Reach(body="case__diary__body")

    class Meta:
        verbose_name = "förankring"
        verbose_name_plural = "förankringar"
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.body} {self.on}"
