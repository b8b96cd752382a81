"""A draft is sent on consultation, adopted by its parties, extended when its successor is late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from samsyn.agreements.actions import (
    adopt,
    bring_into_force,
    consult,
    extend,
    prepare,
    put_forward,
)
from samsyn.agreements.models import Version
from samsyn.decisions.models import Decision
from samsyn.organisation.access import Actor
from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Body, Entry
from tests.decided import adopt_by_all, adopted_by, decided_on
from tests.lillstad import Lillstad, at

from .papers import FIRST_DAY, TEXT

pytestmark = pytest.mark.django_db


def bodies(*keys: str) -> list[Body]:
    return list(Body.objects.filter(key__in=keys))


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
    later = town.today + timedelta(days=90)
    consult(town.actor("karin"), draft, bodies=bodies("sdn-norra"), answers_by=later)
    assert all(seen_by(who) for who in ("karin", "anna", "olle", None))


def test_consultation_needs_a_day_to_answer_by(town: Lillstad, draft: Version) -> None:
    karin, boards = town.actor("karin"), bodies("sdn-norra")
    with pytest.raises(Refused, match="senare dag"):
        consult(karin, draft, bodies=boards, answers_by=town.today)
    consult(karin, draft, bodies=boards, answers_by=town.today + timedelta(days=1))
    with pytest.raises(Refused, match="Bara ett utkast"):
        consult(karin, draft, bodies=boards, answers_by=town.today + timedelta(days=1))


def test_what_is_sent_is_frozen_in_words_and_as_a_charter(town: Lillstad, draft: Version) -> None:
    karin, later = town.actor("karin"), town.today + timedelta(days=90)
    sent = consult(karin, draft, bodies=bodies("sdn-norra", "sdn-sodra"), answers_by=later)
    prepare(karin, town.place("lillstad"), TEXT.replace("bli tryggare", "vara trygg"))
    (document,) = sent.documents.all()
    assert document.data == TEXT
    assert "bli tryggare" in document.text
    assert "Kommunpolis" in document.text
    assert {referral.body.key for referral in sent.referrals.all()} == {"sdn-norra", "sdn-sodra"}
    assert sent.sender.key == "kommunstyrelsen"


def test_the_parties_get_it_at_once_and_kommunstyrelsen_decides_in_its_own_case(
    town: Lillstad, draft: Version
) -> None:
    karin, later = town.actor("karin"), town.today + timedelta(days=30)
    sent = put_forward(karin, draft, answers_by=later)
    cases = {referral.body.key: referral.case for referral in sent.referrals.all()}
    assert cases == {"kommunstyrelsen": sent.case, "polisen": None}
    with pytest.raises(Refused, match="redan hos parterna"):
        put_forward(karin, draft, answers_by=later)


def test_the_last_party_makes_it_adopted_and_then_the_text_stands(
    town: Lillstad, draft: Version
) -> None:
    adopted_by(town, draft, "kommunstyrelsen")
    assert Version.objects.get().status == "draft"
    adopted_by(town, draft, "polisen")
    assert Version.objects.get().status == "adopted"
    with pytest.raises(Refused, match="redan antagen"):
        prepare(town.actor("karin"), town.place("lillstad"), TEXT)


def test_a_new_wording_has_to_be_adopted_anew(town: Lillstad, draft: Version) -> None:
    decision = adopted_by(town, draft, "kommunstyrelsen").decision
    karin = town.actor("karin")
    again = prepare(karin, town.place("lillstad"), TEXT.replace("bli tryggare", "vara trygg"))
    assert again.pk == draft.pk
    assert not again.adoptions.exists()
    with pytest.raises(Refused, match="inte den här lydelsen"):
        adopt(karin, again, decision=decision)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"outcome": "rejected"}, "inget bifall"),
        ({"final_on": None}, "inte justerat"),
        ({"final_on": FIRST_DAY + timedelta(days=1)}, "inte justerat"),
    ],
)
def test_only_a_final_approval_adopts(
    town: Lillstad, draft: Version, change: dict[str, object], said: str
) -> None:
    decision = decided_on(town, draft, "polisen")
    Decision.objects.update(**change)
    with pytest.raises(Refused, match=said):
        adopt(town.actor("karin"), draft, decision=Decision.objects.get(pk=decision.pk))


def test_only_a_party_adopts_and_only_once(town: Lillstad, draft: Version) -> None:
    with pytest.raises(Refused, match="inte part"):
        adopted_by(town, draft, "sdn-norra")
    adopted_by(town, draft, "polisen")
    with pytest.raises(Refused, match="redan antagit"):
        adopted_by(town, draft, "polisen")


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
