"""Minutes and extracts as data, told the same on the page and in the paper.

Kommunallagen (2017:725) 5 kap. 66–67 §§: who took part, and for each matter the proposals, the
votes, the decision, how each voted and the reservations.
"""

from __future__ import annotations

from typing import Any

from samsyn.decisions.models import Decision, Item, Meeting, Proposal, Statement, Vote
from samsyn.papers.pdf import render, template
from samsyn.ui.templatetags.ui import day, moment

Told = dict[str, Any]


def minutes(meeting: Meeting) -> Told:
    """The whole meeting. `is_approved` tells minutes from what is still being written."""
    items = treated(meeting)
    people = meeting.participants.all()
    return {
        "title": f"Protokoll, {meeting.body}, {day(meeting.held_on)}",
        "head": f"{meeting.body} {meeting.held_on}",
        "author": str(meeting.body),
        "is_approved": meeting.status == Meeting.Status.APPROVED,
        "facts": facts(meeting),
        "people": [[p.name, p.party or "–", p.get_role_display()] for p in people],
        "items": [tell(item) for item in items],
    }


def treated(meeting: Meeting) -> list[Item]:
    """The meeting's items: those with a paragraph in its order, then those that wait for one."""
    items = (
        Item.objects.filter(meeting=meeting)
        .select_related("case__diary__body", "decision__proposal", "reports", "body")
        .prefetch_related("proposals", "votes__participant", "votes__proposal")
        .prefetch_related("statements__participants", "statements__in_favour_of")
    )
    return sorted(items, key=lambda item: (item.paragraph is None, item.paragraph, item.order))


def facts(meeting: Meeting) -> list[list[str]]:
    rows = [
        ["Organ", str(meeting.body)],
        ["Dag", day(meeting.held_on)],
        ["Plats", meeting.where],
        ["Öppnades", moment(meeting.opened_at)],
        ["Avslutades", moment(meeting.ended_at)],
        ["Justerat", day(meeting.approved_on)],
        ["Justerat av", meeting.approved_by],
        ["Anslaget", day(meeting.announced_on)],
    ]
    return [[term, words] for term, words in rows if words]


def tell(item: Item) -> Told:
    """One matter: what was before the board, what it decided, who thought otherwise."""
    decision = decision_of(item)
    heading = f"§ {item.paragraph} {item.title}" if item.paragraph else item.title
    return {
        "heading": heading,
        "dnr": item.case.dnr,
        "is_report": item.kind == Item.Kind.REPORT,
        "why_here": item.why_here,
        "background": item.background,
        "proposals": [_proposal(each) for each in item.proposals.all()],
        "votes": votes(item),
        "decision": decided(item, decision),
        "statements": [_statement(each) for each in item.statements.all()],
    }


def decision_of(item: Item) -> Decision | None:
    decision: Decision | None = getattr(item, "decision", None)
    return decision


def decided(item: Item, decision: Decision | None) -> Told | None:
    if decision is not None:
        return {
            "outcome": decision.get_outcome_display().capitalize(),
            "text": decision.text,
            "added_text": decision.added_text,
            "by": decision.proposal.by if decision.proposal else "",
            "immediate": decision.immediate,
        }
    if item.kind == Item.Kind.REPORT and item.paragraph:
        words = f"{item.body} lägger anmälan till handlingarna."
        return {"outcome": "Anmält", "text": words, "added_text": "", "by": "", "immediate": False}
    return None


def votes(item: Item) -> Told | None:
    """Who voted for which proposal, and who abstained."""
    cast = list(item.votes.all())
    if not cast:
        return None
    return {
        "sums": [[each.by, str(_count(cast, each))] for each in item.proposals.all()]
        + [["Avstår", str(_count(cast, None))]],
        "rows": [
            [str(vote.participant), vote.proposal.by if vote.proposal else "Avstår"]
            for vote in cast
        ],
    }


def _count(cast: list[Vote], proposal: Proposal | None) -> int:
    return sum(vote.proposal_id == (proposal.pk if proposal else None) for vote in cast)


def _proposal(proposal: Proposal) -> Told:
    return {"by": proposal.by, "text": proposal.text, "added_text": proposal.added_text}


def _statement(statement: Statement) -> Told:
    favour = statement.in_favour_of
    return {
        "kind": statement.get_kind_display().capitalize(),
        "by": ", ".join(str(person) for person in statement.participants.all()),
        "in_favour_of": favour.by if favour else "",
        "text": statement.text,
    }


def extract(decision: Decision) -> Told:
    """One paragraph of the minutes (protokollsutdrag), or a decision by delegation."""
    item = decision.item
    meeting = item.meeting if item is not None else None
    told: Told = {
        "head": decision.citation,
        "author": str(decision.body),
        "is_approved": decision.final_on is not None,
        "people": [],
        "items": [],
        "facts": [["Organ", str(decision.body)], ["Diarienummer", decision.case.dnr]],
    }
    if item is None or meeting is None:
        return told | _delegated(decision)
    told["facts"] += [row for row in facts(meeting) if row[0] != "Organ"]
    people = [p for p in meeting.participants.all() if p.role in p.DECIDING]
    told["people"] = [[p.name, p.party or "–", p.get_role_display()] for p in people]
    told["items"] = [tell(item)]
    if decision.immediate:
        told["facts"] += [["Paragrafen", "omedelbart justerad"]]
    return told | {"title": f"Protokollsutdrag, {decision.citation}"}


def _delegated(decision: Decision) -> Told:
    delegation = decision.delegation
    assert delegation is not None
    anchoring = decision.anchoring
    rows = [
        ["Organ", str(decision.body)],
        ["Diarienummer", decision.case.dnr],
        ["Beslutat av", str(decision.seat)],
        ["Delegation", str(delegation)],
        ["Beslutsdag", day(decision.decided_on)],
        ["Förankrat med", f"{anchoring.body}, {day(anchoring.on)}" if anchoring else ""],
    ]
    told = {
        "heading": decision.case.title,
        "dnr": decision.case.dnr,
        "is_report": False,
        "why_here": "",
        "background": "",
        "proposals": [],
        "votes": None,
        "statements": [],
        "decision": {
            "outcome": decision.get_outcome_display().capitalize(),
            "text": decision.text,
            "added_text": decision.added_text,
            "by": "",
            "immediate": False,
        },
    }
    return {
        "title": f"Delegationsbeslut, {decision.citation}",
        "facts": [[term, words] for term, words in rows if words],
        "items": [told],
    }


def paper(told: Told) -> bytes:
    """Minutes or an extract as a tagged PDF."""
    return render(template("samsyn.decisions.papers", "minutes.typ"), told)
