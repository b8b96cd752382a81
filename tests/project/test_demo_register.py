"""The demo's city is founded and redrawn as Stockholm was: 14 districts, 13, then 11."""

from datetime import date, timedelta

import pytest

from samsyn.organisation.access import Actor
from samsyn.organisation.actions import establish, redraw
from samsyn.organisation.models import Body, Installation, Place, PlaceCover, PoliceAreaLink
from samsyn.project.demo.geography import neighbourhoods
from samsyn.project.demo.register import (
    CITY,
    FOUNDED,
    first_bodies,
    first_links,
    first_places,
    redrawings,
)
from samsyn.project.demo.staffing import morning

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Place:
    founder, here = Actor.founder(morning(FOUNDED)), Installation.here()
    establish(founder, here, places=first_places(), bodies=first_bodies(), links=first_links())
    for change in redrawings():
        redraw(founder, here, on=change.on, mergers=change.mergers, links=change.links)
    return Place.objects.get(key=CITY)


def districts(day: date) -> set[str]:
    return set(Place.objects.on(day).filter(kind="district").values_list("key", flat=True))


def test_the_number_of_districts_boards_and_administrations_follows_the_mergers(
    city: Place,
) -> None:
    for day, count in (
        (date(2019, 11, 4), 14),
        (date(2020, 7, 1), 13),
        (date(2023, 7, 1), 11),
    ):
        assert len(districts(day)) == count
        for kind in ("district_board", "district_administration"):
            assert Body.objects.on(day).filter(kind=kind).count() == count


def test_every_district_shares_ground_with_the_police_every_day(city: Place) -> None:
    days = {FOUNDED} | {change.on + timedelta(days=n) for change in redrawings() for n in (-1, 0)}
    for day in days:
        linked = PoliceAreaLink.objects.on(day).filter(police_area__in=Place.objects.on(day))
        assert set(linked.values_list("district__key", flat=True)) == districts(day)
        police = Body.objects.on(day).filter(kind="local_police_area")
        areas = set(linked.values_list("police_area__key", flat=True))
        # Lidingö-Kungsholmen and its like reach beyond the city but always share ground with it
        assert areas == set(police.values_list("place__key", flat=True))


def test_norrmalm_was_split_in_two_at_new_year_2025(city: Place) -> None:
    old = Place.objects.get(key="lpo-norrmalm")
    assert old.until == date(2025, 1, 1)
    new = {succession.successor.key for succession in old.successions.all()}
    assert new == {"lpo-norra-innerstaden", "lpo-lidingo-kungsholmen"}


def test_several_police_areas_in_a_district_and_several_districts_in_a_police_area(
    city: Place,
) -> None:
    day = date(2026, 1, 1)
    links = PoliceAreaLink.objects.on(day)
    assert links.filter(district__key="hagersten-alvsjo").count() == 2
    assert links.filter(police_area__key="lpo-globen").count() == 3


def test_the_districts_of_today_cover_every_neighbourhood_of_those_before(city: Place) -> None:
    today = Place.objects.on(date(2026, 1, 1)).filter(kind="district")
    covered = PlaceCover.objects.filter(place__in=today, covered__kind="neighbourhood")
    assert sorted(covered.values_list("covered__key", flat=True)) == sorted(
        cell.key for cell in neighbourhoods()
    )
