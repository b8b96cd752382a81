"""Answers to consultations: written, submitted once, corrected visibly; demands and their fate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from django.db.models import Max

from samsyn.decisions import answering
from samsyn.decisions.answering import Content
from samsyn.decisions.models import Answer, Decision, Demand, Referral
from samsyn.decisions.registering import log
from samsyn.decisions.rules import PartState, treatment_faults
from samsyn.organisation.acts import Doing, Forbidden, Refused, act

Parts = Iterable[tuple[str, str, str]]


@act("decisions.draft_answer", on="decisions.Referral", title="Skriva remissvar")
def draft_answer(
    doing: Doing,
    referral: Referral,
    *,
    office_proposal: str = "",
    decided: str = "",
    added_text: str = "",
    parts: Parts | None = None,
    demands: Sequence[str] = (),
    decision: Decision | None = None,
) -> Answer:
    """Write, or rewrite, the body's draft. `parts` are (kind, by, text).

    With a `decision` the decided text and its addition are the decision's own words; the office's
    proposal and the parts come from it where they are not given.
    """
    doing.refuse_if(_not_now(referral, decision))
    content = Content(office_proposal, decided, added_text, _states(parts or ()), demands)
    if decision is not None:
        content = _built_on(decision, content, keep_parts=parts is not None)
    answer = referral.answers.select_for_update().filter(version=1).first()
    if answer is not None and answer.status == Answer.Status.SUBMITTED:
        raise Refused("Svaret är redan inlämnat. Rätta det i stället.")
    answer = answer or Answer(referral=referral)
    answer.decision = decision
    answering.write(answer, content)
    doing.record(referral=referral.pk, parts=len(content.parts), demands=len(content.demands))
    return answer


def _states(parts: Parts) -> list[PartState]:
    return [PartState(*part) for part in parts]


def _not_now(referral: Referral, decision: Decision | None) -> Iterator[str]:
    if referral.case is None:
        yield "Registrera remissen i ert diarium innan ni skriver svaret."
    if decision is not None and (
        decision.case_id != referral.case_id or decision.body_id != referral.body_id
    ):
        yield "Beslutet är inte fattat i remissens ärende. Välj ett beslut i det ärendet."


def _built_on(decision: Decision, content: Content, *, keep_parts: bool) -> Content:
    base = answering.of_decision(decision)
    return replace(
        base,
        office_proposal=content.office_proposal or base.office_proposal,
        parts=content.parts if keep_parts else base.parts,
        demands=content.demands,
    )


@act("decisions.submit_answer", on="decisions.Answer", title="Lämna in remissvar")
def submit_answer(doing: Doing, answer: Answer) -> Answer:
    """Hand in the answer, once. From now on everybody can read it and nobody can change it."""
    if answer.status == Answer.Status.SUBMITTED:
        raise Refused("Svaret är redan inlämnat. Rätta det i stället.")
    doing.refuse_if(answering.missing(answer))
    _submit(doing, answer)
    _log_both(doing, answer, f"{answer.referral.body} har lämnat in sitt remissvar")
    return answer


def _submit(doing: Doing, answer: Answer) -> None:
    answer.status, answer.submitted_at = Answer.Status.SUBMITTED, doing.at
    answer.save(update_fields=["status", "submitted_at"])
    doing.record(referral=answer.referral_id, version=answer.version)


def _log_both(doing: Doing, answer: Answer, text: str) -> None:
    referral = answer.referral
    log(referral.consultation.case, doing, text)
    if referral.case is not None:
        log(referral.case, doing, text)


@act("decisions.correct_answer", on="decisions.Answer", title="Rätta ett inlämnat remissvar")
def correct_answer(
    doing: Doing,
    answer: Answer,
    *,
    correction: str,
    office_proposal: str,
    decided: str,
    added_text: str,
    parts: Parts,
    demands: Sequence[str],
    decision: Decision | None = None,
) -> Answer:
    """Hand in a new version that names the one it corrects and says why. The old one stays.

    A demand in the same words keeps its treatment; so do those that the sender noted on reading.
    """
    doing.refuse_if(_not_correctable(answer, correction))
    decision = decision or answer.decision
    doing.refuse_if(_not_now(answer.referral, decision))
    content = Content(office_proposal, decided, added_text, _states(parts), demands)
    if decision is not None:
        content = _built_on(decision, content, keep_parts=True)
    version = Answer(
        referral=answer.referral,
        version=answer.version + 1,
        corrects=answer,
        correction=correction.strip(),
        decision=decision,
    )
    answering.write(version, content)
    _carry_demands(answer, version)
    doing.refuse_if(answering.missing(version))
    if not answering.changes(version):
        raise Refused("Inget är ändrat. Ändra det som ska rättas.")
    _submit(doing, version)
    doing.record(corrects=answer.version)
    text = f"{answer.referral.body} har rättat sitt remissvar (version {version.version})"
    _log_both(doing, version, text)
    return version


def _not_correctable(answer: Answer, correction: str) -> Iterator[str]:
    if answer.status != Answer.Status.SUBMITTED:
        yield "Svaret är ett utkast. Ändra det i stället för att rätta det."
    if Answer.objects.filter(corrects=answer).exists():
        yield "Svaret är redan rättat. Rätta den senaste versionen."
    if not correction.strip():
        yield "Ange vad som rättas och varför. Det visas för alla."


def _carry_demands(before: Answer, after: Answer) -> None:
    mine = {demand.text: demand for demand in after.demands.all()}
    number = len(mine)
    for old in before.demands.order_by("number"):
        demand = mine.get(old.text)
        if demand is None and old.noted_by_id != before.referral.body_id:
            number += 1
            demand = Demand(answer=after, number=number, text=old.text, noted_by_id=old.noted_by_id)
        if demand is not None:
            demand.treatment, demand.reason = old.treatment, old.reason
            demand.clause, demand.treated_on = old.clause, old.treated_on
            demand.save()


@act("decisions.note_demand", on="decisions.Answer", title="Notera ett krav i ett remissvar")
def note_demand(doing: Doing, answer: Answer, *, text: str) -> Demand:
    """The sender puts in words something that the answer asks for but does not list."""
    _refuse_unread(doing, answer)
    if not text.strip():
        raise Refused("Skriv vad svaret kräver.")
    last = answer.demands.aggregate(last=Max("number"))["last"] or 0
    demand = Demand.objects.create(
        answer=answer,
        number=last + 1,
        text=text.strip(),
        noted_by=answer.referral.consultation.sender,
    )
    doing.record(demand=demand.number)
    return demand


def _refuse_unread(doing: Doing, answer: Answer) -> None:
    """A draft is as if it were not there, for whoever is not of the body."""
    if answer.status != Answer.Status.SUBMITTED:
        raise Forbidden(f"{answer} är inte inlämnat.")
    if Answer.objects.filter(corrects=answer).exists():
        doing.refuse_if(["Svaret är rättat. Gå till den senaste versionen."])


@act("decisions.treat_demand", on="decisions.Demand", title="Hantera ett krav")
def treat_demand(
    doing: Doing, demand: Demand, *, treatment: str, reason: str, clause: str = ""
) -> Demand:
    """Say whether a demand is taken in, partly or not, why, and in which clause.

    The body that asked sees it at once. It can be decided anew; the ledger keeps what was before.
    """
    _refuse_unread(doing, demand.answer)
    doing.refuse_if(treatment_faults(treatment, reason, clause))
    before = demand.treatment
    demand.treatment, demand.reason = treatment, reason.strip()
    demand.clause = clause.strip() if treatment != Demand.Treatment.NOT else ""
    demand.treated_on = doing.day
    demand.save()
    doing.record(treatment=treatment, before=before, clause=demand.clause)
    return demand
