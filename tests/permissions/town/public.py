"""Datasets with an outline and without, and each district's calendar."""

from __future__ import annotations

from typing import Any

from samsyn.organisation.models import Group
from tests.lillstad import Lillstad


def objects(town: Lillstad) -> dict[str, dict[str, dict[str, Any]]]:
    groups, places = {"name": "grupper"}, {"name": "platser"}
    calendars = {
        district: {"pk": Group.objects.get(key=f"lillstad/lokal-styrgrupp/{district}").pk}
        for district in ("norra", "sodra")
    }
    return {
        **{f"public:{page}": {"groups": groups} for page in ("dataset", "json", "csv")},
        "public:geojson": {"groups": groups, "places": places},
        "group_calendar": calendars,
    }
