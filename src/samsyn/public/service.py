"""Who answers for the installation, from the city's settings and the agreements in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

from samsyn.agreements.models import Version
from samsyn.organisation.models import Group, Seat

COORDINATION = "samordningsfunktion"
LICENCES = {"https://creativecommons.org/publicdomain/zero/1.0/": "CC0 1.0, fri att använda"}
NEEDED = (
    ("SAMSYN_ORGANISATION", "vem som ansvarar för Samsyn"),
    ("SAMSYN_CONTACT_EMAIL", "hur allmänheten når samordningsfunktionen"),
    ("SAMSYN_DPO_CONTACT", "hur dataskyddsombudet nås"),
    ("SAMSYN_LEGAL_GROUND", "det rättsliga stödet för konton"),
)


@dataclass(frozen=True)
class Coordination:
    """The function that lag (2023:196) 11–12 §§ asks for, as the law's charter opened it."""

    group: Group
    seats: tuple[Seat, ...]


def coordination(day: date) -> Coordination | None:
    group = Group.objects.on(day).filter(kind=COORDINATION).select_related("place").first()
    if group is None:
        return None
    return Coordination(group, tuple(group.seats.filter(until=None).select_related("body")))


def publisher(day: date) -> str:
    """Who answers for the data: as the city has set it, else the city's own name."""
    if settings.SAMSYN_ORGANISATION:
        return str(settings.SAMSYN_ORGANISATION)
    version = Version.objects.that_held_on(day).select_related("agreement__city").first()
    return version.agreement.city.name if version else "Samsyn"


def licence() -> str:
    """The licence by name where it is known, else by its address."""
    return LICENCES.get(settings.SAMSYN_DATA_LICENCE, settings.SAMSYN_DATA_LICENCE)


@register("samsyn")
def the_public_is_told(**_: Any) -> list[CheckMessage]:
    """What the statements lack; production is served all the same, and the pages say so."""
    return [] if settings.DEMO_MODE else list(_untold())


def _untold() -> Iterator[CheckMessage]:
    missing = [f"{name} ({what})" for name, what in NEEDED if not getattr(settings, name)]
    if missing:
        hint = "Se docs/settings.md. Sidorna säger att uppgifterna saknas."
        yield Warning(f"Ange för allmänheten: {', '.join(missing)}.", hint, id="samsyn.W120")
