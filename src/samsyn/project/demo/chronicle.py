"""What happened in the demo's Stockholm, day by day, each thing done through its act.

Dates of the overall agreements, the mergers and the police's split are those of public sources;
days of local agreements, appointments and deliveries are made up.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from samsyn.agreements import packs
from samsyn.agreements.actions import bring_into_force, extend, prepare, realign
from samsyn.agreements.models import Version
from samsyn.organisation.access import Actor
from samsyn.organisation.actions import establish, redraw
from samsyn.organisation.models import Installation, Place

from .boards import Boards, Consulting
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
ASKED_2023 = ("sdn-farsta", "utbildningsnamnden")
ASKED_2026 = ("sdn-farsta", "utbildningsnamnden", "socialnamnden", "sdn-skarholmen", "sdn-jarva")


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
        yield self._agreement("stockholm/2015", date(2015, 5, 1), 6)
        yield Event(EXTENDED, "2019: avtalet förlängs i väntan på nästa.", self._extend, 1)
        yield self._agreement("stockholm/2019", date(2019, 11, 4), 9)
        for change in redrawings():
            sentence = f"{change.on.year}: stadens och polisens områden ritas om."
            yield Event(change.on, sentence, partial(self._redraw, change), 3)
        for day in sorted({role.since for role in roles()}):
            yield Event(day, f"{day.year}: platser tillsätts.", partial(self.staff.fill, day), 1)
        yield self._agreement("lag/2023", date(2023, 7, 1), weight=2)
        yield self._agreement("stockholm/2023", date(2024, 1, 15), 4)
        left = self.today - timedelta(days=60)
        yield Event(left, "En plats blir vakant.", partial(self.staff.leave_one_vacant, left), 1)
        yield from self._remiss_of_2023()
        yield from self._remiss_of_the_draft()

    def _remiss_of_2023(self) -> Iterator[Event]:
        """All have answered, and what they asked for has been dealt with."""
        asking = Consulting(Boards(self.staff), "stockholm/2023", ASKED_2023)
        drafted, sent, dealt = date(2023, 8, 28), date(2023, 9, 1), date(2023, 12, 11)
        yield self._draft("stockholm/2023", drafted)
        yield from self._remiss(asking, sent, date(2023, 11, 15))
        yield Event(dealt, "2023: remissens krav hanteras.", partial(asking.treat, dealt), 1)

    def _remiss_of_the_draft(self) -> Iterator[Event]:
        """Some have answered, one is late, one has got more time."""
        asking = Consulting(Boards(self.staff), "stockholm/2026", ASKED_2026)
        drafted, sent, late, dealt = (self.today - timedelta(days=n) for n in (60, 45, 3, 2))
        yield self._draft("stockholm/2026", drafted)
        yield from self._remiss(asking, sent, self.today - timedelta(days=5))
        more = self.today + timedelta(days=20)
        chase = partial(asking.chase, "sdn-skarholmen", "sdn-jarva", late, more)
        yield Event(late, "En nämnd påminns om remissen.", chase, 1)
        yield Event(dealt, "De första kraven hanteras.", partial(asking.treat, dealt), 1)

    def _draft(self, key: str, day: date) -> Event:
        sentence = f"{day.year}: ett utkast till nästa överenskommelse skrivs."
        return Event(day, sentence, partial(self._prepare, key, day), 1)

    def _remiss(self, asking: Consulting, day: date, answers_by: date) -> Iterator[Event]:
        send = partial(asking.send, day, answers_by)
        yield Event(day, f"{day.year}: ett utkast sänds på remiss.", send, 1)
        for row in asking.answers():
            on = day + timedelta(days=int(row["days"]))
            sentence = f"{on.year}: en nämnd svarar på remissen."
            yield Event(on, sentence, partial(asking.answer, row, on), 1)

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

    def _agreement(self, key: str, day: date, weight: float = 3) -> Event:
        title = packs.charter(key).title
        enforce = partial(self._enforce, key, day)
        return Event(day, f"{day.year}: {title} träder i kraft.", enforce, weight)

    def _prepare(self, key: str, day: date) -> Version:
        return prepare(self.staff.coordinator(day), city(), packs.text(key))

    def _enforce(self, key: str, day: date) -> None:
        drafted = Version.objects.filter(key=key).first()
        version = drafted or self._prepare(key, day)
        if version.document.parties:
            Boards(self.staff).adopt(version, day)
        bring_into_force(self.staff.coordinator(day), version)
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
