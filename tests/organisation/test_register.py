"""The map is redrawn: Norra and Södra merge to Mitten, and what was stays reachable."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.organisation.actions import establish, redraw
from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Body, Installation, Place, PlaceCover, PoliceAreaLink
from samsyn.organisation.registry import BodySpec, LinkSpec, MergerSpec, PlaceSpec
from samsyn.organisation.registry.cover import covered_by
from tests.lillstad import Lillstad

DAY = date(2024, 7, 1)
MITTENS_ADMINISTRATION = BodySpec(
    "sdf-mitten",
    "district_administration",
    "Mittens stadsdelsförvaltning",
    place="mitten",
    since=DAY,
)
MITTEN = MergerSpec(
    PlaceSpec("mitten", "district", "Mitten", "lillstad", since=DAY),
    predecessors=("norra", "sodra"),
    bodies=((MITTENS_ADMINISTRATION, ("sdf-norra", "sdf-sodra")),),
)


def merge(town: Lillstad, on: date = DAY) -> None:
    links = [LinkSpec("mitten", "po-norra", DAY), LinkSpec("mitten", "po-sodra", DAY)]
    redraw(town.actor("karin"), Installation.here(), on=on, mergers=[MITTEN], links=links)


def covered(key: str) -> set[str]:
    return set(PlaceCover.objects.filter(place__key=key).values_list("covered__key", flat=True))


def test_the_merged_district_covers_those_it_came_from_and_their_parts(town: Lillstad) -> None:
    merge(town)
    assert covered("mitten") == {"mitten", "norra", "sodra", "torget"}
    assert covered("norra") == {"norra", "torget"}


def test_the_old_districts_hold_until_the_day_and_the_new_from_it(town: Lillstad) -> None:
    merge(town)
    before = Place.objects.on(DAY - timedelta(1)).filter(kind="district")
    after = Place.objects.on(DAY).filter(kind="district")
    assert {place.key for place in before} == {"norra", "sodra"}
    assert {place.key for place in after} == {"mitten"}
    assert [body.key for body in Body.objects.on(DAY).filter(kind="district_administration")] == [
        "sdf-mitten"
    ]


def test_links_to_the_police_areas_follow(town: Lillstad) -> None:
    merge(town)
    links = PoliceAreaLink.objects.on(DAY)
    assert {(link.district.key, link.police_area.key) for link in links} == {
        ("mitten", "po-norra"),
        ("mitten", "po-sodra"),
    }


def test_what_has_ended_cannot_merge_again(town: Lillstad) -> None:
    merge(town)
    with pytest.raises(Refused, match="Gäller inte den 2024-07-02: Norra, Södra"):
        merge(town, DAY + timedelta(1))


def test_an_unknown_district_is_named(town: Lillstad) -> None:
    wrong = MergerSpec(MITTEN.place, ("norra", "okand"))
    with pytest.raises(Refused, match="okand"):
        redraw(town.actor("karin"), Installation.here(), on=DAY, mergers=[wrong])
    assert not Place.objects.filter(key="mitten").exists()


def test_a_part_stays_within_the_district_it_was_drawn_in(town: Lillstad) -> None:
    merge(town)
    assert town.place("torget").parent == town.place("norra")


def test_a_body_that_is_to_be_succeeded_must_exist(town: Lillstad) -> None:
    wrong = MergerSpec(MITTEN.place, ("norra",), ((MITTENS_ADMINISTRATION, ("sdf-okand",)),))
    with pytest.raises(Refused, match="Organ som inte finns: sdf-okand"):
        redraw(town.actor("karin"), Installation.here(), on=DAY, mergers=[wrong])
    assert not Body.objects.filter(key="sdf-mitten").exists()


def test_only_the_coordination_redraws(town: Lillstad) -> None:
    with pytest.raises(Forbidden):
        redraw(town.actor("anna"), Installation.here(), on=DAY, mergers=[MITTEN])


def test_a_place_in_an_unknown_place_is_refused_and_nothing_is_kept(town: Lillstad) -> None:
    places = [
        PlaceSpec("ny", "district", "Ny", "lillstad"),
        PlaceSpec("vilse", "neighbourhood", "Vilse", "finns-inte"),
    ]
    with pytest.raises(Refused, match="finns-inte"):
        establish(town.actor("karin"), Installation.here(), places=places)
    assert not Place.objects.filter(key="ny").exists()


@given(st.dictionaries(st.integers(0, 6), st.sets(st.integers(0, 6)), min_size=7, max_size=7))
def test_cover_is_reflexive_and_transitive(parts: dict[int, set[int]]) -> None:
    covers = covered_by(parts)
    for place, inside in covers.items():
        assert place in inside
        assert parts[place] <= inside
        assert all(covers[other] <= inside for other in inside)
