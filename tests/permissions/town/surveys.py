"""One survey of the whole town, with one result."""

from __future__ import annotations

from datetime import date
from typing import Any

from samsyn.organisation.models import Body
from samsyn.situation.actions import register_source
from samsyn.situation.models import Batch, Source, SurveyResult
from tests.lillstad import Lillstad

CITY = ("situation.mark_round",)
YEAR = 2023


def furnish(town: Lillstad) -> None:
    karin, place = town.actor("karin"), town.place("lillstad")
    source = register_source(
        karin, place, name="Mätningen", body=Body.objects.get(key="kommunstyrelsen"), survey="city"
    )
    batch = Batch.objects.create(
        source=source, file_name="tabell.csv", sha256="2" * 64, status=Batch.Status.DONE,
        by=town.people["karin"], received_at=karin.at, read=1, taken=1,
        first_month=date(YEAR, 1, 1), last_month=date(YEAR, 12, 1),
    )  # fmt: skip
    SurveyResult.objects.create(
        batch=batch, survey=source.survey, year=YEAR, place=place, question="avoids",
        asked="Avstår", group="all", n=400, share=0.4,
    )  # fmt: skip


def objects(town: Lillstad) -> dict[str, dict[str, dict[str, Any]]]:
    key = Source.objects.get(survey__isnull=False).key
    asked = {"key": key, "place": "lillstad", "question": "avoids"}
    return {
        "situation:survey": {"town": {"key": key}},
        "situation:survey_question": {"town": asked},
        "situation:mark_round": {"town": {"key": key, "year": YEAR}},
    }
