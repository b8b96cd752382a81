"""Guessing which column of a table of survey results is what, by its headers and first rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pydantic import ValidationError

from .mapping import SurveyMapping

Cells = Sequence[str]
NEARLY_ALL = 0.9

_PLACE = (
    r"(?:delområde|primärområde|mellanområde|basområde|stadsdel|stadsdelsnämnd|stadsdelsområde"
    r"|stadsområde|bostadsområde|lokalpolisområde|polisområde|lpo|område|kommun|kommundel|region"
    r"|distrikt|plats|ort|geografi|area|district|place|location|nyko ?\d?)"
)
_ANSWERS = r"(?:svar|svarande|respondenter|svarspersoner|intervjuade|answers|respondents)"
# Of each field the forms of a header, the likeliest first; words are parted by single spaces.
FORMS: dict[str, tuple[str, ...]] = {
    "year": (
        r"år|year|mätår|undersökningsår|omgång|mätomgång|mättillfälle|mätning",
        r"(?:år|mätning|omgång|undersökning|period)s? ?(?:år)?", r"årtal|tidpunkt|vår|period",
    ),
    "question": (
        r"fråga|frågor|frågetext|question|item", r"fråge?\w* ?(?:text|namn|formulering)",
        r"indikator|mått|variabel|påstående|indicator|measure|nyckeltal|tema|resultat",
    ),
    "response_rate": (
        r"svarsfrekvens(?: .*)?|svarsandel(?: .*)?|response rate", r"(?:andel|procent) svarande",
        r"svars? ?%|bortfall.*svar.*",
    ),
    "design_effect": (r"design ?effekt|deff|design effect|vikteffekt|viktningseffekt",),
    "population": (
        r"population|befolkning(?: .*)?|invånare(?: .*)?|antal i (?:befolkningen|populationen)",
        r"rampopulation|urvalsram",
    ),
    "comparable": (
        r"jämförbar\w*(?: .*)?|kan jämföras(?: .*)?|comparable", r"tidsseriebrott|brott i serien",
    ),
    "reason": (
        r"(?:skäl|orsak|anledning|varför)(?: .*)?", r"anmärkning|kommentar|not|fotnot|reason|note",
    ),
    "age": (r"ålder\w*|age(?: group)?|årskurs", r"åldersgrupp|åldersklass"),
    "group": (
        r"grupp|kön|kön ålder|svarsgrupp|redovisningsgrupp|delgrupp|bakgrund|group|sex|gender",
        r".*grupp", r"kön .*",
    ),
    "count": (
        r"antal (?:ja|ja svar|som (?:svarat|uppger|instämmer|känner|är).*|otrygga|utsatta|trygga)",
        r"ja svar|ja|count yes", r"antal (?!svar|i |respond|intervj|person|obs|enkät)\w+",
    ),
    "n": (
        rf"antal {_ANSWERS}(?: .*)?", rf"n|bas|{_ANSWERS}|obs|antal obs\w*|base|antal enkäter",
        r"antal(?: .*)?",
    ),
    "share": (
        r"andel|procent|share|percent", r"andel(?:en)? .*",
        r"(?:procent|percent|share|proportion) .*",
        r"värde|resultat|%|.* (?:procent|andel)", r"value",
    ),
    "place": (
        _PLACE, rf"{_PLACE}(?:s|ets|ens)? ?(?:namn|kod|name|code)", rf".*(?:{_PLACE})",
    ),
}  # fmt: skip
_PATTERNS = {field: [re.compile(form) for form in forms] for field, forms in FORMS.items()}
ORDER = (
    "response_rate", "design_effect", "comparable", "reason", "year", "question", "age", "group",
    "n", "count", "population", "share", "place",
)  # fmt: skip
_YEAR = re.compile(r"\D*(?:19|20)\d\d\D*")
_WHOLE = re.compile(r"\d[\d\s\u00a0]*(?:[.,]0+)?")
_SHARE = re.compile(r"\d{1,3}(?:[.,]\d+)?\s*%?|[-–.x*]+")
_FITS = {
    "year": _YEAR, "n": _WHOLE, "count": _WHOLE, "population": _WHOLE, "share": _SHARE,
    "response_rate": _SHARE,
}  # fmt: skip


def words(header: str) -> str:
    """A header as plain words: »Andel_otrygga (%)« is »andel otrygga«."""
    parted = re.sub(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])", " ", header)
    plain = " ".join(re.sub(r"[^0-9a-zåäöé]+", " ", parted.casefold()).split())
    return plain or ("procent" if "%" in header else "")


def guessed(columns: Cells, rows: Sequence[Cells] = ()) -> SurveyMapping | None:
    """The mapping that the headers suggest and the first rows agree with; None is no idea."""
    cells = {
        column: [row[i].strip() for row in rows if i < len(row) and row[i].strip()]
        for i, column in enumerate(columns)
    }
    found: dict[str, str] = {}
    for field in ORDER:
        left = [column for column in columns if column not in found.values()]
        if column := _likely(field, left, cells):
            found[field] = column
    if "age" in found and "group" not in found:
        found["group"] = found.pop("age")
    try:
        shares = cells.get(found.get("share", ""), [])
        return SurveyMapping.model_validate(found | {"share_is": share_is(shares)})
    except ValidationError:
        return None


def named(header: str) -> bool:
    """Whether a cell reads as the name of some field of a table of results."""
    plain = words(header)
    return any(p.fullmatch(plain) for forms in _PATTERNS.values() for p in forms[:1])


def share_is(cells: Cells) -> str:
    """How shares are written: as parts of one where hardly any is larger than one."""
    values = [v for cell in cells if "%" not in cell and (v := number(cell)) is not None]
    parts = sum(value <= 1 for value in values)
    return "part" if values and parts >= NEARLY_ALL * len(values) else "percent"


def number(cell: str) -> float | None:
    """A number with point or comma, however its thousands are parted; None when it is none."""
    plain = re.sub(r"[\s\u00a0\u202f]", "", cell).replace(",", ".").removesuffix("%")
    return float(plain) if re.fullmatch(r"\d{1,12}(?:\.\d{1,15})?", plain) else None


def _likely(field: str, columns: Cells, cells: dict[str, list[str]]) -> str:
    """The column that may be the field: by the likeliest form, first in the file's own order."""
    for pattern in _PATTERNS[field]:
        for column in columns:
            if pattern.fullmatch(words(column)) and _agrees(field, cells.get(column, [])):
                return column
    return ""


def _agrees(field: str, cells: Cells) -> bool:
    """Whether most of the cells can be what the field holds; a column of blanks tells nothing."""
    form = _FITS.get(field)
    if form is None or not cells:
        return True
    return 2 * sum(form.fullmatch(cell) is not None for cell in cells) > len(cells)
