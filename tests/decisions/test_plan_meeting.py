"""What waits for a board comes onto the agenda of its next meeting by itself."""

from __future__ import annotations

import pytest

from samsyn.decisions.actions import add_item, move_meeting, open_case, plan_meeting
from samsyn.decisions.models import Meeting
from samsyn.organisation.acts import Forbidden, Refused

from . import boards
from .boards import body, days, matter, meeting

pytestmark = pytest.mark.django_db


def test_what_waits_is_on_the_agenda_of_the_next_meeting() -> None:
    town = boards.found()
    first, second = matter(town), matter(town, title="Mörka stråk")
    assert first.meeting is None
    held = meeting(town, day=town.today + days(7))
    assert [item.title for item in held.items.all()] == ["Fasta grupper", "Mörka stråk"]
    assert [item.order for item in held.items.all()] == [1, 2]
    assert second.body == body("sdn-norra")


def test_what_comes_later_goes_to_the_meeting_that_is_planned() -> None:
    town = boards.found()
    late = meeting(town, day=town.today + days(30))
    soon = meeting(town, day=town.today + days(7))
    assert matter(town).meeting == soon
    case = open_case(town.actor("sara"), body("sdn-norra"), title="Till våren")
    item = add_item(town.actor("sara"), case, title="Till våren", meeting=late)
    assert item.meeting == late


def test_another_board_has_its_own_agenda() -> None:
    town = boards.found()
    matter(town)
    held = meeting(town, "stina", "sdn-sodra", town.today + days(7))
    assert not held.items.exists()
    with pytest.raises(Forbidden):
        plan_meeting(town.actor("stina"), body("sdn-norra"), held_on=town.today)


def test_the_police_have_no_meetings() -> None:
    town = boards.found()
    with pytest.raises(Refused, match="inga sammanträden"):
        plan_meeting(town.actor("david"), body("polisen"), held_on=town.today)


@pytest.mark.parametrize(("ahead", "reason"), [(-1, "redan varit"), (7, "sammanträder redan")])
def test_a_meeting_is_planned_ahead_and_once_a_day(ahead: int, reason: str) -> None:
    town = boards.found()
    meeting(town, day=town.today + days(7))
    with pytest.raises(Refused, match=reason):
        meeting(town, day=town.today + days(ahead))
    assert Meeting.objects.count() == 1


def test_a_moved_meeting_keeps_its_agenda() -> None:
    town = boards.found()
    held = meeting(town, day=town.today + days(7))
    item = matter(town)
    moved = move_meeting(
        town.actor("sara"), held, held_on=town.today + days(9), where="Medborgarhuset"
    )
    assert (moved.where, list(moved.items.all())) == ("Medborgarhuset", [item])
    boards.open_meeting(
        town.actor("sara", town.today + days(9)), moved, participants=boards.PRESENT
    )
    with pytest.raises(Refused, match="redan öppnats"):
        move_meeting(town.actor("sara"), moved, held_on=town.today + days(12))
