"""Finding what points at a person in a text, so that it can be refused or masked. Without Django.

Personal numbers, telephone numbers and e-mail addresses are found by their form. Names are found
when a common first name is followed by something that looks like a surname: most Swedish full
names, far from all of the world's, and no single first name. Nothing found is no promise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .names import names

Kind = Literal["personal_number", "telephone", "email", "name"]
WORDS: dict[Kind, str] = {
    "personal_number": "personnummer",
    "telephone": "telefonnummer",
    "email": "e-postadress",
    "name": "namn",
}


@dataclass(frozen=True)
class Finding:
    """What was found at `text[start:end]`. The text itself is not kept."""

    kind: Kind
    start: int
    end: int


# 19850101-1234, 850101+1234, 8501011234, 1985-01-01-1234; hyphens as word processors write them
_DASH = r"\-–‐‑−"
_PERSONAL = re.compile(
    rf"(?<!\d)(\d\d)?(\d\d)(?:(\d\d)(\d\d)[ \u00a0]?[{_DASH}+]?[ \u00a0]?"
    rf"|[{_DASH}./ ](\d\d)[{_DASH}./ ](\d\d)[{_DASH}+])(\d{{3}})(\d)(?!\d)"
)
_GAP = rf"(?:[ \u00a0]?[.{_DASH}]?[ \u00a0]?)"
# 070-123 45 67, +46 (0)70 …, 08-508 00 000; not 013-12345/2024, which is a diary's number
_TELEPHONE = re.compile(
    rf"(?<![\d{_DASH}.,/])(?:07[02369](?:{_GAP}/?{_GAP}\d)(?:{_GAP}\d){{6}}"
    rf"|(?:\+|00)46{_GAP}(?:\(0\))?{_GAP}[1-9](?:{_GAP}\d){{6,8}}"
    rf"|0[1-9]\d{{0,2}}[ \u00a0]?[{_DASH}/][ \u00a0]?\d(?:[ \u00a0]?\d){{4,7}})"
    r"(?!\d|/(?:19|20)\d\d)"
)
# begun only where a word begins: of a long word each letter would else be tried as the first
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+(?:@|\(at\)|\[at\])[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_ANY = re.compile(r"\d{2}|@|\(at\)|\[at\]|[^\W\d_]{2}[^\w]{1,3}[^\W\d_]", re.IGNORECASE)


def findings(text: str) -> list[Finding]:
    """What points at a person, from left to right; findings do not overlap."""
    if not _ANY.search(text):
        return []
    found: list[Finding] = []
    for finding in (*_numbers(text), *_addresses(text), *_names(text)):
        if all(finding.end <= f.start or f.end <= finding.start for f in found):
            found.append(finding)
    return sorted(found, key=lambda f: f.start)


def masked(text: str) -> str:
    """The text with each finding replaced by its kind in brackets."""
    parts, at = [], 0
    for finding in findings(text):
        parts += [text[at : finding.start], f"[{WORDS[finding.kind]}]"]
        at = finding.end
    return "".join([*parts, text[at:]])


def told(text: str) -> str:
    """What kinds were found, in words: »personnummer och namn«; empty when nothing was."""
    kinds = list(dict.fromkeys(WORDS[f.kind] for f in findings(text)))
    return " och ".join([", ".join(kinds[:-1]), kinds[-1]] if len(kinds) > 1 else kinds)


def is_personal_number(text: str) -> bool:
    """Whether the whole text is a personal or coordination number."""
    found = _PERSONAL.fullmatch(text.strip())
    return found is not None and _holds(found)


def _numbers(text: str) -> Iterator[Finding]:
    for found in _PERSONAL.finditer(text):
        if _holds(found):
            yield Finding("personal_number", *found.span())


def _holds(found: re.Match[str]) -> bool:
    """A real day (60 more in a coordination number) and the check digit by Luhn."""
    century, year = found[1], found[2]
    month, day = found[3] or found[5], found[4] or found[6]
    if century and int(century) not in (18, 19, 20):
        return False
    number = int(day)
    try:
        date(int((century or "20") + year), int(month), number - 60 if number > 60 else number)
    except ValueError:
        # 29 February of a century unsaid
        if (int(month), number % 60) != (2, 29) or century or int(year) % 4:
            return False
    return luhn(year + month + day + found[7] + found[8])


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812, annex B)."""
    doubled = (int(d) * (2 - i % 2) for i, d in enumerate(digits))
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0


def _addresses(text: str) -> Iterator[Finding]:
    for kind, pattern in (("email", _EMAIL), ("telephone", _TELEPHONE)):
        for found in pattern.finditer(text):
            yield Finding(kind, *found.span())  # type: ignore[arg-type]


def _names(text: str) -> Iterator[Finding]:
    for start, end in names(text):
        yield Finding("name", start, end)
