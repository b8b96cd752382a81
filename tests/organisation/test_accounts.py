"""Maja keeps the accounts; that is all she does."""

from __future__ import annotations

import pytest

from samsyn.organisation.actions import (
    appoint,
    change_keeper,
    close_account,
    open_account,
    reopen_account,
)
from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Installation, Person, Seat
from tests.lillstad import Lillstad


def test_maja_opens_an_account_and_it_has_no_power(town: Lillstad) -> None:
    siv = open_account(
        town.actor("maja"), Installation.here(), email="Siv@lillstad.example", name="Siv Alm"
    )
    town.people["siv"] = siv
    assert not siv.has_usable_password()
    assert not Seat.objects.may(town.actor("siv"), "organisation.appoint").exists()


def test_the_same_address_twice_is_refused_whatever_the_case(town: Lillstad) -> None:
    with pytest.raises(Refused, match="finns redan"):
        open_account(
            town.actor("maja"), Installation.here(), email="ANNA@lillstad.example", name="Anna"
        )


def test_maja_fills_no_seat(town: Lillstad) -> None:
    seat = town.seat("lokal-styrgrupp/norra", "skola")
    with pytest.raises(Forbidden):
        appoint(town.actor("maja"), seat, town.people["rut"], since=town.today, decided="nej")


def test_karin_opens_no_account_though_she_reaches_the_whole_city(town: Lillstad) -> None:
    with pytest.raises(Forbidden):
        open_account(town.actor("karin"), Installation.here(), email="x@y.example", name="X")


def test_a_closed_account_opens_again(town: Lillstad) -> None:
    maja = town.actor("maja")
    close_account(maja, town.people["anna"])
    assert not Person.objects.get(pk=town.people["anna"].pk).is_active
    reopen_account(maja, town.people["anna"])
    assert Seat.objects.may(town.actor("anna"), "organisation.appoint").exists()


def test_somebody_always_keeps_the_accounts(town: Lillstad) -> None:
    maja = town.actor("maja")
    with pytest.raises(Refused, match="Någon måste sköta konton"):
        close_account(maja, town.people["maja"])
    with pytest.raises(Refused, match="Någon måste sköta konton"):
        change_keeper(maja, town.people["maja"], manages_accounts=False)
    change_keeper(maja, town.people["olle"], manages_accounts=True)
    change_keeper(maja, town.people["maja"], manages_accounts=False)
    with pytest.raises(Forbidden):
        close_account(town.actor("maja"), town.people["rut"])
