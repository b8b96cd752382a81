"""What the numbers of a picture say, in plain Swedish with their uncertainty."""

from __future__ import annotations

from typing import Any

from samsyn.figures import HIDDEN, swedish

Json = dict[str, Any]
SEXES = {"female": "Kvinnor och flickor", "male": "Män och pojkar", "": "Kön framgår inte"}
AGES = {
    "child": "under 18 år",
    "adult": "18 år och äldre",
    "elderly": "äldre eller med funktionsnedsättning",
    "": "ålder framgår inte",
}


def victim(entry: Json) -> str:
    """Whom the crime code says was hit."""
    if not entry["said"]:
        return "Koden säger inget om offret"
    return f"{SEXES[entry['sex']]}, {AGES[entry['age']]}"


def count(n: int | None) -> str:
    return HIDDEN if n is None else swedish(n)


def rate(found: Json | None) -> str:
    """`12,4 (11,0–13,9)`."""
    if found is None:
        return "–"
    value, low, high = (swedish(found[key], _decimals(found)) for key in ("value", "low", "high"))
    return f"{value} ({low}–{high})"


def _decimals(found: Json) -> int:
    return 1 if found["value"] >= 1 else 2


def change(found: Json | None) -> str:
    """What happened since the year before, no surer than the interval allows."""
    if found is None:
        return "Kan inte visas: något av talen är skyddat."
    low, high, ratio = found["low"], found["high"], found["ratio"]
    if ratio is None:
        return (
            "Inga händelser någotdera året."
            if low == 0
            else "Från inga händelser; ökningen är större än slumpen brukar ge."
            if low > 1
            else "Från inga händelser; kan vara en slump."
        )
    span = f"{_percent(low)} till {_percent(high)}"
    if low > 1:
        return f"Ökade med {_percent(ratio, bare=True)} (osäkerhet {span})."
    if high is not None and high < 1:
        return f"Minskade med {_percent(ratio, bare=True)} (osäkerhet {span})."
    return f"Ingen säker förändring: {_percent(ratio)} (osäkerhet {span})."


def _percent(ratio: float | None, *, bare: bool = False) -> str:
    if ratio is None:
        return "obegränsat"
    percent = (ratio - 1) * 100
    sign = "+" if percent >= 0.5 and not bare else ""
    return f"{sign}{swedish(abs(percent) if bare else percent, 0)} %"
