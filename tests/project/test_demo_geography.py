"""The schematic Stockholm: what a map, a merger and a rate need of it."""

from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from samsyn.project.demo.geography import (
    cells_of,
    district_of,
    districts,
    neighbourhoods,
    shape_of,
)
from samsyn.project.demo.population import inhabitants

MERGED = {
    "jarva": ("rinkeby-kista", "spanga-tensta"),
    "norra-innerstaden": ("norrmalm", "ostermalm"),
    "hagersten-alvsjo": ("hagersten-liljeholmen", "alvsjo"),
}
DAYS = st.dates(date(2015, 1, 1), date(2030, 1, 1))


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2019, 11, 4), 14),
        (date(2020, 7, 1), 13),
        (date(2023, 6, 30), 13),
        (date(2023, 7, 1), 11),
    ],
)
def test_the_city_has_as_many_districts_as_it_had_that_day(day: date, count: int) -> None:
    assert sum(district.is_valid(day) for district in districts().values()) == count


@given(DAYS)
def test_every_neighbourhood_lies_in_one_district_valid_that_day(day: date) -> None:
    found = {district_of(cell, day) for cell in neighbourhoods()}
    assert found == {key for key, district in districts().items() if district.is_valid(day)}


@pytest.mark.parametrize(("merged", "parts"), MERGED.items())
def test_a_merged_district_is_exactly_the_sum_of_those_before_it(
    merged: str, parts: tuple[str, ...]
) -> None:
    assert cells_of(merged) == tuple(
        cell for cell in neighbourhoods() if cell.district_2019 in parts
    )
    day = districts()[merged].valid_from
    assert {districts()[part].valid_until for part in parts} == {day}
    assert not any(districts()[part].is_valid(day) for part in parts)
    assert all(districts()[part].is_valid(day - timedelta(days=1)) for part in parts)


def test_cells_are_whole_and_none_overlaps_another() -> None:
    cells = neighbourhoods()
    assert all(cell.polygon.is_valid and cell.polygon.area > 200_000 for cell in cells)
    # cells are drawn to the metre, so edges may differ by slivers
    assert all((a.polygon & b.polygon).area < 100 for a, b in combinations(cells, 2))


def test_the_districts_of_today_and_of_2019_cover_the_same_ground() -> None:
    whole = [
        shapely.union_all([shape_of(key) for key, d in districts().items() if d.is_valid(day)])
        for day in (date(2019, 1, 1), date(2026, 1, 1))
    ]
    assert whole[0].symmetric_difference(whole[1]).area < 1


def test_districts_hold_together_where_no_water_divides_them() -> None:
    apart = {key for key in districts() if shape_of(key).geom_type != "Polygon"}
    assert apart == set()


def test_there_are_about_a_million_people_and_hardly_more_women_than_men() -> None:
    people = list(inhabitants())
    total = sum(group.n for group in people)
    women = sum(group.n for group in people if group.sex == "female")
    assert total == pytest.approx(sum(cell.population for cell in neighbourhoods()), rel=0.005)
    assert 0.48 < women / total < 0.53


def test_ages_leave_no_gap() -> None:
    first = neighbourhoods()[0].key
    bands = sorted(
        (g.age_from, g.age_to) for g in inhabitants() if g.place == first and g.sex == "female"
    )
    assert bands[0][0] == 0
    assert all(a[1] + 1 == b[0] for a, b in pairwise(bands))
