"""What is seen in Farsta, week by week, and the group that meets about it.

A field worker, the district's coordinator and an area officer report to the local working group.
Planted to be found: the dark underpass of Hökarängen falls silent once its lamps are changed, and
mopeds by the water in Farsta strand grow every week (tables `sightings` and `rounds`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from uuid import UUID

import numpy as np
from shapely import Point

from samsyn.organisation.access import Actor
from samsyn.organisation.actions import appoint
from samsyn.organisation.models import Body, Group, Place, Seat
from samsyn.situation.actions import (
    close_round,
    do_task,
    give_task,
    make_week_picture,
    observe,
    open_round,
    prioritise,
    set_terms,
)
from samsyn.situation.field.sighting import Sighting
from samsyn.situation.models import Round, Task
from samsyn.situation.week import Week
from samsyn.situation.week_reckoning import reckon
from samsyn.situation.weekly.forms import delivered

from .chronicle import Event
from .geography import neighbourhoods
from .staffing import Staff, morning
from .tables import table

DISTRICT, BODY = "farsta", "sdf-farsta"
GROUP = "stockholm/lokal-arbetsgrupp/farsta"
REPORTERS = {
    "faltarbetare": ("Frans Fältexempel", 18),
    "stadsdelen": ("Tove Låtsasgren", 10),
    "omradespolis@lpo-farsta-vantor": ("Karim Provström", 10),
}
WEEKS = 8
MENDED = 4  # weeks ago
MEETING = 6  # days since the last meeting
SPREAD = 60.0  # metres about a spot
Row = dict[str, str]


@dataclass
class Fieldwork:
    """Eight weeks of observations and a round a week, up to `today`."""

    staff: Staff
    today: date
    rng: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self.rng = np.random.default_rng(self.staff.seed + 8)

    def events(self) -> Iterator[Event]:
        begun = self._meeting(WEEKS - 1)
        yield Event(begun, "Farstas arbetsgrupp börjar med veckorundor.", self._begin, 1)
        for ago in range(WEEKS - 2, -1, -1):
            eve = self._meeting(ago) - timedelta(days=1)
            report = partial(self._report, ago, eve)
            yield Event(eve, "Iakttagelser från fältet i Farsta.", report, 1)
            meet = partial(self._meet, ago)
            yield Event(self._meeting(ago), "En veckorunda i Farsta.", meet, 1)
        yield Event(self.today, "Veckans iakttagelser i Farsta.", self._latest, 1)

    def _meeting(self, weeks_ago: int) -> date:
        return self.today - timedelta(days=MEETING + 7 * weeks_ago)

    def _begin(self) -> None:
        """The seats are filled, the administration shares, and the first round is opened."""
        day = self._meeting(WEEKS - 1)
        for key, (name, _) in REPORTERS.items():
            if name != "Frans Fältexempel":  # has his seat by his role
                decided = f"SDN {day.year}/91"
                person = self.staff.by_name[name]
                appoint(
                    self.staff.coordinator(day), self._seat(key), person, since=day, decided=decided
                )
        body = Body.objects.get(key=BODY)
        set_terms(
            self.staff.acting("Disa Modellberg", day), body, audience="shared", words_months=12,
            rows_months=36,
        )  # fmt: skip
        open_round(self._actor("stadsdelen", day), self._group())

    def _report(self, weeks_ago: int, day: date) -> None:
        for key, (_, n) in REPORTERS.items():
            actor = self._actor(key, day)
            observe(actor, self._group(), seen=list(self._seen(actor, weeks_ago, n)))

    def _latest(self) -> None:
        """What has come in since the last meeting; one place is already set first."""
        self._report(-1, self.today)
        going = Round.objects.get(group=self._group(), closed_at=None)
        self._agree(0, going, self.today)
        self._week()

    def _week(self) -> None:
        """The week that was, as far as there are deliveries, made before the next meeting."""
        last = delivered(Week.of(self.today).back(1))
        actor = self._actor("stadsdelen", self.today)
        note = "Mopederna i Farsta strand märks mest på kvällarna. Ta upp det på mötet."
        reckon(make_week_picture(actor, self._group(), week=last.since, note=note), self.today)

    def _meet(self, weeks_ago: int) -> None:
        day, going = self._meeting(weeks_ago), Round.objects.get(closed_at=None)
        self._agree(weeks_ago + 1, going, day)
        close_round(
            self._actor("stadsdelen", day), going, note="" if weeks_ago < 5 else "Första mötet."
        )

    def _agree(self, weeks_ago: int, going: Round, day: date) -> None:
        """Places and tasks of the meeting, once what was promised before has been told of."""
        self._settle(going, day)
        actor = self._actor("stadsdelen", day)
        rows = [row for row in table("rounds") if int(row["weeks_ago"]) == weeks_ago]
        for row in rows:
            if row["kind"] == "hotspot":
                place = Place.objects.get(key=row["neighbourhood"])
                prioritise(actor, going, name=row["name"], place=place, why=row["note"])
                continue
            due = day + timedelta(days=int(row["days"]))
            task = give_task(actor, going, title=row["name"], seat=self._of(row), due=due)
            if row["outcome"] == "done 0":
                do_task(self._actor(self._of(row).key, day), task, status="done")

    def _settle(self, going: Round, day: date) -> None:
        told = {row["name"]: row for row in table("rounds")}
        for task in Task.objects.unfinished().filter(round=going).select_related("seat"):
            row = told[task.title]
            status, _, after = row["outcome"].partition(" ")
            if status != "waiting" and task.given_on + timedelta(days=int(after)) <= day:
                actor = self._actor(task.seat.key, day)
                do_task(actor, task, status=status, note=row["note"])

    def _seen(self, actor: Actor, weeks_ago: int, n: int) -> Iterator[Sighting]:
        """Drawn by weight, from the beginning of the weeks to now."""
        rows = table("sightings")
        share = [_weight(row, max(weeks_ago, 0)) for row in rows]
        for at in self.rng.choice(len(rows), n, p=np.array(share) / sum(share)):
            yield self._sighting(actor, rows[at])

    def _sighting(self, actor: Actor, row: Row) -> Sighting:
        hours = int(self.rng.integers(1, 7)) * 24 + 9 - int(row["hour"])
        since = actor.at - timedelta(hours=hours, minutes=int(self.rng.integers(0, 12)) * 5)
        chance = self.rng.random()
        return Sighting(
            category=row["category"],
            place=Place.objects.get(key=row["neighbourhood"] or DISTRICT),
            since=since,
            severity=int(row["severity"]),
            spot=row["spot"],
            point=self._point(row) if row["neighbourhood"] else None,
            text=row["text"] if chance < 0.7 or row["category"] == "annat" else "",
            audience="body" if row["category"] == "incident-anstalld" else "",
            key=UUID(bytes=self.rng.bytes(16)),
        )

    def _point(self, row: Row) -> tuple[float, float]:
        """About the spot, which lies somewhere in its cell by the letters of its name."""
        cell = next(c.polygon for c in neighbourhoods() if c.key == row["neighbourhood"])
        own = np.random.default_rng(sum(map(ord, row["spot"])))
        middle = cell.representative_point()
        found = Point(*(own.normal((middle.x, middle.y), 250)))
        near = Point(*(self.rng.normal((found.x, found.y), SPREAD)))
        chosen = near if cell.contains(near) else middle
        return chosen.x, chosen.y

    def _group(self) -> Group:
        group: Group = Group.objects.select_related("place").get(key=GROUP, until=None)
        return group

    def _seat(self, key: str) -> Seat:
        seat: Seat = Seat.objects.get(group__key=GROUP, key=key, until=None)
        return seat

    def _of(self, row: Row) -> Seat:
        return self._seat(next(key for key in REPORTERS if key.startswith(row["seat"])))

    def _actor(self, key: str, day: date) -> Actor:
        return Actor(self.staff.by_name[REPORTERS[key][0]], morning(day))


def _weight(row: Row, weeks_ago: int) -> float:
    """What grows does so little by little; what falls does so at once, when something was done."""
    before, after = float(row["weight"]), float(row["weight_now"])
    if after < before:
        return before if weeks_ago > MENDED else after
    return after + (before - after) * weeks_ago / (WEEKS - 2)


def fieldwork(staff: Staff, today: date) -> Iterator[Event]:
    return Fieldwork(staff, today).events()
