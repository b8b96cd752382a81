"""An analysis as open data: what everybody may read, and no name of anybody."""

from __future__ import annotations

from typing import Any

from samsyn.situation.causes.reading import Said, Whole
from samsyn.situation.causes.tree import Branch
from samsyn.situation.models import AnalysedCause

FORMAT = "samsyn.causes/1"
Json = dict[str, Any]


def as_json(whole: Whole) -> Json:
    """The whole analysis; keys in English. Raises ValueError until it is frozen."""
    analysis = whole.analysis
    if not analysis.is_frozen:
        raise ValueError("an analysis is given out when it is done and its picture published")
    return {
        "format": FORMAT,
        "id": analysis.pk,
        "title": analysis.title,
        "picture": analysis.picture_id,
        "place": {"key": analysis.place.key, "name": analysis.place.name},
        "areas": [{"key": area.ref, "name": area.name} for area in whole.areas],
        "done": analysis.done_at and analysis.done_at.isoformat(),
        "continues": analysis.continues_id,
        "statement": _texts(whole.statement),
        "triangle": _texts(whole.triangle),
        "minded": _texts(whole.minded),
        "one_kind": analysis.one_kind or None,
        "chain": [{"step": step.text, "break_by": step.break_by or None} for step in whole.steps],
        "causes": [_cause(whole, branch) for branch in whole.tree],
    }


def _texts(said: list[Said]) -> Json:
    return {one.part.field: one.text or None for one in said}


def _cause(whole: Whole, branch: Branch[AnalysedCause]) -> Json:
    cause = branch.node
    return {
        "number": branch.number,
        "cause": cause.text,
        "kind": cause.kind,
        "strength": cause.strength,
        "evidence": [
            {
                "kind": support.evidence.kind,
                "source": support.told or None,
                "picture": support.evidence.picture_id,
                "says": support.evidence.text or None,
            }
            for support in whole.supports(cause)
        ],
        "causes": [_cause(whole, under) for under in branch.branches],
    }
