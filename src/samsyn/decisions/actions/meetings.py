"""Meetings: planned, opened, ended, and their minutes approved (kommunallagen 5 and 6 kap.)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from samsyn.decisions import agenda
from samsyn.decisions.agenda import Suggested
from samsyn.decisions.models import Case, Decision, Item, Meeting, Participant, Proposal
from samsyn.decisions.registering import log
from samsyn.decisions.rules.delegating import meets
from samsyn.decisions.rules.recording import approve_by, participants_faults
from samsyn.organisation.acts import Doing, act, reading
from samsyn.organisation.models import Body

READS_MINUTES = "Läsa dagordningar och protokoll"
reading("decisions.read_minutes", on="decisions.Meeting", title=READS_MINUTES)
reading("decisions.read_minutes", on="decisions.Item", title=READS_MINUTES)
reading("decisions.read", on="decisions.Decision", title="Läsa beslut")

Status = Meeting.Status


@act("decisions.plan_meeting", on="organisation.Body", title="Planera ett sammanträde")
def plan_meeting(doing: Doing, body: Body, *, held_on: date, where: str = "") -> Meeting:
    """Plan a board's meeting. What waits for the board goes onto its agenda at once."""
    doing.refuse_if(_not_plannable(body, held_on, doing.day))
    meeting = Meeting.objects.create(body=body, held_on=held_on, where=where.strip()[:160])
    if agenda.next_meeting(body, doing.day) == meeting:
        agenda.take_up_waiting(meeting)
    doing.record(held_on=held_on, items=meeting.items.count())
    return meeting


@act("decisions.move_meeting", on="decisions.Meeting", title="Flytta ett sammanträde")
def move_meeting(doing: Doing, meeting: Meeting, *, held_on: date, where: str = "") -> Meeting:
    """Move a planned meeting to another day or place; its agenda comes along."""
    faults = list(_not_plannable(meeting.body, held_on, doing.day, besides=meeting))
    if meeting.status != Status.PLANNED:
        faults.append("Sammanträdet har redan öppnats och kan inte flyttas.")
    doing.refuse_if(faults)
    doing.record(was=meeting.held_on, held_on=held_on)
    meeting.held_on, meeting.where = held_on, where.strip()[:160]
    meeting.save()
    return meeting


def _not_plannable(
    body: Body, held_on: date, day: date, besides: Meeting | None = None
) -> Iterator[str]:
    if not meets(body.kind):
        yield f"{body} har inga sammanträden. Beslut fattas där med delegation."
    if held_on < day:
        yield "Dagen har redan varit. Välj idag eller en senare dag."
    if not body.holds(held_on):
        yield f"{body} finns inte den {held_on}. Välj det organ som har tagit över."
    same = Meeting.objects.filter(body=body, held_on=held_on)
    if same.exclude(pk=besides.pk if besides else None).exists():
        yield f"{body} sammanträder redan den {held_on}. Använd det sammanträdet."


@act("decisions.add_item", on="decisions.Case", title="Sätta upp ett ärende på dagordningen")
def add_item(
    doing: Doing,
    case: Case,
    *,
    title: str,
    background: str = "",
    proposals: Iterable[Suggested] = (),
    meeting: Meeting | None = None,
    why_here: str = "",
) -> Item:
    """Put a case before its board. Without a meeting it goes to the next planned one, or waits."""
    item = agenda.put_up(
        case,
        title,
        on=doing.day,
        background=background,
        why_here=why_here,
        proposals=proposals,
        meeting=meeting,
    )
    log(case, doing, f"Uppsatt till {_when(item)}: {item}")
    doing.record(item=item.pk, meeting=item.meeting_id)
    return item


def _when(item: Item) -> str:
    return f"sammanträdet {item.meeting.held_on}" if item.meeting else "nästa sammanträde"


@act("decisions.propose", on="decisions.Item", title="Anteckna ett förslag till beslut")
def propose(
    doing: Doing,
    item: Item,
    *,
    text: str,
    by: str,
    by_office: bool = False,
    added_text: str = "",
) -> Proposal:
    """Note a proposal (yrkande): the office's, or that of parties or members."""
    meeting = agenda.held(item)
    doing.refuse_if(_may_not_propose(item, meeting, text, by))
    proposal = Proposal.objects.create(
        item=item,
        text=text.strip(),
        by=by.strip()[:200],
        by_office=by_office,
        added_text=added_text.strip(),
        order=item.proposals.count() + 1,
    )
    doing.record(proposal=proposal.pk, by=proposal.by)
    return proposal


def _may_not_propose(item: Item, meeting: Meeting | None, text: str, by: str) -> Iterator[str]:
    if item.kind != Item.Kind.DECISION:
        yield "En anmälan tas inte upp till beslut. Sätt upp ärendet som en egen punkt."
    if Decision.objects.filter(item=item).exists():
        yield "Punkten är redan avgjord, så nya förslag kan inte antecknas."
    if meeting is not None and meeting.status not in {Status.PLANNED, Status.OPEN}:
        yield "Sammanträdet är avslutat, så nya förslag kan inte antecknas."
    if not text.strip():
        yield "Skriv förslaget."
    if not by.strip():
        yield "Ange vem förslaget kommer från: förvaltningen, partier eller ledamöter."


@act("decisions.open_meeting", on="decisions.Meeting", title="Öppna ett sammanträde")
def open_meeting(
    doing: Doing, meeting: Meeting, *, participants: Sequence[tuple[str, str, str]]
) -> Meeting:
    """Open the meeting with those who take part: name, party and role of each."""
    doing.refuse_if(_not_openable(meeting, doing.day))
    doing.refuse_if(participants_faults([(name, role) for name, _, role in participants]))
    agenda.take_up_waiting(meeting)
    for name, party, role in participants:
        Participant.objects.create(
            meeting=meeting, name=name.strip()[:120], party=party.strip()[:60], role=role
        )
    meeting.status, meeting.opened_at = Status.OPEN, doing.at
    meeting.save()
    doing.record(participants=len(participants))
    return meeting


def _not_openable(meeting: Meeting, day: date) -> Iterator[str]:
    if meeting.status != Status.PLANNED:
        yield "Sammanträdet har redan öppnats."
    if meeting.held_on > day:
        yield f"Sammanträdet hålls först den {meeting.held_on}. Flytta det om dagen är ändrad."
    other = Meeting.objects.filter(body=meeting.body, status=Status.OPEN).first()
    if other is not None:
        yield f"Sammanträdet {other.held_on} är fortfarande öppet. Avsluta det först."


@act("decisions.end_meeting", on="decisions.Meeting", title="Avsluta ett sammanträde")
def end_meeting(doing: Doing, meeting: Meeting) -> Meeting:
    """End the meeting. Reports of delegated decisions are noted, each with its paragraph; every
    matter for decision must have been decided or postponed."""
    doing.refuse_if(_not_endable(meeting))
    for item in meeting.items.filter(kind=Item.Kind.REPORT, paragraph=None):
        agenda.number(item, meeting)
    meeting.status, meeting.ended_at = Status.ENDED, doing.at
    meeting.save()
    doing.record(approve_by=approve_by(meeting.held_on))
    return meeting


def _not_endable(meeting: Meeting) -> Iterator[str]:
    if meeting.status != Status.OPEN:
        yield "Sammanträdet är inte öppet."
    for item in meeting.items.filter(kind=Item.Kind.DECISION, decision=None):
        yield f"”{item}” saknar beslut. Besluta, eller bordlägg till nästa sammanträde."


@act("decisions.approve_minutes", on="decisions.Meeting", title="Justera ett protokoll")
def approve_minutes(
    doing: Doing, meeting: Meeting, *, approved_by: str, announced_on: date | None = None
) -> Meeting:
    """Approve the minutes: they become public, are announced and never change; the decisions can
    be relied on from this day. The law gives fourteen days (kommunallagen 5 kap. 69 §)."""
    doing.refuse_if(_not_approvable(meeting, approved_by, announced_on, doing.day))
    for decision in Decision.objects.filter(item__meeting=meeting, final_on=None):
        decision.final_on = doing.day
        decision.save(update_fields=["final_on"])
        log(decision.case, doing, f"Beslutet justerat: {decision.citation}")
    meeting.status, meeting.approved_on = Status.APPROVED, doing.day
    meeting.approved_by = approved_by.strip()[:200]
    meeting.announced_on = announced_on or doing.day
    meeting.save()
    doing.record(late=doing.day > approve_by(meeting.held_on), announced_on=meeting.announced_on)
    return meeting


def _not_approvable(
    meeting: Meeting, approved_by: str, announced_on: date | None, day: date
) -> Iterator[str]:
    if meeting.status == Status.APPROVED:
        yield "Protokollet är redan justerat. Det ändras inte mer."
    elif meeting.status != Status.ENDED:
        yield "Avsluta sammanträdet innan protokollet justeras."
    if not approved_by.strip():
        yield "Ange vilka som har justerat protokollet."
    if announced_on is not None and announced_on < day:
        yield "Protokollet kan inte anslås före dagen då det justeras."
