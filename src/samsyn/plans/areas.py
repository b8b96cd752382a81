"""The areas that a plan is to cover: those of the agreement, and the district's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samsyn.agreements.models import LocalAgreement, PriorityArea, Version
from samsyn.organisation.models import Place
from samsyn.plans.models import Plan

LOCAL = "lokal:"


@dataclass(frozen=True)
class Area:
    """An area to cover, by key: `17` is a row of `PriorityArea`, `lokal:…` a district's own.

    `explanation` is what the signed local agreement says of why it does not concern the district;
    `stance` what it says of it else.
    """

    key: str
    name: str
    area: PriorityArea | None = None
    explanation: str = ""
    stance: str = ""

    @property
    def local_name(self) -> str:
        return "" if self.area is not None else self.name


def version_for(place: Place, day: date) -> Version | None:
    """The agreement with priority areas that holds for a place on a day."""
    held = Version.objects.that_held_on(day).filter(
        agreement__city__covers__covered=place, areas__isnull=False
    )
    return held.distinct().order_by("-since", "-pk").first()


def signed_local(place: Place, version: Version) -> LocalAgreement | None:
    """The district's local agreement under the version: the one signed, or the last that was."""
    rows = LocalAgreement.objects.filter(
        place=place, version=version, status__in=["signed", "ended"]
    )
    return rows.order_by("-since", "-pk").first()


def to_cover(plan: Plan) -> list[Area]:
    """The areas of the plan's version in their order, then the district's own by name."""
    local = signed_local(plan.place, plan.version)
    stances = {s.area_id: s for s in local.stances.all()} if local else {}
    found = []
    for area in plan.version.areas.all():
        said = stances.get(area.pk)
        explained = said.text if said is not None and said.stance == "explained" else ""
        stance = said.get_stance_display() if said is not None else ""
        found.append(Area(str(area.pk), area.name, area, explained, stance))
    extra = local.extra_areas.all() if local else ()
    return [*found, *(Area(f"{LOCAL}{one.name}", one.name) for one in extra)]


def key_of(area_id: int | None, local_area: str) -> str:
    """The key of the area that a row names; empty where it names none."""
    if area_id is not None:
        return str(area_id)
    return f"{LOCAL}{local_area}" if local_area else ""


def named(plan: Plan, key: str) -> Area | None:
    """The area by that key, if it is one that the plan is to cover."""
    return next((area for area in to_cover(plan) if area.key == key), None)
