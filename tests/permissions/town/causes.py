"""In each district a cause analysis of the draft picture, and one shown with the published one."""

from __future__ import annotations

from typing import Any

from samsyn.agreements.models import PriorityArea
from samsyn.situation.actions import analyse_cause, finish_analysis, place_cause, support_cause
from samsyn.situation.causes.corners import MINDED, STATEMENT
from samsyn.situation.causes.reading import areas_to_choose
from samsyn.situation.models import Evidence, Picture
from tests.lillstad import Lillstad

ACTS = tuple(
    f"situation.{act}"
    for act in (
        "analyse_cause", "place_cause", "support_cause", "remove_from_analysis",
        "finish_analysis", "copy_analysis", "read_cause_analysis",
    )
)  # fmt: skip
CITY, LOCAL = ACTS, ACTS
ANALYSIS_PAGES = (
    "cause_analysis", "cause_analysis_json", "analysis_statement", "analysis_triangle",
    "analysis_minded", "analysis_chain", "finish_analysis", "copy_analysis", "remove_analysis",
    "place_cause",
)  # fmt: skip
CAUSE_PAGES = (
    "edit_analysed_cause", "move_analysed_cause", "remove_analysed_cause", "support_cause",
)  # fmt: skip
EVIDENCE_PAGES = ("edit_support", "remove_support")


def furnish(town: Lillstad) -> None:
    for picture in Picture.objects.filter(place__key__in=("norra", "sodra")):
        _analysed(town, picture, list(areas_to_choose(picture.place, town.today)[:1]))


def _analysed(town: Lillstad, picture: Picture, areas: list[PriorityArea]) -> None:
    karin = town.actor("karin")
    said = {part.field: "Det vet vi en del om." for part in (*STATEMENT, *MINDED)}
    analysis = analyse_cause(
        karin, picture, title="Rån vid bussen", areas=areas,
        one_kind="Bara platsen är undersökt.", **said,
    )  # fmt: skip
    cause = place_cause(karin, analysis, kind="situational", text="Få vuxna på plats")
    support_cause(karin, cause, kind="experience", text="Vi har sett det.")
    if picture.is_published:
        finish_analysis(karin, analysis)


def objects(town: Lillstad) -> dict[str, dict[str, dict[str, Any]]]:
    found: dict[str, dict[str, dict[str, Any]]] = {}
    rows = Evidence.objects.select_related("cause__analysis__picture__place")
    for evidence in rows:
        cause = evidence.cause
        picture = cause.analysis.picture
        case = f"{picture.place.key}_{picture.status}"
        for pages, pk in (
            (("new_cause_analysis",), picture.pk),
            (ANALYSIS_PAGES, cause.analysis.pk),
            (CAUSE_PAGES, cause.pk),
            (EVIDENCE_PAGES, evidence.pk),
        ):
            for page in pages:
                found.setdefault(f"situation:{page}", {})[case] = {"pk": pk}
    places = {key: {"key": key} for key in ("norra", "sodra")}
    return found | {"situation:cause_analyses_of_place": places}
