"""Deciding at a meeting, and what participants want on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from samsyn.decisions import agenda
from samsyn.decisions.agenda import Suggested
from samsyn.decisions.models import Decision, Item, Meeting, Participant, Proposal, Statement, Vote
from samsyn.decisions.registering import log
from samsyn.decisions.rules.recording import (
    Present,
    outcome_faults,
    reservation_faults,
    vote_faults,
)
from samsyn.organisation.acts import Doing, act

Outcome = Decision.Outcome
Votes = Mapping[Participant, Proposal | None]


@act("decisions.decide", on="decisions.Item", title="Anteckna beslut på en punkt")
def decide(
    doing: Doing,
    item: Item,
    *,
    outcome: str,
    proposal: Proposal | None = None,
    text: str = "",
    added_text: str = "",
    votes: Votes | None = None,
    immediate: bool = False,
) -> Decision:
    """Record what the board decided on an item, with the votes where there was a vote.

    The item gets the next paragraph of the body's year. Approved at once (omedelbart justerad)
    the decision can be relied on the same day; else when the minutes are approved. What is
    postponed comes back on the next agenda.
    """
    meeting, votes = agenda.held(item), dict(votes or {})
    doing.refuse_if(_not_decidable(item, meeting))
    assert meeting is not None
    doing.refuse_if(_not_of_the_meeting(item, meeting, proposal, votes))
    doing.refuse_if(outcome_faults(outcome, text=text, has_proposal=proposal is not None))
    ballots = [
        Present(p.name, p.role, choice.pk if choice else None) for p, choice in votes.items()
    ]
    doing.refuse_if(vote_faults(ballots, proposal.pk if proposal else None, outcome=outcome))
    paragraph = agenda.number(item, meeting)
    for participant, choice in votes.items():
        Vote.objects.create(item=item, participant=participant, proposal=choice)
    decision = Decision.objects.create(
        body=item.body,
        case=item.case,
        item=item,
        proposal=proposal,
        outcome=outcome,
        text=text.strip() or _words(outcome, proposal),
        added_text=added_text.strip() or (proposal.added_text if proposal else ""),
        decided_on=meeting.held_on,
        immediate=immediate,
        final_on=doing.day if immediate else None,
    )
    if outcome == Outcome.POSTPONED:
        _comes_back(doing, item, meeting)
    log(item.case, doing, f"{decision.get_outcome_display().capitalize()}: {decision.citation}")
    doing.record(paragraph=paragraph, outcome=outcome, votes=len(votes), immediate=immediate)
    return decision


def _words(outcome: str, proposal: Proposal | None) -> str:
    if outcome == Outcome.POSTPONED:
        return "Ärendet bordläggs till nästa sammanträde."
    return proposal.text if proposal is not None else ""


def _not_decidable(item: Item, meeting: Meeting | None) -> Iterator[str]:
    if item.kind != Item.Kind.DECISION:
        yield "En anmälan läggs till handlingarna när sammanträdet avslutas."
    if meeting is None:
        yield "Punkten väntar på ett sammanträde. Planera ett först."
    elif meeting.status != Meeting.Status.OPEN:
        yield "Beslut antecknas medan sammanträdet är öppet. Öppna det först."
    if Decision.objects.filter(item=item).exists():
        yield "Punkten är redan avgjord."


def _not_of_the_meeting(
    item: Item, meeting: Meeting, proposal: Proposal | None, votes: Votes
) -> Iterator[str]:
    chosen = [proposal, *votes.values()]
    if any(choice is not None and choice.item_id != item.pk for choice in chosen):
        yield "Förslaget hör till en annan punkt. Välj ett av punktens egna förslag."
    if any(participant.meeting_id != meeting.pk for participant in votes):
        yield "Bara de som deltar i sammanträdet kan rösta."


def _comes_back(doing: Doing, item: Item, meeting: Meeting) -> None:
    """What was postponed waits for the next meeting, with its proposals (KL 5 kap. 51 §)."""
    agenda.put_up(
        item.case,
        item.title,
        on=doing.day,
        body=item.body,
        background=item.background,
        why_here=f"Bordlagt den {meeting.held_on}, § {item.paragraph}.",
        proposals=[
            Suggested(each.text, each.by, each.by_office, each.added_text)
            for each in item.proposals.all()
        ],
    )


@act("decisions.put_on_record", on="decisions.Item", title="Anteckna reservation eller uttalande")
def put_on_record(
    doing: Doing,
    item: Item,
    *,
    kind: str,
    participants: Iterable[Participant],
    text: str = "",
    in_favour_of: Proposal | None = None,
) -> Statement:
    """Note a reservation, a special statement or a substitute's statement while the meeting is
    open. A reservation takes having been part of the decision (kommunallagen 4 kap. 27 §)."""
    meeting, by = agenda.held(item), list(participants)
    doing.refuse_if(_foreign(item, by, in_favour_of))
    doing.refuse_if(
        reservation_faults(
            kind,
            [Present(person.name, person.role) for person in by],
            meeting_open=meeting is not None and meeting.status == Meeting.Status.OPEN,
            decided=Decision.objects.filter(item=item).exists(),
            voted=_voted(item),
            text=text,
        )
    )
    statement = Statement.objects.create(
        item=item, kind=kind, in_favour_of=in_favour_of, text=text.strip()
    )
    statement.participants.set(by)
    doing.record(kind=kind, statement=statement.pk, by=[person.name for person in by])
    return statement


def _foreign(item: Item, by: Iterable[Participant], in_favour_of: Proposal | None) -> Iterator[str]:
    if any(person.meeting_id != item.meeting_id for person in by):
        yield "Bara de som deltar i sammanträdet kan få något antecknat."
    if in_favour_of is not None and in_favour_of.item_id != item.pk:
        yield "Förslaget hör till en annan punkt. Välj ett av punktens egna förslag."


def _voted(item: Item) -> dict[str, int | None] | None:
    """How each voted, by name; None when the matter was decided without a vote."""
    votes = {vote.participant.name: vote.proposal_id for vote in item.votes.select_related()}
    return votes or None
