"""What a plan lacks: what blocks a decision, and what only warns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from samsyn.plans.goals import Goal
from samsyn.plans.rules import (
    AreaState,
    CauseState,
    MeasureState,
    PlanState,
    ProblemState,
    blocking,
    missing,
    of_measure,
    status_faults,
)

GOAL = Goal("rån", "", Decimal(12), Decimal(6), date(2024, 12, 31))
MEASURE = MeasureState(
    1, "Vuxna på plats", True, True, GOAL, True, "dagar", "rån", date(2024, 1, 1),
    date(2024, 12, 1),
)  # fmt: skip
YOUTH = AreaState(
    "1", "Unga", problems=(ProblemState(1, "Rån", (CauseState(1, "Få vuxna", (MEASURE,)),)),)
)
PLAN = PlanState(has_picture=True, areas=(YOUTH,), year=2024)


def test_a_whole_plan_lacks_nothing() -> None:
    assert missing(PLAN) == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"has_picture": False}, "lägesbild"),
        ({"areas": (YOUTH, AreaState("2", "Platser"))}, "varken täckt eller förklarat"),
        ({"areas": (AreaState("1", "Unga", explained=True),)}, "ingen åtgärd"),
        ({"areas": (YOUTH, replace(YOUTH, key="", name="Utan område"))}, "inte till något område"),
    ],
)
def test_what_blocks(changed: dict[str, Any], words: str) -> None:
    reasons = blocking(replace(PLAN, **changed))
    assert len(reasons) == 1
    assert words in reasons[0]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"has_seat": False}, "ansvarig plats"),
        ({"seat_holds": False}, "inte finns i dag"),
        ({"goal": Goal()}, "vad som mäts, från vilket värde, till vilket värde och till när"),
    ],
)
def test_a_measure_without_owner_or_goal_blocks(changed: dict[str, Any], words: str) -> None:
    gaps = of_measure(replace(MEASURE, **changed), 2024)
    assert [gap.blocks for gap in gaps] == [True]
    assert words in gaps[0].text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"has_baseline": False}, "utgångsläge"),
        ({"output": ""}, "mått på genomförandet"),
        ({"outcome": ""}, "mått på effekten"),
        ({"starts": None}, "dag då den börjar"),
        ({"due": None}, "dag då den ska vara klar"),
        ({"due": date(2023, 12, 31)}, "före planens år"),
    ],
)
def test_what_warns_of_a_measure(changed: dict[str, Any], words: str) -> None:
    gaps = of_measure(replace(MEASURE, **changed), 2024)
    assert [gap.blocks for gap in gaps] == [False]
    assert words in gaps[0].text


def test_a_broken_chain_warns_and_says_where() -> None:
    bare = AreaState("2", "Platser", problems=(ProblemState(7, "Mörkt"),))
    half = AreaState("3", "Offer", problems=(ProblemState(8, "Hot", (CauseState(9, "Tyst"),)),))
    gaps = missing(replace(PLAN, areas=(YOUTH, bare, half)))
    assert [gap.at for gap in gaps] == [("cause_of", "7"), ("measure_against", "9")]
    assert not any(gap.blocks for gap in gaps)


def test_what_blocks_comes_first() -> None:
    gaps = missing(replace(PLAN, version_stands=False, has_picture=False))
    assert [gap.blocks for gap in gaps] == [True, False]


DAY = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("old", "new", "note", "fault"),
    [
        ("planned", "ongoing", "", ""),
        ("ongoing", "done", "", ""),
        ("ongoing", "ongoing", "Halvvägs: tio rundor av tjugo.", ""),
        ("ongoing", "ongoing", "", "redan den statusen"),
        ("ongoing", "paused", "", "vilar eller avbryts"),
        ("ongoing", "stopped", "   kort  ", "vilar eller avbryts"),
        ("ongoing", "stopped", "Pengarna tog slut.", ""),
        ("done", "ongoing", "", "tas upp igen"),
        ("done", "ongoing", "Rånen kom tillbaka.", ""),
    ],
)
def test_changes_of_status(old: str, new: str, note: str, fault: str) -> None:
    faults = status_faults(old, new, note, on=DAY, last=DAY, today=DAY)
    assert len(faults) == bool(fault)
    assert fault in "".join(faults)


def test_a_change_is_neither_of_tomorrow_nor_before_the_last() -> None:
    early = status_faults("planned", "done", "", on=DAY, last=date(2024, 6, 2), today=DAY)
    ahead = status_faults("planned", "done", "", on=date(2024, 6, 2), last=DAY, today=DAY)
    assert "före den senaste" in early[0]
    assert "framtiden" in ahead[0]
