"""The demo's cause analyses, written in the district's group while its picture is a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from samsyn.organisation.access import Actor
from samsyn.organisation.models import Place
from samsyn.situation.actions import (
    analyse_cause,
    copy_analysis,
    finish_analysis,
    place_cause,
    support_cause,
)
from samsyn.situation.causes.corners import WORDS
from samsyn.situation.causes.pointing import ASKED, FOUND, exists, with_findings
from samsyn.situation.causes.reading import areas_to_choose
from samsyn.situation.causes.sightings import Sightings
from samsyn.situation.models import AnalysedCause, CauseAnalysis, Picture

from .asking import SOURCE

Told = dict[str, Any]
By = Callable[[str], Actor]


@cache
def analyses() -> tuple[Told, ...]:
    """What `data/causes.yaml` tells."""
    text = files(__package__).joinpath("data", "causes.yaml").read_text("utf-8")
    return tuple(yaml.safe_load(text))


def analyse(by: By, picture: Picture, years_ago: int) -> None:
    """Those of the picture; what was known a year before is taken along."""
    for told in analyses():
        if (told["place"], told["years_ago"]) == (picture.place.key, years_ago):
            _analyse(by, picture, told)
    actor = by("situation.copy_analysis")
    before = CauseAnalysis.objects.frozen().filter(
        picture__place=picture.place, picture__until__lt=picture.until
    )
    for analysis in before.filter(continued_by=None):
        new = copy_analysis(actor, picture, analysis=analysis)
        finish_analysis(by("situation.finish_analysis"), new)


def _analyse(by: By, picture: Picture, told: Told) -> None:
    actor = by("situation.analyse_cause")
    areas = {area.key: area for area in areas_to_choose(picture.place, actor.day)}
    within = told.get("within")
    analysis = analyse_cause(
        actor,
        picture,
        title=told["title"],
        place=Place.objects.get(key=within) if within else picture.place,
        areas=[areas[key] for key in told["areas"] if key in areas],
        steps=[(step, broken) for step, broken in told.get("chain", ())],
        **{name: told[name] for name in WORDS if name in told},
    )
    refs = {key: area.ref for key, area in areas.items()}
    for cause, evidence in _grow(actor, analysis, told["causes"], None):
        _support(actor, cause, evidence, refs)
    if told["done"]:
        finish_analysis(by("situation.finish_analysis"), analysis)


def _grow(
    actor: Actor, analysis: CauseAnalysis, row: list[Told], parent: AnalysedCause | None
) -> Iterator[tuple[AnalysedCause, Told]]:
    """Each cause in its place in the tree, with each thing it rests on."""
    for told in row:
        said = {name: told[name] for name in ("text", "kind", "strength")}
        cause = place_cause(actor, analysis, parent=parent, **said)
        yield from ((cause, evidence) for evidence in told.get("evidence", ()))
        yield from _grow(actor, analysis, told.get("under", []), cause)


def _support(actor: Actor, cause: AnalysedCause, told: Told, refs: dict[str, str]) -> None:
    if "finding" in told:
        area, _, slot = told["finding"].partition("/")
        said = {"kind": "finding", "area": refs[area], "slot": slot, "text": told["text"]}
    elif "found" in told:
        if not exists(with_findings(cause.analysis.picture, {}), FOUND, told["found"]):
            return  # too few incidents in the demo to say anything
        said = {"kind": "finding", "area": FOUND, "slot": told["found"], "text": told["text"]}
    elif "asked" in told:
        slot = f"{told['asked']}|all"
        said = {"kind": "finding", "area": ASKED + SOURCE, "slot": slot, "text": told["text"]}
    elif "seen" in told:
        until = cause.analysis.picture.until
        place = Place.objects.get(key=told["within"])
        since = until - timedelta(weeks=told["weeks"])
        found = Sightings(told["seen"], place, since, until)
        said = {"kind": "observations", "seen": found, "text": told["text"]}
    else:
        said = told
    support_cause(actor, cause, **said)
