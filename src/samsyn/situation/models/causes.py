"""Cause analyses (orsaksanalyser): why a problem arises there and then, and how it is known."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from samsyn.agreements.models import PriorityArea
from samsyn.organisation.access import Reach, Scoped
from samsyn.organisation.models import Place

from .pictures import Frozen, Picture

FROZEN = Q(done_at__isnull=False, picture__status=Picture.Status.PUBLISHED)


class CauseAnalysisQuerySet(Scoped):
    def frozen(self) -> Self:
        """Done, and of a published picture: shown with it to everybody and never changed."""
        return self.filter(FROZEN)


class CauseAnalysis(models.Model):
    """Why one problem in a picture arises (orsaksanalys), as Brå's handbook asks for each.

    It tells the problem in four parts (what, where, when and who is hit), looks at it from the six
    corners of the problem-analysis triangle of routine activity theory, follows the chain of events
    that leads to it, and grows a tree of causes, each with what it rests on. What holds for women,
    children and victims is told or its absence explained; so is a lack of situational or social
    causes (`one_kind`).

    It belongs to a picture and follows it: work until it is `done_at`, and frozen from the moment
    when it is both done and its picture published. `continues` is the analysis it was copied from.
    """

    picture = models.ForeignKey(
        Picture, models.PROTECT, related_name="cause_analyses", verbose_name="lägesbild"
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name="plats")
    areas = models.ManyToManyField(PriorityArea, related_name="+", verbose_name="områden")
    title = models.CharField("problem", max_length=160)

    what = models.TextField("vad händer", blank=True)
    where = models.TextField("var", blank=True)
    when = models.TextField("när", blank=True)
    who = models.TextField("vem drabbas", blank=True)

    target = models.TextField("offer eller objekt", blank=True)
    offender = models.TextField("gärningsperson", blank=True)
    setting = models.TextField("plats i triangeln", blank=True)
    guardian = models.TextField("väktare", blank=True)
    handler = models.TextField("handledare", blank=True)
    manager = models.TextField("platsansvarig", blank=True)

    women = models.TextField("kvinnor och flickor", blank=True)
    children = models.TextField("barn och unga", blank=True)
    victims = models.TextField("brottsutsatta", blank=True)
    one_kind = models.TextField("därför bara ett slag av orsaker", blank=True)

    continues = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="continued_by", verbose_name="fortsätter"
    )
    begun_at = models.DateTimeField("påbörjad")
    done_at = models.DateTimeField("klar", null=True)

    objects = CauseAnalysisQuerySet.as_manager()
    reach = Reach(place="picture__place")
    open_to = {"situation.read_cause_analysis": FROZEN}

    class Meta:
        verbose_name = "orsaksanalys"
        verbose_name_plural = "orsaksanalyser"
        ordering = ["picture", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="analysis_names_its_problem"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refuse_if_frozen()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("situation:cause_analysis", kwargs={"pk": self.pk})

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def is_frozen(self) -> bool:
        return self.is_done and self.picture.is_published

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.refuse_if_frozen()
        return super().delete(*args, **kwargs)

    def refuse_if_frozen(self) -> None:
        if self.pk and CauseAnalysis.objects.frozen().filter(pk=self.pk).exists():
            raise Frozen(
                f"the cause analysis {self.pk} is shown with its picture and never changes"
            )


class PartOfAnalysis(models.Model):
    """What hangs on an analysis is frozen with it."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.whole().refuse_if_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.whole().refuse_if_frozen()
        return super().delete(*args, **kwargs)

    def whole(self) -> CauseAnalysis:
        raise NotImplementedError


class AnalysedCause(PartOfAnalysis):
    """A cause in the tree: of the problem itself, or of the cause that is its `parent`.

    Situational causes lie in the place and the occasion, social ones in people's conditions.
    `strength` is the writers' own judgement of how well it is known.
    """

    class Kind(models.TextChoices):
        SITUATIONAL = "situational", "situationell"
        SOCIAL = "social", "social"

    class Strength(models.TextChoices):
        SHOWN = "shown", "belagt"
        PLAUSIBLE = "plausible", "rimligt"
        ASSUMED = "assumed", "antagande"

    analysis = models.ForeignKey(CauseAnalysis, models.CASCADE, related_name="causes")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, related_name="branches", verbose_name="ligger under"
    )
    order = models.PositiveSmallIntegerField("ordning", default=0)
    kind = models.CharField("slag", max_length=12, choices=Kind.choices)
    text = models.CharField("orsak", max_length=300)
    strength = models.CharField(
        "styrka", max_length=10, choices=Strength.choices, default=Strength.ASSUMED
    )

    objects = Scoped.as_manager()
    reach = Reach(place="analysis__picture__place")

    class Meta:
        verbose_name = "analyserad orsak"
        verbose_name_plural = "analyserade orsaker"
        ordering = ["analysis", "order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="analysed_cause_is_told"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")), name="no_cause_under_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def whole(self) -> CauseAnalysis:
        return self.analysis


class ChainStep(PartOfAnalysis):
    """A step in the chain of events that leads to the problem; `break_by` is how to stop it."""

    analysis = models.ForeignKey(CauseAnalysis, models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField("ordning")
    text = models.CharField("steg", max_length=200)
    break_by = models.CharField("kan brytas genom", max_length=300, blank=True)

    class Meta:
        verbose_name = "steg i händelsekedja"
        verbose_name_plural = "steg i händelsekedja"
        ordering = ["analysis", "order"]
        constraints = [
            models.UniqueConstraint(fields=["analysis", "order"], name="one_step_at_a_time"),
            models.CheckConstraint(condition=~Q(text=""), name="step_is_told"),
        ]

    def __str__(self) -> str:
        return self.text

    def whole(self) -> CauseAnalysis:
        return self.analysis


class Evidence(PartOfAnalysis):
    """What a cause rests on, and what that tells of it.

    A finding points at a number of a picture by `area` (a key of its content) and `slot` (the
    whole, a part, a month, or who was hit). The number itself is never kept here: it is read from
    the picture, protected as it was published. Observations are a set, of a category in a place in
    the weeks that begin from `since` to, but not including, `until`; `at_least` is how many were
    shared when it was told, in whole fives. Other kinds name their `source` in words.
    """

    class Kind(models.TextChoices):
        FINDING = "finding", "fynd i lägesbild"
        OBSERVATIONS = "observations", "iakttagelser från fältet"
        SURVEY = "survey", "undersökning"
        REPORT = "report", "rapport eller forskning"
        EXPERIENCE = "experience", "erfarenhet"

    cause = models.ForeignKey(AnalysedCause, models.CASCADE, related_name="evidence")
    kind = models.CharField("slag", max_length=12, choices=Kind.choices)
    text = models.CharField("vad det säger om orsaken", max_length=500, blank=True)
    source = models.CharField("källa", max_length=200, blank=True)
    picture = models.ForeignKey(
        Picture, models.PROTECT, null=True, related_name="+", verbose_name="lägesbild"
    )
    area = models.CharField("område i lägesbilden", max_length=120, blank=True)
    slot = models.CharField("tal i lägesbilden", max_length=120, blank=True)
    category = models.CharField("kategori", max_length=30, blank=True)
    seen_in = models.ForeignKey(
        Place, models.PROTECT, null=True, related_name="+", verbose_name="sett i"
    )
    since = models.DateField("från", null=True)
    until = models.DateField("till, men inte med", null=True)
    at_least = models.PositiveIntegerField("minst så många", null=True)

    objects = Scoped.as_manager()
    reach = Reach(place="cause__analysis__picture__place")

    class Meta:
        verbose_name = "underlag"
        verbose_name_plural = "underlag"
        ordering = ["cause", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="finding", picture__isnull=False) & ~Q(area="") & ~Q(slot=""))
                | (~Q(kind="finding") & Q(picture=None, area="", slot="")),
                name="a_finding_points_at_a_number",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["survey", "report"]) | ~Q(source=""),
                name="evidence_names_its_source",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["finding", "observations"]) | ~Q(text=""),
                name="evidence_says_something",
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind="observations", seen_in__isnull=False, at_least__isnull=False)
                    & Q(since__isnull=False, until__isnull=False, until__gt=F("since"))
                    & ~Q(category="")
                )
                | (
                    ~Q(kind="observations")
                    & Q(category="", seen_in=None, since=None, until=None, at_least=None)
                ),
                name="observations_are_a_set",
            ),
        ]

    def __str__(self) -> str:
        return self.source or self.text or self.get_kind_display()

    def whole(self) -> CauseAnalysis:
        return self.cause.analysis
