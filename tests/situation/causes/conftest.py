"""Norra's mopeds: Anna and Björn look for why youths drive too fast at the square."""

from __future__ import annotations

from typing import Any

import pytest

from samsyn.agreements.models import PriorityArea
from samsyn.situation.actions import (
    analyse_cause,
    draft,
    finish_analysis,
    place_cause,
    publish,
    support_cause,
)
from samsyn.situation.models import AnalysedCause, Batch, CauseAnalysis, Picture
from tests import lillstad
from tests.lillstad import Founding, Lillstad
from tests.situation.picture.conftest import SINCE, UNTIL, WORDS, agree, deliver, draw, two_years

__all__ = ["deliver", "two_years"]

ACTS = tuple(
    f"situation.{act}"
    for act in (
        "draft", "read_draft", "publish", "correct", "analyse_cause", "place_cause",
        "support_cause", "remove_from_analysis", "finish_analysis", "copy_analysis",
        "read_cause_analysis", "read_shared",
    )
)  # fmt: skip
STATEMENT = {
    "what": "Mopeder körs fort på gångvägarna, två och två, och skrämmer dem som går där.",
    "where": "Gångvägen mellan skolan och Torget, inte de andra vägarna.",
    "when": "Vardagar efter skolan och fredagskvällar, från april till oktober.",
    "who": "Äldre och familjer med små barn, som slutar gå där.",
}
MINDED = {
    "women": "Fler kvinnor än män säger att de går en annan väg.",
    "children": "De som kör är unga, och yngre barn leker intill vägen.",
    "victims": "De som har blivit påkörda har fått stöd av vården.",
}
CHAIN = [
    ("Behov av spänning och gemenskap", "Något annat att göra på fredagar"),
    ("Mopeden köps av en äldre kamrat", ""),
    ("Mopeden trimmas i ett garage", "Värden ser till att garagen inte hyrs ut i andra hand"),
    ("Den ställs i källaren", ""),
    ("Den körs på gångvägen", "Bommar vid skolan och Torget"),
]


def _found() -> Lillstad:
    town = lillstad.found(ACTS, ACTS)
    agree(town)
    draw(town)
    return town


@pytest.fixture(scope="session")
def founding() -> Founding:
    return _found


@pytest.fixture
def picture(town: Lillstad, two_years: Batch) -> Picture:
    """Norra's picture, a draft."""
    return draft(town.actor("anna"), town.place("norra"), since=SINCE, until=UNTIL, **WORDS)


@pytest.fixture
def analysis(town: Lillstad, picture: Picture) -> CauseAnalysis:
    return analyse_cause(town.actor("anna"), picture, title="Mopeder på gångvägen", **begun())


@pytest.fixture
def roots(town: Lillstad, analysis: CauseAnalysis) -> list[AnalysedCause]:
    """Two causes of the problem itself."""
    anna = town.actor("anna")
    return [
        place_cause(anna, analysis, kind="situational", text="Ingen bom vid Torget"),
        place_cause(anna, analysis, kind="social", text="Unga saknar något att göra"),
    ]


def begun() -> dict[str, Any]:
    areas = PriorityArea.objects.filter(key="otrygga-platser")
    return {"areas": areas, "steps": CHAIN, **STATEMENT, **MINDED}


def completed(town: Lillstad, analysis: CauseAnalysis, cause: AnalysedCause) -> CauseAnalysis:
    """Done: the cause rests on what the picture shows."""
    support_cause(town.actor("bjorn"), cause, kind="finding", area=AREA, slot="part:torget")
    return finish_analysis(town.actor("bjorn"), analysis)


def out(town: Lillstad, picture: Picture) -> Picture:
    return publish(town.actor("anna"), picture)


AREA = "stockholm/2023#unga-i-riskzon"
