"""Norra's board decides: paragraphs without a gap, votes, what was postponed."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.decisions.actions import decide, end_meeting, open_meeting, propose
from samsyn.decisions.models import Decision, Item, Proposal
from samsyn.organisation.acts import Refused

from . import boards
from .boards import PRESENT, approve, days, matter, meeting, opened, person

pytestmark = pytest.mark.django_db


def test_paragraphs_follow_each_other_over_the_year_and_begin_anew() -> None:
    town = boards.found()
    items = [matter(town, title=f"Ärende {i}") for i in range(3)]
    held = opened(town, *items)
    approve(town, items[2])
    approve(town, items[0])
    approve(town, items[1])
    end_meeting(town.actor("sara"), held)
    paragraphs = [Item.objects.get(pk=item.pk).paragraph for item in items]
    assert paragraphs == [2, 3, 1]
    town.today += days(30)
    other = matter(town, title="Nästa gång")
    opened(town, other)
    assert approve(town, other).item.paragraph == 4  # type: ignore[union-attr]
    end_meeting(town.actor("sara"), other.meeting)
    town.today = date(2025, 1, 20)
    first = matter(town, title="Nytt år")
    opened(town, first)
    assert approve(town, first).item.paragraph == 1  # type: ignore[union-attr]


def test_a_refused_decision_leaves_no_gap() -> None:
    town = boards.found()
    first, second = matter(town), matter(town, title="Mörka stråk")
    opened(town, first, second)
    with pytest.raises(Refused, match="Välj vilket förslag"):
        decide(town.actor("sara"), first, outcome="approved")
    assert approve(town, second).item.paragraph == 1  # type: ignore[union-attr]


def test_another_partys_proposal_wins_the_vote() -> None:
    town = boards.found()
    item = matter(town)
    sara = town.actor("sara")
    held = opened(town, item)
    other = propose(sara, item, text="Bifall.", by="V och S", added_text="Fasta grupper behövs.")
    office = item.proposals.get(by_office=True)
    votes = {person(held, "Inga"): other, person(held, "Eva"): other, person(held, "Ulf"): office}
    with pytest.raises(Refused, match="fler röster"):
        decide(sara, item, outcome="approved", proposal=office, votes=votes)
    decision = decide(sara, item, outcome="approved", proposal=other, votes=votes)
    assert (decision.text, decision.added_text) == ("Bifall.", "Fasta grupper behövs.")
    assert item.votes.count() == 3
    assert decision.final_on is None


def test_the_chair_breaks_a_tie() -> None:
    town = boards.found()
    item, sara = matter(town), town.actor("sara")
    held = opened(town, item)
    other = propose(sara, item, text="Avslag.", by="M")
    office = item.proposals.get(by_office=True)
    votes: dict[boards.Participant, Proposal | None] = {
        person(held, "Inga"): office,
        person(held, "Ulf"): other,
        person(held, "Eva"): None,
    }
    with pytest.raises(Refused, match="56 §"):
        decide(sara, item, outcome="approved", proposal=other, votes=votes)
    assert decide(sara, item, outcome="approved", proposal=office, votes=votes)


def test_a_substitute_who_does_not_serve_has_no_vote() -> None:
    town = boards.found()
    item = matter(town)
    held = opened(town, item)
    office = item.proposals.get()
    with pytest.raises(Refused, match="Ida Ny tjänstgör inte"):
        approve(town, item, votes={person(held, "Ida"): office})


def test_what_is_postponed_comes_back_with_its_proposals() -> None:
    town = boards.found()
    item = matter(town)
    opened(town, item)
    decide(town.actor("sara"), item, outcome="postponed")
    again = Item.objects.get(meeting=None)
    assert again.why_here.startswith("Bordlagt den 2024-03-15, § 1")
    assert [p.text for p in again.proposals.all()] == [p.text for p in item.proposals.all()]
    assert meeting(town, day=town.today + days(14)).items.get() == again


def test_approved_at_once_it_can_be_relied_on_the_same_day() -> None:
    town = boards.found()
    item = matter(town)
    opened(town, item)
    decision = approve(town, item, immediate=True)
    assert decision.final_on == town.today
    nobody = town.actor(None)
    assert Decision.objects.may(nobody, "decisions.read").get() == decision
    assert Item.objects.may(nobody, "decisions.read_minutes").get() == item


def test_nothing_is_decided_before_the_meeting_opens_or_twice() -> None:
    town = boards.found()
    item = matter(town)
    with pytest.raises(Refused, match="väntar på ett sammanträde"):
        approve(town, item)
    held = meeting(town)
    with pytest.raises(Refused, match="Öppna det först"):
        approve(town, item)
    open_meeting(town.actor("sara"), held, participants=PRESENT)
    approve(town, item)
    with pytest.raises(Refused, match="redan avgjord"):
        approve(town, item)
    assert Decision.objects.count() == 1


def test_a_meeting_does_not_end_with_a_matter_undecided() -> None:
    town = boards.found()
    item = matter(town)
    held = opened(town, item)
    with pytest.raises(Refused, match="saknar beslut"):
        end_meeting(town.actor("sara"), held)


@pytest.mark.parametrize(
    ("present", "reason"),
    [
        ((("Ulf", "M", "member"),), "en ordförande"),
        ((("Inga", "S", "chair"), ("Inga", "S", "member")), "två gånger"),
    ],
)
def test_a_meeting_has_one_chair_and_nobody_twice(
    present: tuple[tuple[str, str, str], ...], reason: str
) -> None:
    town = boards.found()
    held = meeting(town)
    with pytest.raises(Refused, match=reason):
        open_meeting(town.actor("sara"), held, participants=present)
