"""Groups, their seats, who held them when, and what a seat may do."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models

from .bodies import Body
from .people import Person
from .places import Place
from .scope import Reach, power
from .validity import Valid, ValidQuerySet, ends_after_start


class Group(Valid):
    """A group that a charter opened: styrgrupp, beredningsgrupp, arbetsgrupp, samordningsfunktion.

    A mixed group of city and police coordinates; it holds no delegated power of its own
    (kommunallagen 7 kap. 5 §), so `delegation` tells the limits in words and a decision is always
    made by a seat within its body's own delegation.
    """

    class Level(models.TextChoices):
        CITY = "city", "stadsövergripande"
        DISTRICT = "district", "lokal"

    key = models.CharField("nyckel", max_length=200)
    kind = models.CharField("grupptyp", max_length=80)
    line = models.CharField("överenskommelse", max_length=80)
    name = models.CharField("namn", max_length=160)
    level = models.CharField("nivå", max_length=10, choices=Level.choices)
    place = models.ForeignKey(Place, models.PROTECT, related_name="groups", verbose_name="plats")
    standing = models.BooleanField("fast")
    theme = models.CharField("tema", max_length=120, blank=True)
    clause = models.CharField("klausul", max_length=120)
    reports_to = models.CharField("rapporterar till", max_length=200, blank=True)
    cadence = models.CharField("möten", max_length=200, blank=True)
    delegation = models.TextField("gräns för beslut", blank=True)
    composition = models.JSONField("organ som ska finnas med", default=list)

    objects = ValidQuerySet.as_manager()
    reach = Reach(place="place", group="")

    class Meta:
        verbose_name = "grupp"
        verbose_name_plural = "grupper"
        ordering = ["level", "name", "key"]
        constraints = [
            ends_after_start("group"),
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(until=None), name="one_open_group_per_key"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Seat(Valid):
    """A function of a body in a group. It outlives the persons who hold it."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="seats", verbose_name="grupp")
    key = models.CharField("nyckel", max_length=120)
    function = models.CharField("funktion", max_length=160)
    body = models.ForeignKey(Body, models.PROTECT, related_name="seats", verbose_name="organ")
    required = models.BooleanField("obligatorisk", default=True)
    deputy = models.BooleanField("har ersättare", default=False)

    objects = ValidQuerySet.as_manager()
    reach = Reach(place="group__place", group="group", body="body")

    class Meta:
        verbose_name = "plats i grupp"
        verbose_name_plural = "platser i grupper"
        ordering = ["group", "key"]
        constraints = [
            ends_after_start("seat"),
            models.UniqueConstraint(
                fields=["group", "key"],
                condition=models.Q(until=None),
                name="one_open_seat_per_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function}, {self.body.name}"


class Tenure(Valid):
    """A person holds a seat, or stands in for its holder, from a day until another.

    `decided` names the decision that filled the seat (dnr, date), because a seat is not self-taken.
    """

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="tenures", verbose_name="plats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures")
    as_deputy = models.BooleanField("som ersättare", default=False)
    decided = models.CharField("beslut", max_length=200)

    objects = ValidQuerySet.as_manager()
    reach = Reach(place="seat__group__place", group="seat__group", body="seat__body")

    class Meta:
        verbose_name = "innehav"
        verbose_name_plural = "innehav"
        ordering = ["-since"]
        constraints = [ends_after_start("tenure")]

    def __str__(self) -> str:
        return f"{self.person}: {self.seat}"


class MandateQuerySet(ValidQuerySet):
    def held(self, person: Person, act: str, day: date) -> Self:
        """The mandates to do `act` that `person` holds on `day`, as holder or deputy.

        The few are fetched first: as a subquery, a database that misjudges its tables (many rows
        not yet committed) asks it anew for every mandate there is.
        """
        few = power(person, act, day).values_list("seat__mandates", flat=True)
        return self.filter(pk__in=list(few))


class Mandate(Valid):
    """A seat may do an act, this far, because of this clause. There is no other source of power."""

    class Scope(models.TextChoices):
        PLACE = "place", "gruppens plats"
        GROUP = "group", "gruppen"
        BODY = "body", "det egna organet"

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="mandates", verbose_name="plats")
    act = models.CharField("handling", max_length=80)
    scope = models.CharField("räckvidd", max_length=10, choices=Scope.choices)
    ground = models.CharField("grund", max_length=160)
    whole_group = models.BooleanField("gäller alla i gruppen", default=False)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = "mandat"
        verbose_name_plural = "mandat"
        ordering = ["act"]
        constraints = [ends_after_start("mandate")]
        indexes = [models.Index(fields=["act", "seat"])]

    def __str__(self) -> str:
        return f"{self.act} ({self.ground})"
