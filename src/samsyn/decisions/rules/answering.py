"""Consultations and their answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

KINDS = {
    "votes": "omröstningen",
    "reservation": "reservationen",
    "separate_statement": "det särskilda uttalandet",
    "substitute_statement": "ersättaryttrandet",
}
NEEDS_CLAUSE = {"taken_in", "partly"}
TREATMENTS = {*NEEDS_CLAUSE, "not"}


def referral_state(*, is_answered: bool, is_registered: bool, answers_by: date, day: date) -> str:
    """Where a body asked stands: `answered`, `late`, `registered` or `waiting`.

    A draft is nobody else's matter, so a body that writes one is no more than registered.
    """
    if is_answered:
        return "answered"
    if answers_by < day:
        return "late"
    return "registered" if is_registered else "waiting"


@dataclass(frozen=True)
class PartState:
    """A part of an answer beside the decision, as it is written now."""

    kind: str
    by: str
    text: str


def answer_missing(
    *,
    decided: str,
    parts: Sequence[PartState],
    asks: str,
    has_decision: bool,
    is_final: bool,
) -> list[str]:
    """What stands in the way of submitting an answer."""
    return [
        *_decision_missing(decided, asks, has_decision, is_final),
        *(fault for part in parts for fault in part_faults(part)),
    ]


def _decision_missing(decided: str, asks: str, has_decision: bool, is_final: bool) -> Iterator[str]:
    if not decided.strip():
        yield "Skriv vad som beslutades, eller bygg svaret på organets beslut."
    if asks == "decision" and not has_decision:
        yield "Remissen ber om beslut. Fatta beslut i ärendet och bygg svaret på det."
    if has_decision and not is_final:
        yield "Beslutet är inte justerat. Justera protokollet eller paragrafen först."


def part_faults(part: PartState) -> Iterator[str]:
    """A reservation and a statement are somebody's; none of them is empty."""
    name = KINDS.get(part.kind)
    if name is None:
        yield f"Okänt slag av del: {part.kind}. Välj omröstning, reservation eller uttalande."
        return
    if not part.text.strip():
        yield f"Skriv texten till {name}."
    if part.kind != "votes" and not part.by.strip():
        yield f"Ange vem eller vilka partier {name} kommer från."


def treatment_faults(treatment: str, reason: str, clause: str) -> Iterator[str]:
    """A demand is answered with how it was treated, why, and where in the text."""
    if treatment not in TREATMENTS:
        yield "Välj om kravet tas in, tas in delvis eller inte tas in."
    if not reason.strip():
        yield "Skriv skälet. Den som ställde kravet läser det."
    if treatment in NEEDS_CLAUSE and not clause.strip():
        yield "Ange den klausul där kravet tas in, till exempel ”stockholm/2026 § 3.5”."
