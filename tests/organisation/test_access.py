"""May I, and which ones: one query, for every model and act."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samsyn.organisation.access import Actor
from samsyn.organisation.actions import appoint, close_account, end_tenure
from samsyn.organisation.acts import Forbidden, all_acts
from samsyn.organisation.acts.doing import authority_for
from samsyn.organisation.models import Mandate, Person, Seat, Tenure
from tests.lillstad import FOUNDED, NAMES, Lillstad, at

DAYS = [FOUNDED - timedelta(1), FOUNDED, date(2022, 6, 1), date(2030, 1, 1)]


def test_a_local_head_reaches_her_own_district_only(town: Lillstad) -> None:
    anna = town.actor("anna")
    seats = Seat.objects.may(anna, "organisation.appoint")
    # by § 3.2 she appoints for her own body, wherever it has a seat, and nobody else's
    assert {seat.body.key for seat in seats} == {"sdf-norra"}


def test_the_coordinator_reaches_the_whole_city(town: Lillstad) -> None:
    karin = town.actor("karin")
    assert Seat.objects.may(karin, "organisation.appoint").count() == Seat.objects.count()


def test_power_ends_with_the_tenure_on_that_very_day(town: Lillstad) -> None:
    tenure = Tenure.objects.get(person=town.people["anna"])
    last = date(2024, 3, 20)
    end_tenure(town.actor("karin"), tenure, on=last, decided="KS 2024/7")
    act = "organisation.appoint"
    assert Seat.objects.may(town.actor("anna", last - timedelta(1)), act).exists()
    assert not Seat.objects.may(town.actor("anna", last), act).exists()


def test_a_closed_account_has_no_power_though_the_seat_is_still_on_paper(town: Lillstad) -> None:
    close_account(town.actor("maja"), town.people["anna"])
    assert Tenure.objects.filter(person=town.people["anna"], until=None).exists()
    assert not Seat.objects.may(town.actor("anna"), "organisation.appoint").exists()


def test_a_deputy_has_the_seats_power(town: Lillstad) -> None:
    seat = town.seat("lokal-styrgrupp/norra", "chef")
    appoint(
        town.actor("karin"), seat, town.people["olle"],
        since=town.today, decided="KS 2024/8", as_deputy=True,
    )  # fmt: skip
    assert Seat.objects.may(town.actor("olle"), "organisation.appoint").exists()


def test_the_keeper_of_accounts_reaches_accounts_and_nothing_else(town: Lillstad) -> None:
    maja = town.actor("maja")
    assert Person.objects.may(maja, "accounts.close").count() == Person.objects.count()
    for spec in all_acts():
        if not spec.name.startswith("accounts."):
            rows = spec.model._default_manager.all()
            open_to = getattr(spec.model, "open_to", {}).get(spec.name)
            if open_to is None:
                assert not rows.may(maja, spec.name).exists(), spec.name


def test_nobody_without_a_seat_and_nobody_unknown_may_anything(town: Lillstad) -> None:
    for actor in (town.actor("olle"), town.actor(None)):
        assert not Seat.objects.may(actor, "organisation.appoint").exists()
        assert not Person.objects.may(actor, "accounts.close").exists()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(who=st.sampled_from([*NAMES, None]), day=st.sampled_from(DAYS))
def test_may_i_and_which_ones_are_the_same_for_every_model_and_act(
    town: Lillstad, who: str | None, day: date
) -> None:
    actor = Actor(town.people[who] if who else None, at(day))
    for spec in all_acts():
        if spec.is_reading or spec.name.startswith("test."):
            continue
        rows = spec.model._default_manager.all()
        which = set(rows.may(actor, spec.name).values_list("pk", flat=True))
        for row in rows:
            assert _may_i(actor, spec.name, row) == (row.pk in which), (spec.name, row)


def _may_i(actor: Actor, name: str, row: object) -> bool:
    try:
        authority_for(actor, name, row)  # type: ignore[arg-type]
    except Forbidden:
        return False
    return True


def test_without_its_mandate_the_power_is_gone(town: Lillstad) -> None:
    """The negative control: take away the mandates and nothing else, and everything closes."""
    assert Seat.objects.may(town.actor("karin"), "organisation.appoint").exists()
    Mandate.objects.all().delete()
    assert not Seat.objects.may(town.actor("karin"), "organisation.appoint").exists()


def test_the_founder_acts_only_until_the_first_seat_is_filled(town: Lillstad) -> None:
    with pytest.raises(Forbidden):
        appoint(
            Actor.founder(at(town.today)), town.seat("lokal-styrgrupp/norra", "skola"),
            town.people["rut"], since=town.today, decided="själv",
        )  # fmt: skip
