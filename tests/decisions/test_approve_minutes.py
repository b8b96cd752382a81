"""Approved minutes are public, their decisions can be relied on, and nothing in them changes."""

from __future__ import annotations

import pytest

from samsyn.decisions.actions import approve_minutes, end_meeting, propose, put_on_record
from samsyn.decisions.models import Decision, Item, Meeting
from samsyn.organisation.acts import Refused
from samsyn.organisation.models import EntryDetail

from . import boards
from .boards import approve, days, ended, matter, opened, person

pytestmark = pytest.mark.django_db
BY = "Inga Berg (S) och Ulf Ask (M)"


def test_with_the_approval_the_decisions_can_be_relied_on_by_everybody() -> None:
    town = boards.found()
    held = ended(town, matter(town))
    nobody = town.actor(None)
    assert not Decision.objects.may(nobody, "decisions.read").exists()
    assert not Meeting.objects.may(nobody, "decisions.read_minutes").exists()
    town.today += days(10)
    approve_minutes(town.actor("sara"), held, approved_by=BY)
    decision = Decision.objects.may(nobody, "decisions.read").get()
    assert (decision.final_on, decision.decided_on) == (town.today, town.today - days(10))
    held.refresh_from_db()
    assert (held.status, held.approved_by, held.announced_on) == ("approved", BY, town.today)
    assert Meeting.objects.may(nobody, "decisions.read_minutes").get() == held


@pytest.mark.parametrize(("after", "late"), [(14, False), (15, True)])
def test_the_law_gives_fourteen_days(after: int, late: bool) -> None:
    town = boards.found()
    held = ended(town, matter(town))
    town.today += days(after)
    approve_minutes(town.actor("sara"), held, approved_by=BY)
    detail = EntryDetail.objects.latest("pk")
    assert detail.payload["late"] is late


def test_not_before_the_end_not_twice_and_by_somebody() -> None:
    town = boards.found()
    item, sara = matter(town), town.actor("sara")
    held = opened(town, item)
    approve(town, item)
    with pytest.raises(Refused, match="Avsluta sammanträdet"):
        approve_minutes(sara, held, approved_by=BY)
    end_meeting(sara, held)
    with pytest.raises(Refused, match="vilka som har justerat"):
        approve_minutes(sara, held, approved_by=" ")
    with pytest.raises(Refused, match="före dagen"):
        approve_minutes(sara, held, approved_by=BY, announced_on=town.today - days(1))
    approve_minutes(sara, held, approved_by=BY)
    with pytest.raises(Refused, match="redan justerat"):
        approve_minutes(sara, held, approved_by=BY)


def test_nothing_in_approved_minutes_changes() -> None:
    town = boards.found()
    item, sara = matter(town), town.actor("sara")
    held = ended(town, item)
    approve_minutes(sara, held, approved_by=BY)
    with pytest.raises(Refused):
        propose(sara, item, text="Ändra.", by="M")
    with pytest.raises(Refused):
        put_on_record(sara, item, kind="reservation", participants=[person(held, "Ulf")])
    item = Item.objects.get(pk=item.pk)
    held.refresh_from_db()
    for row in (
        held, item, item.decision, person(held, "Ulf"), item.proposals.get(),
    ):  # fmt: skip
        with pytest.raises(TypeError, match="never changed"):
            row.save()
    with pytest.raises(TypeError, match="never changed"):
        item.proposals.get().delete()
