"""Delegation: given, ended, used, and what is too large for it (kommunallagen 6 and 7 kap.)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from samsyn.decisions import agenda
from samsyn.decisions.agenda import Suggested
from samsyn.decisions.models import Anchoring, Case, Decision, Delegation, Item
from samsyn.decisions.registering import log
from samsyn.decisions.rules.delegating import (
    Wish,
    anchoring_faults,
    decision_faults,
    exceeds,
    group_faults,
    kronor,
    may_be_delegated,
    may_hold,
    meets,
)
from samsyn.organisation.acts import Doing, act
from samsyn.organisation.models import Body, Group, Seat, Tenure


@act("decisions.delegate", on="organisation.Body", title="Lämna delegation")
def delegate(
    doing: Doing,
    body: Body,
    *,
    to_body: Body,
    function: str,
    kind: str,
    what: str,
    ground: str,
    limit: int | None = None,
) -> Delegation:
    """Let a function of the municipality decide a kind of matter for a board, up to a limit; for
    the police, a function of their own. The law says what a board must decide itself."""
    wish = Delegation(
        body=body,
        to_body=to_body,
        function=function.strip(),
        kind=kind,
        what=what.strip()[:300],
        ground=ground.strip()[:200],
        limit=limit,
        since=doing.day,
    )
    doing.refuse_if(
        [
            *may_be_delegated(kind, owner=body.kind),
            *may_hold(body.kind, to_body.kind, is_same_body=to_body.pk == body.pk),
            *_incomplete(wish, doing.day),
        ]
    )
    wish.save()
    doing.record(delegation=wish.pk, to=to_body.key, function=wish.function, limit=limit)
    return wish


def _incomplete(wish: Delegation, day: date) -> Iterator[str]:
    if not wish.function:
        yield "Ange vilken funktion som får besluta, till exempel ”Stadsdelsdirektör”."
    if not wish.what:
        yield "Beskriv vad delegationen gäller."
    if not wish.ground:
        yield "Ange grunden: beslutet med dag och paragraf, eller arbetsordningen."
    if not wish.to_body.holds(day):
        yield f"{wish.to_body} finns inte idag. Välj det organ som har tagit över."
    same = Delegation.objects.filter(body=wish.body, to_body=wish.to_body, until=None)
    if same.filter(kind=wish.kind, function=wish.function).exists():
        yield "Funktionen har redan en delegation av det slaget. Avsluta den först."


@act("decisions.end_delegation", on="decisions.Delegation", title="Avsluta en delegation")
def end_delegation(doing: Doing, delegation: Delegation) -> Delegation:
    """Take a delegation back, from today. What was decided by it stands."""
    doing.refuse_if([] if delegation.until is None else ["Delegationen är redan avslutad."])
    delegation.until = doing.day
    delegation.save(update_fields=["until"])
    return delegation


@act("decisions.anchor", on="decisions.Case", title="Anteckna en politisk förankring")
def anchor(doing: Doing, case: Case, *, body: Body, on: date, text: str) -> Anchoring:
    """Note that a matter of greater weight has been anchored with politics: with whom, when, and
    what they said."""
    faults = []
    if on > doing.day:
        faults.append("Dagen har inte varit än. Anteckna förankringen när den har skett.")
    if not text.strip():
        faults.append("Skriv vad som sades.")
    if case.closed_on is not None:
        faults.append(f"Ärendet {case.dnr} är avslutat. Lägg upp ett nytt.")
    doing.refuse_if(faults)
    anchoring: Anchoring = Anchoring.objects.create(case=case, body=body, on=on, text=text.strip())
    log(case, doing, f"Förankrat med {body} den {on}")
    doing.record(anchoring=anchoring.pk, body=body.key, on=on)
    return anchoring


@act(
    "decisions.decide_by_delegation",
    on="decisions.Delegation",
    title="Fatta beslut med delegation",
)
def decide_by_delegation(
    doing: Doing,
    delegation: Delegation,
    *,
    case: Case,
    seat: Seat,
    text: str,
    outcome: str = Decision.Outcome.APPROVED,
    amount: int | None = None,
    greater_weight: bool = False,
    anchoring: Anchoring | None = None,
    in_group: Group | None = None,
) -> Decision:
    """Decide for a board, within what it has handed over to the seat's function. It can be relied
    on at once, and is reported at the board's next meeting. What a group of city and police says
    is no decision; what is above the limit goes to the board (`decisions.refer_to_board`)."""
    doing.refuse_if(
        [
            *may_be_delegated(delegation.kind, owner=delegation.body.kind),
            *(_faults_of_group(in_group, doing.day) if in_group else ()),
            *decision_faults(_wish(delegation, case, seat, amount, doing.day)),
            *anchoring_faults(
                greater_weight=greater_weight,
                anchored_on=anchoring.on if anchoring else None,
                same_case=anchoring is None or anchoring.case_id == case.pk,
                day=doing.day,
            ),
            *_unsaid(text, outcome),
        ]
    )
    decision = Decision.objects.create(
        body=delegation.body,
        case=case,
        delegation=delegation,
        seat=seat,
        outcome=outcome,
        text=text.strip(),
        decided_on=doing.day,
        final_on=doing.day,
        greater_weight=greater_weight,
        anchoring=anchoring,
    )
    log(case, doing, f"Beslut med delegation av {seat}: {decision.get_outcome_display()}")
    item = _report(doing, decision, delegation)
    doing.record(
        decision=decision.pk,
        dnr=case.dnr,
        amount=amount,
        decided_by=str(seat),
        reported_in=item.pk if item else None,
    )
    return decision


def _faults_of_group(group: Group, day: date) -> list[str]:
    kinds = {seat.body.is_police for seat in group.seats.on(day).select_related("body")}
    return group_faults(group.name, group.clause, is_mixed=len(kinds) > 1)


def _wish(delegation: Delegation, case: Case, seat: Seat, amount: int | None, day: date) -> Wish:
    return Wish(
        owner=str(delegation.body),
        meets=meets(delegation.body.kind),
        function=delegation.function,
        to_body=str(delegation.to_body),
        limit=delegation.limit,
        amount=amount,
        holds=delegation.holds(day),
        same_body=seat.body_id == delegation.to_body_id,
        same_function=seat.function == delegation.function,
        seat_filled=seat.holds(day) and Tenure.objects.on(day).filter(seat=seat).exists(),
        same_owner=case.body.pk == delegation.body_id,
        case_open=case.closed_on is None,
        dnr=case.dnr,
    )


def _unsaid(text: str, outcome: str) -> Iterator[str]:
    if not text.strip():
        yield "Skriv vad som beslutas."
    if outcome not in {Decision.Outcome.APPROVED, Decision.Outcome.REJECTED}:
        yield "Välj bifall eller avslag. Återremiss och bordläggning hör till sammanträden."


def _report(doing: Doing, decision: Decision, delegation: Delegation) -> Item | None:
    """Tell the board at its next meeting (kommunallagen 7 kap. 8 §); the police have none."""
    if not meets(decision.body.kind):
        return None
    return agenda.put_up(
        decision.case,
        f"Anmälan av delegationsbeslut: {decision.case.title}",
        on=doing.day,
        body=decision.body,
        kind=Item.Kind.REPORT,
        background=decision.text,
        why_here=f"Beslutat av {decision.seat} med delegation ({delegation.ground}).",
        reports=decision,
    )


@act("decisions.refer_to_board", on="decisions.Delegation", title="Sända ett ärende till nämnden")
def refer_to_board(
    doing: Doing,
    delegation: Delegation,
    *,
    case: Case,
    text: str,
    amount: int | None = None,
    title: str = "",
) -> Item:
    """Send what is above a delegation's limit to the board that owns the decision. It comes onto
    the next agenda with the reason and the office's proposal."""
    if case.body.pk != delegation.body_id:
        doing.refuse_if([f"Ärendet {case.dnr} hör inte till {delegation.body}."])
    item = agenda.put_up(
        case,
        title or case.title,
        on=doing.day,
        body=delegation.body,
        why_here=_why(delegation, amount),
        proposals=[Suggested(text, str(delegation.to_body), by_office=True)]
        if text.strip()
        else [],
    )
    log(case, doing, f"Sänt till {delegation.body} för beslut: {item}")
    doing.record(item=item.pk, dnr=case.dnr, amount=amount)
    return item


def _why(delegation: Delegation, amount: int | None) -> str:
    given = f"Delegationen till {delegation.function} ({delegation.ground}) "
    if delegation.limit is not None and exceeds(delegation.limit, amount):
        assert amount is not None
        return f"{given}gäller högst {kronor(delegation.limit)}. Ärendet gäller {kronor(amount)}."
    return f"{given}räcker inte för ärendet."
