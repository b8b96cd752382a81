"""Cause analyses as pages show them: what the reader may do, and where gaps are mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from samsyn.organisation.access import Actor
from samsyn.situation.causes.reading import HEAVY
from samsyn.situation.causes.rules import Gap
from samsyn.situation.models import CauseAnalysis

PAGES = {
    "statement": ("analysis_statement", "Skriv"),
    "minded": ("analysis_minded", "Skriv"),
    "tree": ("place_cause", "Lägg in orsak"),
}


@dataclass(frozen=True)
class May:
    """What a reader may do with an analysis as it stands."""

    write: bool = False
    place: bool = False
    support: bool = False
    remove: bool = False
    finish: bool = False
    copy: bool = False

    @property
    def anything(self) -> bool:
        return self.write or self.finish or self.copy


def may_do(actor: Actor, analysis: CauseAnalysis) -> May:
    """One question for each act that the analysis' state leaves open."""
    if actor.person is None:
        return May()

    def may(act: str) -> bool:
        rows = CauseAnalysis.objects.may(actor, f"situation.{act}")
        return bool(rows.filter(pk=analysis.pk).exists())

    copy = may("copy_analysis")
    if analysis.is_done:
        return May(copy=copy, finish=not analysis.is_frozen and may("finish_analysis"))
    return May(
        write=may("analyse_cause"),
        place=may("place_cause"),
        support=may("support_cause"),
        remove=may("remove_from_analysis"),
        finish=may("finish_analysis"),
        copy=copy,
    )


def listed(actor: Actor) -> QuerySet[CauseAnalysis]:
    """The analyses that the reader may see, the latest picture's first, without heavy columns."""
    rows: Any = CauseAnalysis.objects.may(actor, "situation.read_cause_analysis")
    found: QuerySet[CauseAnalysis] = (
        rows.select_related("picture__place", "place")
        .defer(*(f"picture__{name}" for name in HEAVY))
        .order_by("-picture__until", "place__kind", "place__name", "pk")
    )
    return found


@dataclass(frozen=True)
class Mend:
    """A gap, and where the reader can mend it; without an address they may not."""

    gap: Gap
    url: str = ""
    words: str = ""


def to_mend(analysis: CauseAnalysis, gaps: list[Gap], may: May) -> list[Mend]:
    return [_mend(analysis, gap) if may.write and may.place else Mend(gap) for gap in gaps]


def _mend(analysis: CauseAnalysis, gap: Gap) -> Mend:
    if gap.at == "cause":
        return Mend(gap, f"#orsak-{gap.pk}", "Visa orsaken")
    name, words = PAGES[gap.at]
    return Mend(gap, reverse(f"situation:{name}", args=[analysis.pk]), words)
