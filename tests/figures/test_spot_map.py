"""A map of spots: each is counted where it lies, and pointing leads back to the ground."""

from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from samsyn.figures import Outline, SpotMap
from samsyn.figures.spotmap import ELSEWHERE

AREAS = (
    Outline("Torget", box(674_000, 6_580_000, 675_000, 6_582_000)),
    Outline("Ängen", box(675_000, 6_580_000, 677_000, 6_581_000)),
)


def drawn(*spots: tuple[float, float, int]) -> SpotMap:
    return SpotMap(title="Var", outlines=AREAS, spots=spots, kinds=("få", "fler", "flest"))


def test_the_table_counts_every_spot_by_area_and_kind() -> None:
    figure = drawn(
        (674_500, 6_581_900, 1), (674_600, 6_581_000, 1), (676_000, 6_580_500, 3), (0, 0, 2)
    )
    assert figure.table().rows == (
        ("Torget", "2", "0", "0"), ("Ängen", "0", "0", "1"), (ELSEWHERE, "0", "1", "0"),
    )  # fmt: skip
    assert figure.svg().count("<circle") == 3 + len(figure.kinds)


@given(st.floats(674_000, 677_000), st.floats(6_580_000, 6_582_000))
def test_pointing_at_a_spot_gives_its_place_on_the_ground(east: float, north: float) -> None:
    figure = drawn((east, north, 1))
    mark = figure._dot((east, north, 1))
    x, y = (float(mark.split(f'{axis}="')[1].split('"')[0]) for axis in ("cx", "cy"))
    found = figure.metres(x, y)
    assert abs(found[0] - east) < 0.1 and abs(found[1] - north) < 0.1


def test_the_most_important_lies_on_top() -> None:
    first, second = drawn((674_500, 6_581_000, 3), (674_500, 6_581_000, 1))._drawn()
    assert (first[2], second[2]) == (1, 3)
