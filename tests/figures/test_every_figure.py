"""What holds for every figure, whatever numbers and words it is given."""

import csv
import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from shapely import box

from samsyn.figures import (
    Bar,
    Bars,
    Cell,
    Choropleth,
    Figure,
    Interval,
    Intervals,
    Lineage,
    MonthlySeries,
    Table,
    as_csv,
    swedish,
)
from samsyn.figures.numbers import limit, signed
from samsyn.figures.svg import extent
from tests.figures.kinds import (
    SVG,
    bars,
    elements,
    figures,
    intervals,
    lineages,
    maps,
    series,
    texts,
    timelines,
)

ordinary = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@ordinary
@given(figures)
def test_the_drawing_is_well_formed_and_has_no_number_that_is_none(figure: Figure) -> None:
    for element in elements(figure):
        assert element.tag.startswith(SVG)
        for value in element.attrib.values():
            assert not re.search(r"\b(nan|inf|None)\b", value)


@ordinary
@given(figures)
def test_a_strict_policy_finds_nothing_to_stop(figure: Figure) -> None:
    for element in elements(figure):
        assert element.tag.removeprefix(SVG) not in {"style", "script", "foreignObject", "a"}
        assert not any(n == "style" or n.startswith("on") or "href" in n for n in element.attrib)


@ordinary
@given(figures)
def test_a_screen_reader_gets_one_image_with_its_name(figure: Figure) -> None:
    root, *inner = elements(figure)
    ids = [e.attrib["id"] for e in inner if "id" in e.attrib]
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] in ids
    assert root.attrib.get("aria-describedby", ids[0]) in ids
    assert len(ids) == len(set(ids))


def ends(text: ElementTree.Element) -> tuple[float, float]:
    """About where a line of text begins and ends."""
    x, wide = float(text.attrib["x"]), extent(text.text or "")
    before = {"middle": wide / 2, "end": wide}.get(text.get("text-anchor", ""), 0.0)
    return x - before, x - before + wide


@ordinary
@given(figures)
def test_no_text_runs_outside_the_drawing(figure: Figure) -> None:
    root, *inner = elements(figure)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    for text in (e for e in inner if e.tag == SVG + "text"):
        left, right = ends(text)
        assert left >= -0.5 and right <= width + 0.5, text.text
        assert 9 <= float(text.attrib["y"]) <= height - 2, text.text


@ordinary
@given(figures)
def test_the_table_as_csv_has_every_cell(figure: Figure) -> None:
    table, told = figure.table(), as_csv(figure.table()).removeprefix("\ufeff")
    assume("\0" not in told)  # which Python 3.11 does not read
    read = list(csv.reader(io.StringIO(told, newline=""), delimiter=";"))
    assert [len(row) for row in read] == [len(table.headers)] * (len(table.rows) + 1)


def test_numbers_of_a_csv_are_numbers_to_a_spreadsheet() -> None:
    rows = (("0112", "1\u00a0240,50", "−3", "+4"), ("=cmd()", "skyddat", "–", "-minus"))
    told = as_csv(Table(("Plats", "a", "b", "c"), rows, "Antal")).splitlines()
    assert told == ["\ufeffPlats;a;b;c", "0112;1240,50;-3;4", "'=cmd();skyddat;–;'-minus"]


@ordinary
@given(figures, figures)
def test_two_figures_on_a_page_share_no_id(one: Figure, other: Figure) -> None:
    ids = [{e.attrib["id"] for e in elements(f) if "id" in e.attrib} for f in (one, other)]
    assert ids[0].isdisjoint(ids[1]) or one == other or repr(one) == repr(other)


@ordinary
@given(figures)
def test_every_row_of_the_table_has_a_cell_per_heading(figure: Figure) -> None:
    table = figure.table()
    assert table.caption == figure.title
    assert all(len(row) == len(table.headers) for row in table.rows)


def told(table: Table) -> set[str]:
    """Each cell and, of a cell with an interval, each end."""
    cells = {cell for row in table.rows for cell in row}
    return cells | {end for cell in cells for end in cell.split("–")}


def numbers_of(figure: Figure) -> Iterator[float | None]:
    if isinstance(figure, MonthlySeries):
        for line in figure.lines:
            yield from line.values
            yield from (end for band in line.band if band for end in band)
    elif isinstance(figure, Bars):
        for group in figure.groups:
            yield from group.values
            yield from (end for span in group.intervals if span for end in span)
    elif isinstance(figure, Choropleth):
        yield from (cell.value for cell in figure.cells)


@ordinary
@given(st.one_of(series(), bars(), maps()))
def test_the_table_holds_every_number_that_is_drawn(figure: Figure) -> None:
    shown = told(figure.table())
    for value in numbers_of(figure):
        assert ("skyddat" if value is None else swedish(value)) in shown


@ordinary
@given(intervals())
def test_the_table_of_intervals_holds_their_ends(figure: Intervals) -> None:
    for one, (_, value, low, high) in zip(figure.intervals, figure.table().rows, strict=True):
        told = (value, low, high)
        if one.value is None:
            assert told == ("skyddat", "–", "–")
        else:
            end = "obegränsat" if one.high is None else limit(one.high, 0)
            assert told == (signed(one.value, 0), limit(one.low, 0), end)


@pytest.mark.parametrize(
    ("value", "said"),
    [(4.6, "+5"), (-2, "−2"), (0.4, "+0,4"), (-0.04, "−0,04"), (0, "0"), (1e-9, "0")],
)
def test_the_end_of_a_sure_interval_is_not_written_as_zero(value: float, said: str) -> None:
    assert limit(value, 0) == said


def test_a_chart_where_all_is_protected_has_no_scale() -> None:
    chart = Bars(title="Drabbade", categories=("Barn",), groups=(Bar("2024", (None,)),))
    assert texts(chart) == ["Barn", "skyddat", "0", "antal"]


@pytest.mark.parametrize(
    ("interval", "sure"),
    [
        (Interval("Rån", 20, 5, 40), True),
        (Interval("Rån", 20, 5), True),
        (Interval("Rån", -20, -40, -5), True),
        (Interval("Rån", 20, -5, 40), False),
        (Interval("Rån", -20, -40), False),
        (Interval("Rån", None), False),
    ],
)
def test_a_change_is_sure_when_its_interval_is_clear_of_zero(
    interval: Interval, sure: bool
) -> None:
    assert interval.is_sure is sure


def test_what_is_undrawn_stands_in_the_table_and_sets_no_scale() -> None:
    few = Bars(title="Drabbade", categories=("Barn",), groups=(Bar("2024", (9,)),))
    most = Bars(
        title="Drabbade",
        categories=("Barn", "Okänt"),
        groups=(Bar("2024", (9, 5_028)),),
        undrawn=("Okänt",),
    )
    assert "5\u00a0028" not in most.svg() and "Okänt" not in most.svg()
    assert most.draw("k") == few.draw("k")
    assert ("Okänt", "5\u00a0028") in most.table().rows


def square(value: float | None, name: str = "Torget", side: float = 900, at: float = 0) -> Cell:
    return Cell(name, value, box(at, 0, at + side, 900))


def test_the_classes_of_a_map_have_round_bounds_that_hold_for_what_is_written() -> None:
    rates = (17.81, 18.66, 29.69, 35.33, 37.12, 75.82)
    cells = tuple(square(rate, at=1000 * i) for i, rate in enumerate(rates))
    figure = Choropleth(title="Farsta", unit="per 1 000", cells=cells, decimals=1)
    legend = ["under 18,0", "18,0–19,9", "20,0–35,9", "36,0 och mer"]
    assert texts(figure)[-4:] == legend


@ordinary
@given(st.lists(st.floats(0, 1e4), min_size=2, max_size=30))
def test_round_bounds_move_nothing_to_another_class(rates: list[float]) -> None:
    cells = tuple(square(rate, at=1000 * i) for i, rate in enumerate(rates))
    figure = Choropleth(title="Farsta", unit="per 1 000", cells=cells, decimals=1)
    shown, breaks = figure._shown(), figure._breaks()
    assert len(breaks) <= 4 and breaks == sorted(set(breaks))
    for low, high in zip([-1, *breaks], [*breaks, 1e9], strict=True):
        assert any(low <= rate < high for rate in shown)


def test_an_area_bears_its_name_when_there_is_room() -> None:
    wide = (square(1, "Torget"), square(2, "Ängen", at=1000))
    assert {"Torget", "Ängen"} <= set(texts(Choropleth(title="Norra", unit="antal", cells=wide)))
    narrow = (square(1, "Torget"), square(2, "Ängen", side=9, at=1000))
    assert "Ängen" not in texts(Choropleth(title="Norra", unit="antal", cells=narrow))


@ordinary
@given(timelines())
def test_the_years_of_a_timeline_neither_meet_nor_run_outside(figure: Figure) -> None:
    years = [e for e in elements(figure) if e.tag == SVG + "text" and e.get("y") == "13"]
    at = [(float(e.attrib["x"]), e.get("text-anchor")) for e in years]
    room = 340 - extent("2000")
    assert all(x <= room or (anchor == "end" and x <= 340) for x, anchor in at)


@ordinary
@given(lineages())
def test_the_table_of_a_lineage_names_every_node_and_link(figure: Lineage) -> None:
    rows = figure.table().rows
    assert {row[0] for row in rows} - {"–"} >= {n.label for n in figure.old} - {"–"}
    assert {row[1] for row in rows} - {"–"} >= {n.label for n in figure.new} - {"–"}
    assert len(rows) >= len(figure.links)


@ordinary
@given(figures)
def test_the_same_figure_is_drawn_the_same(figure: Figure) -> None:
    assert figure.svg() == figure.svg()


@pytest.mark.parametrize(
    ("number", "decimals", "written"),
    [
        (1234567, None, "1 234 567"),
        (1234.5, 1, "1 234,5"),
        (-0.04, 1, "0,0"),
        (-3, None, "−3"),
        (0.012345, None, "0,0123"),
    ],
)
def test_numbers_are_written_in_swedish(number: float, decimals: int | None, written: str) -> None:
    assert swedish(number, decimals).replace("\u00a0", " ") == written


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="not a number"):
        swedish(number)
