"""Whoever sees only what is shown cannot reckon what few have answered."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from samsyn.situation.surveys.hiding import Cell, hidden

FEWEST = 30
CITY, NORRA, SODRA, OSTRA = 1, 2, 3, 4
WITHIN = {NORRA: CITY, SODRA: CITY, OSTRA: CITY}


def test_nothing_is_hidden_where_enough_have_answered() -> None:
    assert hidden({(NORRA, "all"): 30, (NORRA, "women"): 30}, WITHIN, FEWEST) == set()


def test_all_minus_women_does_not_give_the_men() -> None:
    answers = {(NORRA, "all"): 100, (NORRA, "women"): 80, (NORRA, "men"): 20}
    assert hidden(answers, {}, FEWEST) == {(NORRA, "men"), (NORRA, "women")}


def test_the_city_minus_the_others_does_not_give_a_district() -> None:
    answers = {(CITY, "all"): 500, (NORRA, "all"): 280, (SODRA, "all"): 200, (OSTRA, "all"): 20}
    gone = hidden(answers, WITHIN, FEWEST)
    assert (OSTRA, "all") in gone
    assert len(gone) >= 2


def test_a_few_who_did_not_say_their_sex_do_not_save_the_men() -> None:
    answers = {(NORRA, "all"): 103, (NORRA, "women"): 80, (NORRA, "men"): 20}
    assert (NORRA, "women") in hidden(answers, {}, FEWEST)


def test_ages_that_overlap_give_nobody_away() -> None:
    ages = {"16-29": 40, "30-64": 45, "16-64": 85, "65-120": 15}
    answers = {(NORRA, "all"): 100} | {(NORRA, group): n for group, n in ages.items()}
    gone = hidden(answers, {}, FEWEST)
    assert (NORRA, "65-120") in gone
    assert gone & {(NORRA, "all"), (NORRA, "16-64")}
    assert gone & {(NORRA, "all"), (NORRA, "16-29"), (NORRA, "30-64")}


def test_a_wider_age_minus_a_narrower_gives_nobody_away() -> None:
    ages = {"16-29": 20, "30-64": 65, "16-64": 85}
    answers = {(NORRA, f"women:{group}"): n for group, n in ages.items()}
    gone = hidden(answers, {}, FEWEST)
    assert (NORRA, "women:16-29") in gone
    assert len(gone) >= 2


def test_ages_that_overlap_in_very_many_ways_are_not_shown_beside_few() -> None:
    ages = {f"{first}-{last}" for first in range(20) for last in range(first, 20)}
    answers = {(NORRA, "all"): 900, (NORRA, "men"): 20} | {(NORRA, age): 40 for age in ages}
    assert hidden(answers, {}, FEWEST) == set(answers)


def test_groups_of_several_kinds_give_nobody_away() -> None:
    own = {"own-born-here": 400, "own-born-abroad": 100, "own-rents": 20, "own-owns": 480}
    answers = {(NORRA, "all"): 500} | {(NORRA, group): n for group, n in own.items()}
    assert hidden(answers, {}, FEWEST) == {(NORRA, group) for group in own}
    assert not hidden(answers | {(NORRA, "own-rents"): 30, (NORRA, "own-owns"): 470}, {}, FEWEST)


def test_what_has_been_shown_stays_when_more_is_delivered() -> None:
    answers = {(NORRA, "all"): 400, (NORRA, "women"): 80, (NORRA, "men"): 20, (NORRA, "other"): 300}
    kept = {(NORRA, "all"), (NORRA, "women")}
    assert hidden(answers, {}, FEWEST) & kept
    assert not hidden(answers, {}, FEWEST, kept) & kept
    assert (NORRA, "other") in hidden(answers, {}, FEWEST, kept)


def test_what_cannot_stay_is_hidden_after_all() -> None:
    answers = {(NORRA, "all"): 100, (NORRA, "women"): 80, (NORRA, "men"): 20}
    shown = {(NORRA, "all"), (NORRA, "women")}
    assert hidden(answers, {}, FEWEST, shown) == {(NORRA, "men"), (NORRA, "women")}


@st.composite
def tables(draw: st.DrawFn) -> dict[Cell, int]:
    """Women and men of three districts, and every sum of them."""
    leaves = {
        (place, group): draw(st.integers(1, 120))
        for place in (NORRA, SODRA, OSTRA)
        for group in ("women", "men")
    }
    for place in (NORRA, SODRA, OSTRA):
        leaves[place, "all"] = leaves[place, "women"] + leaves[place, "men"]
    for group in ("all", "women", "men"):
        leaves[CITY, group] = sum(leaves[place, group] for place in (NORRA, SODRA, OSTRA))
    return leaves


@settings(max_examples=40, deadline=None)
@given(tables())
def test_no_small_number_follows_from_the_sums_and_what_is_shown(answers: dict[Cell, int]) -> None:
    gone = hidden(answers, WITHIN, FEWEST)
    assert {cell for cell, n in answers.items() if n < FEWEST} <= gone
    unknown = sorted(gone)
    equations = []
    for place in (NORRA, SODRA, OSTRA, CITY):
        equations.append({(place, "all"): 1, (place, "women"): -1, (place, "men"): -1})
    for group in ("all", "women", "men"):
        equations.append({(CITY, group): 1} | {(p, group): -1 for p in (NORRA, SODRA, OSTRA)})
    system = np.array([[e.get(cell, 0) for cell in unknown] for e in equations], float)
    for at, cell in enumerate(unknown):
        if answers[cell] < FEWEST:
            wanted = np.eye(len(unknown))[at]
            grown = np.vstack([system, wanted])
            assert np.linalg.matrix_rank(grown) > np.linalg.matrix_rank(system), cell
