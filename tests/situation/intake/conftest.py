"""Lillstad with a source: the police's extract, delivered by the police, about the whole town."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from samsyn.organisation.models import Body
from samsyn.situation.actions import import_boundaries, register_source
from samsyn.situation.intake.boundaries import Feature
from samsyn.situation.models import Source
from tests import lillstad
from tests.lillstad import Founding, Lillstad

from .files import EXTRACT, NORRA_SQUARE, SODRA_SQUARE

SITUATION_ACTS = (
    "situation.register_source",
    "situation.import",
    "situation.withdraw_batch",
    "situation.weed_batch",
    "situation.set_retention",
    "situation.read_batches",
    "situation.import_boundaries",
    "situation.import_population",
    "situation.import_codes",
)


def _found() -> Lillstad:
    return lillstad.found(SITUATION_ACTS, ("situation.read_batches",))


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
        town.actor("karin"),
        town.place("lillstad"),
        name="Polisens uttag",
        body=Body.objects.get(key="polisen"),
        mapping=EXTRACT.model_dump(mode="json"),
    )


@pytest.fixture
def drawn(town: Lillstad) -> None:
    import_boundaries(
        town.actor("karin"),
        town.place("lillstad"),
        features={"Norra": Feature(NORRA_SQUARE, {}), "SÖDRA": Feature(SODRA_SQUARE, {})},
        kind="district",
        valid_from=date(2020, 1, 1),
        source="Lillstads egen karta",
    )
