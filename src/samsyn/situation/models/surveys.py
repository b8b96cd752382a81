"""Safety surveys (trygghetsmätningar): tables of what groups of people answered, never answers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from samsyn.organisation.access import Reach, Scoped
from samsyn.organisation.models import Place

from .batches import Batch
from .sources import Source


class Survey(models.Model):
    """A source that delivers tables of results: the same questions, asked again in rounds.

    `ground` is what it rests on. Groups with fewer than `fewest` answers are never shown, nor what
    they could be reckoned from; who made it is the source's body.
    """

    class Ground(models.TextChoices):
        CITY = "city", "stadens trygghetsmätning"
        POLICE = "police", "polisregionens trygghetsmätning"
        NTU = "ntu", "Nationella trygghetsundersökningen (NTU)"
        SCHOOL = "school", "skol- eller ungdomsenkät"
        OTHER = "other", "annan undersökning"

    source = models.OneToOneField(
        Source, models.PROTECT, related_name="survey", verbose_name="källa"
    )
    ground = models.CharField("slag av undersökning", max_length=10, choices=Ground.choices)
    fewest = models.PositiveSmallIntegerField("minsta antal svar som visas", default=30)

    class Meta:
        verbose_name = "trygghetsmätning"
        verbose_name_plural = "trygghetsmätningar"
        ordering = ["source__name"]
        constraints = [
            models.CheckConstraint(condition=Q(fewest__gte=10), name="survey_fewest_answers")
        ]

    def __str__(self) -> str:
        return self.source.name

    def get_absolute_url(self) -> str:
        return reverse("situation:survey", kwargs={"key": self.source.key})


class SurveyRound(models.Model):
    """What holds of a whole round: `broken` says why it is not comparable with the one before."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="rounds")
    year = models.PositiveSmallIntegerField("år")
    broken = models.CharField("inte jämförbar, därför att", max_length=200)

    class Meta:
        verbose_name = "omgång som inte är jämförbar"
        verbose_name_plural = "omgångar som inte är jämförbara"
        ordering = ["survey", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "year"], name="survey_round_once"),
            models.CheckConstraint(condition=~Q(broken=""), name="survey_round_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.survey} {self.year}"


class SurveyResult(models.Model):
    """The share of a group in a place who answered so in a round's question.

    `question` and `group` are standard keys (`situation.questions`, `intake.surveys.groups`);
    `asked` and `said` the table's own words for them. `broken` says why the result is not
    comparable with the round before. `hidden` results are not shown: too few have answered, or
    they would give away those of a group or place with too few. Rows exist only for live batches.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="results")
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="results")
    year = models.PositiveSmallIntegerField("år")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name="plats")
    question = models.CharField("fråga", max_length=40)
    asked = models.CharField("frågan i tabellen", max_length=200)
    group = models.CharField("grupp", max_length=40)
    said = models.CharField("gruppen i tabellen", max_length=200, blank=True)
    n = models.PositiveIntegerField("antal svar")
    share = models.FloatField("andel")
    response_rate = models.FloatField("svarsfrekvens", null=True)
    design_effect = models.FloatField("designeffekt", default=1.0)
    population = models.PositiveIntegerField("i befolkningen", null=True)
    broken = models.CharField("inte jämförbart, därför att", max_length=200, blank=True)
    hidden = models.BooleanField("visas inte", default=False)

    objects = Scoped.as_manager()
    reach = Reach(place="survey__source__place")

    class Meta:
        verbose_name = "resultat ur trygghetsmätning"
        verbose_name_plural = "resultat ur trygghetsmätningar"
        ordering = ["survey", "year", "place", "question", "group"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "year", "place", "question", "group"], name="survey_result_once"
            ),
            models.CheckConstraint(
                condition=Q(n__gte=1, share__gte=0, share__lte=1, design_effect__gt=0),
                name="survey_result_is_a_share",
            ),
            models.CheckConstraint(
                condition=Q(population=None) | Q(population__gte=F("n")),
                name="survey_population_holds_the_answers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked} ({self.year})"
