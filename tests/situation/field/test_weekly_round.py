"""Norra's group meets every week: what came in, where first, who does what, what is left."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Entry, Group
from samsyn.project.desk.awaits import errands
from samsyn.situation.actions import (
    close_round,
    do_task,
    give_task,
    open_round,
    prioritise,
    unprioritise,
)
from samsyn.situation.field.rounding import reports_in
from samsyn.situation.models import Round, Task
from tests.lillstad import Lillstad

from .conftest import Report

WHY = "Fyra rapporter på en vecka, mörkt efter fem."


@pytest.fixture
def going(town: Lillstad, group: Group) -> Round:
    return open_round(town.actor("anna"), group)


def set_first(town: Lillstad, going: Round, name: str = "Gångtunneln") -> None:
    prioritise(town.actor("anna"), going, name=name, place=town.place("torget"), why=WHY)


def given(town: Lillstad, going: Round, title: str = "Byta lamporna", **said: object) -> Task:
    parts = {"seat": town.seat("faltgrupp/norra", "polis"), "due": town.today + timedelta(7)}
    return give_task(town.actor("anna"), going, title=title, **(parts | said))  # type: ignore[arg-type]


def test_one_round_of_a_group_goes_on_at_a_time(town: Lillstad, going: Round, group: Group) -> None:
    with pytest.raises(Refused, match="redan en pågående"):
        open_round(town.actor("bjorn"), group)
    with pytest.raises(Forbidden):
        open_round(town.actor("david"), group)


def test_reports_in_are_those_open_to_the_group(
    town: Lillstad, report: Report, going: Round
) -> None:
    mine, ours, shared = (report(audience=a) for a in ("body", "group", "shared"))
    assert set(reports_in(going)) == {ours, shared}
    assert mine not in reports_in(going)


def test_a_whole_week(town: Lillstad, report: Report, going: Round) -> None:
    report(text="Klotter på muren", audience="group", severity=3)
    report(category="mork-plats", audience="shared")
    set_first(town, going)
    lamps = given(town, going, spot="Gångtunneln")
    walk = given(town, going, "Vandra på torget")
    do_task(town.actor("bjorn"), walk, status="done", note="Två timmar i fredags.")
    following = close_round(town.actor("anna"), going, note="Lugnare vecka.")

    going.refresh_from_db()
    content = going.content
    assert content is not None
    assert (content["reports"], content["serious"]) == (2, 1)
    assert content["places"] == [["Torget", 2]]
    assert content["hotspots"] == [{"name": "Gångtunneln", "place": "Torget", "why": WHY}]
    assert {(t["title"], t["status"]) for t in content["tasks"]} == {
        ("Byta lamporna", "waiting"),
        ("Vandra på torget", "done"),
    }
    assert "muren" not in str(content), "no words of any observation are frozen"

    lamps.refresh_from_db()
    walk.refresh_from_db()
    assert (lamps.round, lamps.carried) == (following, 1)
    assert (walk.round, walk.carried) == (going, 0)
    assert not reports_in(following).exists()
    entry = Entry.objects.get(act="situation.close_round")
    assert entry.detail.payload["carried_tasks"] == 1


def test_a_closed_week_never_changes(town: Lillstad, going: Round) -> None:
    set_first(town, going)
    task = given(town, going)
    do_task(town.actor("bjorn"), task, status="done")
    close_round(town.actor("anna"), going)
    for change in (
        lambda: set_first(town, going, "Muren"),
        lambda: unprioritise(town.actor("anna"), going.hotspots.get()),
        lambda: given(town, going),
        lambda: do_task(town.actor("bjorn"), task, status="waiting"),
        lambda: close_round(town.actor("anna"), going),
    ):
        with pytest.raises(Refused, match="avslutad"):
            change()


def test_what_is_left_is_carried_as_often_as_it_takes(town: Lillstad, going: Round) -> None:
    task = given(town, going)
    for _ in range(3):
        going = close_round(town.actor("anna"), going, note="Ingen plats stack ut.")
    task.refresh_from_db()
    assert (task.round, task.carried) == (going, 3)


def test_a_week_says_where_to_go_first_or_why_nowhere(town: Lillstad, going: Round) -> None:
    with pytest.raises(Refused, match="minst en plats"):
        close_round(town.actor("anna"), going)
    assert close_round(town.actor("anna"), going, note="Ingen plats stack ut.")


def test_a_place_is_set_first_once_with_a_reason_and_taken_back(
    town: Lillstad, going: Round
) -> None:
    set_first(town, going)
    with pytest.raises(Refused, match="redan prioriterad"):
        set_first(town, going, "gångtunneln")
    with pytest.raises(Refused, match="varför"):
        prioritise(town.actor("anna"), going, name="Muren", place=town.place("torget"), why="")
    with pytest.raises(Refused, match="utanför"):
        prioritise(town.actor("anna"), going, name="X", place=town.place("sodra"), why=WHY)
    task = given(town, going, spot="Gångtunneln")
    unprioritise(town.actor("bjorn"), going.hotspots.get())
    task.refresh_from_db()
    assert task.spot == "" and not going.hotspots.exists()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"title": " "}, "vad som ska göras"),
        ({"due": timedelta(-1)}, "i dag eller senare"),
        ({"spot": "Månen"}, "prioriterade platser"),
        ({"title": "Ring 070-123 45 67"}, "telefonnummer"),
    ],
)
def test_a_task_says_what_and_by_when(
    town: Lillstad, going: Round, said: dict[str, object], why: str
) -> None:
    if "due" in said:
        said = {"due": town.today + said["due"]}  # type: ignore[operator]
    with pytest.raises(Refused, match=why):
        given(town, going, **({"title": "Byta lamporna"} | said))  # type: ignore[arg-type]


def test_a_task_is_given_to_a_seat_that_works_here(town: Lillstad, going: Round) -> None:
    with pytest.raises(Refused, match="finns inte i dag"):
        given(town, going, seat=town.seat("faltgrupp/sodra", "polis"))
    assert given(town, going, seat=town.seat("samordning/lillstad", "samordnare"))


def test_a_task_lies_on_the_desk_of_its_seat_until_it_is_done(town: Lillstad, going: Round) -> None:
    task = given(town, going)

    def awaiting(name: str) -> list[str]:
        return [e.title for e in errands(town.actor(name)) if e.title.startswith("Uppgift")]

    assert awaiting("bjorn") == ["Uppgift: Byta lamporna"]
    assert awaiting("olle") == []
    going = close_round(town.actor("anna"), going, note="Ingen plats stack ut.")
    assert awaiting("bjorn") == ["Uppgift: Byta lamporna"]
    do_task(town.actor("bjorn"), task, status="done")
    assert awaiting("bjorn") == []


def test_not_to_do_a_task_takes_words_and_can_be_taken_back(town: Lillstad, going: Round) -> None:
    task = given(town, going)
    with pytest.raises(Refused, match="varför uppgiften inte görs"):
        do_task(town.actor("bjorn"), task, status="dropped")
    do_task(town.actor("bjorn"), task, status="dropped", note="Ägaren gör det.")
    with pytest.raises(Refused, match="redan så"):
        do_task(town.actor("bjorn"), task, status="dropped", note="Ägaren gör det.")
    do_task(town.actor("anna"), task, status="waiting")
    task.refresh_from_db()
    assert task.is_waiting and task.settled_at is None
    with pytest.raises(Forbidden):
        do_task(town.actor("david"), task, status="done")
