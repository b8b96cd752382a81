"""Lillstad, where every body's secretary may do all that concerns its own cases.

Karin sends for the executive board; Sara (Norra), Stina (Södra), Rut (school) and David (police)
receive and answer.
"""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.decisions import actions
from samsyn.decisions.models import (
    Answer,
    Case,
    Consultation,
    Decision,
    Document,
    Item,
    Meeting,
    Participant,
    Proposal,
    Referral,
    Statement,
    Vote,
)
from samsyn.organisation.acts import names
from samsyn.organisation.models import Body
from tests import lillstad
from tests.lillstad import Founding

ANSWERS_BY = date(2024, 4, 15)


def all_acts_of_the_room() -> tuple[str, ...]:
    return tuple(sorted(name for name in names() if name.startswith("decisions.")))


def _found() -> lillstad.Lillstad:
    return lillstad.found(body_acts=all_acts_of_the_room())


@pytest.fixture(scope="session")
def founding() -> Founding:
    return _found


def body(key: str) -> Body:
    return Body.objects.get(key=key)


def case_of(town: lillstad.Lillstad, who: str, key: str, title: str = "Överenskommelse") -> Case:
    return actions.open_case(town.actor(who), body(key), title=title)


def document_in(town: lillstad.Lillstad, who: str, case: Case, title: str = "Utkast") -> Document:
    return actions.register_document(
        town.actor(who), case, kind="agreement", title=title, text="§ 1 Trygghet."
    )


def send(town: lillstad.Lillstad, *keys: str, asks: str = "opinion") -> Consultation:
    """Karin sends the draft to the bodies (both boards when none is named)."""
    case = case_of(town, "karin", "kommunstyrelsen")
    return actions.send_consultation(
        town.actor("karin"), case, title="Ny överenskommelse", asks=asks, scope="Alla delar.",
        documents=[document_in(town, "karin", case)],
        bodies=[body(key) for key in keys or ("sdn-norra", "sdn-sodra")], answers_by=ANSWERS_BY,
    )  # fmt: skip


@pytest.fixture
def sent(town: lillstad.Lillstad) -> Consultation:
    return send(town)


def referral_to(consultation: Consultation, key: str) -> Referral:
    return consultation.referrals.get(body__key=key)


@pytest.fixture
def norra(town: lillstad.Lillstad, sent: Consultation) -> Referral:
    """The referral to Norra, registered by Sara."""
    referral = referral_to(sent, "sdn-norra")
    actions.receive_referral(town.actor("sara"), referral)
    referral.refresh_from_db()
    return referral


PARTS = [
    ("votes", "", "Bifall: 7 (S, V, MP). Avslag: 4 (M)."),
    ("reservation", "M", "Vi vill ha fler poliser."),
    ("separate_statement", "L", "Barnen glöms bort."),
    ("substitute_statement", "C", "Vi instämmer med L."),
]


@pytest.fixture
def draft(town: lillstad.Lillstad, norra: Referral) -> Answer:
    return actions.draft_answer(
        town.actor("sara"), norra, office_proposal="Nämnden tillstyrker.",
        decided="Nämnden tillstyrker med ändringar.", added_text="Fältgruppen ska vara fast.",
        parts=PARTS, demands=["En fast fältgrupp", "Skolan ska vara med"],
    )  # fmt: skip


@pytest.fixture
def answer(town: lillstad.Lillstad, draft: Answer) -> Answer:
    """Norra's answer, handed in."""
    return actions.submit_answer(town.actor("sara"), draft)


@pytest.fixture
def made(norra: Referral) -> Decision:
    """Norra's board has decided in the referral's case: one vote against, with a reservation."""
    meeting = Meeting.objects.create(body=norra.body, held_on=date(2024, 4, 2))
    people = [
        Participant.objects.create(meeting=meeting, name=name, party=party)
        for name, party in (("Sven Sosse", "S"), ("Moa Moderat", "M"))
    ]
    item = Item.objects.create(
        body=norra.body, case=norra.case, meeting=meeting, title="Remiss", paragraph=7
    )
    own, other = (
        Proposal.objects.create(item=item, text=text, by=by, by_office=by == "Förvaltningen")
        for text, by in (("Nämnden tillstyrker.", "Förvaltningen"), ("Avslag.", "M"))
    )
    for person, proposal in zip(people, (own, other), strict=True):
        Vote.objects.create(item=item, participant=person, proposal=proposal)
    said = Statement.objects.create(
        item=item, kind="reservation", in_favour_of=other, text="Vi vill ha fler poliser."
    )
    said.participants.set(people[1:])
    decision = Decision.objects.create(
        body=norra.body, case=norra.case, item=item, proposal=own, outcome="approved",
        text="Nämnden tillstyrker.", added_text="Gruppen ska vara fast.",
        decided_on=date(2024, 4, 2), final_on=date(2024, 4, 4),
    )  # fmt: skip
    Meeting.objects.filter(pk=meeting.pk).update(status="approved", approved_on=date(2024, 4, 4))
    return decision
