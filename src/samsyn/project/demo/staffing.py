"""Who sits where in the demo: every required seat gets a person, by decision, on its day."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import Q

from samsyn.organisation.access.actor import STOCKHOLM, Actor
from samsyn.organisation.actions import appoint, end_tenure, open_account
from samsyn.organisation.models import Group, Installation, Mandate, Person, Place, Seat, Tenure

from .people import KEEPER, Role, email_of, names, roles

# A required seat left empty, for a newcomer to find.
VACANT = ("stockholm/lokal-beredningsgrupp/skarpnack", "kommunpolis@lpo-globen")
# Seats that need not be filled but are: who signs for the traffic office, and some secretaries.
OPTIONAL = (
    "trafik",
    *(
        f"sekreterare@{body}"
        for body in (
            "polisregion-stockholm",
            "utbildningsnamnden",
            "socialnamnden",
            "sdn-farsta",
            "sdn-skarholmen",
            "sdn-jarva",
        )
    ),
)


def morning(day: date) -> datetime:
    """Nine o'clock on a day in Stockholm."""
    return datetime.combine(day, time(9), STOCKHOLM)


@dataclass
class Staff:
    """The people of the demo, hired as seats come to need them.

    One person holds the same function of the same body in every group, as a chief of police does.
    """

    seed: int
    hired: dict[tuple[str, str], Person] = field(default_factory=dict)
    by_name: dict[str, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._names: Iterator[str] = names(self.seed)

    def found(self, day: date) -> None:
        """The keeper of accounts, opened by the installation's first hand."""
        self._open(Actor.founder(morning(day)), KEEPER, keeper=True)

    def acting(self, name: str, day: date) -> Actor:
        """A person of the demo at work on a day."""
        return Actor(self.by_name[name], morning(day))

    def coordinator(self, day: date) -> Actor:
        return self.acting(roles()[0].name, day)

    def take_first_seat(self, day: date) -> None:
        """The founder fills the coordinator's seat, and can do nothing more after that."""
        first = roles()[0]
        keeper = self.acting(KEEPER, day)
        person = self._open(keeper, first.name)
        seat = _seat(first.group, first.seat)
        decided = f"KS {day.year}/1"
        appoint(Actor.founder(morning(day)), seat, person, since=day, decided=decided)

    def holder(self, act: str, body: str, place: Place, day: date) -> Person:
        """Somebody who may do an act in a place from a seat of the body."""
        reaching = Mandate.objects.on(day).filter(
            act=act, scope="place", seat__body__key=body, seat__group__place__covers__covered=place
        )
        tenures = Tenure.objects.on(day).filter(seat__in=reaching.values("seat"))
        tenure: Tenure = tenures.select_related("person").order_by("pk")[0]
        return tenure.person

    def member(self, act: str, group: Group, day: date) -> Actor:
        """Somebody in a group who may do an act for it."""
        may = Mandate.objects.on(day).filter(act=act, scope="group", seat__group=group)
        held = Tenure.objects.on(day).filter(seat__in=may.values("seat")).select_related("person")
        return Actor(held.order_by("pk")[0].person, morning(day))

    def holder_in(self, seat: Seat, day: date) -> Actor:
        """Whoever holds a seat that day, at work."""
        tenure = Tenure.objects.on(day).filter(seat=seat, as_deputy=False).select_related("person")
        return Actor(tenure.get().person, morning(day))

    def fill(self, day: date) -> int:
        """Appoint to every vacant required seat, and to the roles' own; how many that were."""
        begun = Tenure.objects.on(day).values("seat")
        wanted = Q(required=True) | Q(key__in=OPTIONAL)
        vacant = Seat.objects.on(day).filter(wanted, until=None).exclude(pk__in=begun)
        seats = list(vacant.select_related("group", "body").order_by("group__key", "key"))
        for seat in seats:
            self._appoint(seat, self._holder(seat, day), day)
        extra = [role for role in roles() if self._waits(role, day)]
        for role in extra:
            self._appoint(_seat(role.group, role.seat), self._named(role, day), day)
        return len(seats) + len(extra)

    def leave_one_vacant(self, day: date) -> None:
        """The holder of VACANT leaves and nobody follows."""
        tenure = Tenure.objects.on(day).get(seat=_seat(*VACANT))
        end_tenure(self.coordinator(day), tenure, on=day, decided=f"SDN {day.year}/88")

    def _appoint(self, seat: Seat, person: Person, day: date) -> None:
        decided = f"KS {day.year}/{100 + day.month}"
        appoint(self.coordinator(day), seat, person, since=day, decided=decided)

    def _waits(self, role: Role, day: date) -> bool:
        """Whether the role's person should sit there by now but does not."""
        sits = Tenure.objects.on(day).filter(person=self.by_name.get(role.name))
        open_now = Seat.objects.on(day).filter(group__key=role.group, key=role.seat)
        return role.since <= day and open_now.exists() and not sits.exists()

    def _holder(self, seat: Seat, day: date) -> Person:
        key = seat.body.key, seat.function
        for role in roles():
            if (role.group, role.seat) == (seat.group.key, seat.key) and role.since <= day:
                self.hired[key] = self._named(role, day)
        if key not in self.hired:
            self.hired[key] = self._open(self.acting(KEEPER, day), next(self._names))
        return self.hired[key]

    def _named(self, role: Role, day: date) -> Person:
        known = self.by_name.get(role.name)
        return known or self._open(self.acting(KEEPER, day), role.name)

    def _open(self, actor: Actor, name: str, *, keeper: bool = False) -> Person:
        self.by_name[name] = open_account(
            actor,
            Installation.here(),
            email=email_of(name),
            name=name,
            manages_accounts=keeper,
            is_demo=True,
        )
        return self.by_name[name]


def _seat(group: str, key: str) -> Seat:
    open_now = Seat.objects.select_related("group", "body")
    seat: Seat = open_now.get(group__key=group, key=key, until=None)
    return seat
