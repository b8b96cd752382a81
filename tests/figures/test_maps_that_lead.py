"""Maps whose areas are links: Kim goes from area to area by Tab and hears where each leads."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from shapely import box

from samsyn.figures import Cell, Choropleth, ClassMap
from samsyn.figures.ground import Frame
from tests.figures.kinds import SVG, class_maps, elements

SQUARES = tuple(
    box(674_000 + 1_000 * i, 6_580_000, 675_000 + 1_000 * i, 6_581_000) for i in range(4)
)


def numbers(*values: float | None) -> Choropleth:
    cells = tuple(
        Cell(f"Plats {i}", value, shape, href=f"/karta/?plats={i}&visa=antal")
        for i, (value, shape) in enumerate(zip(values, SQUARES, strict=False))
    )
    return Choropleth(title="Var", cells=cells, unit="antal")


def test_every_area_is_a_link_that_says_its_name_and_number() -> None:
    figure = numbers(10, None, 30, 40)
    links = [e for e in elements(figure) if e.tag == SVG + "a"]
    assert [e.attrib["href"] for e in links] == [c.href for c in figure.cells]
    assert links[0].attrib["aria-label"] == "Plats 0: 10"
    assert links[1].attrib["aria-label"] == "Plats 1: skyddat"
    assert figure.leads and elements(figure)[0].attrib["role"] == "group"


def test_without_addresses_it_is_one_image() -> None:
    figure = numbers(10, 20)
    plain = replace(figure, cells=tuple(replace(cell, href="") for cell in figure.cells))
    assert not plain.leads and elements(plain)[0].attrib["role"] == "img"
    assert SVG + "a" not in {e.tag for e in elements(plain)}


def test_an_address_can_not_break_out_of_its_attribute() -> None:
    cell = Cell('A" onload="x', 1, SQUARES[0], href='/"><script>')
    figure = Choropleth(title="Var", cells=(cell,), unit="antal")
    assert {e.tag for e in elements(figure)} & {SVG + "script"} == set()
    assert not any(name.startswith("on") for e in elements(figure) for name in e.attrib)


def test_steps_and_legend_are_those_of_the_drawing() -> None:
    figure = numbers(10, None, 30, 40)
    steps = figure.steps()
    assert steps[1] is None and steps[0] < steps[2] < steps[3]  # type: ignore[operator]
    looks = {look for _, look in figure.legend()}
    assert {f"fig-scale-{step}" for step in steps if step} <= looks
    drawn = {c for e in elements(figure) for c in e.attrib.get("class", "").split()}
    assert looks <= drawn


@settings(max_examples=30)
@given(class_maps(href="/karta/"))
def test_the_classes_of_a_map_are_in_its_table_and_its_legend(figure: ClassMap) -> None:
    rows, pale = figure.table().rows, sum(area.kind < 0 for area in figure.areas)
    valued = any(area.value is not None for area in figure.areas)
    assert len(rows) == len(figure.areas) - (0 if valued or not pale else pale - 1)
    assert {row[1] for row in rows} == {words for words, _ in figure.legend()}


def test_a_point_of_the_drawing_is_a_point_of_the_ground() -> None:
    frame = Frame.about(SQUARES)
    x, y = frame.at(675_250, 6_580_400)
    east, north = frame.metres(x, y)
    assert (round(east), round(north)) == (675_250, 6_580_400)
    assert frame.holds(675_250, 6_580_400) and not frame.holds(673_999, 6_580_400)
    assert 0 < frame.height < x + 340
