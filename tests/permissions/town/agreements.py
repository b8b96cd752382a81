"""One version in force, its successor as a draft, and a local draft in each district."""

from __future__ import annotations

from typing import Any

from samsyn.agreements.actions import bring_into_force, draft_local, prepare
from samsyn.agreements.models import LocalAgreement
from samsyn.organisation.models import Body
from tests.agreements.papers import FIRST_DAY, TEXT
from tests.decided import adopt_by_all
from tests.lillstad import Lillstad

CITY = tuple(
    f"agreements.{act}"
    for act in (
        "prepare", "consult", "put_forward", "adopt", "bring_into_force", "extend", "realign",
        "draft_local", "read_draft",
    )
)  # fmt: skip
LOCAL = ("agreements.draft_local", "agreements.sign_local", "agreements.read_draft")


def furnish(town: Lillstad) -> None:
    lasting, town.today = town.today, FIRST_DAY
    karin, city = town.actor("karin"), town.place("lillstad")
    version = prepare(karin, city, TEXT)
    adopt_by_all(town, version)
    bring_into_force(karin, version)
    town.today = lasting
    successor = TEXT.replace("key: samverkan/2024", "key: samverkan/2030")
    successor = successor.replace("from: 2024-04-01", "from: 2030-01-01")
    prepare(town.actor("karin"), city, successor)
    for district in ("norra", "sodra"):
        parties = Body.objects.filter(key__in=(f"sdf-{district}", f"lpo-{district}"))
        draft_local(town.actor("karin"), town.place(district), parties=parties, stances={})


def objects(town: Lillstad) -> dict[str, dict[str, dict[str, Any]]]:
    versions = {"in_force": "samverkan/2024", "draft": "samverkan/2030"}
    found: dict[str, dict[str, dict[str, Any]]] = {
        f"agreements:{page}": {case: {"key": key} for case, key in versions.items()}
        for page in ("version", "text", "edit", "consult", "put_forward", "adopt", "plan", "extend")
    }
    found["agreements:areas"] = {"any": {"line": "samverkan"}}
    for local in LocalAgreement.objects.select_related("place"):
        district = local.place.key
        for page in ("local", "sign_local"):
            found.setdefault(f"agreements:{page}", {})[district] = {"pk": local.pk}
        found.setdefault("agreements:draft_local", {})[district] = {"key": district}
    return found
