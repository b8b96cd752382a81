"""The pages: a board's way from consultation to answer, and what the others see meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from samsyn.decisions import actions
from samsyn.decisions.models import Answer, Case, Consultation, Decision, Referral
from tests.lillstad import Lillstad
from tests.permissions.actors import client_of

from .conftest import PARTS, case_of, document_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(town: Lillstad) -> Any:
    return lambda who: client_of(town, who)


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return response.content.decode()


def test_from_referral_to_answer(as_: Any, sent: Consultation) -> None:
    sara, url = as_("sara"), sent.referrals.get(body__key="sdn-norra").get_absolute_url()
    assert "Registrera remissen" in text(sara, url)
    sara.post(f"{url}registrera/")
    assert "SDN-NOR 20" in text(sara, url)
    words = {
        "decided": "Tillstyrker.", "votes": "7–4", "reservation_1_by": "M",
        "reservation_1_text": "Nej.", "demands": "En fast grupp\n\nMer ljus\n",
    }  # fmt: skip
    page = sara.post(f"{url}svar/", words, follow=True).content.decode()
    answer = Answer.objects.get()
    assert [demand.text for demand in answer.demands.all()] == ["En fast grupp", "Mer ljus"]
    assert "Lämna in svaret" in page
    assert "reservation_2_by" in text(sara, f"{url}svar/")
    sara.post(f"{answer.get_absolute_url()}lamna-in/")
    assert "Tillstyrker." in text(Client(), answer.get_absolute_url())


def test_a_fault_is_told_in_the_form(as_: Any, norra: Referral) -> None:
    karin = as_("karin")
    url = f"/remisser/till/{norra.pk}/forlang/"
    page = karin.post(url, {"until": "2020-01-01", "reason": "x"}).content.decode()
    assert "Svarstiden kan bara förlängas" in page


def test_a_draft_shows_nowhere(as_: Any, draft: Answer) -> None:
    board = draft.referral.consultation.get_absolute_url()
    for client in (Client(), as_("karin"), as_("stina")):
        assert "fast fältgrupp" not in text(client, board)
        assert "Registrerad" in text(client, board)
        for url in (draft.get_absolute_url(), draft.demands.all()[0].get_absolute_url()):
            assert client.get(url).status_code in {302, 404}
    for page in (f"/remisser/svar/{draft.pk}/krav/", f"/remisser/svar/{draft.pk}/ratta/"):
        assert as_("karin").get(page).status_code == 404


def test_the_board_sees_what_became_of_its_demands(
    town: Lillstad, as_: Any, answer: Answer
) -> None:
    demand = answer.demands.get(number=1)
    treat = f"{demand.get_absolute_url()}hantera/"
    words = {"treatment": "taken_in", "reason": "Gruppen blir fast.", "clause": ""}
    assert "Ange den klausul" in as_("karin").post(treat, words).content.decode()
    as_("karin").post(treat, words | {"clause": "lillstad/2024 § 3.5"})
    urls = (answer.get_absolute_url(), answer.referral.consultation.get_absolute_url())
    for client, url in [(as_("sara"), answer.referral.get_absolute_url())] + [
        (Client(), url) for url in (*urls, demand.get_absolute_url())
    ]:
        page = text(client, url)
        assert "Gruppen blir fast." in page
        assert "§ 3.5" in page


def test_a_correction_shows_what_it_changed(town: Lillstad, as_: Any, answer: Answer) -> None:
    url = f"{answer.get_absolute_url()}ratta/"
    page = as_("sara").get(url)
    form = page.context["form"]
    words = {name: form[name].value() or "" for name in form.fields}
    words |= {"correction": "Paragrafen saknades.", "decided": "Nämnden tillstyrker (§ 7)."}
    as_("sara").post(url, words)
    second = Answer.objects.get(version=2)
    assert len(second.parts.all()) == len(PARTS)
    shown = text(Client(), second.get_absolute_url())
    for words_ in ("Paragrafen saknades.", "Nämnden tillstyrker med ändringar.", "(§ 7)"):
        assert words_ in shown
    assert "Svaret är rättat" in text(Client(), answer.get_absolute_url())


def test_an_answer_built_on_a_decision_takes_its_words(
    town: Lillstad, as_: Any, norra: Referral, made: Decision
) -> None:
    url = f"/remisser/till/{norra.pk}/svar/"
    page = text(as_("sara"), f"{url}?beslut={made.pk}")
    for words in ("Nämnden tillstyrker", "Moa Moderat", "Vi vill ha fler poliser."):
        assert words in page
    assert as_("sara").get(f"{url}?beslut=999999").status_code == 404


def test_cases_are_found_by_number_and_by_words(town: Lillstad, as_: Any) -> None:
    for title in ("Överenskommelse", "Belysning"):
        case_of(town, "sara", "sdn-norra", title=title)
    other = case_of(town, "stina", "sdn-sodra", title="Södras")
    year = town.today.year
    sara = as_("sara")
    for sought, found, not_found in (
        (f"SDN-NOR {year}/1", "Överenskommelse</td>", "Belysning</td>"),
        (f"{year}/2", "Belysning</td>", "Överenskommelse</td>"),
        ("överens", "Överenskommelse</td>", "Belysning</td>"),
        ("(", "Inget ärende har", "Belysning</td>"),
    ):
        page = text(sara, f"/arenden/?q={sought}")
        assert found in page
        assert not_found not in page
    assert sara.get(other.get_absolute_url()).status_code == 404


def test_a_secret_document_is_seen_only_by_the_bodys_own(town: Lillstad, as_: Any) -> None:
    case = case_of(town, "sara", "sdn-norra")
    secret = actions.register_document(
        town.actor("sara"), case, kind="other", title="Hot mot anställd", text="Hemligt",
        secrecy="secret", secrecy_ground="OSL 18 kap. 1 §",
    )  # fmt: skip
    document_in(town, "sara", case)
    assert "Hemligt" in text(as_("sara"), secret.get_absolute_url())
    assert as_("stina").get(secret.get_absolute_url()).status_code == 404
    page = text(as_("sara"), f"/arenden/{case.pk}/remiss/")
    assert "Hot mot anställd" not in page
    assert Case.objects.get(pk=case.pk).documents.count() == 2
