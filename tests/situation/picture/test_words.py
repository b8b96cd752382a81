"""What Lillstad reads about its numbers, no surer than they are."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.situation.picture import words
from samsyn.situation.picture.content import _rate, change_between
from samsyn.situation.rules import missing

counts = st.integers(0, 2_000)


@given(counts, counts)
def test_a_change_is_called_one_only_when_the_interval_says_so(before: int, after: int) -> None:
    found = change_between(before, after)
    assert found is not None
    said = words.change(found)
    high = found["high"] if found["high"] is not None else float("inf")
    assert said.startswith("Ökade") <= (found["low"] > 1)
    assert said.startswith("Minskade") <= (high < 1)
    if found["low"] <= 1 <= high:
        assert "säker" in said or "slump" in said or "Inga händelser" in said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (0, 0, "Inga händelser"),
        (0, 1, "kan vara en slump"),
        (0, 30, "större än slumpen"),
        (100, 150, "Ökade med 50 %"),
        (100, 0, "Minskade med 100 %"),
        (100, 101, "Ingen säker förändring: +1 %"),
        (None, 12, "skyddat"),
        (12, None, "skyddat"),
    ],
)
def test_changes_in_plain_words(before: int | None, after: int | None, said: str) -> None:
    assert said in words.change(change_between(before, after)).replace("\u00a0", " ")


@given(counts, st.integers(1, 10**6))
def test_a_rate_lies_in_its_span(n: int, people: int) -> None:
    found = _rate(n, people)
    assert found is not None
    assert found["low"] <= found["value"] <= found["high"]
    assert words.rate(found).count("–") == 1


def test_a_protected_number_has_no_rate() -> None:
    assert _rate(None, 10_000) is None
    assert words.rate(_rate(None, 10_000)) == "–"
    assert words.count(None) == "skyddat"


class Draft:
    """A picture as the rules see it."""

    mapping = other_information = analysis = "Ordentligt skrivet, flera meningar."
    correction = ""
    supersedes_id: int | None = None


def test_what_is_missing_is_named_one_by_one() -> None:
    counted: dict[str, Any] = {"made": {"batches": [{}]}}
    assert missing(Draft(), counted) == []
    for part, name in (
        ("mapping", "Kartläggning"),
        ("other_information", "Annan information"),
        ("analysis", "Analys"),
    ):
        draft = Draft()
        setattr(draft, part, "  kort  ")
        (reason,) = missing(draft, counted)
        assert name in reason and "4 §" in reason
    draft = Draft()
    draft.supersedes_id = 1
    assert missing(draft, counted) == ["Skriv vad som rättas och varför."]
    assert len(missing(Draft(), {"made": {"batches": []}})) == 1
