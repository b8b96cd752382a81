"""An analysis with all its parts, as its page, its file and the rules read it: a few queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, QuerySet

from samsyn.agreements.models import PriorityArea, Version
from samsyn.organisation.models import Place, PlaceCover
from samsyn.situation.causes import findings, pointing, sightings
from samsyn.situation.causes.corners import MINDED, ONE_KIND, STATEMENT, TRIANGLE, WORDS, Part
from samsyn.situation.causes.rules import AnalysisState, CauseState, Gap, missing_in_analysis
from samsyn.situation.causes.tree import Branch, flat, grown
from samsyn.situation.models import AnalysedCause, CauseAnalysis, ChainStep, Evidence, Picture

Contents = Mapping[int, Mapping[str, Any]]
"""Content of pictures by key: of published ones, and of a draft for those who may read it."""

HEAVY = ("content", "family", "mapping", "other_information", "analysis")
"""Columns of a picture that a list or a link has no use for."""
UNSEEN = "Ett tal i en lägesbild som inte är publicerad."


@dataclass(frozen=True)
class Said:
    """A text of the analysis with its name and what it answers."""

    part: Part
    text: str


@dataclass(frozen=True)
class Support:
    """What a cause rests on, in words: the finding or the source, and what it says."""

    evidence: Evidence
    told: str

    @property
    def what(self) -> str:
        """The kind of evidence."""
        return pointing.what(self.evidence.area) or self.evidence.get_kind_display()

    @property
    def url(self) -> str:
        """Where in the picture it stands; empty when it is no finding of one."""
        picture = self.evidence.picture
        if picture is None:
            return ""
        return picture.get_absolute_url() + pointing.anchor(self.evidence.area, self.evidence.slot)


@dataclass(frozen=True)
class Whole:
    """The analysis as it is read."""

    analysis: CauseAnalysis
    contents: Contents

    @cached_property
    def areas(self) -> list[PriorityArea]:
        return list(self.analysis.areas.select_related("version__agreement"))

    @cached_property
    def causes(self) -> list[AnalysedCause]:
        light = Prefetch("evidence__picture", Picture.objects.defer(*HEAVY))
        return list(self.analysis.causes.prefetch_related("evidence__seen_in", light))

    @cached_property
    def steps(self) -> list[ChainStep]:
        return list(self.analysis.steps.all())

    @cached_property
    def tree(self) -> list[Branch[AnalysedCause]]:
        return grown(self.causes)

    @cached_property
    def branches(self) -> list[Branch[AnalysedCause]]:
        return flat(self.tree)

    @cached_property
    def gaps(self) -> list[Gap]:
        return missing_in_analysis(state_of(self.analysis, self.causes, bool(self.areas)))

    @property
    def statement(self) -> list[Said]:
        return self._said(STATEMENT)

    @property
    def triangle(self) -> list[Said]:
        return self._said(TRIANGLE)

    @property
    def minded(self) -> list[Said]:
        return self._said(MINDED)

    @property
    def one_kind(self) -> Said:
        return self._said((ONE_KIND,))[0]

    def supports(self, cause: AnalysedCause) -> Iterator[Support]:
        for evidence in cause.evidence.all():
            yield Support(evidence, self._told(evidence))

    def _told(self, evidence: Evidence) -> str:
        if evidence.kind == Evidence.Kind.OBSERVATIONS:
            return sightings.told(evidence)
        if evidence.picture_id is None:
            return evidence.source
        content = self.contents.get(evidence.picture_id)
        if content is None:
            return UNSEEN
        return findings.told(content, evidence.area, evidence.slot)

    def _said(self, parts: tuple[Part, ...]) -> list[Said]:
        return [Said(part, getattr(self.analysis, part.field)) for part in parts]


def state_of(
    analysis: CauseAnalysis,
    causes: list[AnalysedCause] | None = None,
    has_area: bool | None = None,
) -> AnalysisState:
    """What the rules ask of an analysis; what has been read already is not read again."""
    if causes is None:
        causes = list(analysis.causes.prefetch_related("evidence"))
    return AnalysisState(
        words={name: getattr(analysis, name) for name in WORDS},
        has_area=analysis.areas.exists() if has_area is None else has_area,
        causes=tuple(map(cause_state, causes)),
    )


def cause_state(cause: AnalysedCause) -> CauseState:
    kinds = tuple(one.kind for one in cause.evidence.all())
    return CauseState(cause.pk, cause.text, cause.kind, cause.strength, kinds)


def areas_to_choose(place: Place, day: date) -> QuerySet[PriorityArea]:
    """The priority areas of the agreements that hold for a place on a day."""
    versions = Version.objects.that_held_on(day).filter(
        agreement__city__in=PlaceCover.objects.filter(covered=place).values("place")
    )
    rows = PriorityArea.objects.filter(version__in=versions)
    return rows.order_by("version__key", "order")


def pictures_pointed_at(analysis: CauseAnalysis) -> set[int]:
    """The pictures whose numbers the analysis rests on."""
    rows = Evidence.objects.filter(cause__analysis=analysis, picture__isnull=False)
    return set(rows.values_list("picture", flat=True))
