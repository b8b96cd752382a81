"""What a cause analysis lacks before it is done. Pure: it returns gaps with Swedish sentences.

Brå asks for a problem told so that it can be delimited, causes that rest on something, and both the
situation and people's conditions looked at; the city for women's, children's and victims' view.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .corners import MINDED, STATEMENT

FEWEST_LETTERS = 10
SHOWN, ASSUMED = "shown", "assumed"
KINDS = {"situational": "situationella", "social": "sociala"}
EXPERIENCE = "experience"


@dataclass(frozen=True)
class CauseState:
    """A cause as the rules see it; `evidence` has the kind of each thing it rests on."""

    pk: int
    text: str
    kind: str
    strength: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnalysisState:
    """An analysis as the rules see it: its texts by field, its areas and its causes."""

    words: Mapping[str, str]
    has_area: bool
    causes: tuple[CauseState, ...] = ()


@dataclass(frozen=True)
class Gap:
    """Something missing. `at` is the part where it is mended: `statement`, `tree`, `minded`, or
    a `cause`, whose key is then `pk`."""

    text: str
    at: str
    pk: int = 0


def missing_in_analysis(state: AnalysisState) -> list[Gap]:
    """All that is missing, in the order of the page."""
    return [*_statement(state), *_tree(state), *_minded(state)]


def strength_faults(cause: CauseState) -> list[str]:
    """Why a cause cannot be as sure as it is said to be."""
    name = f"Orsaken »{cause.text}«"
    if cause.strength != ASSUMED and not cause.evidence:
        return [f"{name} saknar underlag: ange vad den bygger på, eller kalla den ett antagande."]
    if cause.strength == SHOWN and set(cause.evidence) == {EXPERIENCE}:
        return [f"{name} bygger bara på erfarenhet: det gör den rimlig, men inte belagd."]
    return []


def _statement(state: AnalysisState) -> Iterator[Gap]:
    for part in STATEMENT:
        if not _says(state, part.field):
            yield Gap(f"Problembeskrivningen saknar svar på »{part.name}«.", "statement")
    if not state.has_area:
        yield Gap("Analysen hör inte till något prioriterat område: välj minst ett.", "statement")


def _tree(state: AnalysisState) -> Iterator[Gap]:
    if not state.causes:
        yield Gap("Orsaksträdet är tomt: lägg in minst en orsak.", "tree")
        return
    if not any(cause.evidence for cause in state.causes):
        text = "Ingen orsak har underlag: ange vad minst en av dem bygger på."
        yield Gap(text, "cause", state.causes[0].pk)
    for cause in state.causes:
        for fault in strength_faults(cause):
            yield Gap(fault, "cause", cause.pk)
    kinds = {cause.kind for cause in state.causes}
    for kind, name in KINDS.items():
        if kind not in kinds and not _says(state, "one_kind"):
            text = f"Inga {name} orsaker: lägg in minst en, eller skriv varför de inte är med."
            yield Gap(text, "tree")


def _minded(state: AnalysisState) -> Iterator[Gap]:
    for part in MINDED:
        if not _says(state, part.field):
            text = f"Skriv vad som gäller för »{part.name}«, eller varför det inte går att säga."
            yield Gap(text, "minded")


def _says(state: AnalysisState, field: str) -> bool:
    return len(state.words.get(field, "").strip()) >= FEWEST_LETTERS
