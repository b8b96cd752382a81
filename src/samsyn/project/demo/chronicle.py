"""What happened in the demo's Stockholm, day by day, each thing done through its act.

Dates of the overall agreements, the mergers and the police's split are those of public sources;
days of local agreements, appointments and deliveries are made up.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from samsyn.agreements import packs
from samsyn.agreements.actions import adopt, bring_into_force, extend, prepare, realign
from samsyn.agreements.models import Version
from samsyn.organisation.access import Actor
from samsyn.organisation.actions import establish, redraw
from samsyn.organisation.models import Body, Installation, Place

from .people import roles
from .register import (
    CITY,
    FOUNDED,
    Redrawing,
    first_bodies,
    first_links,
    first_places,
    redrawings,
)
from .staffing import Staff, morning

EXTENDED = date(2019, 5, 29)


@dataclass(frozen=True)
class Event:
    """Something done on a day: the Swedish sentence that tells of it, and how to do it.

    `weight` is about how many tenths of a second it takes.
    """

    day: date
    sentence: str
    do: Callable[[], object]
    weight: float = 3


@dataclass
class Chronicle:
    """The events of the city's organisation and overall agreements, up to `today`."""

    staff: Staff
    today: date

    def events(self) -> Iterator[Event]:
        """Each event with its day, in no order."""
        yield Event(FOUNDED, "2015: staden och dess organ registreras.", self._found, 4)
        yield self._agreement("stockholm/2015", date(2015, 5, 1), "KS 2015/112", 6)
        yield Event(EXTENDED, "2019: avtalet förlängs i väntan på nästa.", self._extend, 1)
        yield self._agreement("stockholm/2019", date(2019, 11, 4), "KS 2019/1180", 9)
        for change in redrawings():
            sentence = f"{change.on.year}: stadens och polisens områden ritas om."
            yield Event(change.on, sentence, partial(self._redraw, change), 3)
        for day in sorted({role.since for role in roles()}):
            yield Event(day, f"{day.year}: platser tillsätts.", partial(self.staff.fill, day), 1)
        yield self._agreement("lag/2023", date(2023, 7, 1), weight=2)
        yield self._agreement("stockholm/2023", date(2024, 1, 15), "KS 2023/740", 4)
        left, drafted = (self.today - timedelta(days=days) for days in (60, 30))
        yield Event(left, "En plats blir vakant.", partial(self.staff.leave_one_vacant, left), 1)
        draft = partial(self._prepare, "stockholm/2026", drafted)
        yield Event(drafted, "Ett utkast till nästa överenskommelse skrivs.", draft, 1)

    def _found(self) -> None:
        founder = Actor.founder(morning(FOUNDED))
        establish(
            founder,
            Installation.here(),
            places=first_places(),
            bodies=first_bodies(),
            links=first_links(),
        )
        self.staff.found(FOUNDED)
        bring_into_force(founder, prepare(founder, city(), packs.text("lag/2015")))
        self.staff.take_first_seat(FOUNDED)
        self.staff.fill(FOUNDED)

    def _agreement(self, key: str, day: date, dnr: str = "", weight: float = 3) -> Event:
        title = packs.charter(key).title
        enforce = partial(self._enforce, key, day, dnr)
        return Event(day, f"{day.year}: {title} träder i kraft.", enforce, weight)

    def _prepare(self, key: str, day: date) -> Version:
        return prepare(self.staff.coordinator(day), city(), packs.text(key))

    def _enforce(self, key: str, day: date, dnr: str) -> None:
        version, actor = self._prepare(key, day), self.staff.coordinator(day)
        for party in version.document.parties:
            body = Body.objects.get(key=party.body)
            adopt(actor, version, body=body, decided_on=day, dnr=dnr, decided_by=body.name)
        bring_into_force(actor, version)
        self.staff.fill(day)

    def _extend(self) -> None:
        version = Version.objects.get(key="stockholm/2015")
        actor = self.staff.coordinator(EXTENDED)
        extend(actor, version, until=None, decided_on=EXTENDED, dnr="KS 2019/882")

    def _redraw(self, change: Redrawing) -> None:
        actor = self.staff.coordinator(change.on)
        here = Installation.here()
        redraw(actor, here, on=change.on, mergers=change.mergers, links=change.links)
        realign(actor, city())
        self.staff.fill(change.on)


def city() -> Place:
    """The city itself."""
    place: Place = Place.objects.get(key=CITY)
    return place
