"""Consultations: sent by one body, received by many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from samsyn.decisions import sending
from samsyn.decisions.models import Case, Consultation, Document, Referral, ReferralEvent
from samsyn.decisions.registering import log, open_case, register
from samsyn.decisions.standing import is_answered
from samsyn.organisation.acts import Doing, act
from samsyn.organisation.models import Body


@act("decisions.send_consultation", on="decisions.Case", title="Sända på remiss")
def send_consultation(
    doing: Doing,
    case: Case,
    *,
    title: str,
    asks: str,
    scope: str,
    documents: Sequence[Document],
    bodies: Sequence[Body],
    answers_by: date,
) -> Consultation:
    """Send documents of the case to the chosen bodies, to all at once (förvaltningslagen 26 §)."""
    sent = sending.send(
        case,
        title=title,
        asks=asks,
        scope=scope,
        documents=documents,
        bodies=bodies,
        on=doing.day,
        answers_by=answers_by,
    )
    doing.record(
        consultation=sent.pk,
        documents=[document.number for document in documents],
        bodies=[body.key for body in bodies],
        answers_by=str(answers_by),
    )
    return sent


@act("decisions.remind", on="decisions.Referral", title="Påminna om remissvar")
def remind(doing: Doing, referral: Referral, *, text: str = "") -> ReferralEvent:
    """Remind a body that its answer is awaited. It sees the reminder on its page."""
    doing.refuse_if(_already_answered(referral))
    event = ReferralEvent.objects.create(
        referral=referral, kind=ReferralEvent.Kind.REMINDER, on=doing.day, text=text.strip()
    )
    log(referral.consultation.case, doing, f"Påminnelse till {referral.body}")
    doing.record(body=referral.body.key)
    return event


@act("decisions.extend_deadline", on="decisions.Referral", title="Förlänga svarstiden")
def extend_deadline(doing: Doing, referral: Referral, *, until: date, reason: str) -> ReferralEvent:
    """Give a body more time. `until` is its new last day; the reason is shown to everybody."""
    doing.refuse_if(_already_answered(referral))
    doing.refuse_if(_extension_faults(referral, until, reason, doing.day))
    referral.answers_by = until
    referral.save(update_fields=["answers_by"])
    event = ReferralEvent.objects.create(
        referral=referral,
        kind=ReferralEvent.Kind.EXTENSION,
        on=doing.day,
        until=until,
        text=reason.strip(),
    )
    log(referral.consultation.case, doing, f"{referral.body} får svara senast {until}")
    doing.record(body=referral.body.key, until=str(until))
    return event


def _already_answered(referral: Referral) -> Iterator[str]:
    if is_answered(referral):
        yield f"{referral.body} har redan svarat."


def _extension_faults(referral: Referral, until: date, reason: str, day: date) -> Iterator[str]:
    if until <= referral.answers_by or until < day:
        yield f"Välj en dag efter {max(referral.answers_by, day)}. Svarstiden kan bara förlängas."
    if not reason.strip():
        yield "Ange skälet till att svarstiden förlängs."


@act("decisions.receive_referral", on="decisions.Referral", title="Registrera en remiss")
def receive_referral(doing: Doing, referral: Referral) -> Case:
    """Register the consultation in the body's own diary: a case with copies of the documents."""
    if referral.case is not None:
        doing.refuse_if([f"Remissen är redan registrerad som {referral.case.dnr}."])
    sent = referral.consultation
    case = open_case(referral.body, f"Remiss: {sent.title}", on=doing.day)
    for document in sent.documents.order_by("number"):
        register(
            case,
            document.kind,
            document.title,
            document.text,
            on=doing.day,
            data=document.data,
            ref=document.ref,
            from_body=sent.sender,
        )
    referral.case = case
    referral.save(update_fields=["case"])
    log(case, doing, f"Remiss inkom från {sent.sender}, dnr {sent.case.dnr}")
    log(sent.case, doing, f"{referral.body} har registrerat remissen, dnr {case.dnr}")
    doing.record(dnr=case.dnr)
    return case
