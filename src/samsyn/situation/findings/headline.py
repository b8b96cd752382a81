"""What the findings say in words, by rule: never more than the tests behind them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .computed import NAMES

Json = dict[str, Any]
TOLD_FIRST = (
    "signals", "kinds", "hotspots", "repeats", "trends", "clock", "similar", "nights", "seasons",
    "concentration",
)  # fmt: skip
KINDS = ("signal", "possible")
MOST = 4
IN_MAPPING = ("signals", "kinds", "trends", "hotspots", "clock", "nights", "repeats", "seasons")


@dataclass(frozen=True)
class Said:
    """A finding in brief: which, how sure, and its sentence."""

    key: str
    name: str
    kind: str
    words: str


def headline(found: Json) -> list[Said]:
    """The surest findings, those that ask for something to be done first."""
    told = [
        Said(key, NAMES[key], verdict["kind"], verdict["words"])
        for kind in KINDS
        for key in TOLD_FIRST
        if (verdict := found[key]["verdict"])["kind"] == kind
    ]
    return told[:MOST]


def opening(found: Json) -> str:
    """One sentence above the findings."""
    kinds = [found[key]["verdict"]["kind"] for key in TOLD_FIRST]
    sure, maybe = kinds.count("signal"), kinds.count("possible")
    if sure:
        words = "en sak" if sure == 1 else f"{_number(sure)} saker"
        rest = f" och {_number(maybe)} som möjligen gör det" if maybe else ""
        return f"Analysen visar {words} som slumpen inte förklarar{rest}."
    if maybe:
        return "Analysen visar inget säkert, men något som kan vara mer än slump."
    return "Analysen visar inget som slumpen inte kan förklara."


def proposals(found: Json) -> dict[str, str]:
    """A first draft of the three parts of the law, from findings that may be told to everybody.

    Only the mapping is told by the numbers. The other two begin with what the numbers cannot say.
    """
    told = [
        found[key]["verdict"]["words"]
        for key in IN_MAPPING
        if found[key]["verdict"]["kind"] in KINDS
    ]
    beside = [
        found[key]["verdict"]["words"]
        for key in ("similar", "history")
        if found[key]["verdict"]["kind"] != "refused"
    ]
    quality = found["quality"]["verdict"]["words"]
    return {
        "mapping": "\n\n".join([opening(found), *told]),
        "other_information": f"Om underlaget: {quality}\n\n"
        "[Skriv vad trygghetsmätningar, medborgardialoger och de som arbetar på platsen berättar.]",
        "analysis": "\n\n".join(
            [*beside, "[Skriv vad som kan förklara det analysen visar, och vad som är osäkert.]"]
        ),
    }


def _number(n: int) -> str:
    names = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio")
    return names[n] if n < len(names) else str(n)
