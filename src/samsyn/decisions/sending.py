"""Sending a consultation (remiss): one frozen text, to all at the same time.

Förvaltningslagen (2017:900) 26 §: a consultation says what the answer shall cover and by when.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from samsyn.decisions.models import Case, Consultation, Document, Referral
from samsyn.decisions.registering import log
from samsyn.organisation.acts import require_act
from samsyn.organisation.models import Body


def send(
    case: Case,
    *,
    title: str,
    asks: str,
    scope: str,
    documents: Iterable[Document],
    bodies: Iterable[Body],
    on: date,
    answers_by: date,
    ref: str = "",
) -> Consultation:
    """Send registered documents to the bodies, each with the same scope and deadline.

    What is sent is public from then on, so only open documents can be sent; they are never
    changed, so everybody answers the same text.
    """
    doing = require_act()
    documents, bodies = list(dict.fromkeys(documents)), list(dict.fromkeys(bodies))
    doing.refuse_if(
        [
            *_faults_of_words(title, asks, scope),
            *_faults_of_documents(case, documents),
            *_faults_of_bodies(bodies, on, answers_by),
        ]
    )
    consultation = Consultation.objects.create(
        case=case,
        title=title.strip()[:200],
        asks=asks,
        scope=scope.strip(),
        ref=ref,
        sent_on=on,
        answers_by=answers_by,
    )
    consultation.documents.set(documents)
    Referral.objects.bulk_create(
        Referral(consultation=consultation, body=body, answers_by=answers_by) for body in bodies
    )
    log(case, doing, f"Remiss sänd till {len(bodies)} organ, svar senast {answers_by}: {title}")
    return consultation


def _faults_of_words(title: str, asks: str, scope: str) -> Iterator[str]:
    if not title.strip():
        yield "Ange en rubrik för remissen."
    if asks not in Consultation.Asks.values:
        yield "Välj om ni ber om yttrande eller beslut."
    if not scope.strip():
        yield "Ange vad svaret ska omfatta (förvaltningslagen 26 §)."


def _faults_of_documents(case: Case, documents: Sequence[Document]) -> Iterator[str]:
    if case.closed_on is not None:
        yield f"Ärendet {case.dnr} är avslutat. Lägg upp ett nytt ärende för remissen."
    if not documents:
        yield "Välj minst en handling att sända. Registrera den i ärendet först."
    for document in documents:
        if document.case_id != case.pk:
            yield f"”{document}” hör till ett annat ärende. Registrera den i {case.dnr} först."
        elif document.secrecy != Document.Secrecy.OPEN:
            yield (
                f"”{document}” är {document.get_secrecy_display()}, och det som sänds på remiss "
                "blir offentligt. Registrera en öppen version och sänd den."
            )


def _faults_of_bodies(bodies: Sequence[Body], on: date, answers_by: date) -> Iterator[str]:
    if not bodies:
        yield "Välj minst ett organ som ska svara."
    for body in bodies:
        if not body.holds(on):
            yield f"{body} finns inte den {on}. Välj det organ som har tagit över."
    if answers_by <= on:
        yield "Svarstiden måste sluta efter dagen då remissen sänds. Välj en senare dag."
