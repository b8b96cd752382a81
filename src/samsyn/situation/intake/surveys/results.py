"""A row of a table of survey results as a result, or why it is none. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from typing import NamedTuple

from samsyn.situation import questions
from samsyn.situation.intake.verdicts import Ground
from samsyn.situation.privacy import told

from . import groups
from .guessing import number
from .mapping import SurveyMapping

MOST_ANSWERS = 10_000_000
LONGEST = 200
SHOWN = 40
UNTOLD = re.compile(r"[-–.:x*]*|n/?a|uppgift saknas", re.IGNORECASE)
NO = {"nej", "no", "n", "0", "false", "falskt", "inte jämförbar", "ej jämförbar", "brott"}
NOT_TOLD = "skälet står inte i tabellen"


class Key(NamedTuple):
    """What makes two results of a survey the same one."""

    place: int
    year: int
    question: str
    group: str


@dataclass(frozen=True)
class Result:
    """A share of `n` answers. `asked` and `said` are the table's own words for question and group;
    `broken` says why it is not comparable with the round before, empty when it is."""

    key: Key
    asked: str
    said: str
    n: int
    share: float
    response_rate: float | None = None
    design_effect: float = 1.0
    population: int | None = None
    broken: str = ""


class Rejected(Exception):
    """Why a row is no result, in Swedish."""


def read(row: Dict[str, str], mapping: SurveyMapping, ground: Ground) -> Result:
    """The result of a row by field; raises `Rejected`."""
    place = _place(row["place"], ground) if mapping.place else ground.names[ground.area.casefold()]
    year = _year(row["year"], ground)
    asked, said = _told_of_nobody(row["question"], "frågan"), _group(row)
    if not asked:
        raise Rejected("frågan saknas")
    n = _whole(row["n"], "antalet svar")
    if n is None or n < 1:
        raise Rejected("antalet svar saknas" if n is None else "ingen har svarat")
    population = _whole(row["population"], "antalet i befolkningen")
    if population is not None and population < n:
        raise Rejected(f"fler har svarat ({n}) än det finns i befolkningen ({population})")
    key = Key(place, year, questions.key_of(asked), groups.key_of(row["group"], row["age"]))
    return Result(
        key, asked, said, n, _share(row, mapping, n), _rate(row["response_rate"]),
        _effect(row["design_effect"]), population, _broken(row),
    )  # fmt: skip


def _group(row: Dict[str, str]) -> str:
    return _told_of_nobody(f"{row['group']} {row['age']}".strip(), "gruppen")


def _told_of_nobody(text: str, what: str) -> str:
    if found := told(text):
        raise Rejected(f"{what} innehåller {found}; ta bort det ur filen")
    return " ".join(text.split())[:LONGEST]


def _quoted(text: str) -> str:
    """The text as a reason repeats it; nothing if it points at a person."""
    return "" if told(text) else f" »{text.strip()[:SHOWN]}«"


def _place(text: str, ground: Ground) -> int:
    if not text.strip():
        raise Rejected("området saknas")
    plain = " ".join(text.casefold().split())
    place = ground.names.get(plain)
    if place is None:
        place = ground.names.get(re.sub(r"s? (kommun|stad|stadsdelsområde|stadsdel)$", "", plain))
    if place is None and groups.key_of(plain) == groups.ALL:
        place = ground.names.get(ground.area.casefold())
    if place is None:
        raise Rejected(f"området{_quoted(text)} finns inte bland {ground.area}s platser")
    return place


def _year(text: str, ground: Ground) -> int:
    found = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    if not found:
        raise Rejected(f"året{_quoted(text)} går inte att läsa" if text else "året saknas")
    year = int(found[0])
    if year > ground.today.year:
        raise Rejected(f"året {year} ligger i framtiden")
    if year < ground.earliest.year:
        raise Rejected(f"året {year} ligger före {ground.earliest.year}")
    return year


def _whole(text: str, what: str) -> int | None:
    if UNTOLD.fullmatch(text.strip()):
        return None
    value = number(text)
    if value is None or value != int(value) or value > MOST_ANSWERS:
        raise Rejected(f"{what}{_quoted(text)} är inte ett heltal")
    return int(value)


def _share(row: Dict[str, str], mapping: SurveyMapping, n: int) -> float:
    """The share told, else reckoned from how many said yes."""
    if mapping.share and not UNTOLD.fullmatch(row["share"].strip()):
        return _part(row["share"], "andelen", parts=mapping.share_is == "part")
    count = _whole(row["count"], "antalet") if mapping.count else None
    if count is None:
        raise Rejected("andelen saknas")
    if count > n:
        raise Rejected(f"fler har svarat ja ({count}) än som har svarat ({n})")
    return count / n


def _part(text: str, what: str, *, parts: bool) -> float:
    value = number(text)
    if value is None:
        raise Rejected(f"{what}{_quoted(text)} är inte ett tal")
    if parts and "%" not in text:
        if value > 1:
            raise Rejected(f"{what}{_quoted(text)} är större än 1")
        return value
    if value > 100:
        raise Rejected(f"{what}{_quoted(text)} är större än 100 procent")
    return value / 100


def _rate(text: str) -> float | None:
    """As a table that tells it writes it: 0,54 or 54."""
    if UNTOLD.fullmatch(text.strip()):
        return None
    value = number(text)
    return _part(text, "svarsfrekvensen", parts=value is not None and value <= 1)


def _effect(text: str) -> float:
    if UNTOLD.fullmatch(text.strip()):
        return 1.0
    value = number(text)
    if value is None or not math.isfinite(value) or not 0 < value <= 100:
        raise Rejected(f"designeffekten{_quoted(text)} är inte ett tal mellan 0 och 100")
    return value


def _broken(row: Dict[str, str]) -> str:
    if row["comparable"].strip().casefold() not in NO:
        return ""
    return _told_of_nobody(row["reason"], "skälet") or NOT_TOLD
