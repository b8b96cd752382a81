"""Norra answers: in parts, once, seen by nobody else before, corrected only visibly."""

from __future__ import annotations

import pytest

from samsyn.decisions import actions
from samsyn.decisions.answering import changes, missing
from samsyn.decisions.models import Answer, Decision, Demand, Referral
from samsyn.organisation.acts import Forbidden, Refused
from tests.lillstad import Lillstad

from .conftest import PARTS, referral_to

pytestmark = pytest.mark.django_db


def rewritten(answer: Answer, **given: object) -> dict[str, object]:
    """What `correct_answer` asks for: all as it was, but for what is given."""
    as_it_was: dict[str, object] = {
        "office_proposal": answer.office_proposal,
        "decided": answer.decided,
        "added_text": answer.added_text,
        "parts": PARTS,
        "demands": [d.text for d in answer.demands.filter(noted_by=answer.referral.body)],
    }
    return {**as_it_was, **given}


def test_an_answer_holds_its_parts_apart(draft: Answer) -> None:
    assert [part.kind for part in draft.parts.all()] == [kind for kind, _, _ in PARTS]
    assert [demand.text for demand in draft.demands.all()] == [
        "En fast fältgrupp",
        "Skolan ska vara med",
    ]


def test_a_draft_is_rewritten_whole(town: Lillstad, norra: Referral, draft: Answer) -> None:
    again = actions.draft_answer(town.actor("sara"), norra, decided="Nej.", demands=["Pengar"])
    assert again.pk == draft.pk
    assert not again.parts.exists()
    assert [demand.text for demand in again.demands.all()] == ["Pengar"]


def test_nothing_is_written_before_the_consultation_is_registered(
    town: Lillstad, norra: Referral
) -> None:
    sodra = referral_to(norra.consultation, "sdn-sodra")
    with pytest.raises(Refused, match="Registrera remissen"):
        actions.draft_answer(town.actor("stina"), sodra, decided="Ja.")


def test_nobody_outside_the_board_sees_a_draft(town: Lillstad, draft: Answer) -> None:
    def sees(who: str | None) -> tuple[bool, bool]:
        actor = town.actor(who)
        answers = Answer.objects.may(actor, "decisions.read_answer")
        demands = Demand.objects.may(actor, "decisions.read_answer")
        return answers.exists(), demands.exists()

    assert sees("sara") == (True, True)
    assert [sees(who) for who in (None, "karin", "stina", "anna", "maja")] == [(False, False)] * 5
    assert draft.referral.answer is None
    with pytest.raises(Forbidden):
        actions.note_demand(town.actor("karin"), draft, text="Mer")
    actions.submit_answer(town.actor("sara"), draft)
    assert [sees(who) for who in (None, "karin", "stina")] == [(True, True)] * 3


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"decided": " "}, "vad som beslutades"),
        ({"parts": [("reservation", "", "Nej!")]}, "kommer från"),
        ({"parts": [("separate_statement", "M", " ")]}, "Skriv texten"),
    ],
)
def test_what_must_be_there_before_it_is_handed_in(
    town: Lillstad, norra: Referral, given: dict[str, object], reason: str
) -> None:
    sara = town.actor("sara")
    draft = actions.draft_answer(sara, norra, **{"decided": "Ja.", **given})
    assert len(missing(draft)) == 1
    with pytest.raises(Refused, match=reason):
        actions.submit_answer(sara, draft)


def test_it_is_handed_in_once(town: Lillstad, answer: Answer) -> None:
    sara = town.actor("sara")
    with pytest.raises(Refused, match="redan inlämnat"):
        actions.submit_answer(sara, answer)
    with pytest.raises(Refused, match="Rätta det"):
        actions.draft_answer(sara, answer.referral, decided="Nej.")
    with pytest.raises(Forbidden):
        actions.correct_answer(
            town.actor("karin"), answer, correction="Fel", **rewritten(answer, decided="Nej.")
        )


def test_a_correction_is_a_new_version_that_tells_what_and_why(
    town: Lillstad, answer: Answer
) -> None:
    sara = town.actor("sara")
    with pytest.raises(Refused, match="vad som rättas och varför"):
        actions.correct_answer(sara, answer, correction="", **rewritten(answer, decided="Nej."))
    with pytest.raises(Refused, match="Inget är ändrat"):
        actions.correct_answer(sara, answer, correction="Skrivfel", **rewritten(answer))
    text = "Nämnden tillstyrker med ändringar (§ 7)."
    second = actions.correct_answer(
        sara, answer, correction="Paragrafen saknades.", **rewritten(answer, decided=text)
    )
    assert (second.version, second.corrects, second.status) == (2, answer, "submitted")
    assert [(c.name, c.before, c.after) for c in changes(second)] == [
        ("Beslut", "Nämnden tillstyrker med ändringar.", text)
    ]
    assert answer.referral.answer == second
    with pytest.raises(Refused, match="redan rättat"):
        actions.correct_answer(sara, answer, correction="Igen", **rewritten(answer, decided="X"))


def test_each_demand_is_treated_with_a_reason_and_a_clause(town: Lillstad, answer: Answer) -> None:
    karin, demand = town.actor("karin"), answer.demands.get(number=1)
    with pytest.raises(Refused, match="Skriv skälet"):
        actions.treat_demand(karin, demand, treatment="not", reason="")
    with pytest.raises(Refused, match="Ange den klausul"):
        actions.treat_demand(karin, demand, treatment="taken_in", reason="Bra.")
    with pytest.raises(Refused, match="tas in, tas in delvis eller inte"):
        actions.treat_demand(karin, demand, treatment="kanske", reason="Bra.")
    with pytest.raises(Forbidden):
        actions.treat_demand(town.actor("sara"), demand, treatment="not", reason="Nej.")
    actions.treat_demand(
        karin, demand, treatment="taken_in", reason="Bra.", clause="lillstad/2024 § 3.5"
    )
    demand.refresh_from_db()
    assert (demand.treatment, demand.clause) == ("taken_in", "lillstad/2024 § 3.5")
    actions.treat_demand(karin, demand, treatment="not", reason="Ryms ändå.", clause="§ 9")
    demand.refresh_from_db()
    assert (demand.treatment, demand.clause) == ("not", "")


def test_the_sender_notes_what_the_board_did_not_list(town: Lillstad, answer: Answer) -> None:
    demand = actions.note_demand(town.actor("karin"), answer, text="Våld i nära relationer nämns")
    assert (demand.number, demand.noted_by.key) == (3, "kommunstyrelsen")
    with pytest.raises(Forbidden):
        actions.note_demand(town.actor("sara"), answer, text="Mer")


def test_a_correction_keeps_the_treatment_of_what_stands(town: Lillstad, answer: Answer) -> None:
    karin = town.actor("karin")
    actions.treat_demand(karin, answer.demands.get(number=1), treatment="not", reason="Dyrt.")
    noted = actions.note_demand(karin, answer, text="Mer ljus")
    actions.treat_demand(karin, noted, treatment="not", reason="Trafikkontorets.")
    second = actions.correct_answer(
        town.actor("sara"), answer, correction="Skolan stryks.",
        **rewritten(answer, demands=["En fast fältgrupp", "En skolpolis"]),
    )  # fmt: skip
    fates = {demand.text: demand.treatment for demand in second.demands.all()}
    assert fates == {"En fast fältgrupp": "not", "En skolpolis": "", "Mer ljus": "not"}
    with pytest.raises(Refused, match="senaste versionen"):
        actions.treat_demand(karin, noted, treatment="not", reason="Nej.")


def test_an_answer_built_on_the_boards_decision(
    town: Lillstad, norra: Referral, made: Decision
) -> None:
    sara = town.actor("sara")
    draft = actions.draft_answer(sara, norra, decision=made, decided="Något annat.")
    assert (draft.decided, draft.added_text) == ("Nämnden tillstyrker.", "Gruppen ska vara fast.")
    assert draft.office_proposal == "Nämnden tillstyrker."
    votes, reservation = draft.parts.all()
    assert votes.text.splitlines() == [
        "För förslaget av Förvaltningen: 1 (Sven Sosse (S))",
        "För förslaget av M: 1 (Moa Moderat (M))",
    ]
    assert (reservation.kind, reservation.by) == ("reservation", "Moa Moderat (M)")
    assert reservation.text.endswith("Till förmån för förslaget av M: Avslag.")
    Decision.objects.filter(pk=made.pk).update(final_on=None)
    draft.refresh_from_db()
    with pytest.raises(Refused, match="inte justerat"):
        actions.submit_answer(sara, draft)


def test_a_decision_of_another_case_cannot_be_answered_with(
    town: Lillstad, norra: Referral, made: Decision
) -> None:
    sodra = referral_to(norra.consultation, "sdn-sodra")
    actions.receive_referral(town.actor("stina"), sodra)
    with pytest.raises(Refused, match="inte fattat i remissens ärende"):
        actions.draft_answer(town.actor("stina"), sodra, decision=made)
