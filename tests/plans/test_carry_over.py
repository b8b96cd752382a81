"""What is unfinished goes on into next year's draft, under the areas and on the seats of then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from samsyn.agreements.models import PriorityArea
from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Body, BodySuccession, Installation
from samsyn.organisation.structure import GroupSpec
from samsyn.plans.actions import (
    add_measure,
    carry_over,
    change_measure,
    decide,
    hand_over,
    set_status,
)
from samsyn.plans.coverage import Coverage
from samsyn.plans.lineage import follow, seat_today
from samsyn.plans.models import Cause, Measure, Plan, Problem
from samsyn.situation.models import Picture
from tests.lillstad import Lillstad, coordination, open_groups, steering

from .conftest import ACTS, NEXT_YEAR, WORKING, succeed, whole, working_group

pytestmark = pytest.mark.django_db


def carried(town: Lillstad, plan: Plan, who: str = "anna") -> Plan:
    town.today = NEXT_YEAR
    return carry_over(town.actor(who), plan)


def test_the_unfinished_goes_on_with_problem_and_cause(
    town: Lillstad, decided: Plan, cause: Cause, measure: Measure
) -> None:
    done = add_measure(town.actor("anna"), cause, note="Behövs genast i år.", **whole(town))
    set_status(town.actor("rut"), done, status="done")
    set_status(town.actor("rut"), measure, status="ongoing")
    plan = carried(town, decided)
    assert (plan.year, plan.title, plan.carries) == (2025, "Plan för Norra 2025", decided)
    again = plan.measures.get()
    assert (again.continues, again.status, again.number) == (measure, "ongoing", 1)
    assert again.cause.text == cause.text
    assert again.cause.problem.area == cause.problem.area
    assert again.changes.get().note == "Förd över från planen för 2024."
    assert again.baseline == 12


def test_days_that_have_passed_are_asked_for_anew(
    town: Lillstad, decided: Plan, measure: Measure
) -> None:
    again = carried(town, decided).measures.get()
    assert (again.starts, again.due, again.goal_by) == (measure.starts, None, None)
    gaps = " ".join(gap.text for gap in Coverage(again.plan, town.today).gaps)
    assert "till när" in gaps and "ska vara klar" in gaps


def test_once_only_and_into_the_draft_there_is(town: Lillstad, decided: Plan, cause: Cause) -> None:
    first = carried(town, decided)
    with pytest.raises(Refused, match="Inget att föra över"):
        carry_over(town.actor("anna"), decided)
    later = add_measure(town.actor("anna"), cause, note="Behövs genast i år.", **whole(town))
    second = carry_over(town.actor("anna"), decided, picture=Picture.objects.get())
    assert second == first
    assert second.picture is not None
    assert Problem.objects.filter(plan=second).count() == 1
    assert [m.continues_id for m in second.measures.all()][1] == later.pk


def test_over_versions_by_the_lineage_of_areas(town: Lillstad, decided: Plan) -> None:
    version = succeed()
    plan = carried(town, decided)
    assert plan.version == version
    assert plan.measures.get().area_name == "Unga ute"


def test_lineage_over_several_versions_and_to_an_end(town: Lillstad) -> None:
    old = {a.key: a for a in PriorityArea.objects.all()}
    middle = succeed()
    line = middle.agreement
    last = line.versions.create(
        key="samverkan/2027", title="2027", charter={}, text="", since=date(2027, 1, 1)
    )
    newest = PriorityArea.objects.create(version=last, key="ute", name="Ute")
    newest.continues.set(middle.areas.filter(key="unga-och-platser"))
    assert follow(old["platser"], last) == newest
    assert follow(old["kameror"], last) is None
    assert follow(None, last) is None


def test_an_area_that_ended_is_a_gap_that_blocks(
    town: Lillstad, decided: Plan, measure: Measure
) -> None:
    Problem.objects.update(area=PriorityArea.objects.get(key="kameror"))
    succeed()
    plan = carried(town, decided)
    assert plan.problems.get().area is None
    assert any("hör inte till något" in gap.text for gap in Coverage(plan, town.today).blocking)


def test_the_seat_is_found_again_in_todays_groups(town: Lillstad) -> None:
    """The working group is opened anew by another agreement; the headmaster's seat is there."""
    before = town.seat(WORKING, "rektor")
    group = working_group()
    renewed = replace(group, key="samverkan/arbetsgrupp/norra")
    _open(town, renewed)
    before.refresh_from_db()
    found = seat_today(before, NEXT_YEAR)
    assert found is not None and found != before
    assert (found.function, found.group.key) == ("Rektor", "samverkan/arbetsgrupp/norra")


def test_the_seat_follows_the_body_that_took_over(town: Lillstad) -> None:
    before = town.seat(WORKING, "rektor")
    new = Body.objects.create(
        key="utbildning", name="Utbildningsförvaltningen", kind="administration",
        place=town.place("lillstad"), since=date(2025, 1, 1),
    )  # fmt: skip
    BodySuccession.objects.create(predecessor=before.body, successor=new, day=date(2025, 1, 1))
    group = working_group()
    seats = (replace(group.seats[0], body="utbildning"),)
    _open(town, replace(group, seats=seats))
    before.refresh_from_db()
    found = seat_today(before, NEXT_YEAR)
    assert found is not None and found.body == new


def test_a_seat_that_is_nowhere_is_a_gap(town: Lillstad, decided: Plan, measure: Measure) -> None:
    """The same function and body in another group would do; an area officer is in none."""
    hand_over(
        town.actor("anna"), measure, seat=town.seat(WORKING, "polis"), note="Polisen går rundan."
    )
    _open(town)
    plan = carried(town, decided)
    assert plan.measures.get().seat is None
    assert any("ansvarig plats" in gap.text for gap in Coverage(plan, town.today).blocking)


def test_what_happens_meanwhile_is_taken_up_at_the_decision(
    town: Lillstad, decided: Plan, measure: Measure
) -> None:
    plan = carried(town, decided)
    again = plan.measures.get()
    set_status(town.actor("rut"), measure, status="ongoing")
    for one in ("platser", "kameror"):
        plan.explanations.create(area=PriorityArea.objects.get(key=one), text="Nästa år.")
    change_measure(town.actor("anna"), again, goal_by=date(2025, 12, 31))
    plan.picture = Picture.objects.get()
    plan.save()
    decide(town.actor("anna"), plan, dnr="SDN-NOR 2025/1")
    again.refresh_from_db()
    assert again.status == "ongoing"
    with pytest.raises(Refused, match="fortsätter i planen för 2025"):
        set_status(town.actor("rut"), measure, status="done")
    assert [m.plan.year for m in again.chain()] == [2024, 2025]


def test_a_draft_is_not_carried_over_nor_by_others(town: Lillstad, ready: Plan) -> None:
    with pytest.raises(Refused, match="utkast"):
        carry_over(town.actor("anna"), ready)
    with pytest.raises(Forbidden):
        carry_over(town.actor("cecilia"), ready)


def _open(town: Lillstad, *more: GroupSpec) -> None:
    """The groups of the line from the new year on: those there were but the working group."""
    groups = [coordination(*ACTS, "test.open_groups")]
    groups += [steering(district, *ACTS) for district in ("norra", "sodra")]
    here = Installation.here()
    open_groups(town.actor("karin", date(2025, 1, 1)), here, [*groups, *more], date(2025, 1, 1))
