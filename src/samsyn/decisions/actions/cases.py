"""Diaries, cases and documents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from samsyn.decisions import registering
from samsyn.decisions.models import Case, Diary, Document
from samsyn.decisions.standing import standings
from samsyn.organisation.acts import Doing, act
from samsyn.organisation.models import Body


@act("decisions.open_diary", on="organisation.Body", title="Öppna ett diarium")
def open_diary(doing: Doing, body: Body, *, prefix: str) -> Diary:
    """Begin a body's register of cases; `prefix` are the letters before the numbers.

    A diary without cases can get other letters; with cases its letters stand.
    """
    prefix = " ".join(prefix.upper().split())
    doing.refuse_if(_prefix_faults(body, prefix))
    diary, _ = Diary.objects.update_or_create(body=body, defaults={"prefix": prefix})
    doing.record(prefix=prefix)
    return diary


def _prefix_faults(body: Body, prefix: str) -> Iterator[str]:
    if not prefix or not prefix.replace("-", "").replace(" ", "").isalnum() or len(prefix) > 20:
        yield "Ange en beteckning på högst 20 bokstäver, till exempel ”SDN-FAR”."
    taken = Diary.objects.filter(prefix=prefix).exclude(body=body).first()
    if taken is not None:
        yield f"Beteckningen {prefix} har redan {taken.body}. Välj en annan."
    if Case.objects.filter(diary__body=body).exists():
        yield f"{body} har redan ärenden i sitt diarium, så beteckningen kan inte ändras."


@act("decisions.open_case", on="organisation.Body", title="Lägga upp ett ärende")
def open_case(doing: Doing, body: Body, *, title: str) -> Case:
    """Open a case with the next number of the body's year, without a gap."""
    case = registering.open_case(body, title, on=doing.day)
    registering.log(case, doing, "Ärendet lades upp")
    doing.record(dnr=case.dnr)
    return case


@act("decisions.register_document", on="decisions.Case", title="Registrera en handling")
def register_document(
    doing: Doing,
    case: Case,
    *,
    kind: str,
    title: str,
    text: str,
    from_body: Body | None = None,
    secrecy: str = Document.Secrecy.OPEN,
    secrecy_ground: str = "",
    replaces: Document | None = None,
) -> Document:
    """Register a document with its kind and secrecy. It is never changed; a new one replaces it."""
    document = registering.register(
        case,
        kind,
        title,
        text,
        on=doing.day,
        from_body=from_body,
        secrecy=secrecy,
        secrecy_ground=secrecy_ground,
        replaces=replaces,
    )
    registering.log(case, doing, f"Handling {document.number} registrerad")
    doing.record(number=document.number, kind=kind, secrecy=secrecy)
    return document


@act("decisions.close_case", on="decisions.Case", title="Avsluta ett ärende")
def close_case(doing: Doing, case: Case) -> Case:
    """Close a case in which nothing waits any more. Its number stays."""
    doing.refuse_if(waits(case, doing.day))
    case.closed_on = doing.day
    case.save(update_fields=["closed_on"])
    registering.log(case, doing, "Ärendet avslutades")
    doing.record(dnr=case.dnr)
    return case


def waits(case: Case, day: date) -> Iterator[str]:
    """Why the case cannot be closed yet."""
    if case.closed_on is not None:
        yield f"{case.dnr} är redan avslutat."
    referral = getattr(case, "referral", None)
    if referral is not None and referral.answer is None:
        yield "Remissen i ärendet är inte besvarad. Lämna in svaret först."
    for sent in case.consultations.filter(referrals__answers_by__gte=day).distinct():
        left = sum(1 for row in standings(sent, day) if row.state in {"registered", "waiting"})
        if left:
            yield f"Remissen ”{sent}” väntar på svar från {left} organ, vars svarstid inte är slut."
    for item in case.items.filter(kind="decision", decision=None):
        yield f"”{item}” väntar på nämndens beslut."
