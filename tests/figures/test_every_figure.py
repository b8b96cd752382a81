"""What holds for every figure, whatever numbers and words it is given."""

import re
from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import box

from samsyn.figures import (
    Bar,
    Bars,
    Cell,
    Choropleth,
    Event,
    Figure,
    Interval,
    Intervals,
    Line,
    Lineage,
    Link,
    MonthlySeries,
    Node,
    Strip,
    Table,
    Timeline,
    YearWheel,
    swedish,
)
from samsyn.figures.numbers import limit, signed
from samsyn.figures.svg import extent

SVG = "{http://www.w3.org/2000/svg}"
ordinary = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
words = st.text(max_size=60)
values = st.none() | st.integers(0, 10**7) | st.floats(0, 1e6, allow_subnormal=False)


@st.composite
def series(draw: st.DrawFn) -> Figure:
    n = draw(st.integers(1, 30))
    months = tuple(date(2019 + i // 12, i % 12 + 1, 1) for i in range(n))
    numbers = st.lists(values, min_size=n, max_size=n).map(tuple)
    first = draw(numbers)
    band = tuple(None if v is None else (v * 0.5, v * 2) for v in first)
    lines = (Line(draw(words), first, band), Line(draw(words), draw(numbers)))
    return MonthlySeries(title=draw(words), note=draw(words), months=months, lines=lines)


@st.composite
def bars(draw: st.DrawFn) -> Figure:
    names = tuple(draw(st.lists(words, max_size=6)))
    numbers = st.lists(values, min_size=len(names), max_size=len(names)).map(tuple)
    groups = []
    for _ in range(draw(st.integers(1, 3))):
        shown = draw(numbers)
        spans = tuple(None if v is None else (v * 0.8, v * 1.2) for v in shown)
        groups.append(Bar(draw(words), shown, spans))
    return Bars(title=draw(words), categories=names, groups=tuple(groups))


@st.composite
def maps(draw: st.DrawFn) -> Figure:
    shown = draw(st.lists(values, max_size=20))
    cells = tuple(
        Cell(draw(words), v, box(674_000 + 500 * i, 6_580_000, 674_400 + 500 * i, 6_581_000 + i))
        for i, v in enumerate(shown)
    )
    breaks = tuple(draw(st.lists(st.floats(0, 1e6), max_size=4)))
    return Choropleth(title=draw(words), unit=draw(words), cells=cells, breaks=breaks)


@st.composite
def lineages(draw: st.DrawFn) -> Figure:
    old = tuple(Node(str(i), label) for i, label in enumerate(draw(st.lists(words, max_size=6))))
    new = tuple(Node(str(i), label) for i, label in enumerate(draw(st.lists(words, max_size=6))))
    pairs = [(a.key, b.key) for a in old for b in new]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    links = tuple(Link(a, b, draw(words), draw(st.booleans())) for a, b in chosen)
    return Lineage(title=draw(words), headings=("2019", "2023"), old=old, new=new, links=links)


@st.composite
def timelines(draw: st.DrawFn) -> Figure:
    days = st.dates(date(1990, 1, 1), date(2030, 1, 1))
    strips = tuple(
        Strip(draw(words), draw(days), draw(st.none() | days), note=draw(words))
        for _ in range(draw(st.integers(0, 5)))
    )
    start, until = date(2000, 6, 1), draw(st.dates(date(2000, 6, 2), date(2040, 1, 1)))
    today = draw(st.none() | days)
    return Timeline(title=draw(words), strips=strips, start=start, until=until, today=today)


@st.composite
def intervals(draw: st.DrawFn) -> Figure:
    change = st.floats(-100, 1e5)
    shown = []
    for name in draw(st.lists(words, max_size=6)):
        low, value, high = sorted((draw(change), draw(change), draw(change)))
        end = draw(st.sampled_from([high, None]))
        shown.append(Interval(name, draw(st.sampled_from([value, None])), low, end))
    return Intervals(title=draw(words), intervals=tuple(shown), unit=draw(words))


KINDS = ("skyldighet", "sammanträde", "lägesbild", "överenskommelse", "åtgärd", "remiss")


@st.composite
def wheels(draw: st.DrawFn) -> YearWheel:
    days = st.dates(date(2025, 11, 1), date(2027, 2, 1))
    events = tuple(
        Event(day, draw(words), draw(st.sampled_from(KINDS)), draw(words), until)
        for day in draw(st.lists(days, max_size=40))
        for until in [draw(st.none() | st.dates(day, date(2027, 6, 1)))]
    )
    today = draw(st.none() | days)
    return YearWheel(title=draw(words), year=2026, events=events, kinds=KINDS, today=today)


figures = st.one_of(series(), bars(), maps(), lineages(), timelines(), intervals(), wheels())


def elements(figure: Figure) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(figure.svg()).iter())


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


def texts(figure: Figure) -> list[str]:
    return [e.text or "" for e in elements(figure) if e.tag == SVG + "text"]


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
