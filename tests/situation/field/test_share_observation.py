"""The owner decides who reads: its own, the group, or others the numbers alone."""

from __future__ import annotations

import pytest

from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Body, Entry
from samsyn.situation.actions import remove_observation, set_terms, share_observation
from samsyn.situation.field.shared import SharedPicture
from samsyn.situation.models import Observation
from tests.lillstad import Lillstad

from .conftest import Report

READ = "situation.read_observations"
EVERYBODY = ("olle", "anna", "stina", "bjorn", "rut", "karin", "cecilia", "david", "maja", None)
OWN = {"olle", "anna", "stina"}
GROUP = OWN | {"bjorn", "rut"}


def readers(town: Lillstad, found: Observation) -> set[str | None]:
    rows = Observation.objects.filter(pk=found.pk)
    return {name for name in EVERYBODY if rows.may(town.actor(name), READ).exists()}


@pytest.mark.parametrize(("audience", "who"), [("body", OWN), ("group", GROUP), ("shared", GROUP)])
def test_who_reads_is_what_the_owner_chose(
    town: Lillstad, report: Report, audience: str, who: set[str]
) -> None:
    assert readers(town, report(audience=audience)) == who


def test_the_choice_is_changed_by_an_act_that_stands_in_the_ledger(
    town: Lillstad, report: Report
) -> None:
    found = report(audience="group")
    share_observation(town.actor("anna"), found, audience="body")
    assert readers(town, found) == OWN
    share_observation(town.actor("olle"), found, audience="shared")
    assert readers(town, found) == GROUP
    told = [e.detail.payload for e in Entry.objects.filter(act="situation.share_observation")]
    assert {"before": "group", "audience": "body"} in told


def test_another_body_of_the_group_neither_shares_nor_removes(
    town: Lillstad, report: Report
) -> None:
    found = report(audience="group")
    with pytest.raises(Forbidden):
        share_observation(town.actor("bjorn"), found, audience="shared")
    with pytest.raises(Forbidden):
        remove_observation(town.actor("bjorn"), found, why="Fel plats.")
    with pytest.raises(Refused, match="redan så"):
        share_observation(town.actor("anna"), found, audience="group")


def test_without_a_choice_the_owners_terms_hold(town: Lillstad, report: Report) -> None:
    assert report().audience == "group"
    body = Body.objects.get(key="sdf-norra")
    set_terms(town.actor("anna"), body, audience="body", words_months=6, rows_months=12)
    assert report().audience == "body"
    assert report("bjorn").audience == "group"


def test_the_shared_picture_counts_what_is_shared_and_nothing_else(
    town: Lillstad, report: Report
) -> None:
    for audience in ("body", "group", "shared", "shared"):
        report(audience=audience, text="Ett klotter", spot="Stationshuset", severity=3)
    norra = town.place("norra")
    picture = SharedPicture(town.actor("karin"), norra)
    assert [(r.place, r.category, r.severity, r.n) for r in picture.rows] == [
        ("Torget", "klotter", 3, 2)
    ]
    shown = "".join(f.svg() + str(f.table()) for f in picture.figures())
    assert "Torget" in shown and "Klotter" in shown
    assert "Stationshuset" not in shown and "Olle" not in shown
    assert SharedPicture(town.actor("david"), norra).total == 0
    assert SharedPicture(town.actor("maja"), norra).total == 0


def test_what_is_taken_away_is_gone_with_a_reason_that_stays(
    town: Lillstad, report: Report
) -> None:
    found = report()
    with pytest.raises(Refused, match="varför"):
        remove_observation(town.actor("anna"), found, why=" ")
    remove_observation(town.actor("anna"), found, why="Det var en annan plats.")
    assert not Observation.objects.exists()
    entry = Entry.objects.get(act="situation.remove_observation")
    assert entry.detail.payload == {"why": "Det var en annan plats."}


@pytest.mark.parametrize(("words", "rows"), [(0, 12), (12, 6), (12, 121)])
def test_terms_that_cannot_be_kept_are_refused(town: Lillstad, words: int, rows: int) -> None:
    body = Body.objects.get(key="sdf-norra")
    with pytest.raises(Refused, match="månad"):
        set_terms(town.actor("anna"), body, audience="group", words_months=words, rows_months=rows)
