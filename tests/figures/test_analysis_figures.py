"""The maps of cells, the week clock and the Lorenz curve."""

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samsyn.figures import CellClass, CellMap, Figure, Lorenz, WeekClock

NAMES = (CellClass("tätt", step=5), CellClass("glest", other=2))


def cells(places: list[tuple[int, int, int]], shape: str) -> CellMap:
    return CellMap(
        title="Karta & <text>",
        x=tuple(674_000.0 + 250 * x for x, _, _ in places),
        y=tuple(6_580_000.0 + 250 * y for _, y, _ in places),
        values=tuple(float(x) for x, _, _ in places),
        classes=tuple(c for *_, c in places),
        names=NAMES,
        cell=250,
        unit="z",
        shape=shape,  # type: ignore[arg-type]
    )


def is_whole(figure: Figure) -> None:
    svg = figure.svg()
    root = ElementTree.fromstring(svg)
    assert "style" not in svg and "script" not in svg
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    assert width == 340 and 0 < height < 900
    assert all(len(row) == len(figure.table().headers) for row in figure.table().rows)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(-1, 1)), max_size=60),
    st.sampled_from(["square", "hex"]),
)
def test_a_map_draws_and_tells_the_cells_that_have_a_class(places, shape):
    figure = cells(places, shape)
    is_whole(figure)
    assert len(figure.table().rows) == sum(c >= 0 for *_, c in places)


def test_squares_side_by_side_are_one_shape():
    svg = cells([(0, 0, 0), (1, 0, 0), (3, 0, 0)], "square").svg()
    paths = [d for d in svg.split('d="')[1:] if d.startswith("M")]
    assert paths[0].split('"')[0].count("M") == 2


def test_every_cell_has_all_it_needs():
    with pytest.raises(ValueError):
        CellMap(title="", x=(1.0,), y=(), values=(), classes=(), names=NAMES, cell=1, unit="")


def test_a_week_of_hours():
    figure = WeekClock(title="När", values=(*(float(h % 24) for h in range(167)), None))
    is_whole(figure)
    assert figure.table().rows[23][7] == "skyddat" and figure.table().rows[5][1] == "5"
    for values in ((1.0,) * 24, (-1.0,) * 168):
        with pytest.raises(ValueError):
            WeekClock(title="", values=values)
    is_whole(WeekClock(title="Tom", values=(0.0,) * 168))


def test_a_curve_of_shares():
    figure = Lorenz(title="Kurva", points=((0, 0), (0.9, 0.5), (1, 1)),
                    marks=((0.9, 0.5, "hälften på 10 % av platserna"),))  # fmt: skip
    is_whole(figure)
    assert figure.table().rows[1] == ("90,0 %", "50,0 %")
    assert "hälften på" in figure.svg()
