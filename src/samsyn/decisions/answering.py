"""What an answer is made of: written by hand or taken from a board's decision; compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from samsyn.decisions.models import Answer, AnswerPart, Decision, Demand, Item, Statement
from samsyn.decisions.rules import PartState, answer_missing
from samsyn.organisation.acts import require_act


@dataclass(frozen=True)
class Content:
    """The parts of an answer, each a thing of its own."""

    office_proposal: str = ""
    decided: str = ""
    added_text: str = ""
    parts: Sequence[PartState] = ()
    demands: Sequence[str] = field(default=())


def of_decision(decision: Decision) -> Content:
    """The answer that a board's decision gives: text, addition, votes, reservations, statements."""
    item = decision.item
    return Content(
        office_proposal=_office_proposal(item) if item else "",
        decided=decision.text,
        added_text=decision.added_text,
        parts=[*_votes(item), *_statements(item)] if item else [],
    )


def _office_proposal(item: Item) -> str:
    own = item.proposals.filter(by_office=True).first()
    return "\n\n".join(t for t in (own.text, own.added_text) if t) if own else ""


def _votes(item: Item) -> Iterator[PartState]:
    """One part with the count for each proposal and who voted so."""
    sides: dict[str, list[str]] = {}
    for vote in item.votes.select_related("participant", "proposal"):
        side = f"För förslaget av {vote.proposal.by}" if vote.proposal else "Avstår"
        sides.setdefault(side, []).append(str(vote.participant))
    if sides:
        lines = [f"{side}: {len(names)} ({', '.join(names)})" for side, names in sides.items()]
        yield PartState("votes", "", "\n".join(lines))


def _statements(item: Item) -> Iterator[PartState]:
    rows = item.statements.select_related("in_favour_of").prefetch_related("participants")
    for statement in rows:
        people = [str(participant) for participant in statement.participants.all()]
        yield PartState(statement.kind, ", ".join(people), _said(statement))


def _said(statement: Statement) -> str:
    proposal = statement.in_favour_of
    favour = f"Till förmån för förslaget av {proposal.by}: {proposal.text}" if proposal else ""
    return "\n\n".join(text for text in (statement.text, favour) if text)


def of_answer(answer: Answer) -> Content:
    """What an answer says now, with the demands that its own body lists."""
    own = answer.referral.body_id
    return Content(
        office_proposal=answer.office_proposal,
        decided=answer.decided,
        added_text=answer.added_text,
        parts=[PartState(part.kind, part.by, part.text) for part in answer.parts.all()],
        demands=[demand.text for demand in answer.demands.all() if demand.noted_by_id == own],
    )


def write(answer: Answer, content: Content) -> Answer:
    """Fill an answer that is not yet submitted with what it says."""
    require_act()
    if answer.status != Answer.Status.DRAFT:
        raise TypeError("a submitted answer is never changed; correct it in a new version")
    answer.office_proposal = content.office_proposal.strip()
    answer.decided = content.decided.strip()
    answer.added_text = content.added_text.strip()
    answer.save()
    answer.parts.all().delete()
    answer.demands.all().delete()
    AnswerPart.objects.bulk_create(
        AnswerPart(
            answer=answer, kind=part.kind, by=part.by.strip()[:200], text=part.text.strip(), order=i
        )
        for i, part in enumerate(content.parts)
    )
    texts = dict.fromkeys(text.strip() for text in content.demands if text.strip())
    Demand.objects.bulk_create(
        Demand(answer=answer, number=i, text=text, noted_by=answer.referral.body)
        for i, text in enumerate(texts, 1)
    )
    return answer


def missing(answer: Answer) -> list[str]:
    """What stands in the way of submitting the answer."""
    decision = answer.decision
    return answer_missing(
        decided=answer.decided,
        parts=of_answer(answer).parts,
        asks=answer.referral.consultation.asks,
        has_decision=decision is not None,
        is_final=decision is not None and decision.final_on is not None,
    )


@dataclass(frozen=True)
class Change:
    """A part of an answer before and after a correction."""

    name: str
    before: str
    after: str


def changes(answer: Answer) -> list[Change]:
    """The parts that a correction changed, side by side; none for a first version."""
    if answer.corrects is None:
        return []
    before, after = _texts(answer.corrects), _texts(answer)
    names = dict.fromkeys([*before, *after])
    both = (Change(name, before.get(name, ""), after.get(name, "")) for name in names)
    return [change for change in both if change.before != change.after]


def _texts(answer: Answer) -> dict[str, str]:
    content = of_answer(answer)
    texts = {
        "Förvaltningens förslag": content.office_proposal,
        "Beslut": content.decided,
        "Därutöver anförs": content.added_text,
    }
    for part in content.parts:
        name = str(AnswerPart.Kind(part.kind).label).capitalize()
        name = f"{name}: {part.by}" if part.by else name
        texts[name] = "\n\n".join(filter(None, [texts.get(name, ""), part.text]))
    return texts | {"Krav": "\n".join(content.demands)}
