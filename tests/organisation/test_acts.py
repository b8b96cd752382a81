"""An act is checked, whole and recorded by construction."""

from __future__ import annotations

import pytest

from samsyn.organisation import ledger
from samsyn.organisation.actions import appoint
from samsyn.organisation.acts import Doing, Forbidden, Refused, act
from samsyn.organisation.models import Entry, Seat, Tenure
from samsyn.organisation.registry import PlaceSpec, keep_places
from tests.lillstad import Lillstad


@act("test.half_done", on="organisation.Seat", title="Gör halva")
def half_done(doing: Doing, seat: Seat) -> None:
    Seat.objects.filter(pk=seat.pk).update(function="Ändrad")
    doing.refuse_if(["Det gick inte."])


@act("test.nested", on="organisation.Seat", title="Gör en annan handling")
def nested(doing: Doing, seat: Seat) -> None:
    half_done(doing.actor, seat)


def test_an_act_leaves_one_entry_that_names_seat_clause_and_subject(town: Lillstad) -> None:
    before = Entry.objects.count()
    seat = town.seat("lokal-styrgrupp/norra", "skola")
    appoint(town.actor("karin"), seat, town.people["rut"], since=town.today, decided="UtbN 2024/3")
    entry = Entry.objects.order_by("pk").last()
    assert entry is not None
    assert Entry.objects.count() == before + 1
    assert entry.ground == "lillstad/2020 § 2"
    assert entry.seat.startswith("Central samordnare")
    assert entry.subject == f"organisation.seat:{seat.pk}"
    assert entry.person == town.people["karin"].pk
    assert entry.detail.payload["decided"] == "UtbN 2024/3"


def test_a_refused_act_changes_nothing_and_leaves_no_entry(town: Lillstad) -> None:
    seat, before = town.seat("lokal-styrgrupp/norra", "skola"), Entry.objects.count()
    with pytest.raises(Refused, match="Ange beslutet"):
        appoint(town.actor("karin"), seat, town.people["rut"], since=town.today, decided=" ")
    assert not Tenure.objects.filter(seat=seat).exists()
    assert Entry.objects.count() == before


def test_what_was_done_before_the_refusal_is_undone(town: Lillstad) -> None:
    seat = town.seat("lokal-styrgrupp/norra", "skola")
    with pytest.raises(Forbidden):
        half_done(town.actor("karin"), seat)
    # give the mandate, so that the body of the act runs and then refuses
    holder = town.seat("samordning/lillstad", "samordnare")
    holder.mandates.create(
        act="test.half_done", scope="place", ground="prov", since=town.today, whole_group=True
    )
    with pytest.raises(Refused, match="Det gick inte"):
        half_done(town.actor("karin"), seat)
    seat.refresh_from_db()
    assert seat.function == "Rektor"


def test_a_refusal_names_what_is_missing(town: Lillstad) -> None:
    seat = town.seat("lokal-styrgrupp/sodra", "skola")
    with pytest.raises(Forbidden, match=r"organisation\.appoint"):
        appoint(town.actor("anna"), seat, town.people["rut"], since=town.today, decided="x")


def test_the_organisation_is_changed_only_inside_an_act(town: Lillstad) -> None:
    with pytest.raises(RuntimeError, match="inside an act"):
        keep_places([PlaceSpec("nytt", "district", "Nytt", "lillstad")])


def test_acts_do_not_nest(town: Lillstad) -> None:
    holder = town.seat("samordning/lillstad", "samordnare")
    holder.mandates.create(act="test.nested", scope="place", ground="prov", since=town.today)
    with pytest.raises(RuntimeError, match="inside another act"):
        nested(town.actor("karin"), holder)


def test_the_ledger_of_a_founded_town_is_whole(town: Lillstad) -> None:
    assert Entry.objects.count() > len(town.people)
    assert ledger.verify() == []
