"""Lillstad with one of everything, in Norra and in Södra, for the matrix to knock on.

One module a room. Each may have `CITY`, `LOCAL` and `BODY` (acts of the coordination, of the local
steering groups and of the boards' secretaries), `furnish(town)`, which puts the room's things
there, and `objects(town)`: what its addresses are filled in with, name → case → arguments.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.hashers import make_password

from samsyn.organisation.models import Person
from tests import lillstad
from tests.lillstad import Lillstad

from ..actors import populate
from . import (
    agreements,
    causes,
    decisions,
    field,
    followup,
    meetings,
    organisation,
    plans,
    public,
    signing_in,
    situation,
    surveys,
)

ROOMS: tuple[Any, ...] = (
    signing_in,
    organisation,
    decisions,
    meetings,
    agreements,
    situation,
    surveys,
    causes,
    field,
    plans,
    followup,
    public,
)

Cases = dict[str, dict[str, dict[str, Any]]]

# a value of the same type that names nothing
MISSING: dict[type, Any] = {
    int: 999_999,
    str: "finns-inte",
    uuid.UUID: uuid.UUID(int=0),
}


def matrix_town() -> Lillstad:
    town = lillstad.found(*(_acts(kind) for kind in ("CITY", "LOCAL", "BODY")))
    populate(town)
    Person.objects.update(password=make_password("lillstad-2024"))
    for room in ROOMS:
        getattr(room, "furnish", lambda _: None)(town)
    return town


def objects(town: Lillstad) -> Cases:
    """What the addresses of the policy are filled in with."""
    found: Cases = {}
    for room in ROOMS:
        found |= room.objects(town)
    return found


def _acts(kind: str) -> tuple[str, ...]:
    return tuple(act for room in ROOMS for act in getattr(room, kind, ()))
