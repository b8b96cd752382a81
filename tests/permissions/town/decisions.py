"""A consultation from the executive board: Norra has answered, Södra has a draft."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from samsyn.decisions import actions
from samsyn.decisions.models import Answer, Case, Consultation, Document, Referral
from samsyn.organisation.acts import names
from samsyn.organisation.models import Body
from tests.lillstad import Lillstad

BODY = tuple(sorted(name for name in names() if name.startswith("decisions.")))
SECRETARIES = {"norra": "sara", "sodra": "stina"}
ANSWERS = {"norra": "submitted", "sodra": "draft"}
CASE_PAGES = ("case", "register_document", "send_consultation", "close_case")
REFERRAL_PAGES = ("referral", "receive_referral", "draft_answer", "remind", "extend_deadline")
ANSWER_PAGES = ("answer", "submit_answer", "correct_answer", "note_demand")
DEMAND_PAGES = ("demand", "treat_demand")

Cases = dict[str, dict[str, dict[str, Any]]]


def furnish(town: Lillstad) -> None:
    karin, board = town.actor("karin"), Body.objects.get(key="kommunstyrelsen")
    case = actions.open_case(karin, board, title="Ny överenskommelse")
    words: dict[str, Any] = {"kind": "agreement", "text": "§ 1 Trygghet."}
    sent = actions.register_document(karin, case, title="Utkast", **words)
    actions.register_document(
        karin, case, title="Hot", secrecy="secret", secrecy_ground="OSL 18 kap. 1 §", **words
    )
    consultation = actions.send_consultation(
        karin, case, title="Ny överenskommelse", asks="opinion", scope="Allt.", documents=[sent],
        bodies=[Body.objects.get(key=f"sdn-{key}") for key in SECRETARIES],
        answers_by=town.today + timedelta(30),
    )  # fmt: skip
    for district, who in SECRETARIES.items():
        referral = consultation.referrals.get(body__key=f"sdn-{district}")
        actions.receive_referral(town.actor(who), referral)
        answer = actions.draft_answer(
            town.actor(who), referral, decided="Nämnden tillstyrker.", demands=["En fast grupp"]
        )
        if ANSWERS[district] == "submitted":
            actions.submit_answer(town.actor(who), answer)


def objects(town: Lillstad) -> Cases:
    sent = Consultation.objects.get()
    found: Cases = {"decisions:consultation": {"sent": {"pk": sent.pk}}}
    _add(found, CASE_PAGES, "ks", sent.case)
    for secrecy, name in (("open", "sent"), ("secret", "secret")):
        _add(found, ("document",), name, sent.case.documents.get(secrecy=secrecy))
    for district, status in ANSWERS.items():
        referral = Referral.objects.get(body__key=f"sdn-{district}")
        answer = Answer.objects.get(referral=referral)
        assert answer.status == status
        _add(found, CASE_PAGES, district, Case.objects.get(referral=referral))
        _add(found, ("document",), district, Document.objects.get(case__referral=referral))
        _add(found, REFERRAL_PAGES, district, referral)
        _add(found, ANSWER_PAGES, status, answer)
        _add(found, DEMAND_PAGES, status, answer.demands.get())
    return found


def _add(found: Cases, pages: tuple[str, ...], case: str, thing: Any) -> None:
    for page in pages:
        found.setdefault(f"decisions:{page}", {})[case] = {"pk": thing.pk}
