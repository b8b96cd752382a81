"""Norra reports what its agreement asks for; Södra does not, and both ends see it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from samsyn.followup.actions import accept_report, ask_back, submit_report, write_report
from samsyn.followup.models import Report
from samsyn.followup.owing import owed
from samsyn.organisation.actions import appoint, end_tenure
from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Tenure
from samsyn.situation.models.pictures import Frozen
from tests.lillstad import Lillstad

from .conftest import DUE, duty, group


def write(town: Lillstad, text: str = "Fältarbete varje helg.", who: str = "anna") -> Report:
    return write_report(town.actor(who), duty("norra"), due=DUE, text=text)


def given(town: Lillstad, text: str = "Fältarbete varje helg.") -> Report:
    return submit_report(town.actor("anna"), write(town, text))


def test_it_is_prefilled_and_frozen_when_submitted(town: Lillstad) -> None:
    report = write(town)
    assert (report.since, report.until) == (date(2024, 4, 1), date(2024, 6, 1))
    assert report.content is None
    submit_report(town.actor("anna"), report)
    report.refresh_from_db()
    assert report.status == "submitted"
    assert report.content is not None
    assert report.content["duty"]["to"] == "Styrgruppen"
    assert report.content["duty"]["by"] == "Lokal grupp, Norra"
    assert report.submitted_by.startswith("Stadsdelsdirektör")
    report.text = "Något annat."
    with pytest.raises(Frozen):
        report.save()
    with pytest.raises(Frozen):
        Report.objects.update(text="Något annat.")


def test_only_those_who_owe_it_write_it(town: Lillstad) -> None:
    for who in ("cecilia", "karin", "sara", "olle"):
        with pytest.raises(Forbidden):
            write(town, who=who)


def test_nobody_else_sees_a_draft(town: Lillstad) -> None:
    report = write(town)
    seen = {
        who: Report.objects.may(town.actor(who), "followup.read_report").filter(pk=report.pk)
        for who in ("anna", "bjorn", "karin", "cecilia", "olle")
    }
    assert {who for who, rows in seen.items() if rows.exists()} == {"anna", "bjorn"}
    submit_report(town.actor("bjorn"), report)
    assert {who for who, rows in seen.items() if rows.all().exists()} == {"anna", "bjorn", "karin"}


def test_a_day_that_the_duty_does_not_name_is_refused(town: Lillstad) -> None:
    with pytest.raises(Refused, match="Välj en av dagarna"):
        write_report(town.actor("anna"), duty("norra"), due=DUE + timedelta(1))


def test_an_empty_report_is_not_submitted(town: Lillstad) -> None:
    report = write(town, text="  ")
    with pytest.raises(Refused, match="Skriv vad ni har gjort"):
        submit_report(town.actor("anna"), report)


def test_accepted_it_answers_the_duty_and_the_next_period_begins(town: Lillstad) -> None:
    accept_report(town.actor("karin"), given(town), note="Tack.")
    (now,) = [o for o in owed(town.today) if o.duty.key == duty("norra").key]
    assert [o.status for o in now.occasions] == ["accepted", "none"]
    assert now.now.since == DUE + timedelta(1)
    with pytest.raises(Refused, match="redan godtagen"):
        write(town)


def test_nobody_accepts_their_own_side(town: Lillstad) -> None:
    report = given(town)
    with pytest.raises(Forbidden):
        accept_report(town.actor("anna"), report)


def test_asked_back_it_goes_on_as_a_new_version_and_the_old_stays(town: Lillstad) -> None:
    first = given(town)
    with pytest.raises(Refused, match="Skriv vad som behöver ändras"):
        ask_back(town.actor("karin"), first, reason=" ")
    ask_back(town.actor("karin"), first, reason="Vad gav det?")
    again = write(town, text="")
    assert (again.version, again.text) == (2, first.text)
    write(town, text="Färre rån.")
    submit_report(town.actor("anna"), Report.objects.get(pk=again.pk))
    versions = Report.objects.filter(duty=duty("norra"), due=DUE).order_by("version")
    assert [(r.text, r.status) for r in versions] == [
        ("Fältarbete varje helg.", "asked_back"),
        ("Färre rån.", "submitted"),
    ]
    assert [step.text for step in first.steps.all()] == ["", "Vad gav det?"]


def test_what_nobody_has_answered_is_late_for_both_ends(town: Lillstad) -> None:
    given(town)
    late = [o for o in owed(town.today) if o.now.is_late]
    assert [o.sender for o in late] == ["Lokal grupp, Södra"]
    assert late[0].now.days_late(town.today) == 10
    on_the_day = [o for o in owed(DUE) if o.now.is_late]
    assert on_the_day == []


def test_a_successor_in_the_seat_finds_everything(town: Lillstad) -> None:
    report = write(town)
    seat = group("lokal-grupp/norra").seats.get(key="chef")
    tenure = Tenure.objects.get(seat=seat)
    end_tenure(town.actor("karin"), tenure, on=town.today, decided="KS 4")
    appoint(town.actor("karin"), seat, town.people["olle"], since=town.today, decided="KS 4")
    with pytest.raises(Forbidden):
        write(town, who="anna")
    assert submit_report(town.actor("olle"), report).status == "submitted"
