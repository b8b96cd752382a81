"""Survey results in plain Swedish, from what is shown alone. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samsyn.figures import HIDDEN, swedish

Json = Mapping[str, Any]
NOT_ASKED = "–"
VERDICTS = {"up": "ökat", "down": "minskat", "unsure": "ingen säker skillnad"}


def share(told: Json | None) -> str:
    """»31 % (28–34)«, `skyddat`, or a dash where it was not asked."""
    if told is None:
        return NOT_ASKED
    if told["share"] is None:
        return HIDDEN
    return f"{told['share']} % ({told['low']}–{told['high']})"


def points(change: Json | None) -> str:
    """»+4 (1–7)« in percentage points, or a dash."""
    if change is None:
        return NOT_ASKED
    low, high = change["low"], change["high"]
    return f"{_signed(change['points'])} ({_signed(low)} till {_signed(high)})"


def sentence(row: Json, place: str, whole: str, year: int) -> str:
    """What the latest round says of a question, against the whole and the last comparable."""
    here, all_of_it = row["here"], row["whole"]
    what = row["name"] if row["of"] == "Alla" else f"{row['name']}, {row['of'].lower()}"
    if here is None or here["share"] is None:
        return f"{what}: för få har svarat i {place} för att visas."
    said = f"{what}: {share(here)} i {place}"
    if all_of_it and all_of_it["share"] is not None:
        said += f", {all_of_it['share']} % i {whole}"
    return f"{said}. {since(row, year)}".rstrip()


def since(row: Json, year: int) -> str:
    """How it has changed since the last comparable round, or why that is not told."""
    change = row["change"]
    if change is None:
        return str(row["unlike"]) or f"Ingen tidigare omgång att jämföra {year} med."
    if change["way"] == "unsure":
        return f"Ingen säker skillnad mot {change['since']}."
    much = swedish(abs(change["points"]))
    unit = "procentenhet" if abs(change["points"]) == 1 else "procentenheter"
    way = "ökning" if change["way"] == "up" else "minskning"
    return f"Det är en {way} med {much} {unit} sedan {change['since']}."


def rate(value: float | None) -> str:
    return "okänd" if value is None else f"{round(100 * value)} %"


def _signed(value: float) -> str:
    whole = round(value)
    return f"+{whole}" if whole > 0 else f"−{-whole}" if whole else "0"
