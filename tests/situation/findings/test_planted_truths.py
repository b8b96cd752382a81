"""What the findings recall of the truths planted in the demo, and what they see where nothing is.

Karin has the city's invented incidents with the truths and, as a control, the background alone.
The table is printed by `python -m tests.situation.findings.recall` and stands in docs/demo.md.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from samsyn.project.demo.truths import TRUTHS, Truth

from .recall import FALSE_ALARMS, RECALL, false_alarms, recalled

CONTROLLED = [truth for truth in TRUTHS if RECALL[truth.number].control]
DOCS = Path(__file__).parents[3] / "docs" / "demo.md"


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth.key)
def test_every_planted_truth_is_recalled_in_the_picture_of_its_place(truth: Truth) -> None:
    assert recalled(truth), f"{truth.sentence} ({RECALL[truth.number].finding})"


@pytest.mark.parametrize(
    "truth", [t for t in TRUTHS if RECALL[t.number].control], ids=lambda truth: truth.key
)
def test_none_of_them_is_there_when_nothing_is_planted(truth: Truth) -> None:
    """The negative control: the same question to the background alone answers no."""
    assert not recalled(truth, planted=False)


def test_where_nothing_is_planted_there_are_few_false_alarms() -> None:
    for name, (false, asked) in false_alarms().items():
        assert false <= FALSE_ALARMS[name] * asked, f"{name}: {false} of {asked}"


def test_the_documentation_tells_every_truth_and_its_finding() -> None:
    text = DOCS.read_text("utf-8")
    for number, way in RECALL.items():
        assert re.search(rf"\| {number} \| .*{re.escape(way.finding)}", text), number
