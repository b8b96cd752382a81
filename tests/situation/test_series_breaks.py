"""A change of codes breaks the line of every area it concerns, and the picture shows where."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.figures import Line, MonthlySeries
from samsyn.situation.areas import kinds_of
from samsyn.situation.codes import Code, series_breaks, table

SINCE, UNTIL = date(2024, 1, 1), date(2026, 1, 1)


def code(number: str, since: date | None = None, until: date | None = None, old: str = "") -> Code:
    return Code(number, "Namn", "BrB 4", "tema", since=since, until=until, breaks=old)


def test_new_and_ended_codes_break_in_their_month() -> None:
    found = series_breaks(
        [code("9514", date(2025, 1, 15), old="04xx"), code("9512", date(2025, 1, 1)),
         code("0607", until=date(2024, 6, 1)), code("0310")],
        SINCE, UNTIL,
    )  # fmt: skip
    assert found == [
        (date(2024, 6, 1), "Brottskod 0607 har upphört."),
        (date(2025, 1, 1), "Brottskod 9512 är ny, 9514 är ny (tidigare 04xx)."),
    ]


@pytest.mark.parametrize("day", [SINCE, UNTIL, date(1900, 1, 1), date(2030, 1, 1)])
def test_what_changes_at_the_edge_or_outside_breaks_no_line(day: date) -> None:
    """The first month has nothing before it to be compared with."""
    assert series_breaks([code("9512", day), code("0607", until=day)], SINCE, UNTIL) == []


@given(st.lists(st.tuples(st.dates(), st.none() | st.dates()), max_size=8))
def test_breaks_come_in_order_once_a_month_and_inside(spans: list[tuple[date, date]]) -> None:
    found = series_breaks((code(f"{n:04}", *span) for n, span in enumerate(spans)), SINCE, UNTIL)
    months = [month for month, _ in found]
    assert months == sorted(set(months))
    assert all(SINCE < month < UNTIL and month.day == 1 for month in months)


def test_the_areas_of_stockholm_have_their_known_breaks() -> None:
    """Rape of a child got codes of its own in 2024, trafficking in human beings in 2025."""
    kinds = kinds_of("stockholm", "brottsoffer", date(2026, 2, 1))
    found = series_breaks((c for c in table().values() if c.code in kinds), date(2023, 1, 1), UNTIL)
    assert [month for month, _ in found] == [date(2024, 1, 1), date(2025, 1, 1)]


MONTHS = tuple(date(2024, month, 1) for month in range(1, 7))


def series(*breaks: int) -> MonthlySeries:
    line = Line("2024", (3.0, 4.0, 5.0, 6.0, 7.0, 8.0), breaks=breaks)
    return MonthlySeries(title="Rån", months=MONTHS, lines=(line,))


def test_the_line_is_cut_at_a_break_and_the_table_says_so() -> None:
    whole, broken = series().svg(), series(3).svg()
    assert broken.count('stroke-dasharray="1 3"') == whole.count('stroke-dasharray="1 3"') + 1
    assert broken.count("<path") == whole.count("<path") + 2  # two strokes for one, and the mark
    cells = [row[1] for row in series(3).table().rows]
    assert [cell.endswith("(ny serie)") for cell in cells] == [False] * 3 + [True] + [False] * 2


def test_a_break_in_the_first_month_cuts_nothing() -> None:
    assert series(0).svg().count("<path") == series().svg().count("<path")
