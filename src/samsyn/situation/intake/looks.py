"""What the first rows look like: how days are written, and what the coordinates are measured in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .geo import EAST, NORTH
from .mapping import Mapping
from .stage import Preview
from .surveys.mapping import SurveyMapping

ENCODINGS = {
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
}
SEPARATORS = {";": "semikolon", ",": "komma", "\t": "tabb", "|": "lodstreck"}
# tried in this order; the first that fits most values is how days are written
DAYS = (
    (r"\d{4}-\d\d-\d\d([T ].*)?", "år-månad-dag"),
    (r"\d{8}( ?\d{4})?", "åååå mm dd utan streck"),
    (r"\d{4}-\d\d", "år-månad, utan dag"),
    (r"\d\d?/\d\d?/\d{4}( .*)?", "dag/månad/år"),
    (r"\d\d?\.\d\d?\.\d{4}( .*)?", "dag.månad.år"),
    (r"\d\d?-\d\d?-\d{4}( .*)?", "dag-månad-år"),
)
SHARES = {"percent": "i procent", "part": "som delar av ett"}
SYSTEMS = {"wgs84": "grader (WGS 84)", "sweref99tm": "meter (SWEREF 99 TM)"}


def facts(shown: Preview, mapping: object) -> Iterator[tuple[str, str]]:
    """How the file was read and what was guessed, each as (what, in words)."""
    yield "Format", shown.format
    if shown.encoding:
        yield "Teckenkodning", ENCODINGS.get(shown.encoding, shown.encoding)
        yield "Skiljetecken", SEPARATORS.get(shown.separator, shown.separator)
    if isinstance(mapping, SurveyMapping):
        shares = [cell for cell in _values(shown, mapping.share) if _number(cell)]
        if shares:
            yield "Andelar skrivs", f"{SHARES[mapping.share_is]}, till exempel {shares[0]}"
    if not isinstance(mapping, Mapping):
        return
    days = _values(shown, mapping.start)
    if days:
        yield "Dagar skrivs", f"{day_form(days)}, till exempel {days[0]}"
    if mapping.north:
        system = system_of(_values(shown, mapping.north), _values(shown, mapping.east))
        yield "Koordinater", SYSTEMS.get(system, "känns inte igen; se efter i filens beskrivning")


def settled(mapping: Mapping | None, shown: Preview) -> Mapping | None:
    """A guess from headers alone, with the coordinate system that the values tell of."""
    if mapping is None or not mapping.north:
        return mapping
    system = system_of(_values(shown, mapping.north), _values(shown, mapping.east))
    return mapping.model_copy(update={"coordinates": system}) if system else mapping


def day_form(values: Sequence[str]) -> str:
    """In which form most of the values tell their day, in words."""
    fits = [(sum(bool(re.fullmatch(p, v)) for v in values), words) for p, words in DAYS]
    most = max(number for number, _ in fits)
    return next(words for number, words in fits if number == most) if most else "på okänt vis"


def system_of(north: Sequence[str], east: Sequence[str]) -> str:
    """The coordinate system in which most points lie in Sweden; empty when none."""
    points = [
        (n, e)
        for first, second in zip(map(_number, north), map(_number, east), strict=False)
        for n, e in [(max(first, second), min(first, second))]  # perhaps in each other's columns
    ]
    degrees = sum(54 < n < 70 and 10 < e < 25 for n, e in points)
    metres = sum(NORTH[0] < n < NORTH[1] and EAST[0] < e < EAST[1] for n, e in points)
    if 2 * max(degrees, metres) <= len(points):
        return ""
    return "wgs84" if degrees > metres else "sweref99tm"


def _values(shown: Preview, column: str) -> list[str]:
    if column not in shown.columns:
        return []
    at = shown.columns.index(column)
    return [cells[at].strip() for _, cells in shown.rows if at < len(cells) and cells[at].strip()]


def _number(text: str) -> float:
    try:
        return float(text.replace(" ", "").replace("\u00a0", "").replace(",", "."))
    except ValueError:
        return 0.0
