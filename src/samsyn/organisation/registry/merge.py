"""Redrawing the map: districts merge, and their bodies with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samsyn.organisation.acts.doing import require_act
from samsyn.organisation.models import Body, BodySuccession, Place, PlaceSuccession, PoliceAreaLink
from samsyn.organisation.refusal import Refused

from .cover import rebuild_cover
from .keep import BodySpec, PlaceSpec, keep_bodies, keep_places


@dataclass(frozen=True)
class MergerSpec:
    """The places that end and the one that takes over, with its bodies.

    `bodies` maps each new body to the keys of the bodies it succeeds.
    """

    place: PlaceSpec
    predecessors: tuple[str, ...]
    bodies: tuple[tuple[BodySpec, tuple[str, ...]], ...] = ()


def merge(spec: MergerSpec, on: date) -> Place:
    """End the predecessors and open the successor on a day.

    Parts stay within the district they were drawn in, so that its old numbers remain the sum of
    theirs; the successor covers them through it.
    """
    require_act()
    old = list(Place.objects.filter(key__in=spec.predecessors))
    missing = set(spec.predecessors) - {place.key for place in old}
    if missing:
        raise Refused(f"Platser som inte finns: {', '.join(sorted(missing))}. Rätta nycklarna.")
    # a place that ended this very day is being split: each part names it
    ended = [place.name for place in old if not place.holds(on) and place.until != on]
    if ended:
        raise Refused(f"Gäller inte den {on}: {', '.join(sorted(ended))}. Välj en annan dag.")
    (new,) = keep_places([spec.place])
    for place in old:
        PlaceSuccession.objects.get_or_create(
            predecessor=place, successor=new, defaults={"day": on}
        )
        _end(place, on)
    PoliceAreaLink.objects.filter(district__in=old, until=None).update(until=on)
    for body_spec, predecessors in spec.bodies:
        _succeed(body_spec, predecessors, on)
    rebuild_cover()
    return new


def _succeed(spec: BodySpec, predecessors: tuple[str, ...], on: date) -> None:
    found = list(Body.objects.filter(key__in=predecessors))
    missing = set(predecessors) - {body.key for body in found}
    if missing:
        raise Refused(f"Organ som inte finns: {', '.join(sorted(missing))}. Rätta nycklarna.")
    (body,) = keep_bodies([spec])
    for old in found:
        BodySuccession.objects.get_or_create(predecessor=old, successor=body, defaults={"day": on})
        _end(old, on)


def _end(row: Place | Body, on: date) -> None:
    row.until = on
    row.save(update_fields=["until"])
