"""The body's register: cases, documents, log. For acts of this room and of the rooms above it.

Offentlighets- och sekretesslagen (2009:400) 5 kap. 1–2 §§: what comes in and what is drawn up is
registered, with day, number, from whom and about what.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Max

from samsyn.decisions.models import Case, CaseEvent, Diary, Document
from samsyn.organisation.acts import Doing, Refused, require_act
from samsyn.organisation.models import Body

OPEN, SECRET = Document.Secrecy.OPEN, Document.Secrecy.SECRET


def diary_of(body: Body) -> Diary:
    """The body's diary; it begins when first needed, with letters from the body's name."""
    require_act()
    found = Diary.objects.filter(body=body).first()
    return found or Diary.objects.create(body=body, prefix=free_prefix(body))


def free_prefix(body: Body) -> str:
    """The first of `prefixes` that no other diary has."""
    taken = set(Diary.objects.values_list("prefix", flat=True))
    return next(prefix for prefix in prefixes(body) if prefix not in taken)


def prefixes(body: Body) -> Iterator[str]:
    """`KS`, `POL`, `SDN-FAR`, `POL-GLO`: as short as can be, longer while others have them."""
    kinds = Body.Kind
    given = {kinds.EXECUTIVE_BOARD: "KS", kinds.CITY_COUNCIL: "KF", kinds.POLICE_REGION: "POL"}
    if body.kind in given:
        yield given[kinds(body.kind)]
    before = "SDN-" if body.kind == kinds.DISTRICT_BOARD else "POL-" if body.is_police else ""
    name = body.name.rpartition(" ")[2] if body.is_police else body.name
    letters = "".join(letter for letter in name.upper() if letter.isalpha()) or "ORG"
    for length in range(3, min(len(letters), 12) + 1):
        yield f"{before}{letters[:length]}"
    number = 2
    while True:
        yield f"{before}{letters[:6]}{number}"
        number += 1


def open_case(body: Body, title: str, *, on: date) -> Case:
    """Give a matter the next number of the body's year.

    The diary is held until the act is done, so two cases at once follow one after the other, and a
    number whose act came to nothing is given to the next: there are no gaps.
    """
    require_act()
    if not title.strip():
        raise Refused("Ange vad ärendet gäller.")
    diary = Diary.objects.select_for_update(no_key=True).get(pk=diary_of(body).pk)
    last = diary.cases.filter(year=on.year).aggregate(last=Max("number"))["last"] or 0
    return Case.objects.create(
        diary=diary, year=on.year, number=last + 1, title=title.strip()[:200], opened_on=on
    )


def register(
    case: Case,
    kind: str,
    title: str,
    text: str,
    *,
    on: date,
    data: str = "",
    ref: str = "",
    from_body: Body | None = None,
    secrecy: str = OPEN,
    secrecy_ground: str = "",
    replaces: Document | None = None,
) -> Document:
    """Put a document into a case. It is never changed; a new wording `replaces` the old one."""
    require_act().refuse_if(
        [
            *_faults_of_case(case, replaces),
            *_faults_of_words(title, text),
            *_faults_of_secrecy(kind, secrecy, secrecy_ground),
        ]
    )
    Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    last = case.documents.aggregate(last=Max("number"))["last"] or 0
    return Document.objects.create(
        case=case,
        number=last + 1,
        version=replaces.version + 1 if replaces else 1,
        replaces=replaces,
        kind=kind,
        title=title.strip()[:200],
        text=text,
        data=data,
        ref=ref,
        from_body=from_body,
        registered_on=on,
        secrecy=secrecy,
        secrecy_ground=secrecy_ground.strip() if secrecy == SECRET else "",
    )


def _faults_of_case(case: Case, replaces: Document | None) -> Iterator[str]:
    if case.closed_on is not None:
        yield f"Ärendet {case.dnr} är avslutat. Lägg upp ett nytt ärende för handlingen."
    if replaces is not None and replaces.case_id != case.pk:
        yield "Den nya versionen hör till ett annat ärende. Registrera den där."
    if replaces is not None and Document.objects.filter(replaces=replaces).exists():
        yield f"”{replaces}” har redan en senare version. Utgå från den."


def _faults_of_words(title: str, text: str) -> Iterator[str]:
    if not title.strip() or not text.strip():
        yield "Ange handlingens rubrik och text."


def _faults_of_secrecy(kind: str, secrecy: str, ground: str) -> Iterator[str]:
    if kind not in Document.Kind.values or secrecy not in Document.Secrecy.values:
        yield "Välj ett slag av handling och om den är öppen, arbetsmaterial eller sekretess."
    if secrecy == SECRET and not ground.strip():
        yield "Ange vilken bestämmelse sekretessen stöds på, till exempel ”OSL 18 kap. 1 §”."


def log(case: Case, doing: Doing, text: str) -> CaseEvent:
    """A line in the case's log, by the seat whose act it is."""
    require_act()
    return CaseEvent.objects.create(
        case=case, at=doing.at, text=text[:300], by=doing.authority.seat[:300]
    )
