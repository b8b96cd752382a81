"""A version is sent to others: on consultation for opinions, then to its parties for decision."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from samsyn.agreements import presenting
from samsyn.agreements.charter.wording import in_words
from samsyn.agreements.models import Version
from samsyn.decisions.models import Case, Consultation, Document
from samsyn.decisions.registering import open_case, register
from samsyn.decisions.sending import send
from samsyn.organisation.acts import Doing, Refused, act
from samsyn.organisation.models import Body

SCOPE = "Ta ställning till förslaget. Ange vad som bör ändras, i vilken klausul och varför."


def leading_board(version: Version, day: date) -> Body:
    """The board that leads the work: kommunstyrelsen (lag 2023:196 13 §)."""
    boards = Body.objects.on(day).filter(kind=Body.Kind.EXECUTIVE_BOARD)
    board: Body | None = boards.filter(place=version.agreement.city).first()
    if board is None:
        raise Refused("Staden har ingen kommunstyrelse som kan sända den. Registrera den först.")
    return board


@act("agreements.consult", on="agreements.Version", title="Sända på remiss")
def consult(
    doing: Doing, version: Version, *, bodies: Iterable[Body], answers_by: date, scope: str = SCOPE
) -> Consultation:
    """Send a draft to several bodies at once for their opinion (förvaltningslagen 26 §).

    What they are sent is frozen: the text and the charter are registered as documents in a case
    of kommunstyrelsen.
    """
    if version.status != Version.Status.DRAFT:
        raise Refused("Bara ett utkast kan sändas på remiss.")
    version.consultation = _send(
        doing, version, Consultation.Asks.OPINION, bodies=bodies, answers_by=answers_by, scope=scope
    )
    version.status = Version.Status.CONSULTATION
    version.consulted_on, version.answers_by = doing.day, answers_by
    version.save()
    doing.record(version=version.key, answers_by=answers_by)
    return version.consultation


@act("agreements.put_forward", on="agreements.Version", title="Lägga fram för parternas beslut")
def put_forward(doing: Doing, version: Version, *, answers_by: date) -> Consultation:
    """Send the final wording to the parties for their decisions."""
    parties = [party.body for party in version.document.parties]
    doing.refuse_if(
        reason
        for broken, reason in (
            (version.status not in Version.ON_THE_WAY, f"{version.key} är redan antagen."),
            (version.proposal is not None, f"{version.key} ligger redan hos parterna."),
            (not parties, f"{version.key} har inga parter. Skriv in dem i stadgan."),
        )
        if broken
    )
    version.proposal = _send(
        doing,
        version,
        Consultation.Asks.DECISION,
        bodies=Body.objects.filter(key__in=parties),
        answers_by=answers_by,
        scope=f"Besluta om att anta {version.title}.",
    )
    version.save()
    doing.record(version=version.key, answers_by=answers_by)
    return version.proposal


def _send(
    doing: Doing,
    version: Version,
    asks: Consultation.Asks,
    *,
    bodies: Iterable[Body],
    answers_by: date,
    scope: str,
) -> Consultation:
    board = leading_board(version, doing.day)
    case = open_case(board, version.title, on=doing.day)
    consultation = send(
        case,
        title=version.title,
        asks=asks,
        scope=scope,
        documents=[_frozen(case, version, doing.day)],
        bodies=bodies,
        on=doing.day,
        answers_by=answers_by,
        ref=version.ref,
    )
    # kommunstyrelsen needs no letter from itself: it decides in the case it already has
    consultation.referrals.filter(body=board).update(case=case)
    return consultation


def _frozen(case: Case, version: Version, day: date) -> Document:
    """The version as it reads now, in words and as the charter that would be carried out."""
    return register(
        case,
        Document.Kind.AGREEMENT,
        version.title,
        in_words(version.document, presenting.names(version.document)),
        on=day,
        data=version.text,
        ref=version.ref,
    )
