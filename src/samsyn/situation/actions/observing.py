"""Observations: reported, opened to others or to fewer, taken away; and what a body decides."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from samsyn.organisation.acts import Doing, Refused, act, reading
from samsyn.organisation.models import Body, Group, Person, Place, Seat
from samsyn.organisation.models.scope import power
from samsyn.situation.field.sighting import Sighting, faults
from samsyn.situation.field.whereabouts import Ground
from samsyn.situation.models import Audience, Observation, ObservationPhoto, ObservationTerms
from samsyn.situation.models.observations import nearest, week_of

OBSERVE = "situation.observe"
MOST_MONTHS = 120

reading(
    "situation.read_observations", on="situation.Observation", title="Läsa iakttagelser från fältet"
)
reading(
    "situation.read_shared", on="situation.Observation", title="Se fältets bild, avidentifierad"
)
reading(
    "situation.read_shared",
    on="situation.ObservationCount",
    title="Se fältets bild, avidentifierad",
)
reading("situation.read_shared", on="organisation.Place", title="Se fältets bild, avidentifierad")


class AlreadySent(Refused):
    """All that was sent has come before: the first sending counts, and nothing is lost."""


@act(OBSERVE, on="organisation.Group", title="Rapportera iakttagelser")
def observe(
    doing: Doing, group: Group, /, *, seen: Sequence[Sighting], body: Body | None = None
) -> list[Observation]:
    """Report what was seen to a group's weekly round, from a seat of the body that then owns it.

    Sent twice, a sighting is kept once, by its key. Personal data in the words is refused.
    """
    owner = body or next(iter(bodies_for(doing.actor.person, group, doing.day)), None)
    if owner is None or owner not in bodies_for(doing.actor.person, group, doing.day):
        raise Refused("Du rapporterar från en plats som du har i gruppen.")
    known = set(
        Observation.objects.filter(key__in=[s.key for s in seen]).values_list("key", flat=True)
    )
    new = [sighting for sighting in seen if sighting.key not in known]
    if seen and not new:
        raise AlreadySent("Iakttagelsen är redan mottagen.")
    doing.refuse_if([] if new else ["Skriv vad som sågs."])
    terms, ground = ObservationTerms.of(owner), Ground(group.place, doing.day)
    within = {place.pk for place in ground.places}
    doing.refuse_if(dict.fromkeys(f for s in new for f in _faults(doing, s, within)))
    rows = [_row(doing, group, owner, sighting, terms) for sighting in new]
    Observation.objects.bulk_create(rows)
    _keep_photos(rows, new)
    doing.record(observations=len(rows), body=owner.key)
    return rows


@act("situation.share_observation", on="situation.Observation", title="Bestämma vem som ser")
def share_observation(doing: Doing, observation: Observation, /, *, audience: str) -> Observation:
    """The owner lets its own body alone, the group, or others too (de-identified) see it."""
    if audience not in Audience.values:
        raise Refused("Välj vem som ser iakttagelsen.")
    before = observation.audience
    doing.refuse_if(["Det är redan så."] if audience == before else [])
    observation.open_for(audience)
    observation.save()
    doing.record(before=before, audience=audience)
    return observation


@act("situation.remove_observation", on="situation.Observation", title="Ta bort en iakttagelse")
def remove_observation(doing: Doing, observation: Observation, /, *, why: str) -> None:
    """Take away one's own body's observation, with its photo: it was wrong, or told too much."""
    if not why.strip():
        raise Refused("Skriv varför iakttagelsen tas bort.")
    doing.record(why=why.strip())
    observation.delete()


@act("situation.set_terms", on="organisation.Body", title="Bestämma villkor för iakttagelser")
def set_terms(
    doing: Doing, body: Body, /, *, audience: str, words_months: int, rows_months: int
) -> ObservationTerms:
    """Decide who reads a body's observations unless the reporter says otherwise, and how long
    words and rows are kept. Holds for what is there already too, from the next disposal."""
    if audience not in Audience.values:
        raise Refused("Välj vem som ser iakttagelserna.")
    if not 1 <= words_months <= rows_months <= MOST_MONTHS:
        raise Refused(
            "Text och foto tas bort efter minst en månad, och aldrig senare än iakttagelsen själv;"
            f" den efter högst {MOST_MONTHS} månader."
        )
    terms, _ = ObservationTerms.objects.update_or_create(
        body=body,
        defaults={
            "audience": audience, "words_months": words_months, "rows_months": rows_months,
        },
    )  # fmt: skip
    doing.record(audience=audience, words_months=words_months, rows_months=rows_months)
    return terms


def bodies_for(person: Person | None, group: Group, day: object) -> list[Body]:
    """The bodies from whose seats in the group a person may report today."""
    if person is None:
        return []
    held = power(person, OBSERVE, day, Q(seat__group=group)).values("seat")  # type: ignore[arg-type]
    seats = Seat.objects.filter(pk__in=held).select_related("body").order_by("pk")
    return list(dict.fromkeys(seat.body for seat in seats))


def _faults(doing: Doing, seen: Sighting, within: set[int]) -> list[str]:
    outside = [] if seen.place.pk in within else [_outside(seen.place)]
    return [*outside, *faults(seen, doing.at)]


def _outside(place: Place) -> str:
    return f"{place} ligger utanför gruppens område."


def _row(
    doing: Doing, group: Group, body: Body, seen: Sighting, terms: ObservationTerms
) -> Observation:
    row = Observation(
        key=seen.key, body=body, group=group, place=seen.place, category=seen.category,
        severity=seen.severity, week=week_of(seen.since), since=seen.since, until=seen.until,
        spot=seen.spot.strip(), text=seen.text.strip(), by=doing.actor.person,
        reported_at=doing.at, **nearest(seen.point),
    )  # fmt: skip
    row.open_for(seen.audience or terms.audience)
    return row


def _keep_photos(rows: Sequence[Observation], seen: Sequence[Sighting]) -> None:
    photos = [
        ObservationPhoto(
            observation=row, jpeg=s.photo.jpeg, width=s.photo.width, height=s.photo.height
        )
        for row, s in zip(rows, seen, strict=True)
        if s.photo is not None
    ]
    ObservationPhoto.objects.bulk_create(photos)
