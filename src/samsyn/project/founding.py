"""A city's first day: its places and bodies, the law brought into force, and the first two people.

The founder acts without a seat, and only until one is filled: the last thing done here fills it.
All or nothing is written. The file is described in docs/founding.md.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from pydantic import BaseModel, ConfigDict, ValidationError

from samsyn.agreements import packs
from samsyn.agreements.actions import bring_into_force, prepare
from samsyn.agreements.charter.swedish import told
from samsyn.organisation.access import Actor
from samsyn.organisation.actions import appoint, establish, open_account
from samsyn.organisation.acts import Refused
from samsyn.organisation.models import Installation, Seat, Tenure
from samsyn.organisation.registry import BodySpec, LinkSpec, PlaceSpec


class Account(BaseModel):
    """Somebody who gets an account; the password is chosen by the link in a letter."""

    model_config = ConfigDict(extra="forbid")
    name: str
    email: str


class Founding(BaseModel):
    """What a city says on its first day. `decided` names the decision on the coordinator."""

    model_config = ConfigDict(extra="forbid")
    places: tuple[PlaceSpec, ...]
    bodies: tuple[BodySpec, ...]
    links: tuple[LinkSpec, ...] = ()
    law: str = "lag/2023"
    keeper: Account
    coordinator: Account
    decided: str


def read(file: Path) -> Founding:
    """The founding in a YAML file. Raises Refused with every fault in it."""
    try:
        return Founding.model_validate(yaml.safe_load(file.read_text(encoding="utf-8-sig")))
    except OSError as error:
        raise Refused(f"{file} kan inte läsas ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise Refused(f"{file} är inte UTF-8; spara den som UTF-8 och försök igen.") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Refused(f"{file}, rad {line}: inte giltig YAML ({error.problem}).") from error
    except ValidationError as error:
        raise Refused(
            *(f"{file}, {_key(fault)}: {told(fault)}" for fault in error.errors())
        ) from None


def _key(fault: Any) -> str:
    return ".".join(str(part) for part in fault["loc"]) or "hela filen"


@transaction.atomic
def found(founding: Founding, at: datetime) -> None:
    """Found the installation at a moment. Raises Refused when that has been done, or cannot be."""
    if Tenure.objects.exists():
        raise Refused("Installationen är redan grundad.")
    if founding.law not in packs.versions():
        raise Refused(
            f"Lagen »{founding.law}« finns inte. Välj bland {', '.join(packs.versions())}."
        )
    founder, here = Actor.founder(at), Installation.here()
    establish(founder, here, places=founding.places, bodies=founding.bodies, links=founding.links)
    assert here.city is not None  # establish has registered it, or refused
    _open(founder, founding.keeper, manages_accounts=True)
    law = prepare(founder, here.city, packs.text(founding.law))
    bring_into_force(founder, law)
    coordinator = _open(founder, founding.coordinator)
    seat = Seat.objects.get(group__kind="samordningsfunktion", key="central-samordnare")
    today: date = founder.day
    appoint(founder, seat, coordinator, since=today, decided=founding.decided)


def _open(founder: Actor, account: Account, *, manages_accounts: bool = False) -> Any:
    return open_account(
        founder,
        Installation.here(),
        email=account.email,
        name=account.name,
        manages_accounts=manages_accounts,
    )
