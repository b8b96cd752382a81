"""Lena reads the picture of Norra in five seconds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.situation.picture import words
from samsyn.situation.picture.content import _rate, change_between
from samsyn.situation.picture.drawings import Drawings
from samsyn.situation.picture.page import Page
from samsyn.situation.picture.summary import Summary

Json = dict[str, Any]
Pair = tuple[int | None, int | None]
NOTHING_ELSE: Json = {"months": [], "parts": [], "victims": []}
counted = st.one_of(st.none(), st.integers(0, 900))
pairs = st.tuples(counted, counted)


def area(key: str, before: int | None, n: int | None, **more: Any) -> Json:
    rates = {"rate": _rate(n, 30_000), "rate_before": _rate(before, 30_000)}
    numbers = {"n": n, "before": before, **rates, "change": change_between(before, n)}
    return {"key": key, "name": key.title(), **NOTHING_ELSE, **numbers, **more}


def told(*areas: Json) -> Json:
    return {
        "place": {"key": "norra", "name": "Norra"},
        "period": {"since": "2023-01-01", "until": "2024-01-01", "label": "2023"},
        "comparison": {"since": "2022-01-01", "until": "2023-01-01", "label": "2022"},
        "areas": list(areas),
        "outlines": {},
        "made": {"population": {"year": 2022, "n": 30_000}, "threshold": 5, "confidence": 0.95},
    }


def content(whole: Pair, *areas: Pair) -> Json:
    listed = (area(f"område {i}", *pair) for i, pair in enumerate(areas))
    return told(area("alla", *whole), *listed)


def brief(*of: Pair) -> str:
    return Summary(content(*of)).sentences.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (
            [(500, 505), (100, 200), (200, 100), (50, 51)],
            "Av tre prioriterade områden har ett ökat och ett minskat sedan året före. "
            "Norra hade 505 händelser i allt: ingen säker förändring, +1 % (−11 till +15).",
        ),
        (
            [(100, 200), (50, 51), (None, 8)],
            "Inget prioriterat område visar någon säker förändring sedan året före. "
            "För ett kan det inte visas. "
            "Norra hade 200 händelser i allt: ökat, +100 % (+57 till +157).",
        ),
        (
            [(None, None), (None, 8)],
            "Hur de prioriterade områdena har ändrats kan inte visas: talen är skyddade. "
            "Hur många händelser Norra har haft är skyddat.",
        ),
        ([(None, 60)], "Norra hade 60 händelser i allt; hur de har ändrats kan inte visas."),
        ([(0, 40)], "Norra hade 40 händelser i allt: ökat."),
        ([(0, 0)], "Norra hade 0 händelser i allt."),
    ],
)
def test_the_summary_says_what_has_changed_for_certain(numbers: list[Pair], said: str) -> None:
    assert brief(*numbers) == said


@given(pairs, st.lists(pairs, max_size=8))
def test_each_area_is_told_of_once_and_no_surer_than_in_full(whole: Pair, rest: list[Pair]) -> None:
    shown = content(whole, *rest)
    groups = list(Summary(shown).groups)
    named = [area.name for group in groups for area in group.areas]
    assert sorted(named) == sorted(area["name"] for area in shown["areas"][1:])
    full = {area["name"]: words.change(area["change"]) for area in shown["areas"]}
    for group in groups:
        for one in group.areas:
            assert (group.verdict == words.UNTOLD) == full[one.name].startswith("Kan inte visas")
            sure = full[one.name].startswith(("Ökade", "Minskade", "Från inga händelser; ökningen"))
            assert (group.verdict in (words.UP, words.DOWN)) == sure


@given(pairs, st.lists(pairs, max_size=4))
def test_of_a_change_with_a_hidden_number_nothing_is_said(whole: Pair, rest: list[Pair]) -> None:
    page = Page(content(whole, *rest))
    for row, (before, n) in zip(page.rows, [whole, *rest], strict=True):
        if before is None or n is None:
            assert (row.change, row.verdict) == ("–", words.UNTOLD)
        assert (row.n == "skyddat") == (n is None)
    for figure in page.overviews:
        assert figure.svg() and figure.table()


VICTIMS = [
    {"sex": "", "age": "child", "said": True, "n": 9},
    {"sex": "", "age": "", "said": False, "n": 80},
]


@pytest.mark.parametrize(
    ("n", "unsaid", "noted"),
    [(89, 80, True), (None, 80, False), (89, None, False), (9, 0, False)],
)
def test_unsaid_victims_are_told_in_the_note_only_when_both_numbers_are(
    n: int | None, unsaid: int | None, noted: bool
) -> None:
    victims = [VICTIMS[0], {**VICTIMS[1], "n": unsaid}]
    (figure,) = Drawings(told(area("unga", 60, n, victims=victims))).of_area(
        area("unga", 60, n, victims=victims)
    )
    assert (f"I 80 av {n} säger koden" in figure.note) is noted
    assert noted or not any(letter.isdigit() for letter in figure.note)
    assert "Koden säger inget om offret" not in figure.svg().replace(figure.note, "")
    assert (unsaid == 0) or "Koden säger inget om offret" in dict(figure.table().rows)


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2025-11-01", "2026-11-01", "nov 2025–okt 2026"),
        ("2024-01-01", "2024-04-01", "jan–mar 2024"),
        ("2024-01-01", "2025-01-01", "2024"),
        ("2024-03-01", "2024-04-01", "mar 2024"),
    ],
)
def test_a_period_in_short(since: str, until: str, said: str) -> None:
    assert words.months({"since": since, "until": until}).replace("\u00a0", " ") == said
