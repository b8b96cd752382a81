"""Datasets with an outline and without, each district's calendar, and demands of two answers."""

from __future__ import annotations

from typing import Any

from samsyn.decisions.models import Demand
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
        "public:thread": {
            demand.answer.status: {"pk": demand.pk}
            for demand in Demand.objects.select_related("answer")
        },
        "group_calendar": calendars,
    }
