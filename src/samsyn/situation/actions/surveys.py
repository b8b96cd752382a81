"""Safety surveys: what makes a source one, its results, and rounds that cannot be compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from samsyn.organisation.acts import Doing, act
from samsyn.situation.intake.surveys.results import Key, Result
from samsyn.situation.models import Batch, Source, Survey, SurveyResult, SurveyRound
from samsyn.situation.surveys.protecting import protect_rounds, set_hidden

FEWEST, LEAST, MOST = 30, 10, 1000
CHUNK = 500


def survey_faults(ground: str, fewest: int) -> Iterable[str]:
    """What is wrong with a survey that is to be registered."""
    if ground not in Survey.Ground.values:
        yield "Välj vilket slags undersökning det är."
    if not LEAST <= fewest <= MOST:
        yield f"Ange hur få svar som får visas, från {LEAST} till {MOST}."


@dataclass(frozen=True)
class Results:
    """What a batch of a survey holds, and all that will then be hidden in its rounds."""

    rows: Sequence[Result] = ()
    unseen: frozenset[Key] = frozenset()


def take_results(batch: Batch, results: Results) -> None:
    """Keep the results of a batch, and which of its rounds' may be shown; in its act."""
    survey = batch.source.survey
    rows = [_row(batch, survey, result) for result in results.rows]
    SurveyResult.objects.bulk_create(rows, batch_size=CHUNK)
    set_hidden(survey, {row.year for row in rows}, results.unseen)


def forget_results(batch: Batch) -> int:
    """Take a batch's results away and reckon anew what may be shown; gives how many there were."""
    rows = SurveyResult.objects.filter(batch=batch)
    years = set(rows.values_list("year", flat=True))
    gone, _ = rows.delete()
    if years:
        protect_rounds(batch.source.survey, years)
    return gone


@act("situation.mark_round", on="situation.Source", title="Ange om en omgång kan jämföras")
def mark_round(doing: Doing, source: Source, *, year: int, broken: str) -> SurveyRound | None:
    """Say why a survey's round is not comparable with the one before; no reason: it is again."""
    survey = Survey.objects.filter(source=source).first()
    doing.refuse_if(_round_faults(survey, year))
    assert survey is not None
    rounds = SurveyRound.objects.filter(survey=survey, year=year)
    broken = broken.strip()
    doing.record(source=source.key, year=year, reason=broken)
    if not broken:
        rounds.delete()
        return None
    marked: dict[str, Any] = {"broken": broken[:200]}
    return rounds.update_or_create(survey=survey, year=year, defaults=marked)[0]


def _round_faults(survey: Survey | None, year: int) -> Iterable[str]:
    if survey is None:
        yield "Källan lämnar händelser och har inga omgångar."
    elif not survey.results.filter(year=year).exists():
        yield f"Det finns ingen omgång {year} i {survey}."


def _row(batch: Batch, survey: Survey, result: Result) -> SurveyResult:
    return SurveyResult(
        batch=batch, survey=survey, year=result.key.year, place_id=result.key.place,
        question=result.key.question, asked=result.asked, group=result.key.group,
        said=result.said, n=result.n, share=result.share, response_rate=result.response_rate,
        design_effect=result.design_effect, population=result.population, broken=result.broken,
    )  # fmt: skip
