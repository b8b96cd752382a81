"""Lillstad asks its inhabitants every third year; the city's own survey, delivered by the city."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from samsyn.organisation.models import Body
from samsyn.situation.actions import register_source
from samsyn.situation.models import Batch, Source
from samsyn.situation.tasks import import_file
from tests import lillstad
from tests.lillstad import Lillstad

ACTS = tuple(
    f"situation.{act}"
    for act in (
        "register_source", "import", "withdraw_batch", "weed_batch", "set_retention", "mark_round",
        "read_batches", "draft", "read_draft", "publish", "analyse_cause", "place_cause",
        "support_cause", "finish_analysis", "read_cause_analysis", "remove_from_analysis",
    )
)  # fmt: skip
HEADERS = (
    "Stadsdelsområde", "Mätår", "Fråga", "Kön", "Antal svar", "Andel (%)", "Svarsfrekvens (%)",
    "Jämförbar med föregående", "Kommentar",
)  # fmt: skip
LATE = "Otrygg när man går ute ensam sent på kvällen"
AVOIDS = "Har avstått från att gå ut"
NEW_WAY = "Nytt sätt att fråga"
Row = tuple[str, ...]
Deliver = Callable[[Sequence[Row]], Batch]


def asked(place: str, year: int, question: str, share: str, n: int = 400, *, of: str = "Alla",
          broken: str = "") -> Row:  # fmt: skip
    """A row as the city writes it."""
    like = "nej" if broken else "ja"
    return (place, str(year), question, of, str(n), share, "54", like, broken)


ROUNDS = [
    row
    for year, norra, sodra, city, why in (
        (2017, "24", "20", "22", ""),
        (2020, "26", "20", "23", ""),
        (2023, "35", "21", "28", ""),
    )
    for row in (
        asked("Norra", year, LATE, norra, broken=why),
        asked("Södra", year, LATE, sodra, broken=why),
        asked("Lillstad", year, LATE, city, 800, broken=why),
    )
]


def write_table(path: Path, rows: Sequence[Row], headers: Row = HEADERS) -> Path:
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows([headers, *rows])
    return path


@pytest.fixture
def town(db: None, settings: Settings, tmp_path: Path) -> Lillstad:
    settings.SAMSYN_DATA_DIR = tmp_path / "data"
    return lillstad.found(ACTS, ("situation.read_batches",))


@pytest.fixture
def source(town: Lillstad) -> Source:
    return register_source(
        town.actor("karin"),
        town.place("lillstad"),
        name="Trygghetsmätningen",
        body=Body.objects.get(key="kommunstyrelsen"),
        survey="city",
        fewest=30,
    )


@pytest.fixture
def deliver(town: Lillstad, source: Source, tmp_path: Path) -> Deliver:
    def taken_in(rows: Sequence[Row]) -> Batch:
        source.refresh_from_db()
        return import_file(town.actor("karin"), source, write_table(tmp_path / "tabell.csv", rows))

    return taken_in
