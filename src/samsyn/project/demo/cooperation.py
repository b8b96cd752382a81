"""The districts' local agreements, drafted by the district and signed by each party.

One leaves out an area, so that its coverage check has something to say (table `local_agreements`,
column `left_out`). Days and words are made up; parties follow the districts' public pages.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from samsyn.agreements.actions import draft_local, sign_local
from samsyn.agreements.actions.local import overall
from samsyn.organisation.access import Actor
from samsyn.organisation.models import Body, Place, PoliceAreaLink

from .chronicle import Event
from .geography import districts
from .staffing import Staff, morning
from .tables import table

TEXTS = {
    "prioritised": "Gemensam lägesbild varannan vecka, en ansvarig arbetsgrupp och mål för året.",
    "addressed": "Ingår i den lokala beredningsgruppens löpande arbete.",
    "explained": "Hanteras stadsövergripande; stadsdelen bidrar när den blir ombedd.",
}
EXTRA_TEXT = "Eget område efter den lokala lägesbilden."


def local_agreements(staff: Staff, today: date) -> Iterator[Event]:
    """One event for each district: a signed agreement, or the draft that lacks an area."""
    for row in table("local_agreements"):
        day = date.fromisoformat(row["signed"]) if row["signed"] else today - timedelta(days=21)
        said = "undertecknas" if row["signed"] else "är på väg"
        name = districts()[row["district"]].name
        sentence = f"{day.year}: lokal överenskommelse för {name} {said}."
        yield Event(day, sentence, partial(_agree, staff, row, day), weight=1)


def _agree(staff: Staff, row: dict[str, str], day: date) -> None:
    place = Place.objects.get(key=row["district"])
    draft = draft_local(
        Actor(staff.holder("agreements.draft_local", f"sdf-{place.key}", place, day), morning(day)),
        place,
        parties=_parties(row, place, day),
        stances=_stances(row, place, day),
        extra=[(name, EXTRA_TEXT) for name in row["extra"].split("; ") if name],
    )
    if row["signed"]:
        for number, party in enumerate(draft.parties.select_related("body")):
            signer = staff.holder("agreements.sign_local", party.body.key, place, day)
            dnr = f"{place.key.upper()[:2]} {day.year}/{40 + number}"
            sign_local(Actor(signer, morning(day)), draft, body=party.body, dnr=dnr)


def _parties(row: dict[str, str], place: Place, day: date) -> list[Body]:
    areas = PoliceAreaLink.objects.on(day).filter(district=place).values("police_area")
    police = Body.objects.on(day).filter(kind=Body.Kind.LOCAL_POLICE_AREA, place__in=areas)
    keys = [f"sdf-{place.key}", *row["parties"].split()]
    return [*Body.objects.filter(key__in=keys), *police]


def _stances(row: dict[str, str], place: Place, day: date) -> dict[str, tuple[str, str]]:
    version = overall(place, day)
    assert version is not None
    stances = {}
    for area in version.areas.all():
        if area.key not in row["left_out"].split():
            stance = next(
                (name for name in ("prioritised", "explained") if area.key in row[name].split()),
                "addressed",
            )
            stances[area.key] = stance, TEXTS[stance]
    return stances
