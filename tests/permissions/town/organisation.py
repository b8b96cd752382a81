"""Groups, seats, tenures and accounts."""

from __future__ import annotations

from typing import Any

from samsyn.organisation.models import Group, Seat, Tenure
from tests.lillstad import Lillstad

BODY = ("organisation.see_holders",)


def objects(town: Lillstad) -> dict[str, dict[str, dict[str, Any]]]:
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for district in ("norra", "sodra"):
        for name, arguments in _of(district).items():
            found.setdefault(f"organisation:{name}", {})[district] = arguments
    for page in ("account_close", "account_reopen", "account_keeper"):
        found[f"organisation:{page}"] = {"anna": {"pk": town.people["anna"].pk}}
    return found


def _of(district: str) -> dict[str, dict[str, Any]]:
    group = Group.objects.get(key=f"lillstad/lokal-styrgrupp/{district}")
    seat = Seat.objects.get(group=group, key="chef")
    tenure = Tenure.objects.get(seat=seat, as_deputy=False)
    return {
        "group": {"pk": group.pk},
        "ledger": {"pk": group.pk},
        "seat": {"pk": seat.pk},
        "appoint": {"pk": seat.pk},
        "end_tenure": {"pk": tenure.pk},
        "place": {"key": district},
        "body": {"key": f"sdf-{district}"},
    }
