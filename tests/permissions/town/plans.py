"""In each district a decided plan of this year and a draft for the next, each with one measure."""

from __future__ import annotations

from datetime import date
from typing import Any

from samsyn.agreements.models import PriorityArea
from samsyn.plans.actions import (
    add_measure,
    decide,
    describe_problem,
    draft,
    explain_area,
    name_cause,
)
from samsyn.plans.models import Measure, Plan
from samsyn.situation.models import Picture
from tests.lillstad import Lillstad

ACTS = tuple(
    f"plans.{act}"
    for act in (
        "draft", "describe_problem", "build_on_analysis", "explain_area", "name_cause",
        "remove", "add_measure", "change_measure", "set_status", "hand_over", "decide", "close",
        "carry_over", "read_draft",
    )
)  # fmt: skip
CITY, LOCAL = ACTS, ACTS
PLAN_PAGES = (
    "plan", "edit", "decide", "close", "carry_over", "describe", "explain", "build_on_analysis",
)  # fmt: skip
PROBLEM_PAGES = ("edit_problem", "remove_problem", "name_cause")
CAUSE_PAGES = ("edit_cause", "remove_cause", "add_measure")
MEASURE_PAGES = ("measure", "edit_measure", "remove_measure", "set_status", "hand_over")


def furnish(town: Lillstad) -> None:
    for district in ("norra", "sodra"):
        plan = _drafted(town, district, town.today.year)
        decide(town.actor("karin"), plan, dnr="SDN 1")
        _drafted(town, district, town.today.year + 1)


def _drafted(town: Lillstad, district: str, year: int) -> Plan:
    karin, place = town.actor("karin"), town.place(district)
    picture = Picture.objects.published().get(place=place)
    plan = draft(karin, place, year=year, picture=picture)
    first, *others = PriorityArea.objects.filter(version=plan.version)
    problem = describe_problem(karin, plan, area=str(first.pk), title="Rån vid bussen")
    cause = name_cause(karin, problem, kind="social", text="Få vuxna på plats")
    add_measure(
        karin, cause, title="Vuxna på plats", goal_what="rån", goal_from=12, goal_to=6,
        goal_by=date(year, 12, 31), seat=town.seat(f"lokal-styrgrupp/{district}", "chef"),
    )  # fmt: skip
    for area in others:
        explain_area(karin, plan, area=str(area.pk), text="Inte aktuellt här i år.")
    return plan


def objects(town: Lillstad) -> dict[str, dict[str, dict[str, Any]]]:
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for measure in Measure.objects.select_related("plan__place", "cause__problem"):
        plan, cause = measure.plan, measure.cause
        case = f"{plan.place.key}_{plan.status}"
        for pages, pk in (
            (PLAN_PAGES, plan.pk),
            (PROBLEM_PAGES, cause.problem.pk),
            (CAUSE_PAGES, cause.pk),
            (MEASURE_PAGES, measure.pk),
        ):
            for page in pages:
                found.setdefault(f"plans:{page}", {})[case] = {"pk": pk}
    return found
