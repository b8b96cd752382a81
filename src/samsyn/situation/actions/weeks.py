"""The weekly picture: made by a group for itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from samsyn.organisation.acts import Doing, act, reading
from samsyn.organisation.models import Group
from samsyn.situation.field.sighting import person_faults
from samsyn.situation.models import WeekPicture
from samsyn.situation.picture.reading import FINER
from samsyn.situation.week import Week

LONGEST_NOTE = 2_000
OLDEST = 104
"""Weeks back that a picture may be made of."""

reading("situation.read_week_picture", on="situation.WeekPicture", title="Läsa veckolägesbild")


@act("situation.make_week_picture", on="organisation.Group", title="Göra veckolägesbild")
def make_week_picture(doing: Doing, group: Group, /, *, week: date, note: str = "") -> WeekPicture:
    """Make a group's picture of a week that is over, or make it anew. `week` is its Monday.

    The numbers are found in the background. There is no act that publishes it.
    """
    doing.refuse_if(_faults(doing, group, week, note))
    made: WeekPicture = WeekPicture.objects.update_or_create(
        group=group, week=week,
        defaults={"note": note.strip(), "by": doing.actor.person, "asked_at": doing.at,
                  "status": WeekPicture.Status.WAITING, "content": None, "basis": ""},
    )[0]  # fmt: skip
    made.batches.clear()
    doing.record(week=str(Week(week)), places=[group.place.key])
    return made


def _faults(doing: Doing, group: Group, week: date, note: str) -> Iterator[str]:
    if group.place.kind not in FINER:
        yield "En veckolägesbild görs för staden, ett stadsdelsområde eller en stadsdel."
    if week.weekday():
        yield "Välj en hel vecka, från måndag till söndag."
    elif Week(week).until > doing.day:
        yield "Veckan är inte slut. Välj en vecka som har gått."
    elif Week(week) < Week.of(doing.day).back(OLDEST):
        yield "Veckan ligger för långt tillbaka. Välj en av de senaste två årens veckor."
    if len(note) > LONGEST_NOTE:
        yield f"Skriv högst {LONGEST_NOTE} tecken."
    yield from person_faults(note)
