"""Karin brings Lillstad's agreement into force, and what it says becomes so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from samsyn.agreements import packs, realising
from samsyn.agreements.actions import bring_into_force, prepare
from samsyn.agreements.charter import plan
from samsyn.agreements.models import Duty, PriorityArea, Version
from samsyn.organisation.actions import appoint
from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Group, Mandate, Seat, Tenure
from tests.decided import adopt_by_all
from tests.lillstad import Lillstad

from .papers import TEXT

pytestmark = pytest.mark.django_db


def seat(group: str, key: str) -> Seat:
    found: Seat = Seat.objects.get(group__key=f"samverkan/{group}", key=key, until=None)
    return found


def test_what_stands_is_what_the_charter_says(town: Lillstad, in_force: Version) -> None:
    stands = realising.in_force(in_force, town.today)
    assert stands == realising.wanted(in_force, town.today)
    assert {g.key for g in stands.groups} == {
        "samverkan/styrgrupp/lillstad",
        "samverkan/lokal-grupp/norra",
        "samverkan/lokal-grupp/sodra",
    }
    assert Duty.objects.count() == len(stands.duties) == 4
    assert not plan(stands, realising.wanted(in_force, town.today))


def test_the_plan_told_before_is_what_happens(town: Lillstad, draft: Version) -> None:
    told, _ = realising.plan_for(draft, town.today)
    adopt_by_all(town, draft)
    bring_into_force(town.actor("karin"), draft)
    opened = set(Group.objects.filter(line="samverkan").values_list("key", flat=True))
    assert {group.key for group in told.groups.added} == opened
    rows = Mandate.objects.filter(seat__group__line="samverkan")
    assert {m.act for _, m in told.given} == set(rows.values_list("act", flat=True))


def test_a_new_version_keeps_groups_that_stay_and_who_sits_in_them(
    town: Lillstad, in_force: Version
) -> None:
    chief = seat("lokal-grupp/norra", "chef")
    appoint(town.actor("karin"), chief, town.people["anna"], since=town.today, decided="KS 1")
    town.today += timedelta(days=400)
    text = TEXT.replace("samverkan/2024", "samverkan/2026").replace("/2020#", "/2024#")
    text = text.replace("function: Stadsdelsdirektör", "function: Chef för stadsdelen")
    text = text.replace('"samverkan/2024#skolan", "samverkan/2024#unga"', '"samverkan/2024#unga"')
    text = text.replace("from: 2024-04-01", "from: 2025-05-01")
    new = prepare(town.actor("karin"), town.place("lillstad"), text)
    adopt_by_all(town, new)
    bring_into_force(town.actor("karin"), new)
    chief.refresh_from_db()
    assert chief.until is None
    assert chief.function == "Chef för stadsdelen"
    assert Tenure.objects.on(town.today).get(seat=chief).person == town.people["anna"]
    in_force.refresh_from_db()
    assert (in_force.status, in_force.replaced_by, in_force.until) == ("replaced", new, town.today)
    held = Mandate.objects.held(town.people["anna"], "agreements.draft_local", town.today)
    assert [mandate.ground for mandate in held] == ["samverkan/2026 § 3.2"]
    unga = PriorityArea.objects.get(version=new, key="unga")
    assert [area.ref for area in unga.continues.all()] == ["samverkan/2024#unga"]
    assert realising.in_force(new, town.today) == realising.wanted(new, town.today)
    assert {duty.version for duty in Duty.objects.on(town.today)} == {new}


def test_it_waits_for_every_party(town: Lillstad, draft: Version) -> None:
    with pytest.raises(Refused) as refusal:
        bring_into_force(town.actor("karin"), draft)
    assert len(refusal.value.reasons) == 2
    assert not Group.objects.filter(line="samverkan").exists()


@pytest.mark.parametrize("days", [-1, 1])
def test_not_before_the_decision_nor_before_its_day(
    town: Lillstad, draft: Version, days: int
) -> None:
    adopt_by_all(town, draft)
    with pytest.raises(Refused):
        bring_into_force(town.actor("karin"), draft, on=town.today + timedelta(days=days))
    draft.refresh_from_db()
    assert draft.status == "adopted"


def test_a_body_that_does_not_exist_stops_it_whole(town: Lillstad) -> None:
    town.today = date(2024, 4, 1)
    text = TEXT.replace("function: Kommundirektör, body: kommunstyrelsen", "function: K, body: ks")
    version = prepare(town.actor("karin"), town.place("lillstad"), text)
    adopt_by_all(town, version)
    with pytest.raises(Refused, match="»ks« som inte finns"):
        bring_into_force(town.actor("karin"), version)
    assert not Group.objects.filter(line="samverkan").exists()


def test_so_does_one_that_only_a_composition_names(town: Lillstad) -> None:
    town.today = date(2024, 4, 1)
    named = "{bodies: [district_administration, local_police]"
    text = TEXT.replace(named, "{bodies: [district_administration, kyrkan]")
    version = prepare(town.actor("karin"), town.place("lillstad"), text)
    adopt_by_all(town, version)
    with pytest.raises(Refused, match="»kyrkan« som inte finns"):
        bring_into_force(town.actor("karin"), version)


@pytest.mark.parametrize("who", ["anna", "maja", "olle", None])
def test_only_the_coordination_may(town: Lillstad, draft: Version, who: str | None) -> None:
    adopt_by_all(town, draft)
    with pytest.raises(Forbidden):
        bring_into_force(town.actor(who), draft)


def test_twice_is_refused_and_changes_nothing(town: Lillstad, in_force: Version) -> None:
    before = realising.in_force(in_force, town.today)
    with pytest.raises(Refused, match="redan i kraft"):
        bring_into_force(town.actor("karin"), in_force)
    assert realising.in_force(in_force, town.today) == before


def test_nobody_writes_power_for_themselves(town: Lillstad) -> None:
    """Without parties there is nobody to say no; only the law itself stands without them."""
    karin, city = town.actor("karin"), town.place("lillstad")
    alone = TEXT.split("parties:", maxsplit=1)[0] + "validity:" + TEXT.split("validity:")[1]
    alone = alone.replace("2024-04-01", "2024-03-01")
    with pytest.raises(Refused, match="minst två parter"):
        bring_into_force(karin, prepare(karin, city, alone))
    own_law = packs.text("lag/2015").replace("agreements.prepare", "situation.publish", 1)
    with pytest.raises(Refused, match="följer med Samsyn"):
        bring_into_force(karin, prepare(karin, city, own_law))
    assert not Group.objects.filter(line__in=["samverkan", "lag"]).exists()
