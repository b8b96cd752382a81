"""What the numbers of a picture say, in plain Swedish with their uncertainty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from samsyn.figures import HIDDEN, swedish
from samsyn.figures.numbers import MONTHS, SPACE, limit, signed

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


def series_break(found: Json) -> str:
    """»Serien bryts i januari 2025: …«"""
    year, month = (int(part) for part in found["month"].split("-"))
    return f"Serien bryts i {MONTHS[month - 1]} {year}: {found['text']}"


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
    way, ratio = verdict(found), found["ratio"]
    if ratio is None:
        return {
            NOTHING: "Inga händelser någotdera året.",
            UP: "Från inga händelser; ökningen är större än slumpen brukar ge.",
        }.get(way, "Från inga händelser; kan vara en slump.")
    low, high = (_limit(found[key], "%") for key in ("low", "high"))
    span = f"{low} till {high}"
    size = f"{swedish(abs(percent(ratio)), 0)}{SPACE}%"
    if way == UP:
        return f"Ökade med {size} (osäkerhet {span})."
    if way == DOWN:
        return f"Minskade med {size} (osäkerhet {span})."
    return f"Ingen säker förändring: {_percent(ratio)} (osäkerhet {span})."


def change_in_brief(found: Json | None) -> str:
    """`+2 % (−2 till +6)`, which no line breaks."""
    if found is None or found["ratio"] is None:
        return "–"
    low, high = (_limit(found[key]) for key in ("low", "high"))
    return f"{_percent(found['ratio'])} ({low} till {high})".replace(" ", SPACE)


@dataclass(frozen=True)
class Verdict:
    """What can be said of a change in two words; `way` is for the eye."""

    way: str
    words: str


UP = Verdict("up", "ökat")
DOWN = Verdict("down", "minskat")
SAME = Verdict("same", "ingen säker förändring")
NOTHING = Verdict("same", "inga händelser")
UNTOLD = Verdict("untold", "kan inte visas")


def verdict(found: Json | None) -> Verdict:
    """Whether the interval is clear of no change."""
    if found is None:
        return UNTOLD
    low, high = found["low"], found["high"]
    if found["ratio"] is None and low == 0:
        return NOTHING
    if low is not None and low > 1:
        return UP
    return DOWN if high is not None and high < 1 else SAME


def months(period: Json) -> str:
    """The period in short, `nov 2025–okt 2026`, `jan–mar 2024` or `2024`."""
    since = date.fromisoformat(period["since"])
    last = date.fromisoformat(period["until"]) - timedelta(days=1)
    first, end = MONTHS[since.month - 1], f"{MONTHS[last.month - 1]}{SPACE}{last.year}"
    if since.year != last.year:
        return f"{first}{SPACE}{since.year}–{end}"
    if (since.month, last.month) == (1, 12):
        return str(since.year)
    return end if since.month == last.month else f"{first}–{end}"


def percent(ratio: float) -> float:
    return (ratio - 1) * 100


def _limit(ratio: float | None, unit: str = "") -> str:
    if ratio is None:
        return "obegränsat"
    end = limit(percent(ratio), 0)
    return f"{end}{SPACE}{unit}" if unit else end


def _percent(ratio: float) -> str:
    return f"{signed(percent(ratio), 0)}{SPACE}%"
