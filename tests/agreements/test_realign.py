"""Norra and Södra become Mitt: the groups follow the map, and nobody keeps a seat by oversight."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samsyn.agreements import realising
from samsyn.agreements.actions import draft_local, realign
from samsyn.agreements.models import Duty, LocalAgreement, Version
from samsyn.organisation.actions import redraw
from samsyn.organisation.acts import Refused
from samsyn.organisation.models import Body, Group, Installation
from samsyn.organisation.registry import BodySpec, LinkSpec, MergerSpec, PlaceSpec
from tests.lillstad import Lillstad

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged(town: Lillstad, in_force: Version) -> Lillstad:
    """A year later the two districts are one, with a board and an administration of its own."""
    norra = town.place("norra")
    draft_local(town.actor("karin"), norra, parties=[Body.objects.get(key="sdf-norra")], stances={})
    town.today += timedelta(days=365)
    board = BodySpec("sdn-mitt", "district_board", "Nämnden för Mitt", "", "mitt")
    office = BodySpec("sdf-mitt", "district_administration", "Förvaltningen i Mitt", "", "mitt")
    bodies = (
        (board, ("sdn-norra", "sdn-sodra")),
        (office, ("sdf-norra", "sdf-sodra")),
    )
    redraw(
        town.actor("karin"),
        Installation.here(),
        on=town.today,
        mergers=[
            MergerSpec(
                PlaceSpec("mitt", "district", "Mitt", "lillstad", since=town.today),
                ("norra", "sodra"),
                bodies,
            )
        ],
        links=[LinkSpec("mitt", key, town.today) for key in ("po-norra", "po-sodra")],
    )
    return town


def test_the_groups_of_the_old_districts_close_and_those_of_the_new_open(
    merged: Lillstad, in_force: Version
) -> None:
    realign(merged.actor("karin"), merged.place("lillstad"))
    local = Group.objects.filter(kind="lokal-grupp", until=None)
    assert [group.place.key for group in local] == ["mitt"]
    seats = local.get().seats.filter(until=None)
    assert {seat.body.key for seat in seats} == {"sdf-mitt", "lpo-norra", "lpo-sodra"}
    assert realising.in_force(in_force, merged.today) == realising.wanted(in_force, merged.today)
    assert {d.place.key for d in Duty.objects.on(merged.today)} == {"mitt"}
    assert not LocalAgreement.objects.filter(status="draft").exists()


def test_to_realign_again_changes_nothing(merged: Lillstad) -> None:
    karin, city = merged.actor("karin"), merged.place("lillstad")
    realign(karin, city)
    before = (
        set(Group.objects.values_list("pk", "until")),
        set(Duty.objects.values_list("pk", "until")),
    )
    realign(karin, city)
    assert before == (
        set(Group.objects.values_list("pk", "until")),
        set(Duty.objects.values_list("pk", "until")),
    )


def test_the_city_group_stays_with_those_who_sit_there(merged: Lillstad) -> None:
    before = Group.objects.get(kind="styrgrupp").pk
    realign(merged.actor("karin"), merged.place("lillstad"))
    assert Group.objects.get(kind="styrgrupp", until=None).pk == before


def test_not_before_the_day_has_come(merged: Lillstad) -> None:
    with pytest.raises(Refused, match="har inte kommit"):
        realign(
            merged.actor("karin"), merged.place("lillstad"), on=merged.today + timedelta(days=1)
        )
