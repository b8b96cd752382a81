"""The demo's situation pictures: drafted in the district, most of them published (`pictures`).

The city's comes last: a picture is protected against those published before it, and what the city
already shows of a district would leave that district less to hide small numbers behind.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from samsyn.organisation.access import Actor
from samsyn.organisation.models import Place
from samsyn.situation.actions.picture import draft, publish

from .causing import analyse
from .chronicle import Event
from .deliveries import months_before
from .register import CITY
from .staffing import Staff, morning
from .tables import table

WRITING = timedelta(days=12)


def pictures(staff: Staff, today: date) -> Iterator[Event]:
    """Each picture's event: some days after its months have been delivered, but not after today."""
    for row in table("pictures"):
        until = months_before(today, 12 * int(row["years_ago"]))
        day = min(until + WRITING, today)
        said = "publiceras" if row["published"] == "yes" else "påbörjas"
        sentence = f"{day.year}: en lägesbild {said}."
        yield Event(day, sentence, partial(_picture, staff, row, until, day), weight=3)


def _picture(staff: Staff, row: dict[str, str], until: date, day: date) -> None:
    place = Place.objects.get(key=row["place"])
    body = "stadsledningskontoret" if place.key == CITY else f"sdf-{place.key}"

    def somebody(act: str) -> Actor:
        return Actor(staff.holder(act, body, place, day), morning(day))

    picture = draft(
        somebody("situation.draft"),
        place,
        since=months_before(until, int(row["months"])),
        until=until,
        mapping=row["mapping"],
        other_information=row["other_information"],
        analysis=row["analysis"],
    )
    if place.key != CITY:
        analyse(somebody, picture, int(row["years_ago"]))
    if row["published"] == "yes":
        publish(somebody("situation.publish"), picture)
