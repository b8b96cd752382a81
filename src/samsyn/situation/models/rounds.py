"""The weekly round (veckorunda): what has come in, where to go first, who does what."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from samsyn.organisation.access import STOCKHOLM, Reach, Scoped
from samsyn.organisation.models import Group, Place, Seat


class Round(models.Model):
    """A group's week, from its last meeting to this one: reports in, prioritised places, tasks.

    One round of a group is open at a time. Closing it freezes `content` (counts, places and tasks
    as they stood; no words of any observation), opens the next and carries unfinished tasks over.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="rounds", verbose_name="grupp")
    opened_at = models.DateTimeField("öppnad")
    closed_at = models.DateTimeField("avslutad", null=True)
    note = models.TextField("anteckning", blank=True)
    content: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(
        "som den avslutades", null=True
    )

    objects = Scoped.as_manager()
    reach = Reach(group="group")

    class Meta:
        verbose_name = "veckorunda"
        verbose_name_plural = "veckorundor"
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group"], condition=Q(closed_at=None), name="one_open_round_per_group"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, content=None)
                | Q(closed_at__isnull=False, content__isnull=False),
                name="round_frozen_when_closed",
            ),
        ]

    def __str__(self) -> str:
        if self.closed_at is None:
            return f"pågående veckorunda, {self.group} i {self.group.place}"
        return f"veckorunda vecka {self.week}, {self.group} i {self.group.place}"

    def get_absolute_url(self) -> str:
        return reverse("situation:round", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def week(self) -> int | None:
        """The number of the week in which its meeting was held."""
        if self.closed_at is None:
            return None
        return self.closed_at.astimezone(STOCKHOLM).isocalendar().week

    @property
    def shown(self) -> dict[str, Any]:
        """The frozen content, with days as days."""
        content = self.content or {}
        tasks = [t | {"due": date.fromisoformat(t["due"])} for t in content.get("tasks", ())]
        return content | {"tasks": tasks}

    def earlier(self) -> Round | None:
        """The group's round before this one."""
        rows = Round.objects.filter(group=self.group, opened_at__lt=self.opened_at)
        found: Round | None = rows.order_by("-opened_at").first()
        return found


class Hotspot(models.Model):
    """A place that the round sets first for the coming week (prioriterad plats), and why."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="hotspots")
    name = models.CharField("plats", max_length=120)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name="stadsdel")
    why = models.CharField("varför", max_length=300)

    objects = Scoped.as_manager()
    reach = Reach(group="round__group")

    class Meta:
        verbose_name = "prioriterad plats"
        verbose_name_plural = "prioriterade platser"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "name"], name="hotspot_once_a_round")
        ]

    def __str__(self) -> str:
        return self.name


class TaskQuerySet(Scoped):
    def unfinished(self) -> Self:
        return self.filter(status=Task.Status.WAITING)


class Task(models.Model):
    """Something that a seat takes on at a round (uppgift), done by a day.

    `round` is the one that it stands in now: an unfinished task moves on to the next when a round
    is closed, and `carried` counts how often.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "att göra"
        DONE = "done", "gjord"
        DROPPED = "dropped", "görs inte"

    round = models.ForeignKey(Round, models.PROTECT, related_name="tasks")
    title = models.CharField("uppgift", max_length=160)
    spot = models.CharField("prioriterad plats", max_length=120, blank=True)
    seat = models.ForeignKey(
        Seat, models.PROTECT, related_name="tasks", verbose_name="ansvarig plats"
    )
    given_on = models.DateField("given")
    due = models.DateField("klar senast")
    status = models.CharField(
        "status", max_length=8, choices=Status.choices, default=Status.WAITING
    )
    note = models.CharField("anteckning", max_length=300, blank=True)
    settled_at = models.DateTimeField("klar", null=True)
    carried = models.PositiveSmallIntegerField("gånger buren vidare", default=0)

    objects = TaskQuerySet.as_manager()
    reach = Reach(group="round__group", body="seat__body")

    class Meta:
        verbose_name = "uppgift"
        verbose_name_plural = "uppgifter"
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="waiting", settled_at=None)
                | ~Q(status="waiting") & Q(settled_at__isnull=False),
                name="task_settled_when_done",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("situation:task", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.WAITING

    def is_late(self, day: date) -> bool:
        return self.is_waiting and self.due < day


def usual_due(day: date) -> date:
    """A week on, unless somebody says otherwise."""
    return day + timedelta(days=7)
