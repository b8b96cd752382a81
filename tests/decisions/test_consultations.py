"""Karin sends a draft on consultation; the boards receive it, are reminded and get more time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from samsyn.decisions import actions
from samsyn.decisions.models import Answer, Consultation, Document, Referral
from samsyn.decisions.standing import picture, standings
from samsyn.organisation.acts import Forbidden, Refused
from tests.lillstad import Lillstad

from .conftest import ANSWERS_BY, body, case_of, document_in, referral_to, send

pytestmark = pytest.mark.django_db


def test_all_get_the_same_text_at_the_same_time(town: Lillstad, sent: Consultation) -> None:
    referrals = sent.referrals.all()
    assert {referral.body.key for referral in referrals} == {"sdn-norra", "sdn-sodra"}
    assert {referral.answers_by for referral in referrals} == {ANSWERS_BY}
    assert sent.case.events.filter(text__startswith="Remiss sänd till 2 organ").exists()


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"title": " "}, "rubrik"),
        ({"asks": "svar"}, "yttrande eller beslut"),
        ({"scope": ""}, "vad svaret ska omfatta"),
        ({"documents": []}, "minst en handling"),
        ({"bodies": []}, "minst ett organ"),
        ({"answers_by": date(2024, 3, 15)}, "senare dag"),
    ],
)
def test_what_a_consultation_must_say(
    town: Lillstad, given: dict[str, object], reason: str
) -> None:
    case = case_of(town, "karin", "kommunstyrelsen")
    words = {
        "title": "Remiss", "asks": "opinion", "scope": "Allt.", "answers_by": ANSWERS_BY,
        "documents": [document_in(town, "karin", case)], "bodies": [body("sdn-norra")],
    }  # fmt: skip
    with pytest.raises(Refused, match=reason):
        actions.send_consultation(town.actor("karin"), case, **{**words, **given})
    assert not Consultation.objects.exists()


def test_only_open_documents_of_the_case_are_sent(town: Lillstad) -> None:
    karin, case = town.actor("karin"), case_of(town, "karin", "kommunstyrelsen")
    secret = actions.register_document(
        karin, case, kind="other", title="Hot", text="…", secrecy="secret",
        secrecy_ground="OSL 18 kap. 1 §",
    )  # fmt: skip
    elsewhere = document_in(town, "karin", case_of(town, "karin", "kommunstyrelsen"))
    for document, reason in ((secret, "blir offentligt"), (elsewhere, "annat ärende")):
        with pytest.raises(Refused, match=reason):
            actions.send_consultation(
                karin, case, title="R", asks="opinion", scope="Allt.", documents=[document],
                bodies=[body("sdn-norra")], answers_by=ANSWERS_BY,
            )  # fmt: skip


def test_what_has_been_sent_can_be_read_by_all_and_the_rest_of_the_case_by_none(
    town: Lillstad, sent: Consultation
) -> None:
    document_in(town, "karin", sent.case, title="Arbetspapper")
    nobody = town.actor(None)
    seen = Document.objects.may(nobody, "decisions.read_case")
    assert [document.title for document in seen] == ["Utkast"]
    assert Consultation.objects.may(nobody, "decisions.read_consultation").get() == sent


def test_the_board_registers_it_as_a_case_of_its_own_with_the_documents(
    town: Lillstad, norra: Referral
) -> None:
    case = norra.case
    assert case is not None
    assert case.dnr == "SDN-NOR 2024/1"
    copy = case.documents.get()
    original = norra.consultation.documents.get()
    assert (copy.text, copy.ref, copy.from_body) == (
        original.text,
        original.ref,
        body("kommunstyrelsen"),
    )
    with pytest.raises(Refused, match="redan registrerad som SDN-NOR 2024/1"):
        actions.receive_referral(town.actor("sara"), norra)
    with pytest.raises(Refused, match="inte besvarad"):
        actions.close_case(town.actor("sara"), case)


def test_nobody_registers_for_another_board(town: Lillstad, sent: Consultation) -> None:
    with pytest.raises(Forbidden):
        actions.receive_referral(town.actor("stina"), referral_to(sent, "sdn-norra"))


def test_the_sender_reminds_and_gives_more_time(town: Lillstad, norra: Referral) -> None:
    karin = town.actor("karin")
    actions.remind(karin, norra, text="Vi behöver ert svar.")
    with pytest.raises(Refused, match="kan bara förlängas"):
        actions.extend_deadline(karin, norra, until=ANSWERS_BY, reason="Sommar")
    with pytest.raises(Refused, match="Ange skälet"):
        actions.extend_deadline(karin, norra, until=ANSWERS_BY + timedelta(9), reason=" ")
    actions.extend_deadline(karin, norra, until=ANSWERS_BY + timedelta(9), reason="Nämnden ses då.")
    norra.refresh_from_db()
    assert norra.answers_by == ANSWERS_BY + timedelta(9)
    assert [event.kind for event in norra.events.all()] == ["reminder", "extension"]
    with pytest.raises(Forbidden):
        actions.remind(town.actor("sara"), norra)


def test_who_has_answered_is_not_reminded(town: Lillstad, answer: Answer) -> None:
    with pytest.raises(Refused, match="har redan svarat"):
        actions.remind(town.actor("karin"), answer.referral)


def test_the_status_board(town: Lillstad) -> None:
    sent = send(town, "sdn-norra", "sdn-sodra", "skolforvaltningen", "polisen")
    for who, key in (("sara", "sdn-norra"), ("stina", "sdn-sodra")):
        actions.receive_referral(town.actor(who), referral_to(sent, key))
    sara, norra = town.actor("sara"), referral_to(sent, "sdn-norra")
    actions.submit_answer(sara, actions.draft_answer(sara, norra, decided="Ja."))
    actions.draft_answer(town.actor("stina"), referral_to(sent, "sdn-sodra"), decided="Nej.")
    later = ANSWERS_BY + timedelta(9)
    actions.extend_deadline(
        town.actor("karin"), referral_to(sent, "polisen"), until=later, reason="Begärt"
    )

    def board(day: date) -> dict[str, tuple[str, str]]:
        return {row.referral.body.key: (row.state, row.time) for row in standings(sent, day)}

    assert board(ANSWERS_BY - timedelta(1)) == {
        "sdn-norra": ("answered", ""),
        "sdn-sodra": ("registered", "1 dag kvar"),
        "skolforvaltningen": ("waiting", "1 dag kvar"),
        "polisen": ("waiting", "10 dagar kvar"),
    }
    assert board(ANSWERS_BY)["skolforvaltningen"] == ("waiting", "sista dagen i dag")
    assert board(ANSWERS_BY + timedelta(2))["sdn-sodra"] == ("late", "2 dagar sen")
    figure = picture(standings(sent, ANSWERS_BY + timedelta(2)))
    assert [row[1] for row in figure.table().rows] == ["1", "0", "1", "2"]


def test_the_senders_case_stays_open_while_there_is_time_to_answer(
    town: Lillstad, sent: Consultation
) -> None:
    with pytest.raises(Refused, match="väntar på svar från 2 organ"):
        actions.close_case(town.actor("karin"), sent.case)
    town.today = ANSWERS_BY + timedelta(1)
    assert actions.close_case(town.actor("karin"), sent.case).closed_on == town.today
