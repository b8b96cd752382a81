"""Crime codes (brottskoder): the project's own table of some 120 of them. Källa: Brå.

Written from Brå's public list of codes (klassificering av brott, version 12.0 and the list of
September 2026). What a code says about the victim is read out of its name.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path


@dataclass(frozen=True)
class Code:
    """A crime code. `victim_sex` is female, male or "" (not told); `victim_age` as 7-14, 15-17,
    0-17, 18+, elderly or "". `since` None: not known from when. `breaks` names older codes."""

    code: str
    name: str
    group: str
    theme: str
    victim_sex: str = ""
    victim_age: str = ""
    since: date | None = None
    until: date | None = None
    breaks: str = ""

    def holds(self, day: date) -> bool:
        """Whether the code is in use on a day; half-open."""
        return (self.since or date.min) <= day < (self.until or date.max)


def series_breaks(codes: Iterable[Code], since: date, until: date) -> list[tuple[date, str]]:
    """The months after `since` and before `until` from which these codes count something else.

    A line of numbers may not be drawn through such a month: a code that begins or ends there moves
    incidents into or out of the sum. What each break is stands in words beside its month.
    """
    told: dict[date, list[str]] = {}
    for code in sorted(codes, key=lambda c: c.code):
        if code.since and since < (month := code.since.replace(day=1)) < until:
            older = f" (tidigare {code.breaks})" if code.breaks else ""
            told.setdefault(month, []).append(f"{code.code} är ny{older}")
        if code.until and since < (month := code.until.replace(day=1)) < until:
            told.setdefault(month, []).append(f"{code.code} har upphört")
    return [(month, f"Brottskod {', '.join(words)}.") for month, words in sorted(told.items())]


@lru_cache
def table() -> dict[str, Code]:
    """Every code of the project's own table, by its four digits."""
    text = files(__package__).joinpath("brottskoder.csv").read_text("utf-8")
    return {code.code: code for code in parse(text.splitlines())}


def read(path: Path) -> list[Code]:
    """Codes from a file of the same form as the project's own. Raises ValueError with the line."""
    return list(parse(path.read_text("utf-8-sig").splitlines()))


def parse(lines: Iterable[str]) -> Iterable[Code]:
    kept = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and line[0] != "#"]
    for (number, _), row in zip(kept[1:], csv.DictReader((t for _, t in kept), delimiter=";"),
                                strict=True):  # fmt: skip
        try:
            yield _code(row)
        except (KeyError, ValueError, TypeError) as error:
            raise ValueError(
                f"Rad {number}: kod (fyra siffror), name, group och theme ska finnas,"
                f" och dagar skrivas ÅÅÅÅ-MM-DD ({error})."
            ) from error


def _code(row: dict[str, str]) -> Code:
    if len(row["code"]) != 4 or not row["code"].isdigit():
        raise ValueError(f"»{row['code']}« är ingen brottskod")
    return Code(
        row["code"],
        row["name"].strip(),
        row["group"],
        row["theme"],
        row.get("victim_sex") or "",
        row.get("victim_age") or "",
        _day(row.get("since")),
        _day(row.get("until")),
        row.get("break") or "",
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
