"""Guessing which column is what in a file nobody has described: by its headers, then its cells.

A guess is shown before it is used. Headers are compared as plain words, Swedish or English; what
the first rows hold decides between columns of like names, and how coordinates are written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from pydantic import ValidationError

from .mapping import Mapping

Cells = Sequence[str]

_TYPE = r"(?:typ|type|kategori|category|klass|class|grupp|group|slag|art|rubrik)"
_EVENT = (
    r"(?:händelse|brotts?|ärende|larm|insats|incident|crime|offen[cs]e|event|avvikelse|fel|problem"
    r"|request|service|call|primary|anmälan|felanmälan|rapport|report|case|utryckning|ofns|crm)"
)
_BEGIN = (
    r"(?:start|från|fran|from|fr|began|begin|occ|occur|occurred|inträffade?|inträffat|skedde"
    r"|brotts?|händelse|incident|offen[cs]e|crime|event|larm|utryckning|insats)"
)
_END = r"(?:slut\w*|till|tom|end|ended|to|until|thru)"
_OVER = rf"(?:{_END}|closed|avslut\w*|stängd\w*|åtgärda\w*|updated|modified|ändra\w*|uppdatera\w*)"
_DAY = r"(?:datum\s?tid|datum|dag|date\s?time|date|dt|tidpunkt|timestamp)"

# Of each field the forms of a header, the likeliest first; words are parted by single spaces.
FORMS: dict[str, tuple[str, ...]] = {
    "id": (
        r"id", rf"(?:{_EVENT}|cmplnt|dr) ?s?(?:id|nr|no|num|number|nummer|nyckel)",
        r"(?:diarie|case|ticket|uppdrags?|objekt|object|record|löp) ?(?:id|nr|no|number|nummer)",
        r"dnr|uuid|guid", r".* id",
    ),
    "kind": (
        r"brottskod|crime code", rf"{_TYPE} (?:av|of) .*", rf"{_EVENT} ?{_TYPE}",
        rf"{_EVENT} (?:code )?(?:{_TYPE}|desc|description|namn|name)",
        r"(?:crm|crime|offen[cs]e) cd desc", r"(?:brottskod )?klartext", r"kod", _TYPE,
        r"händelse|brott|offen[cs]e|crime|incident|avvikelse|larm|felanmälan|ärende|problem",
        rf"(?!.*(?:plats|location|premise|gatu|street|id)).*{_TYPE}", r"iucr|orsak|subject|ämne",
        r"(?:crm|offen[cs]e|crime|brotts?) ?(?:cd|code|kod)",
    ),
    "start": (
        rf"{_DAY} {_BEGIN}(?: .*)?", rf"{_BEGIN}s? ?{_DAY}(?: {_BEGIN})?",
        rf"{_BEGIN} (?:at|on|on date)", rf".*{_BEGIN} ?{_DAY}", rf".*{_BEGIN} .*{_DAY}",
        rf".*{_DAY} {_BEGIN}", r"datum tid|datumtid|datetime|date time|tidpunkt|timestamp",
        r"datum|date|dag|day|när", rf"{_BEGIN}(?:stid|tid| time)",
        r"(?:skapad|inkommen|inkommet|inkom|registrerad|anmäld|rapporterad|created|reported"
        r"|opened|requested|received|anmälnings?|registrerings?)(?: ?(?:datum|date|at|on|tid))?",
        rf"(?:cmplnt )?fr {_DAY}", r"start|occurred|began", r"tid|time", r"månad|month",
        rf".* ?{_DAY}",
    ),
    "start_time": (
        r"tid start|start ?tid|tid från|start time|time start|time occ|time from",
        rf"(?:cmplnt )?fr tm|{_BEGIN} ?s?(?:tid|time|tm|klockslag)", r"klockslag|kl|tid|time|clock",
        rf".*{_BEGIN} .*(?:tid|time|tm)",
    ),
    "end": (
        rf"{_DAY} {_END}", rf"{_END} ?{_DAY}", rf".*{_END} ?(?:{_DAY}|dt)", rf".*{_DAY} {_END}",
        r"sluttid|end time|ended at", r"slut|end|ended",
    ),
    "end_time": (
        rf"(?:tid|time|klockslag) {_END}", rf"(?:sluttid|end time|{_END} (?:tid|time|tm))(?: .*)?",
        rf".* {_END} (?:tm|time|tid)",
    ),
    "north": (
        r"latitude?|lat", r"(?:.* )?(?:latitude?|lat)(?: .*)?", r"sweref ?99 ?(?:tm)? ?n|sweref ?n",
        r"n ?(?:koord|koordinat|coord|coordinate)|nord|north|northing|n", r".*sweref.* n(?:ord)?",
        r".* n(?:orth(?:ing)?|ord)?", r"y ?(?:koord|koordinat|coord|coordinate|cord)?",
        r".* y ?(?:koord|koordinat|coord|coordinate)?",
    ),
    "east": (
        r"longitude?|lon|lng|long", r"(?:.* )?(?:longitude?|lon|lng|long)(?: .*)?",
        r"sweref ?99 ?(?:tm)? ?[eö]|sweref ?[eö]",
        r"[eö] ?(?:koord|koordinat|coord|coordinate)|öst|ost|east|easting|e",
        r".*sweref.* (?:e|ö|öst|ost)", r".* (?:e|east(?:ing)?|öst|ost)",
        r"x ?(?:koord|koordinat|coord|coordinate|cord)?",
        r".* x ?(?:koord|koordinat|coord|coordinate)?",
    ),
    "place": (
        r"basområde(?:skod)?|nyckelkod", r"deso(?: ?område)?(?: ?kod)?", r"regso.*",
        r"(?:delområde|primärområde|mellanområde|nyko ?\d?|stadsdel|stadsdelsnämnd|stadsdelsområde"
        r"|stadsområde|område|kvarter|kommundel|tätort)s?(?: ?(?:namn|name|kod|code))?",
        r"(?:.* )?(?:neighbou?rhood|community area|ward|precinct|beat|borough|boro|suburb)s?"
        r"(?: ?(?:name|nm))?", r"(?:area|district|location|place|plats) ?(?:name|namn)",
        r"plats|district|area|place|location|ort|närpolisområde|lokalpolisområde|lpo",
        r"kommun(?: ?namn)?|municipality|city",
    ),
    "count": (r"antal(?: .*)?", r"count|n|number of .*|total|frekvens",),
}  # fmt: skip
_PATTERNS = {field: [re.compile(form) for form in forms] for field, forms in FORMS.items()}
ORDER = (
    "id", "start", "end", "start_time", "end_time", "kind", "north", "east", "place", "count",
)  # fmt: skip

_DATE_CELL = re.compile(
    r"(?:19|20)\d{2}[-/.]?\d{2}(?:[-/.]?\d{2})?(?:[T ].*|\d{4})?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}.*"
)
_CLOCK_CELL = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?|\d{1,4}")
_NUMBER_CELL = re.compile(r"-?[\d\u00a0 ]+(?:[.,]\d+)?")
_WORDS_CELL = re.compile(r"\d{3,5}|.*[^\W\d_]{2}.*", re.DOTALL)
_WHOLE_CELL = re.compile(r"\d{1,5}")
_FITS: dict[str, re.Pattern[str]] = {
    "start": _DATE_CELL, "end": _DATE_CELL, "start_time": _CLOCK_CELL, "end_time": _CLOCK_CELL,
    "north": _NUMBER_CELL, "east": _NUMBER_CELL, "kind": _WORDS_CELL, "count": _WHOLE_CELL,
}  # fmt: skip
_CODE_CELL = re.compile(r"\d{3,4}")


def words(header: str) -> str:
    """A header as plain words: »OccurredOn_Date« is »occurred on date«."""
    parted = re.sub(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])", " ", header)
    return " ".join(re.sub(r"[^0-9a-zåäöé]+", " ", parted.casefold()).split())


def guessed(columns: Cells, rows: Sequence[Cells] = ()) -> Mapping | None:
    """The mapping that the headers suggest and the first rows agree with; None is no idea."""
    cells = {
        column: [row[i].strip() for row in rows if i < len(row) and row[i].strip()]
        for i, column in enumerate(columns)
    }
    found: dict[str, str] = {}
    for field in ORDER:
        left = [column for column in columns if column not in found.values()]
        if column := next(_likely(field, left, cells), ""):
            found[field] = column
    if "start" not in found and rows:
        found |= _by_cells("start", columns, cells, found)
    if not {"north", "east"} <= found.keys():
        found.pop("north", None), found.pop("east", None)
    try:
        return Mapping.model_validate(found | _ways(found, cells))
    except ValidationError:
        return None


def named(header: str) -> bool:
    """Whether a cell reads as the name of some field."""
    plain = words(header)
    return any(p.fullmatch(plain) for forms in _PATTERNS.values() for p in forms[:-1])


def _likely(field: str, columns: Cells, cells: dict[str, list[str]]) -> Iterator[str]:
    """The columns that may be the field, the likeliest form first, in the file's own order."""
    for pattern in _PATTERNS[field]:
        for column in columns:
            if pattern.fullmatch(words(column)) and _agrees(field, cells.get(column, [])):
                if field == "start" and re.search(rf"\b{_OVER}\b", words(column)):
                    continue
                yield column


def _agrees(field: str, cells: Cells) -> bool:
    """Whether most of the cells can be what the field holds; a column of blanks tells nothing."""
    form = _FITS.get(field)
    if form is None or not cells:
        return True
    fitting = sum(form.fullmatch(cell) is not None for cell in cells)
    return 2 * fitting > len(cells)


def _by_cells(
    field: str, columns: Cells, cells: dict[str, list[str]], found: dict[str, str]
) -> dict[str, str]:
    """The first column left whose cells are what the field holds."""
    form: Callable[[str], object] = _FITS[field].fullmatch
    for column in columns:
        if column not in found.values() and cells[column] and all(map(form, cells[column])):
            return {field: column}
    return {}


def _ways(found: dict[str, str], cells: dict[str, list[str]]) -> dict[str, str]:
    """How kinds and coordinates are written, by the cells, else by what the headers say."""
    kind = words(found.get("kind", ""))
    codes = cells.get(found.get("kind", ""), [])
    is_code = kind.endswith(("kod", "code"))
    if codes:
        is_code = is_code and all(_CODE_CELL.fullmatch(cell) for cell in codes)
    text = not is_code and "klartext" in kind
    north = words(found.get("north", ""))
    metres = not north.startswith("lat") and " lat" not in north
    if values := [v for cell in cells.get(found.get("north", ""), []) if (v := _number(cell))]:
        metres = sum(v > 1_000 for v in values) * 2 > len(values)
    return {
        "kind_is": "crime_code" if is_code else "code_name" if text else "event_type",
        "coordinates": "sweref99tm" if metres and north else "wgs84",
    }


def _number(cell: str) -> float:
    try:
        return abs(float(re.sub(r"[\s\u00a0]", "", cell).replace(",", ".")))
    except ValueError:
        return 0.0
