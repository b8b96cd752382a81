"""The steering group tells Norra's board, which asks back and is answered."""

from __future__ import annotations

import pytest

from samsyn.followup.actions import (
    answer_question,
    ask,
    compile_summary,
    freeze,
    give_feedback,
)
from samsyn.followup.models import Feedback
from samsyn.followup.promises import bodies_told, promised_to
from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Body
from tests.lillstad import Lillstad

from .conftest import group


def board() -> Body:
    return Body.objects.get(key="sdn-norra")


def sent(town: Lillstad) -> Feedback:
    karin = town.actor("karin")
    summary = compile_summary(karin, town.place("lillstad"), year=2024, text="Tryggare.")
    freeze(karin, summary)
    summary.refresh_from_db()
    return give_feedback(
        karin, group("styrgrupp/lillstad"), to_body=board(), title="Vårens arbete",
        text="Fältarbete varje helg.", summary=summary,
    )  # fmt: skip


def test_the_charter_says_who_is_told_what(town: Lillstad) -> None:
    (promise,) = promised_to(board(), town.today)
    assert (promise.by, promise.version.key) == ("Styrgruppen", "samverkan/2024")
    assert {body.key for body in bodies_told(town.today)} == {"sdn-norra", "sdn-sodra"}
    assert promised_to(Body.objects.get(key="polisen"), town.today) == []


def test_the_board_asks_and_is_answered_once(town: Lillstad) -> None:
    feedback = sent(town)
    question = ask(
        town.actor("sara"), board(), to_group=group("styrgrupp/lillstad"),
        text="Vad gav det?", feedback=feedback,
    )  # fmt: skip
    with pytest.raises(Forbidden):
        answer_question(town.actor("anna"), question, answer="Ingenting.")
    answer_question(town.actor("karin"), question, answer="Färre rån.")
    question.refresh_from_db()
    assert (question.answer, question.answered_on) == ("Färre rån.", town.today)
    with pytest.raises(Refused, match="redan besvarad"):
        answer_question(town.actor("karin"), question, answer="Fler rån.")


def test_one_asks_for_ones_own_board_alone(town: Lillstad) -> None:
    feedback, styrgrupp = sent(town), group("styrgrupp/lillstad")
    with pytest.raises(Forbidden):
        ask(town.actor("stina"), board(), to_group=styrgrupp, text="Vad gav det?")
    other = Body.objects.get(key="sdn-sodra")
    with pytest.raises(Refused, match="ett annat organ"):
        ask(town.actor("stina"), other, to_group=styrgrupp, text="Och?", feedback=feedback)


def test_an_unfrozen_summary_is_not_sent(town: Lillstad) -> None:
    karin = town.actor("karin")
    draft = compile_summary(karin, town.place("lillstad"), year=2024)
    with pytest.raises(Refused, match="Fastställ den"):
        give_feedback(
            karin, group("styrgrupp/lillstad"), to_body=board(), title="Våren", text="Ord.",
            summary=draft,
        )  # fmt: skip
    with pytest.raises(Refused, match="rubrik"):
        give_feedback(karin, group("styrgrupp/lillstad"), to_body=board(), title="", text="")
