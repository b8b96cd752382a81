"""A reservation is made by one who took part in the decision, while the meeting is open."""

from __future__ import annotations

import pytest

from samsyn.decisions.actions import decide, end_meeting, propose, put_on_record
from samsyn.decisions.models import Statement
from samsyn.organisation.acts import Refused

from . import boards
from .boards import approve, matter, opened, person

pytestmark = pytest.mark.django_db


def test_a_member_reserves_herself_in_favour_of_another_proposal() -> None:
    town = boards.found()
    item, sara = matter(town), town.actor("sara")
    held = opened(town, item)
    other = propose(sara, item, text="Avslag.", by="M")
    approve(town, item)
    statement = put_on_record(
        sara, item, kind="reservation", participants=[person(held, "Ulf")], in_favour_of=other
    )
    assert [str(each) for each in statement.participants.all()] == ["Ulf Ask (M)"]


def test_not_before_the_decision_and_not_after_the_meeting() -> None:
    town = boards.found()
    item, sara = matter(town), town.actor("sara")
    held = opened(town, item)
    ulf = person(held, "Ulf")
    with pytest.raises(Refused, match="inte avgjord"):
        put_on_record(sara, item, kind="reservation", participants=[ulf])
    approve(town, item)
    end_meeting(sara, held)
    with pytest.raises(Refused, match="innan det avslutas"):
        put_on_record(sara, item, kind="reservation", participants=[ulf])
    assert not Statement.objects.exists()


@pytest.mark.parametrize("name", ["Ida", "Per"])
def test_who_did_not_take_part_cannot_reserve(name: str) -> None:
    town = boards.found()
    item = matter(town)
    held = opened(town, item)
    approve(town, item)
    with pytest.raises(Refused, match="deltog inte i beslutet"):
        put_on_record(
            town.actor("sara"), item, kind="reservation", participants=[person(held, name)]
        )


@pytest.mark.parametrize("abstained", [True, False])
def test_who_did_not_vote_took_no_part(abstained: bool) -> None:
    town = boards.found()
    item, sara = matter(town), town.actor("sara")
    held = opened(town, item)
    office = item.proposals.get()
    votes: dict[boards.Participant, boards.Proposal | None] = {person(held, "Inga"): office}
    votes |= {person(held, "Ulf"): None} if abstained else {}
    decide(sara, item, outcome="approved", proposal=office, votes=votes)
    with pytest.raises(Refused, match="röstade inte"):
        put_on_record(sara, item, kind="reservation", participants=[person(held, "Ulf")])


def test_statements_take_words_and_a_substitute_has_her_own() -> None:
    town = boards.found()
    item, sara = matter(town), town.actor("sara")
    held = opened(town, item)
    approve(town, item)
    ida, eva = person(held, "Ida"), person(held, "Eva")
    with pytest.raises(Refused, match="uttalandets text"):
        put_on_record(sara, item, kind="separate_statement", participants=[eva])
    with pytest.raises(Refused, match="inte ersättare"):
        put_on_record(sara, item, kind="substitute_statement", participants=[eva], text="Nja.")
    put_on_record(sara, item, kind="separate_statement", participants=[eva], text="Barnen!")
    put_on_record(sara, item, kind="substitute_statement", participants=[ida], text="Instämmer.")
    assert item.statements.count() == 2
