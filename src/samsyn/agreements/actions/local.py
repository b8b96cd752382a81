"""Local agreements: drafted in the district, checked for coverage, signed by each party."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import QuerySet

from samsyn.agreements.models import AreaStance, LocalAgreement, LocalArea, LocalParty, Version
from samsyn.agreements.rules import StanceState, party_faults, uncovered
from samsyn.organisation.access import Actor
from samsyn.organisation.acts import Doing, Refused, act
from samsyn.organisation.models import Body, Mandate, Place


def overall(place: Place, day: date) -> Version | None:
    """The version in force that local agreements in a place stand under."""
    held = Version.objects.that_held_on(day).filter(agreement__city=place.parent)
    return next((v for v in held.order_by("-since") if v.document.local is not None), None)


@act("agreements.draft_local", on="organisation.Place", title="Skriva lokal överenskommelse")
def draft_local(
    doing: Doing,
    place: Place,
    *,
    parties: Sequence[Body],
    stances: Mapping[str, tuple[str, str]],
    extra: Sequence[tuple[str, str]] = (),
) -> LocalAgreement:
    """Write, or rewrite, the draft of a district's local agreement under the version in force.

    `stances` maps an area's key to (prioritised | addressed | explained, text); areas may still be
    missing. `extra` holds local areas as (name, text). Rewriting takes away signatures given.
    """
    version = overall(place, doing.day)
    if place.kind != Place.Kind.DISTRICT or not place.holds(doing.day):
        raise Refused(f"{place} är inget stadsdelsområde som finns i dag. Välj ett annat.")
    if version is None:
        raise Refused("Ingen övergripande överenskommelse med lokala regler är i kraft.")
    rules = version.document.local
    if extra and rules is not None and not rules.extra_areas:
        raise Refused(f"{version.key} medger inga egna lokala områden. Ta bort dem.")
    draft, _ = LocalAgreement.objects.update_or_create(
        place=place,
        status=LocalAgreement.Status.DRAFT,
        defaults={"version": version, "since": doing.day},
    )
    signatures = draft.parties.exclude(signed_on=None).count()
    for part in (draft.parties, draft.stances, draft.extra_areas):
        part.all().delete()
    _write(draft, parties, stances, extra)
    doing.record(
        version=version.key, parties=[b.key for b in parties], signatures_removed=signatures
    )
    return draft


def _write(
    draft: LocalAgreement,
    parties: Sequence[Body],
    stances: Mapping[str, tuple[str, str]],
    extra: Sequence[tuple[str, str]],
) -> None:
    areas = {area.key: area for area in draft.version.areas.all()}
    unknown = sorted(stances.keys() - areas.keys())
    if unknown:
        raise Refused(f"Områdena {', '.join(unknown)} finns inte i {draft.version.key}.")
    wrong = sorted({s for s, _ in stances.values()} - set(AreaStance.Stance.values))
    if wrong:
        raise Refused(f"Okänd hållning: {', '.join(wrong)}. Välj prioriteras, berörs, förklaras.")
    LocalParty.objects.bulk_create(
        LocalParty(agreement=draft, body=body) for body in dict.fromkeys(parties)
    )
    AreaStance.objects.bulk_create(
        AreaStance(agreement=draft, area=areas[key], stance=stance, text=text.strip())
        for key, (stance, text) in stances.items()
    )
    LocalArea.objects.bulk_create(
        LocalArea(agreement=draft, name=name, text=text) for name, text in dict(extra).items()
    )


def missing(local: LocalAgreement) -> list[str]:
    """What stands in the way of signing, as Swedish sentences."""
    rules = local.version.document.local
    areas = local.version.areas.values_list("key", "name")
    said = [
        StanceState(stance.area.key, stance.stance, stance.text)
        for stance in local.stances.select_related("area")
    ]
    bodies = [party.body for party in local.parties.select_related("body")]
    police = [body.key for body in bodies if body.is_police]
    return [*uncovered(areas, said, rules), *party_faults(rules, [b.key for b in bodies], police)]


def seats_to_sign(actor: Actor, local: LocalAgreement) -> QuerySet[Mandate]:
    """The mandates by which the actor may sign: one signs only from a seat of a party."""
    if actor.person is None:
        return Mandate.objects.none()
    held = Mandate.objects.held(actor.person, "agreements.sign_local", actor.day)
    mandates: QuerySet[Mandate] = held.filter(seat__group__place__covers__covered=local.place)
    return mandates


def may_sign_for(actor: Actor, local: LocalAgreement) -> QuerySet[Body]:
    """The parties that the actor may sign for and that have not signed."""
    bodies: QuerySet[Body] = Body.objects.filter(
        pk__in=local.parties.filter(signed_on=None).values("body")
    )
    if local.status != LocalAgreement.Status.DRAFT:
        return bodies.none()
    return bodies.filter(pk__in=seats_to_sign(actor, local).values("seat__body"))


@act(
    "agreements.sign_local",
    on="agreements.LocalAgreement",
    title="Underteckna lokal överenskommelse",
)
def sign_local(
    doing: Doing, local: LocalAgreement, *, body: Body, dnr: str, on: date | None = None
) -> LocalAgreement:
    """Sign for a party, from a seat of that party. With the last signature it comes into force.

    Refused while an area is neither prioritised, addressed nor explained.
    """
    party = local.parties.filter(body=body).first()
    if local.status != LocalAgreement.Status.DRAFT:
        raise Refused("Överenskommelsen är redan undertecknad eller avslutad.")
    if party is None or party.signed_on is not None:
        raise Refused(f"{body} är inte part, eller har redan undertecknat.")
    seats = seats_to_sign(doing.actor, local).filter(seat__body=body)
    mandate = seats.select_related("seat__group", "seat__body").first()
    if mandate is None:
        raise Refused(f"Du har ingen plats för {body} som får underteckna här.")
    if not dnr.strip():
        raise Refused("Ange diarienummer för beslutet att underteckna.")
    if on is not None and on > doing.day:
        raise Refused("Dagen ligger i framtiden. Underteckna när beslutet är fattat.")
    doing.refuse_if(missing(local))
    party.signed_on, party.dnr = on or doing.day, dnr.strip()
    party.signed_by = f"{mandate.seat} i {mandate.seat.group}"
    party.save()
    if not local.parties.filter(signed_on=None).exists():
        days = local.parties.values_list("signed_on", flat=True)
        _complete(local, max(day for day in days if day is not None))
    doing.record(body=body.key, dnr=dnr, complete=local.status == LocalAgreement.Status.SIGNED)
    return local


def _complete(local: LocalAgreement, day: date) -> None:
    """It begins the day of the last signature, and the one before ends."""
    before = LocalAgreement.objects.filter(place=local.place, status=LocalAgreement.Status.SIGNED)
    later = before.filter(since__gt=day).first()
    if later is not None:
        raise Refused(f"{later} gäller från {later.since}. Ange den dagen eller en senare.")
    before.update(status=LocalAgreement.Status.ENDED, until=day)
    local.status, local.since = LocalAgreement.Status.SIGNED, day
    local.save()
