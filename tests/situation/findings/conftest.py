"""Lillstad with four years of rows, taken in as a real file: a square where it gathers at night."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pyproj import Transformer
from pytest_django.fixtures import Settings

from samsyn.organisation.models import Body
from samsyn.situation.actions import register_source
from samsyn.situation.actions.picture import draft
from samsyn.situation.intake.presets import PRESETS
from samsyn.situation.models import Batch, Picture, Source
from samsyn.situation.reckoning import reckon
from samsyn.situation.tasks import import_file
from tests import lillstad
from tests.lillstad import Founding, Lillstad
from tests.situation.intake.files import HEADERS
from tests.situation.picture.conftest import CITY, LOCAL, SINCE, UNTIL, agree, draw

GRAFFITI, ROBBERY, FRAUD = "1209", "9806", "0943"
SQUARE = (674_600, 6_581_300)
Deliver = Callable[..., Batch]
Row = tuple[str, str, float, float, np.datetime64, int]


def _found() -> Lillstad:
    town = lillstad.found((*CITY, "situation.register_source", "situation.import"), LOCAL)
    agree(town)
    draw(town)
    return town


@pytest.fixture(scope="session")
def founding() -> Founding:
    return _found


@pytest.fixture
def town(town: Lillstad, settings: Settings, tmp_path: Path) -> Lillstad:
    settings.SAMSYN_DATA_DIR = tmp_path / "data"
    return town


@pytest.fixture
def source(town: Lillstad) -> Source:
    return register_source(
        town.actor("karin"), town.place("lillstad"), name="Polisens uttag",
        body=Body.objects.get(key="polisen"),
        mapping=PRESETS["police_extract"].mapping.model_dump(mode="json"),
    )  # fmt: skip


@pytest.fixture
def deliver(town: Lillstad, source: Source, tmp_path: Path) -> Deliver:
    """Take in rows as a file of the police: `deliver(rows, "uttag.csv")`."""

    def take(rows: list[Row], name: str = "uttag.csv") -> Batch:
        to_degrees = Transformer.from_crs("EPSG:3006", "EPSG:4326", always_xy=True)
        path = tmp_path / name
        with path.open("w", encoding="cp1252", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(HEADERS)
            for key, code, x, y, start, minutes in rows:
                east, north = to_degrees.transform(x, y)
                times = (start, start + np.timedelta64(minutes, "m"))
                writer.writerow([
                    key, code, f"{north:.6f}".replace(".", ","), f"{east:.6f}".replace(".", ","),
                    "Ågatan", "4", "LILLSTAD", *(str(t)[:16].replace("T", " ") for t in times),
                ])  # fmt: skip
        return import_file(town.actor("karin"), source, path)

    return take


def four_years(seed: int = 1) -> list[Row]:
    """2020–2023 in Norra: graffiti at the square on Saturday nights, robberies in the day, frauds
    anywhere. In July 2023 there is three times as much graffiti."""
    rng = np.random.default_rng(seed)
    rows: list[Row] = []
    for month in np.arange("2020-01", "2024-01", dtype="M8[M]"):
        start = month.astype("M8[D]")
        burst = 3 if str(month) == "2023-07" else 1
        for code, n in ((GRAFFITI, 30 * burst), (ROBBERY, 12), (FRAUD, 15)):
            for _ in range(rng.poisson(n)):
                rows.append(_row(rng, len(rows), code, start))
    return rows


def _row(rng: np.random.Generator, number: int, code: str, start: np.datetime64) -> Row:
    day = start + np.timedelta64(int(rng.integers(0, 28)), "D")
    if code == GRAFFITI:
        x, y = SQUARE + rng.normal(0, 60, 2)
        day -= np.timedelta64((int(day.astype(int)) + 3) % 7 - 5, "D")  # the week's Saturday
        day = max(day, start)
        when = day.astype("M8[m]") + np.timedelta64(22 * 60 + int(rng.integers(0, 110)), "m")
    else:
        x, y = rng.uniform(674_050, 674_950), rng.uniform(6_581_050, 6_581_950)
        when = day.astype("M8[m]") + np.timedelta64(int(rng.integers(8 * 60, 18 * 60)), "m")
    return (f"K{number}", code, float(x), float(y), when, int(rng.integers(0, 90)))


@pytest.fixture
def rows(deliver: Deliver) -> Batch:
    return deliver(four_years())


@pytest.fixture
def picture(town: Lillstad, rows: Batch) -> Picture:
    """Anna's draft of Norra's 2023."""
    return draft(town.actor("anna"), town.place("norra"), since=SINCE, until=UNTIL)


@pytest.fixture
def found(town: Lillstad, picture: Picture) -> Picture:
    """The same, with its findings computed."""
    assert reckon(picture, town.today) is not None
    return Picture.objects.get(pk=picture.pk)
