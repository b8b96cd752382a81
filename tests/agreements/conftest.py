"""Lillstad, where Karin Ek coordinates and may do all that concerns agreements."""

from __future__ import annotations

import pytest

from samsyn.agreements.actions import bring_into_force, prepare
from samsyn.agreements.models import Version
from tests import lillstad
from tests.decided import adopt_by_all
from tests.lillstad import Founding

from .papers import FIRST_DAY, TEXT

CITY_ACTS = tuple(
    f"agreements.{name}"
    for name in (
        "prepare",
        "consult",
        "put_forward",
        "adopt",
        "bring_into_force",
        "extend",
        "realign",
        "draft_local",
        "read_draft",
    )
)


def _found() -> lillstad.Lillstad:
    """A town without an agreement: its groups are those the founder opened."""
    return lillstad.found(city_acts=CITY_ACTS)


@pytest.fixture(scope="session")
def founding() -> Founding:
    return _found


@pytest.fixture
def draft(town: lillstad.Lillstad) -> Version:
    """The charter as Karin wrote it, the day it begins."""
    town.today = FIRST_DAY
    return prepare(town.actor("karin"), town.place("lillstad"), TEXT)


@pytest.fixture
def in_force(town: lillstad.Lillstad, draft: Version) -> Version:
    adopt_by_all(town, draft)
    return bring_into_force(town.actor("karin"), draft)
