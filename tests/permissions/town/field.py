"""Observations by each of the owner's three choices, a round that goes on and one closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from samsyn.organisation.models import Mandate, Seat
from samsyn.situation.actions import (
    close_round,
    give_task,
    make_week_picture,
    observe,
    open_round,
    prioritise,
)
from samsyn.situation.field.photo import Photo
from samsyn.situation.field.sighting import Sighting
from samsyn.situation.models import Hotspot, Observation, Round, Task, WeekPicture
from samsyn.situation.week import Week
from tests.lillstad import Lillstad

CITY = LOCAL = ("situation.read_shared",)
MEETS = (
    "observe", "read_observations", "read_rounds", "open_round", "prioritise", "unprioritise",
    "give_task", "do_task", "close_round", "read_week_picture", "make_week_picture",
)  # fmt: skip
OWN = ("read_observations", "share_observation", "remove_observation", "do_task", "set_terms")
LEADS = {"norra": "anna", "sodra": "cecilia"}
CHOICES = {"norra": ("body", "group", "shared"), "sodra": ("shared",)}
OF_OBSERVATION = ("observation", "photo", "share_observation", "remove_observation")
OF_ROUND = ("prioritise", "give_task", "close_round")


def furnish(town: Lillstad) -> None:
    for district in LEADS:
        _hand_out(town, district)
        _see(town, district)
        _meet(town, district)
    _mandate(town.seat("samordning/lillstad", "samordnare"), "do_task", "body")


def _hand_out(town: Lillstad, district: str) -> None:
    group = town.group(f"lokal-styrgrupp/{district}")
    for seat in Seat.objects.filter(group=group, until=None):
        for act in MEETS:
            _mandate(seat, act, "group")
        for act in OWN:
            _mandate(seat, act, "body")


def _mandate(seat: Seat, act: str, scope: str) -> None:
    Mandate.objects.create(
        seat=seat, act=f"situation.{act}", scope=scope, ground="lillstad/2020 § 3",
        since=seat.since,
    )  # fmt: skip


def _see(town: Lillstad, district: str) -> None:
    actor = town.actor(LEADS[district])
    group = town.group(f"lokal-styrgrupp/{district}")
    seen = [
        Sighting(
            "klotter", town.place(district), actor.at - timedelta(hours=2), audience=choice,
            text=choice, photo=Photo(b"\xff\xd8\xff\xd9", 1, 1),
        )
        for choice in CHOICES[district]
    ]  # fmt: skip
    observe(actor, group, seen=seen)


def _meet(town: Lillstad, district: str) -> None:
    """Norra has closed a round and goes on with the next, Södra has just begun."""
    actor, place = town.actor(LEADS[district]), town.place(district)
    group = town.group(f"lokal-styrgrupp/{district}")
    make_week_picture(actor, group, week=Week.of(town.today).back(1).since, note="Lugnt.")
    going = open_round(actor, group)
    if district == "sodra":
        return
    prioritise(actor, going, name="Muren", place=place, why="Klotter varje vecka.")
    going = close_round(actor, going)
    prioritise(actor, going, name="Muren", place=place, why="Klotter varje vecka.")
    for seat, title in (
        (town.seat("lokal-styrgrupp/norra", "chef"), "Ringa fastighetsägaren"),
        (town.seat("samordning/lillstad", "samordnare"), "Fråga de andra stadsdelarna"),
    ):
        give_task(actor, going, title=title, seat=seat, due=town.today)


def objects(town: Lillstad) -> dict[str, dict[str, dict[str, Any]]]:
    found: dict[str, dict[str, dict[str, Any]]] = {
        "situation:terms": {"norra": {"key": "sdf-norra"}, "police": {"key": "lpo-norra"}}
    }
    for row in Observation.objects.select_related("place"):
        case = f"{row.place.key}_{row.audience}"
        for page in OF_OBSERVATION:
            found.setdefault(f"situation:{page}", {})[case] = {"pk": row.pk}
    for row in Round.objects.select_related("group__place"):
        case = f"{row.group.place.key}_{'open' if row.is_open else 'closed'}"
        found.setdefault("situation:round", {})[case] = {"pk": row.pk}
        for page in OF_ROUND if row.is_open else ():
            found.setdefault(f"situation:{page}", {})[case] = {"pk": row.pk}
    for week in WeekPicture.objects.select_related("group__place"):
        case = week.group.place.key
        found.setdefault("situation:week_picture", {})[case] = {"pk": week.pk}
    hotspot = Hotspot.objects.get(round__closed_at=None)
    found["situation:unprioritise"] = {"norra_open": {"pk": hotspot.pk}}
    found["situation:task"] = {
        "norra" if task.seat.key == "chef" else "norra_for_karin": {"pk": task.pk}
        for task in Task.objects.select_related("seat")
    }
    return found
