"""A draft is sent on consultation, adopted by its parties, extended when its successor is late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from samsyn.agreements.actions import adopt, bring_into_force, consult, extend, prepare
from samsyn.agreements.models import Version
from samsyn.organisation.access import Actor
from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Body, Entry, Person
from tests.lillstad import Lillstad, at

from .conftest import adopt_by_all
from .papers import FIRST_DAY, TEXT

pytestmark = pytest.mark.django_db


def test_nora_is_told_every_fault_when_she_saves_a_broken_charter(town: Lillstad) -> None:
    broken = TEXT.replace("level: city", "level: stad").replace(
        "reports_to: styrgrupp", "reports_to: x"
    )
    with pytest.raises(Refused) as refusal:
        prepare(town.actor("karin"), town.place("lillstad"), broken)
    assert len(refusal.value.reasons) == 2
    assert all("stadgan, rad" in reason for reason in refusal.value.reasons)
    assert not Version.objects.exists()


def test_a_draft_is_seen_by_those_who_may_and_by_all_once_on_consultation(
    town: Lillstad, draft: Version
) -> None:
    def seen_by(who: str | None) -> bool:
        rows = Version.objects.may(town.actor(who), "agreements.read_draft")
        return rows.filter(pk=draft.pk).exists()

    assert (seen_by("karin"), seen_by("anna"), seen_by(None)) == (True, False, False)
    consult(town.actor("karin"), draft, answers_by=town.today + timedelta(days=90))
    assert all(seen_by(who) for who in ("karin", "anna", "olle", None))


def test_consultation_needs_a_day_to_answer_by(town: Lillstad, draft: Version) -> None:
    with pytest.raises(Refused, match="senare dag"):
        consult(town.actor("karin"), draft, answers_by=town.today)
    consult(town.actor("karin"), draft, answers_by=town.today + timedelta(days=1))
    with pytest.raises(Refused, match="Bara ett utkast"):
        consult(town.actor("karin"), draft, answers_by=town.today + timedelta(days=1))


def test_the_last_party_makes_it_adopted_and_then_the_text_stands(
    town: Lillstad, draft: Version
) -> None:
    karin = town.actor("karin")
    board = Body.objects.get(key="kommunstyrelsen")
    adopt(karin, draft, body=board, decided_on=town.today, dnr="KS 1")
    assert Version.objects.get().status == "draft"
    police = Body.objects.get(key="polisen")
    adopt(karin, draft, body=police, decided_on=town.today, dnr="A 2")
    assert Version.objects.get().status == "adopted"
    with pytest.raises(Refused, match="redan antagen"):
        prepare(karin, town.place("lillstad"), TEXT)


def test_a_new_wording_has_to_be_adopted_anew(town: Lillstad, draft: Version) -> None:
    karin = town.actor("karin")
    board = Body.objects.get(key="kommunstyrelsen")
    adopt(karin, draft, body=board, decided_on=town.today, dnr="KS 1")
    again = prepare(karin, town.place("lillstad"), TEXT.replace("bli tryggare", "vara trygg"))
    assert again.pk == draft.pk
    assert not again.adoptions.exists()


@pytest.mark.parametrize(
    ("body", "days", "dnr", "said"),
    [
        ("sdn-norra", 0, "KS 1", "inte part"),
        ("polisen", 1, "KS 1", "framtiden"),
        ("polisen", 0, "  ", "diarienummer"),
    ],
)
def test_an_adoption_names_a_party_a_day_and_a_case(
    draft: Version, body: str, days: int, dnr: str, said: str
) -> None:
    karin = Actor(Person.objects.get(name="Karin Ek"), at(FIRST_DAY))
    day = FIRST_DAY + timedelta(days=days)
    with pytest.raises(Refused, match=said):
        adopt(karin, draft, body=Body.objects.get(key=body), decided_on=day, dnr=dnr)


def test_an_agreement_that_runs_out_is_extended_until_its_successor_comes(
    town: Lillstad,
) -> None:
    town.today = date(2024, 4, 1)
    karin = town.actor("karin")
    text = TEXT.replace("{from: 2024-04-01,", "{from: 2024-04-01, until: 2024-12-31,")
    version = prepare(karin, town.place("lillstad"), text)
    adopt_by_all(town, version)
    version = bring_into_force(karin, version)
    assert version.until == date(2025, 1, 1)
    assert not version.is_overdue(date(2024, 12, 31))
    assert version.is_overdue(date(2025, 1, 1))
    later = Actor(town.people["karin"], at(date(2025, 1, 15)))
    with pytest.raises(Refused, match="nya sista dagen"):
        extend(later, version, until=date(2024, 6, 1), decided_on=date(2024, 12, 1), dnr="KS 9")
    extend(later, version, until=None, decided_on=date(2025, 1, 15), dnr="KS 9")
    extended = Version.objects.get(status="extended")
    assert extended.until is None
    with pytest.raises(Refused, match="tills vidare"):
        extend(later, version, until=date(2026, 1, 1), decided_on=date(2025, 1, 15), dnr="KS 9")


def test_a_draft_cannot_be_extended(town: Lillstad, draft: Version) -> None:
    with pytest.raises(Refused, match="i kraft"):
        extend(town.actor("karin"), draft, until=None, decided_on=town.today, dnr="KS 9")


def test_who_may_nothing_leaves_no_trace(town: Lillstad) -> None:
    before = Entry.objects.count()
    with pytest.raises(Forbidden):
        prepare(town.actor("anna"), town.place("lillstad"), TEXT)
    assert Entry.objects.count() == before
    assert not Version.objects.exists()
