"""Places, bodies and their links, registered from plain descriptions. Runs only inside an act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from samsyn.organisation.acts.doing import require_act
from samsyn.organisation.models import Body, Place, PoliceAreaLink
from samsyn.organisation.refusal import Refused

from .cover import rebuild_cover


@dataclass(frozen=True)
class PlaceSpec:
    """A place by its key; `parent` is another place's key; `until` is the first day after."""

    key: str
    kind: str
    name: str
    parent: str = ""
    code: str = ""
    since: date = date(1900, 1, 1)
    until: date | None = None


@dataclass(frozen=True)
class BodySpec:
    """A body by its key; `parent` is a body's key and `place` a place's key."""

    key: str
    kind: str
    name: str
    parent: str = ""
    place: str = ""
    since: date = date(1900, 1, 1)
    until: date | None = None


@dataclass(frozen=True)
class LinkSpec:
    """A district and a local police area (keys of places) that share ground for a time."""

    district: str
    police_area: str
    since: date
    until: date | None = None


def keep_places(specs: Iterable[PlaceSpec]) -> list[Place]:
    """Register or correct places. Parents must come before their parts."""
    require_act()
    kept = []
    for spec in specs:
        fields = asdict(spec) | {"parent": _place(spec.parent)}
        kept.append(Place.objects.update_or_create(key=fields.pop("key"), defaults=fields)[0])
    rebuild_cover()
    return kept


def keep_bodies(specs: Iterable[BodySpec]) -> list[Body]:
    """Register or correct bodies. Parents must come before those under them."""
    require_act()
    kept = []
    for spec in specs:
        fields = asdict(spec) | {"parent": _body(spec.parent), "place": _place(spec.place)}
        kept.append(Body.objects.update_or_create(key=fields.pop("key"), defaults=fields)[0])
    return kept


def keep_links(specs: Iterable[LinkSpec]) -> list[PoliceAreaLink]:
    require_act()
    kept = []
    for spec in specs:
        link, _ = PoliceAreaLink.objects.update_or_create(
            district=_place(spec.district),
            police_area=_place(spec.police_area),
            since=spec.since,
            defaults={"until": spec.until},
        )
        kept.append(link)
    return kept


def _place(key: str) -> Place | None:
    if not key:
        return None
    found: Place | None = Place.objects.filter(key=key).first()
    if found is None:
        raise Refused(f"Platsen »{key}« finns inte. Registrera den först.")
    return found


def _body(key: str) -> Body | None:
    if not key:
        return None
    found: Body | None = Body.objects.filter(key=key).first()
    if found is None:
        raise Refused(f"Organet »{key}« finns inte. Registrera det först.")
    return found
