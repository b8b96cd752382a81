"""Anna writes Norra's local agreement; it cannot be signed while an area is passed over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samsyn.agreements.actions import bring_into_force, draft_local, prepare, sign_local
from samsyn.agreements.actions.local import missing
from samsyn.agreements.models import AreaStance, LocalAgreement, Version
from samsyn.agreements.presenting import matrix
from samsyn.organisation.actions import appoint
from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Body, Seat
from tests.decided import adopt_by_all
from tests.lillstad import Lillstad

from .papers import TEXT

pytestmark = pytest.mark.django_db

ALL = {
    "unga": ("prioritised", "Fältarbete varje helg."),
    "platser": ("addressed", ""),
    "brottsoffer": ("explained", "Södra har stadens mottagning."),
}


@pytest.fixture
def seated(town: Lillstad, in_force: Version) -> Lillstad:
    """Anna and Björn in Norra's local group, Cecilia in Södra's."""
    for who, place, key in (
        ("anna", "norra", "chef"),
        ("bjorn", "norra", "kommunpolis@lpo-norra"),
        ("cecilia", "sodra", "chef"),
    ):
        seat = Seat.objects.get(group__key=f"samverkan/lokal-grupp/{place}", key=key, until=None)
        appoint(town.actor("karin"), seat, town.people[who], since=town.today, decided="KS 3")
    return town


def bodies(*keys: str) -> list[Body]:
    return [Body.objects.get(key=key) for key in keys]


def write(
    town: Lillstad,
    stances: dict[str, tuple[str, str]],
    *parties: str,
    extra: tuple[tuple[str, str], ...] = (),
) -> LocalAgreement:
    chosen = bodies(*(parties or ("sdf-norra", "lpo-norra")))
    return draft_local(
        town.actor("anna"), town.place("norra"), parties=chosen, stances=stances, extra=extra
    )


def test_an_area_passed_over_is_named_and_nobody_can_sign(seated: Lillstad) -> None:
    gap = {key: said for key, said in ALL.items() if key != "brottsoffer"}
    local = write(seated, gap)
    assert [reason.split("»")[1].split("«")[0] for reason in missing(local)] == [
        "Utsatta brottsoffer"
    ]
    with pytest.raises(Refused, match="Utsatta brottsoffer"):
        sign_local(seated.actor("anna"), local, body=bodies("sdf-norra")[0], dnr="SDN 1")
    assert not local.parties.exclude(signed_on=None).exists()


@pytest.mark.parametrize("words", ["", "   "])
def test_to_explain_takes_words(seated: Lillstad, words: str) -> None:
    local = write(seated, {**ALL, "platser": ("explained", words)})
    assert len(missing(local)) == 1
    assert "saknar förklaring" in missing(local)[0]


def test_with_every_area_and_every_signature_it_comes_into_force(seated: Lillstad) -> None:
    local = write(seated, ALL, extra=(("Öppen droghandel", "Vid torget."),))
    sign_local(seated.actor("anna"), local, body=bodies("sdf-norra")[0], dnr="SDN 1")
    local.refresh_from_db()
    assert local.status == "draft"
    sign_local(seated.actor("bjorn"), local, body=bodies("lpo-norra")[0], dnr="A 2")
    local.refresh_from_db()
    assert (local.status, local.since) == ("signed", seated.today)
    assert local.parties.get(body__key="lpo-norra").signed_by.startswith("Kommunpolis")
    anybody = LocalAgreement.objects.may(seated.actor(None), "agreements.read_draft")
    assert local in anybody


def test_one_signs_only_for_the_body_whose_seat_one_holds(seated: Lillstad) -> None:
    local = write(seated, ALL)
    with pytest.raises(Refused, match="ingen plats för"):
        sign_local(seated.actor("anna"), local, body=bodies("lpo-norra")[0], dnr="A 2")
    with pytest.raises(Forbidden):
        sign_local(seated.actor("cecilia"), local, body=bodies("sdf-norra")[0], dnr="A 2")


def test_a_new_one_ends_the_one_before_only_when_signed(seated: Lillstad) -> None:
    def sign(local: LocalAgreement) -> None:
        sign_local(seated.actor("anna"), local, body=bodies("sdf-norra")[0], dnr="SDN 1")
        sign_local(seated.actor("bjorn"), local, body=bodies("lpo-norra")[0], dnr="A 2")

    first = write(seated, ALL)
    sign(first)
    second = write(seated, ALL)
    first.refresh_from_db()
    assert first.status == "signed"
    sign(second)
    first.refresh_from_db()
    assert (first.status, first.until) == ("ended", seated.today)


def test_it_begins_the_day_of_the_last_signature_whoever_registers_last(
    seated: Lillstad,
) -> None:
    local = write(seated, ALL)
    sign_local(seated.actor("anna"), local, body=bodies("sdf-norra")[0], dnr="SDN 1")
    earlier = seated.today - timedelta(days=3)
    sign_local(seated.actor("bjorn"), local, body=bodies("lpo-norra")[0], dnr="A 2", on=earlier)
    local.refresh_from_db()
    assert (local.status, local.since) == ("signed", seated.today)


def test_it_does_not_begin_before_the_one_it_replaces(seated: Lillstad) -> None:
    earlier = seated.today - timedelta(days=3)
    signers = (("anna", "sdf-norra"), ("bjorn", "lpo-norra"))
    first = write(seated, ALL)
    for who, body in signers:
        sign_local(seated.actor(who), first, body=bodies(body)[0], dnr="1")
    second = write(seated, ALL)
    sign_local(seated.actor("anna"), second, body=bodies("sdf-norra")[0], dnr="2", on=earlier)
    with pytest.raises(Refused, match="Ange den dagen eller en senare"):
        sign_local(seated.actor("bjorn"), second, body=bodies("lpo-norra")[0], dnr="2", on=earlier)
    first.refresh_from_db()
    assert first.status == "signed"


def test_rewriting_takes_signatures_away(seated: Lillstad) -> None:
    local = write(seated, ALL)
    sign_local(seated.actor("anna"), local, body=bodies("sdf-norra")[0], dnr="SDN 1")
    again = write(seated, {**ALL, "unga": ("addressed", "")})
    assert again.pk == local.pk
    assert not again.parties.exclude(signed_on=None).exists()
    assert AreaStance.objects.get(agreement=again, area__key="unga").stance == "addressed"


@pytest.mark.parametrize(
    ("parties", "said"),
    [
        (("sdf-norra",), "ska vara 2–5"),
        (("sdf-norra", "sdn-norra"), "Ingen part är polis"),
        (("polisen", "lpo-norra"), "Ingen part är stadens"),
        (
            ("sdf-norra", "sdn-norra", "lpo-norra", "polisen", "skolforvaltningen", "lpo-sodra"),
            "ska vara 2–5",
        ),
    ],
)
def test_the_parties_are_two_to_five_of_both_kinds(
    seated: Lillstad, parties: tuple[str, ...], said: str
) -> None:
    assert any(said in reason for reason in missing(write(seated, ALL, *parties)))


@pytest.mark.parametrize(
    ("stances", "said"),
    [
        ({"kameror": ("addressed", "")}, "kameror"),
        ({"unga": ("ignored", "")}, "Okänd hållning"),
    ],
)
def test_what_the_overall_agreement_does_not_know_is_refused(
    seated: Lillstad, stances: dict[str, tuple[str, str]], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        write(seated, stances)
    assert not LocalAgreement.objects.exists()


def test_without_an_agreement_in_force_there_is_nothing_to_stand_under(town: Lillstad) -> None:
    with pytest.raises(Refused, match="Ingen övergripande"):
        draft_local(town.actor("karin"), town.place("norra"), parties=[], stances={})


def test_under_a_new_version_the_one_signed_before_is_shown_as_older(seated: Lillstad) -> None:
    local = write(seated, ALL)
    sign_local(seated.actor("anna"), local, body=bodies("sdf-norra")[0], dnr="SDN 1")
    sign_local(seated.actor("bjorn"), local, body=bodies("lpo-norra")[0], dnr="A 2")
    before = {d.place.key: d for d in matrix(local.version, seated.today).districts}
    assert (before["norra"].is_older, before["norra"].missing) == (False, ())
    assert before["sodra"].signed is None
    text = TEXT.replace("samverkan/2024", "samverkan/2025").replace("/2020#", "/2024#")
    new = prepare(seated.actor("karin"), seated.place("lillstad"), text)
    adopt_by_all(seated, new)
    bring_into_force(seated.actor("karin"), new)
    after = matrix(new, seated.today)
    assert {d.place.key: d.is_older for d in after.districts} == {"norra": True, "sodra": False}
    assert {stance for d in after.districts for _, stance, _ in d.stances} == {"none"}
