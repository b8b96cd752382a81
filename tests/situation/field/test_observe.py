"""Olle walks by the square and reports what he sees; it is kept once, about the place alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Entry, Group
from samsyn.situation.actions import AlreadySent, observe
from samsyn.situation.models import Observation
from tests.lillstad import Lillstad

from .conftest import Report, seen


def test_what_olle_sees_is_his_administrations_and_stands_in_the_ledger(
    town: Lillstad, group: Group, report: Report
) -> None:
    found = report(text="Nytt klotter på stationshuset.", severity=1)
    assert found.body.key == "sdf-norra" and found.group == group
    assert found.week.weekday() == 0 and found.week <= town.today
    entry = Entry.objects.get(act="situation.observe")
    assert entry.detail.payload == {"observations": 1, "body": "sdf-norra"}


def test_several_are_reported_in_one_go(town: Lillstad, group: Group) -> None:
    three = [seen(town, category=c) for c in ("klotter", "nedskrapning", "mork-plats")]
    assert len(observe(town.actor("olle"), group, seen=three)) == 3
    assert Entry.objects.filter(act="situation.observe").count() == 1


def test_what_is_sent_twice_is_kept_once(town: Lillstad, group: Group) -> None:
    one = seen(town)
    observe(town.actor("olle"), group, seen=[one])
    with pytest.raises(AlreadySent):
        observe(town.actor("olle"), group, seen=[one])
    both = [one, seen(town)]
    assert len(observe(town.actor("olle"), group, seen=both)) == 1
    assert Observation.objects.count() == 2


def test_a_point_is_kept_to_ten_metres(report: Report) -> None:
    found = report(point=(674_123.4, 6_580_987.6))
    assert (found.east, found.north) == (674_120, 6_580_990)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Han heter Kalle, 850101-1236.", "personnummer"),
        ("Ring 070-123 45 67.", "telefonnummer"),
        ("Skriv till nagon@exempel.se", "e-postadress"),
    ],
)
def test_personal_data_is_refused_and_nothing_kept(report: Report, words: str, what: str) -> None:
    with pytest.raises(Refused, match=what):
        report(text=words)
    with pytest.raises(Refused, match=what):
        report(spot=words)
    assert not Observation.objects.exists()


def test_numbers_of_places_and_times_are_no_personal_data(report: Report) -> None:
    assert report(text="Port 12, kl. 23.30–01.15, buss 401 och 20–25 mopeder.")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"category": "personer"}, "Välj vad"),
        ({"category": "annat"}, "Skriv med några ord"),
        ({"severity": 4}, "allvarligt"),
        ({"audience": "alla"}, "vem som ser"),
        ({"hours": -1}, "framåt"),
        ({"hours": 24 * 100}, "för länge sedan"),
        ({"text": "x" * 1001}, "högst"),
    ],
)
def test_what_cannot_be_so_is_refused_in_words(
    report: Report, said: dict[str, object], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        report(**said)


def test_a_time_span_ends_after_it_began_and_not_in_the_future(
    town: Lillstad, group: Group
) -> None:
    one = seen(town)
    for until, why in (
        (one.since - timedelta(hours=1), "efter från-tiden"),
        (one.since + timedelta(hours=9), "framåt"),
    ):
        with pytest.raises(Refused, match=why):
            observe(town.actor("olle"), group, seen=[replace(one, until=until)])
    kept = replace(one, until=one.since + timedelta(hours=1))
    assert observe(town.actor("olle"), group, seen=[kept])


def test_a_place_elsewhere_is_refused(town: Lillstad, report: Report) -> None:
    with pytest.raises(Refused, match="utanför gruppens område"):
        report(place=town.place("sodra"))


def test_nobody_reports_to_a_group_without_a_seat_in_it(town: Lillstad, group: Group) -> None:
    for name in ("david", "karin", "maja"):
        with pytest.raises(Forbidden):
            observe(town.actor(name), group, seen=[seen(town)])


def test_nobody_reports_for_a_body_not_their_own(town: Lillstad, group: Group) -> None:
    police = town.seat("faltgrupp/norra", "polis").body
    with pytest.raises(Refused, match="från en plats"):
        observe(town.actor("olle"), group, seen=[seen(town)], body=police)
