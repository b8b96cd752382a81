"""Who answered: all, a sex, an age, a sex of an age, or a group with words of its own.

A key is `all`, `women`, `16-29`, `women:16-29` or `own-…`. Only a key that is read out of a table
is ever made; no group is made by counting.
"""

from __future__ import annotations

import hashlib
import re

ALL = "all"
SEXES = {"women": "Kvinnor", "men": "Män", "other": "Annan könsidentitet"}
OWN = "own-"
OLDEST = 120

_SAID = {
    "all": r"(?:alla|samtliga|totalt?|båda(?: könen)?|hela (?:befolkningen|gruppen)|all|both|total)"
    r"(?: (?:svarande|boende|invånare|kön|åldrar|personer))?|",
    "women": r"kvinn\w*|flick\w*|tjej\w*|k|female|women|girls",
    "men": r"män|man|pojk\w*|kill\w*|m|male|men|boys",
    "other": r"annan?(?: könsidentitet)?|annat|icke ?binär\w*|other",
}
_AGES = re.compile(r"(\d{1,3})\s*(?:[-–‑]|till|to)\s*(\d{1,3})(?:\s*år)?")
_OLDER = re.compile(r"(\d{1,3})\s*(?:\+|[-–]?w|år och äldre|och äldre|år eller äldre|[-–]\s*år)")


def key_of(group: str, age: str = "") -> str:
    """The key of a group told in one cell or two: »Kvinnor« and »16–29 år«, or both in one."""
    sex, years = _sex(group), _years(age)
    if sex and years:
        return years if sex == ALL else sex if years == ALL else f"{sex}:{years}"
    if not age.strip():
        return _from_one(group)
    return own(f"{group} {age}")


def _from_one(text: str) -> str:
    """The key of »Kvinnor 16–29 år«, »16–29«, or words of its own."""
    if years := _years(text):
        return years
    for found in (_AGES.search(text), _OLDER.search(text)):
        if found:
            sex, years = _sex(text[: found.start()] + text[found.end() :]), _years(found[0])
            if sex and years:
                return years if sex == ALL else f"{sex}:{years}"
    return own(text)


def own(text: str) -> str:
    """The key of a group with words of its own."""
    return OWN + hashlib.sha256(_plain(text).encode()).hexdigest()[:12]


def sex_of(key: str) -> str:
    """The sex in a key; empty when it names none."""
    first = key.partition(":")[0]
    return first if first in SEXES else ""


def ages_of(key: str) -> str:
    """The ages in a key as `16-29`; empty when it names none."""
    last = key.rpartition(":")[2]
    return last if last[:1].isdigit() else ""


def named(key: str, said: str = "") -> str:
    """The group in words; `said` are those of the table, for groups of its own."""
    if key == ALL:
        return "Alla"
    if key.startswith(OWN):
        return said or "Annan grupp"
    ages = _named_ages(ages_of(key))
    sex = SEXES.get(sex_of(key), "")
    return f"{sex} {ages}".strip() if sex else ages


def order(key: str) -> tuple[int, int, str]:
    """All, women, men, ages from the youngest, then the others."""
    sexes = ("", *SEXES)
    if key.startswith(OWN):
        return 3, 0, key
    ages = int(ages_of(key).partition("-")[0]) if ages_of(key) else 0
    rank = 0 if not ages else 1 if not sex_of(key) else 2
    return rank, ages or sexes.index(sex_of(key)), key


def _named_ages(ages: str) -> str:
    first, _, last = ages.partition("-")
    if not last:
        return f"{first} år" if first else ""
    return f"{first} år och äldre" if int(last) == OLDEST else f"{first}–{last} år"


def _sex(text: str) -> str:
    """`all` for an empty text; empty for one that names no sex."""
    plain = _plain(text)
    return next((key for key, form in _SAID.items() if re.fullmatch(form, plain)), "")


def _years(text: str) -> str:
    """`all` for an empty text; empty for one that names no ages."""
    plain = " ".join(text.casefold().split())
    if _sex(text) == ALL:
        return ALL
    if found := re.fullmatch(rf"(?:ålder )?{_AGES.pattern}", plain):
        first, last = int(found[1]), int(found[2])
        return f"{first}-{last}" if first <= last <= OLDEST else ""
    if found := re.fullmatch(_OLDER, plain):
        return f"{int(found[1])}-{OLDEST}"
    return ""


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^0-9a-zåäöé]+", " ", text.casefold()).split())
