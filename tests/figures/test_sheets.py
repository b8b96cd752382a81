"""Cells that a spreadsheet would run are made harmless, and come back equal."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from samsyn.figures.sheets import bare, cell, neutral, written

NASTY = st.text(
    st.sampled_from("=+-@|%＝＋－＠｜％'\t\r\n\0 \u00a0\u200b\ufeffab1;\","), max_size=8
)
CELL = NASTY.map(lambda text: text.replace("\0", ""))
SIGNS = "=+-@|%＝＋－＠｜％"


@given(st.one_of(st.text(), NASTY))
@example("'")
@example("''=1+1")
@example("' =1")
def test_what_is_neutralised_comes_back_equal(text: str) -> None:
    assert bare(neutral(text)) == text


@given(NASTY)
def test_no_cell_begins_with_a_sign_whatever_a_program_skips_before_it(text: str) -> None:
    begins = neutral(text).lstrip(" \u00a0\u200b\ufeff\t\r\n\0")
    assert not begins.startswith(tuple(SIGNS))


@pytest.mark.parametrize(
    "text", ["=1+1", "+46701234567", "-2", "@SUM(A1)", "|cmd", "%0A", "\t=1", "\r=1", "\n=1",
             "\0=1", "  =1", "＝1+1", "\u200b=1", "\ufeff=1", "'=1"]
)  # fmt: skip
def test_every_known_trick_gets_its_apostrophe(text: str) -> None:
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Norra", "'s-Hertogenbosch", "5 % av alla", "a=b", "2024-01"])
def test_plain_text_is_left_alone(text: str) -> None:
    assert neutral(text) == text == bare(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [(-5, "-5"), (-1.5, "-1,5"), (Decimal("2.50"), "2,50"), (None, ""), (True, "true"), (0, "0")],
)
def test_numbers_stay_numbers(value: object, text: str) -> None:
    assert cell(value) == text


@given(st.lists(st.tuples(CELL, CELL), max_size=5))
def test_a_table_comes_back_as_it_was_written(rows: list[tuple[str, str]]) -> None:
    text = written(["=a", "b"], rows).removeprefix("\ufeff")
    back = [[bare(c) for c in row] for row in csv.reader(io.StringIO(text, ""), delimiter=";")]
    assert back == [["=a", "b"], *map(list, rows)]
