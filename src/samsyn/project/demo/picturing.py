"""The demo's situation pictures: drafted in the district, most of them published (`pictures`).

The city's comes last: a picture is protected against those published before it, and what the city
already shows of a district would leave that district less to hide small numbers behind.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from samsyn.organisation.access import Actor
from samsyn.organisation.models import Body, Place
from samsyn.situation.actions import (
    answer_comment,
    ask_review,
    comment,
    draft,
    finish_review,
    publish,
)
from samsyn.situation.models import Picture
from samsyn.situation.picture.reviewing import reviewers

from .chronicle import Event
from .deliveries import months_before
from .register import CITY
from .staffing import Staff, morning
from .tables import table

WRITING = timedelta(days=12)
REVIEWING = timedelta(days=14)
# what the police say of a draft, of which section, and what they are answered
COMMENTS = {
    "farsta": (
        "children",
        "Säg också att de flesta rånen sker mellan klockan 16 och 20.",
        "Det framgår av analysen: vuxennärvaron föreslås just de timmarna.",
    ),
    "hasselby-vallingby": (
        "mapping",
        "Villainbrotten kommer i följd. Skriv något om grannsamverkan också.",
        "",
    ),
}


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
        kind=row["kind"],
        mapping=row["mapping"],
        other_information=row["other_information"],
        analysis=row["analysis"],
        sections=_sections(row),
    )
    if row["years_ago"] == "0" and place.key in COMMENTS:
        _review(staff, somebody("situation.ask_review"), picture, day)
    if row["published"] == "yes":
        publish(somebody("situation.publish"), picture)


def _sections(row: dict[str, str]) -> dict[str, dict[str, str]]:
    """What the demo has written in the sections of a picture, or why it has not."""
    return {
        each["key"]: {"text": each["text"], "absent": each["absent"]}
        for each in table("picture_sections")
        if each["place"] == row["place"] and each["years_ago"] in ("*", row["years_ago"])
    }


def _review(staff: Staff, asking: Actor, picture: Picture, day: date) -> None:
    """The police are asked, and say something; where there is an answer it is given."""
    section, text, answer = COMMENTS[picture.place.key]
    police = reviewers(picture, day).filter(body__kind=Body.Kind.LOCAL_POLICE_AREA)
    seat = police.filter(group__level="district").order_by("pk")[0]
    ask_review(asking, picture, seats=[seat], due=day + REVIEWING)
    reviewer = staff.holder_in(seat, day)
    said = comment(reviewer, picture, section=section, text=text)
    if answer:
        answer_comment(asking, said, answer=answer)
        finish_review(reviewer, picture, note="Bilden stämmer med vår.")
