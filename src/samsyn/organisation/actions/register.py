"""The register of places and bodies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from samsyn.organisation.acts import Doing, Refused, act
from samsyn.organisation.models import Installation, Place
from samsyn.organisation.registry import (
    BodySpec,
    LinkSpec,
    MergerSpec,
    PlaceSpec,
    keep_bodies,
    keep_links,
    keep_places,
    merge,
)


@act("organisation.establish", on="organisation.Installation", title="Registrera platser och organ")
def establish(
    doing: Doing,
    installation: Installation,
    *,
    places: Sequence[PlaceSpec] = (),
    bodies: Sequence[BodySpec] = (),
    links: Sequence[LinkSpec] = (),
) -> None:
    """Register or correct places, bodies and the ground that districts and police areas share.

    The first city registered becomes the installation's own.
    """
    kept = keep_places(places)
    keep_bodies(bodies)
    keep_links(links)
    if installation.city is None:
        cities = [place for place in kept if place.kind == Place.Kind.CITY]
        if not cities:
            raise Refused("Registrera staden först: ingen plats av slaget »stad« finns ännu.")
        installation.city, installation.name = cities[0], cities[0].name
        installation.save()
    doing.record(
        places=[spec.key for spec in places],
        bodies=[spec.key for spec in bodies],
        links=[f"{spec.district}–{spec.police_area}" for spec in links],
    )


@act("organisation.redraw", on="organisation.Installation", title="Rita om stadens områden")
def redraw(
    doing: Doing,
    installation: Installation,
    *,
    on: date,
    mergers: Sequence[MergerSpec],
    links: Sequence[LinkSpec] = (),
) -> list[Place]:
    """Merge districts on a day: the old end, the new names them as its origin.

    Groups follow when the agreement in force is realigned (`agreements.realign`).
    """
    merged = [merge(spec, on) for spec in mergers]
    keep_links(links)
    doing.record(
        on=on,
        mergers={spec.place.key: list(spec.predecessors) for spec in mergers},
        links=[f"{spec.district}–{spec.police_area}" for spec in links],
    )
    return merged
