"""Situation pictures (lägesbilder): drafted, published once, corrected only by a successor."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from samsyn.organisation.access import Reach, Scoped
from samsyn.organisation.models import Place


class Frozen(Exception):
    """A published picture was to be changed. Correct it by a new picture."""


class PictureQuerySet(Scoped):
    def published(self) -> PictureQuerySet:
        return self.filter(status=Picture.Status.PUBLISHED)

    def current(self) -> PictureQuerySet:
        """Published and not corrected by a published successor."""
        return self.published().exclude(corrections__status=Picture.Status.PUBLISHED)

    def update(self, **values: Any) -> int:
        if self.published().exists():
            raise Frozen("a published picture is never changed")
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        if self.published().exists():
            raise Frozen("a published picture is never removed")
        return super().delete()


class Picture(models.Model):
    """The picture of crime in a place over a period, as lag (2023:196) 4 § demands.

    The law names three parts: a mapping (kartläggning) of crime, its extent and consequences; other
    information; and an analysis. Each has its words here; the numbers belong to the mapping. The
    period covers whole months, at most twelve, from `since` to, but not including, `until`; it is
    compared with the same months a year before.

    Its kind decides which sections it is to have (`picture.outline`); beside the three parts' own
    words they stand in `sections`: key → `text`, or `absent`, why it is not there. A picture of one
    area names the area.

    A draft's numbers are counted when it is read, or kept beside it where they rest on very many
    incidents (`PictureCounts`). At publication they are protected and frozen:
    `content` is what everybody sees, `family` the true counts and sums it was protected with, never
    shown, kept so that later pictures can be protected against this one. From then on nothing
    changes; a correction is a new picture that `supersedes` this one and says why.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "utkast"
        PUBLISHED = "published", "publicerad"

    class Kind(models.TextChoices):
        SHORT = "short", "kort läge"
        QUARTER = "quarter", "fördjupning för ett kvartal"
        YEAR = "year", "årlig lägesbild"
        AREA = "area", "ett prioriterat område"

    kind = models.CharField("slag", max_length=10, choices=Kind.choices, default=Kind.SHORT)
    area = models.CharField("prioriterat område", max_length=140, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="pictures", verbose_name="plats")
    since = models.DateField("från och med")
    until = models.DateField("till, men inte med")
    title = models.CharField("rubrik", max_length=120)
    mapping = models.TextField("kartläggning", blank=True)
    other_information = models.TextField("annan information", blank=True)
    analysis = models.TextField("analys", blank=True)
    sections: models.JSONField[dict[str, dict[str, str]], dict[str, dict[str, str]]] = (
        models.JSONField("avsnitt", default=dict, blank=True)
    )
    supersedes = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name="rättar",
    )
    correction = models.TextField("vad som rättas och varför", blank=True)
    threshold = models.PositiveSmallIntegerField("lägsta antal som visas", default=5)
    status = models.CharField("status", max_length=10, choices=Status.choices, default=Status.DRAFT)
    drafted_at = models.DateTimeField("påbörjad")
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="påbörjad av",
    )
    published_at = models.DateTimeField("publicerad", null=True, blank=True)
    content: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(
        "innehåll", null=True, blank=True
    )
    family: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(
        "underlag för skydd", null=True, blank=True
    )

    objects = PictureQuerySet.as_manager()
    reach = Reach(place="place")
    open_to = {
        "situation.read": Q(status=Status.PUBLISHED),
        "situation.read_draft": Q(status=Status.PUBLISHED),
    }

    class Meta:
        verbose_name = "lägesbild"
        verbose_name_plural = "lägesbilder"
        ordering = ["-until", "place__name", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("since")), name="picture_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(status="draft", content=None, family=None, published_at=None)
                | Q(
                    status="published",
                    content__isnull=False,
                    family__isnull=False,
                    published_at__isnull=False,
                ),
                name="picture_frozen_when_published",
            ),
            models.CheckConstraint(condition=Q(threshold__gte=3), name="picture_threshold"),
            models.CheckConstraint(
                condition=Q(kind="area") ^ Q(area=""), name="picture_of_an_area_names_it"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_if_frozen()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("situation:picture", kwargs={"pk": self.pk})

    @property
    def review_url(self) -> str:
        return reverse("situation:review", kwargs={"pk": self.pk})

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_if_frozen()
        return super().delete(*args, **kwargs)

    def _refuse_if_frozen(self) -> None:
        if self.pk and Picture.objects.published().filter(pk=self.pk).exists():
            raise Frozen(f"the picture {self.pk} is published and never changes")
