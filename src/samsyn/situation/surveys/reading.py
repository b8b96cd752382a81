"""What the database holds of a survey, as pages and pictures ask for it: shown results only.

A hidden result comes out without its numbers; nobody who asks here can tell them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Avg, Count, Max, Q

from samsyn.organisation.models import Place
from samsyn.situation import questions
from samsyn.situation.intake.surveys import groups
from samsyn.situation.models import Batch, Survey, SurveyResult

from .estimates import Change, change, estimate
from .words import rate

Json = dict[str, Any]
UNLIKE = "Omgången {year} kan inte jämföras med den före: {why}."


@dataclass(frozen=True)
class Round:
    """A round: how many places and questions it tells of, and the most answers to a question of
    those that are shown.

    It is `broken` where somebody has said so, or every one of its results is.
    """

    year: int
    places: int
    questions: int
    answers: int | None
    response_rate: float | None
    broken: str

    @property
    def name(self) -> str:
        return str(self.year)

    @property
    def rate_in_words(self) -> str:
        return rate(self.response_rate)


@dataclass(frozen=True)
class Course:
    """The rounds of one question in one place for one group, oldest first.

    `breaks` are the rounds of the survey that are not comparable with the one before, each with
    its reason.
    """

    results: tuple[SurveyResult, ...]
    breaks: Mapping[int, str]

    def broken(self, year: int) -> str:
        """Why a round is not comparable with the one before, of all or here; empty when it is."""
        own = next((r.broken for r in self.results if r.year == year), "")
        return self.breaks.get(year, "") or own

    def at(self, year: int) -> SurveyResult | None:
        return next((r for r in self.results if r.year == year), None)

    def before(self, year: int) -> tuple[SurveyResult | None, str]:
        """The last result that can be compared with a round's; without one, why not."""
        rounds = sorted({r.year for r in self.results} | set(self.breaks), reverse=True)
        for each in (y for y in rounds if y <= year):
            if each != year and (found := self.at(each)) is not None and not found.hidden:
                return found, ""
            if why := self.broken(each):
                return None, UNLIKE.format(year=each, why=why.rstrip("."))
        return None, ""

    def change(self, year: int) -> Change | None:
        """From the last comparable round to this; None when there is none to tell."""
        now, (then, _) = self.at(year), self.before(year)
        return change(then, now) if now and then and not now.hidden else None


@dataclass(frozen=True)
class Results:
    """Of one survey."""

    survey: Survey

    @cached_property
    def breaks(self) -> dict[int, str]:
        """Rounds that are not comparable as a whole, each with its reason."""
        return dict(self.survey.rounds.values_list("year", "broken"))

    @cached_property
    def rounds(self) -> list[Round]:
        """The latest first."""
        rows = self.survey.results.order_by("-year").values("year").annotate(
            places=Count("place", distinct=True),
            asked=Count("question", distinct=True),
            answers=Max("n", filter=Q(hidden=False)),
            rate=Avg("response_rate"),
            told=Count("pk"),
            unlike=Count("pk", filter=~Q(broken="")),
            why=Max("broken"),
        )  # fmt: skip
        return [
            Round(r["year"], r["places"], r["asked"], r["answers"], r["rate"],
                  self.breaks.get(r["year"], "") or r["why"] * (r["told"] == r["unlike"]))
            for r in rows
        ]  # fmt: skip

    def course(self, place: Place, question: str, group: str = groups.ALL) -> Course:
        rows = self.survey.results.filter(place=place, question=question, group=group)
        return Course(tuple(rows.order_by("year")), self.breaks)

    def courses(
        self, places: Iterable[Place], question: str = ""
    ) -> dict[tuple[int, str, str], Course]:
        """Every course of these places, by place, question and group; perhaps of one question."""
        found: dict[tuple[int, str, str], list[SurveyResult]] = {}
        rows = self.survey.results.filter(place__in=list(places)).order_by("year")
        for row in rows.filter(question=question) if question else rows:
            found.setdefault((row.place_id, row.question, row.group), []).append(row)
        return {key: Course(tuple(rows), self.breaks) for key, rows in found.items()}

    def batches(self, year: int) -> list[Batch]:
        """The deliveries that a round came in."""
        rows = Batch.objects.filter(results__survey=self.survey, results__year=year).distinct()
        return list(rows.select_related("source__body").order_by("received_at", "pk"))


def surveys() -> list[Survey]:
    """Every survey, with what a list shows of it."""
    return list(Survey.objects.select_related("source__body", "source__place"))


def about(place: Place, day: date) -> Iterator[Survey]:
    """The surveys whose source's place holds this one, and that were delivered results for it."""
    rows = Survey.objects.filter(
        source__place__covers__covered=place, results__year__lte=day.year
    ).distinct()
    yield from rows.select_related("source__body", "source__place")


def told(result: SurveyResult | None) -> Json | None:
    """A result's numbers; hidden ones are None by name, and no result at all is None."""
    if result is None:
        return None
    if result.hidden:
        return {"n": None, "share": None, "low": None, "high": None}
    return estimate(result)


def name_of(result: SurveyResult) -> str:
    return questions.named(result.question, result.asked)


def group_of(result: SurveyResult) -> str:
    return groups.named(result.group, result.said)
