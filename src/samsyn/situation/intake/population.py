"""Inhabitants by place, year, sex and age, from wide tables (one column a group) or long ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from .boundaries import read_features
from .limits import LIMITS, BadFile, Limits
from .stage import table_of

OLDEST = 120
SEXES = {"kvinnor": "female", "kvinna": "female", "k": "female", "female": "female",
         "man": "male", "män": "male", "m": "male", "male": "male"}  # fmt: skip
# kvinnor_16, man_20_44, man_20_44_1: sex, age, perhaps until age, perhaps which later year
WIDE = re.compile(r"^(kvinnor|kvinna|män|man)_(\d{1,3})(?:_(\d{1,3}))?(?:_(\d))?$")


@dataclass(frozen=True, order=True)
class Inhabitants:
    """`n` people of one sex aged `age_from`–`age_to` inclusive, in the place called `place`."""

    place: str
    year: int
    sex: str
    age_from: int
    age_to: int
    n: int


def read_population(path: Path, name: str, limits: Limits = LIMITS) -> list[Inhabitants]:
    """Inhabitants from a GeoPackage, GeoJSON, CSV or XLSX; `name` is the column naming the place.

    Wide: columns as `kvinnor_16`, `man_20_44` with the year in `ar`, and `_1`, `_2` for the next
    years' columns. Long: columns `år`, `kön`, `ålder` (as 16–19 or 80+) and `antal`.
    Raises `BadFile`; a half-read file gives nothing.
    """
    with path.open("rb") as file:
        head = file.read(16)
    if head == b"SQLite format 3\0" or head.lstrip()[:1] == b"{":
        features = read_features(path, limits)
        rows: Iterable[tuple[int, Mapping[str, Any]]] = enumerate(
            (feature.attributes for feature in features), 1
        )
    else:
        rows = table_of(path, limits)
    found = sorted(entry for line, row in rows for entry in _read_row(line, row, name))
    for one, other in pairwise(found):
        if astuple(one)[:4] == astuple(other)[:4]:
            raise BadFile(f"»{one.place}« har två uppgifter för samma år, kön och ålder.")
    if not found:
        raise BadFile("Filen har inga uppgifter om befolkning per kön och ålder.")
    return found


def _read_row(line: int, row: Mapping[str, Any], name: str) -> Iterator[Inhabitants]:
    if name not in row:
        raise BadFile(f"Filen saknar kolumnen »{name}«. Kolumner: {', '.join(list(row)[:40])}.")
    place = str(row[name] or "").strip()
    if not place:
        raise BadFile(f"Rad {line} har inget värde i kolumnen »{name}«.")
    lower = {key.casefold(): value for key, value in row.items()}
    if "kön" in lower:
        yield _long(line, place, lower)
    else:
        yield from _wide(line, place, lower)


def _long(line: int, place: str, row: Mapping[str, Any]) -> Inhabitants:
    sex = SEXES.get(str(row["kön"]).strip().casefold())
    age = re.fullmatch(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3})|\s*(\+|-w|år och äldre))?",
                       str(row.get("ålder", "")).strip())  # fmt: skip
    if sex is None or age is None:
        raise BadFile(f"Rad {line}: kön ska vara kvinna eller man, och ålder som 16–19 eller 80+.")
    first = int(age[1])
    last = OLDEST if age[3] else int(age[2] or first)
    year = _whole(line, "år", row.get("år"))
    return Inhabitants(place, year, sex, first, last, _whole(line, "antal", row.get("antal")))


def _wide(line: int, place: str, row: Mapping[str, Any]) -> Iterator[Inhabitants]:
    """Columns that stop short of their upper age (`kvinnor_16`) end where the next group begins."""
    groups = list(_groups(row))
    for sex, first, last, later, column in groups:
        starts = [g[1] for g in groups if g[0] == sex and g[3] == later and g[1] > first]
        until = last if last is not None else min(starts, default=OLDEST + 1) - 1
        year_column = f"ar_{later}" if later else "ar"
        year = _whole(line, year_column, row.get(year_column))
        yield Inhabitants(place, year, sex, first, until, _whole(line, column, row[column]))


def _groups(row: Mapping[str, Any]) -> Iterator[tuple[str, int, int | None, int, str]]:
    """(sex, age from, age to if told, which later year, column). `x_6_1` is year 1, `x_6_15` ages:
    a second number below the first age can only be a year."""
    for column in row:
        if found := WIDE.match(column):
            sex, first, second, later = found[1], int(found[2]), found[3], found[4]
            if second and later is None and (int(second) <= 2 and len(second) == 1):
                second, later = None, second
            yield SEXES[sex], first, int(second) if second else None, int(later or 0), column


def _whole(line: int, column: str, value: Any) -> int:
    try:
        number = float(str(value).replace("\u00a0", "").replace(" ", "").replace(",", "."))
        if number < 0 or number != int(number):
            raise ValueError
    except (ValueError, OverflowError) as error:
        raise BadFile(
            f"Rad {line}: »{column}« ska vara ett heltal som inte är negativt."
        ) from error
    return int(number)
