"""What awaits each person, room by room; and whoever takes over a seat finds all of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from samsyn.decisions import actions
from samsyn.decisions.models import Consultation, Meeting, Referral
from samsyn.organisation.actions import appoint, end_tenure
from samsyn.organisation.models import Tenure
from samsyn.plans.models import Measure
from samsyn.project.desk.awaits import Errand, errands
from tests import lillstad
from tests.decisions.conftest import all_acts_of_the_room, body, case_of, document_in, send
from tests.lillstad import Lillstad
from tests.permissions.actors import client_of
from tests.permissions.town import matrix_town


@pytest.fixture
def boards(db: None) -> Lillstad:
    return lillstad.found(body_acts=all_acts_of_the_room())


@pytest.fixture
def sent(boards: Lillstad) -> Consultation:
    return send(boards, "sdn-norra")


@pytest.fixture
def full(db: None) -> Lillstad:
    return matrix_town()


def awaiting(town: Lillstad, name: str) -> dict[str, Errand]:
    """Without the seats that nobody holds."""
    found = errands(town.actor(name))
    return {e.title: e for e in found if not e.title.startswith("Tillsätt")}


def hand_over(town: Lillstad, name: str, to: str) -> None:
    """Every seat that one holds today is held by another from today on."""
    karin = town.actor("karin")
    for tenure in Tenure.objects.on(town.today).filter(person=town.people[name]):
        end_tenure(karin, tenure, on=town.today, decided="KS 2024/7")
        appoint(
            karin, tenure.seat, town.people[to], since=town.today, decided="KS 2024/7",
            as_deputy=tenure.as_deputy,
        )  # fmt: skip


# decisions ---------------------------------------------------------------------------------------


def test_sara_is_to_receive_what_was_sent_and_then_to_answer_it(
    boards: Lillstad, sent: Consultation
) -> None:
    referral = Referral.objects.get()
    (first,) = awaiting(boards, "sara").values()
    assert first.title == "Ta emot: Ny överenskommelse"
    assert (first.due, first.url) == (date(2024, 4, 15), referral.get_absolute_url())
    actions.receive_referral(boards.actor("sara"), referral)
    assert list(awaiting(boards, "sara")) == ["Svara: Ny överenskommelse"]
    assert awaiting(boards, "stina") == {}


def test_a_longer_time_is_the_time_that_counts(boards: Lillstad, sent: Consultation) -> None:
    longer = date(2024, 5, 2)
    actions.extend_deadline(
        boards.actor("karin"), Referral.objects.get(), until=longer, reason="Sommar."
    )
    (one,) = awaiting(boards, "sara").values()
    assert one.due == longer


def test_karin_is_to_treat_what_the_answers_demand(boards: Lillstad, sent: Consultation) -> None:
    sara, referral = boards.actor("sara"), Referral.objects.get()
    actions.receive_referral(sara, referral)
    answer = actions.draft_answer(
        sara, referral, office_proposal="Vi instämmer.", decided="Nämnden instämmer.",
        added_text="", parts=[], demands=["Fler fritidsgårdar.", "Fler kommunpoliser."],
    )  # fmt: skip
    assert awaiting(boards, "karin") == {}
    actions.submit_answer(sara, answer)
    assert awaiting(boards, "sara") == {}
    (one,) = awaiting(boards, "karin").values()
    assert one.url == answer.get_absolute_url()
    assert one.note.startswith("2 krav")
    for demand in answer.demands.all():
        actions.treat_demand(
            boards.actor("karin"), demand, treatment="not", reason="Ryms inte.", clause=""
        )
    assert awaiting(boards, "karin") == {}


def test_minutes_are_to_be_approved_within_fourteen_days(boards: Lillstad) -> None:
    day = boards.today
    meeting = actions.plan_meeting(boards.actor("sara"), body("sdn-norra"), held_on=day)
    assert list(awaiting(boards, "sara")) == ["Sammanträde: Norra stadsdelsnämnd"]
    Meeting.objects.update(status="ended", ended_at=lillstad.at(day))
    (one,) = awaiting(boards, "sara").values()
    assert one.title == "Justera protokollet: Norra stadsdelsnämnd"
    assert (one.due, one.url) == (day + timedelta(14), meeting.get_absolute_url())


def test_a_matter_without_a_meeting_asks_for_one(boards: Lillstad) -> None:
    case = case_of(boards, "sara", "sdn-norra")
    document_in(boards, "sara", case)
    actions.add_item(
        boards.actor("sara"), case, title="Svar på remiss", background="", proposals=[]
    )
    assert list(awaiting(boards, "sara")) == ["Planera sammanträde för: Svar på remiss"]
    actions.plan_meeting(boards.actor("sara"), body("sdn-norra"), held_on=boards.today)
    assert "Planera sammanträde för: Svar på remiss" not in awaiting(boards, "sara")


def test_saras_successor_finds_all_that_awaited_her(boards: Lillstad, sent: Consultation) -> None:
    actions.plan_meeting(boards.actor("sara"), body("sdn-norra"), held_on=boards.today)
    before = errands(boards.actor("sara"))
    assert len(before) == 2
    hand_over(boards, "sara", "olle")
    assert errands(boards.actor("olle")) == before
    assert errands(boards.actor("sara")) == []


# plans and follow-up -----------------------------------------------------------------------------


def test_anna_is_awaited_by_the_measures_of_her_seat_as_they_fall_due(full: Lillstad) -> None:
    seat = full.seat("lokal-styrgrupp/norra", "chef")
    measure = Measure.objects.filter(plan__status="decided", seat=seat).order_by("pk")[0]
    for days, found in ((-3, True), (30, True), (200, False)):
        Measure.objects.filter(pk=measure.pk).update(due=full.today + timedelta(days))
        mine = awaiting(full, "anna").get(f"Åtgärd: {measure}")
        assert (mine is not None) is found
        if mine:
            assert mine.url == measure.get_absolute_url()
            assert ("Skulle ha varit klar" in mine.note) is (days < 0)
    assert f"Åtgärd: {measure}" not in awaiting(full, "cecilia")


def test_the_most_pressing_day_comes_first_and_every_errand_leads_somewhere(
    full: Lillstad,
) -> None:
    for name in ("karin", "anna", "sara"):
        found = errands(full.actor(name))
        dues = [e.due for e in found if e.due]
        assert dues == sorted(dues)
        assert [e.due for e in found[: len(dues)]] == dues
        client = client_of(full, name)
        for errand in found:
            assert client.get(errand.url).status_code == 200, errand


def test_reports_and_questions_await_those_who_give_and_those_who_receive(full: Lillstad) -> None:
    everybody = {n: awaiting(full, n) for n in ("karin", "anna", "cecilia", "sara")}
    titles = {title for found in everybody.values() for title in found}
    assert any(title.startswith("Ta emot: ") for title in titles)
    assert any(title.startswith("Svara: Fråga från") for title in titles)
    owed = [e for e in everybody["anna"].values() if e.note.split(".")[0] in STATES]
    assert owed and all(e.due for e in owed)


STATES = {"Inte påbörjad", "Påbörjad", "Återbegärd"}


def test_annas_successor_finds_all_that_awaited_her(full: Lillstad) -> None:
    Measure.objects.filter(plan__status="decided").update(due=full.today)
    before = errands(full.actor("anna"))
    assert len(before) > 2
    hand_over(full, "anna", "olle")
    assert errands(full.actor("olle")) == before
    assert errands(full.actor("anna")) == []
