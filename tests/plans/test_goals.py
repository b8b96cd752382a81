"""A goal is asked for in parts and read as a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from samsyn.plans.goals import Goal, sentence

BY = date(2026, 12, 31)
ROBBERY = Goal("personrån vid Torget", "fall", Decimal(34), Decimal(25), BY)


def test_less_reads_as_less() -> None:
    assert sentence(ROBBERY) == (
        "Personrån vid Torget ska minska från 34 till 25 fall, senast den 31 december 2026."
    )


def test_more_reads_as_more_and_decimals_are_swedish() -> None:
    goal = Goal("andelen trygga", "procent", Decimal("61.50"), Decimal("70.00"), BY)
    assert "ska öka från 61,5 till 70 procent" in sentence(goal)


def test_large_round_numbers_stay_numbers() -> None:
    goal = Goal("besök", "", Decimal("1200.00"), Decimal("1500.00"), BY)
    assert "från 1\u00a0200 till 1\u00a0500, senast" in sentence(goal)


def test_the_same_is_to_be_kept() -> None:
    assert "ska ligga kvar på 34 fall" in sentence(replace(ROBBERY, end=Decimal(34)))


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ({"what": " "}, "vad som mäts"),
        ({"start": None}, "från vilket värde"),
        ({"end": None}, "till vilket värde"),
        ({"by": None}, "till när"),
    ],
)
def test_what_is_not_said_is_named_and_there_is_no_sentence(
    part: dict[str, Any], words: str
) -> None:
    goal = replace(ROBBERY, **part)
    assert goal.missing == [words]
    assert sentence(goal) == ""


def test_zero_is_a_value() -> None:
    assert Goal("rån", "", Decimal(3), Decimal(0), BY).missing == []
