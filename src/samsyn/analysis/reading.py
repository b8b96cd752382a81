"""Columns of a file as arrays: CSV of any separator and encoding, or Parquet, through DuckDB.

A role is what a method calls a column (`x`, `time`, `place`); what the file calls it is told by
whoever asks. Nothing is dropped in silence: what is empty comes back as NaN, NaT or "", and what
cannot be read is an error that names column, line and remedy.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.columns import Column, Loader
from samsyn.analysis.planes import Plane, to_plane
from samsyn.analysis.sniffing import Style, as_utf8, fault_in, is_parquet, records, style_of
from samsyn.analysis.verdicts import BadInput, Refusal

Type = Literal["text", "number", "time"]
NUMBERS = frozenset({"x", "y", "count", "n", "value", "population", "share", "weight", "exposure"})
TIMES = frozenset({"time", "start", "end"})
EPOCH = 1e8
"""Seconds from 1970 to 1973: no number of days, weeks or months is as large."""
AMOUNTS, MOST = frozenset({"count", "n"}), 1e15
"""Above MOST a number of whole things is not exact any more."""


@dataclass
class Columns(dict[str, NDArray[Any]]):
    """Arrays by role, all as long as the file has rows.

    Numbers are float64; times are datetime64[us] in local time, or float64 when the file has plain
    numbers; texts are `str`. `labels` and `codes` hold each text column's different texts in order
    and every row's place among them, which spares sorting a million texts again.
    """

    path: Path
    names: dict[str, str]
    labels: dict[str, NDArray[np.str_]] = field(default_factory=dict)
    codes: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    style: Style | None = None
    headed: bool = True

    def __len__(self) -> int:
        return len(next(iter(self.values()))) if self.keys() else 0

    def line(self, row: int) -> int:
        """The line in the file of a row (from 0); for Parquet the row counted from 1."""
        if self.style is None:
            return row + 1
        for n, (line, _) in enumerate(records(self.path, self.style), -int(self.headed)):
            if n == row:
                return line
        return row + 1 + int(self.headed)

    def bad(self, role: str, row: int, what: str, remedy: str = "") -> BadInput:
        """An error about one cell, to be raised."""
        return BadInput(what, column=self.names[role], line=self.line(row), remedy=remedy)

    def plane(self, crs: str | None, x: str = "x", y: str = "y") -> Plane:
        """Two roles as metres (`planes.to_plane`); its warnings are kept here too."""
        names = (self.names[x], self.names[y])
        plane = to_plane(self[x], self[y], crs, names=names, line=self.line)
        self.warnings += plane.warnings
        return plane

    def complete(self, *roles: str, also: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
        """Which rows have all of `roles`, and a place if `also` says so.

        How many do not, and what they lack, is added to the warnings; Refusal when no row has all.
        """
        there = {f"»{self.names[role]}«": ~missing(self[role]) for role in roles}
        if also is not None:
            there["läge"] = also
        mask = np.ones(len(self), bool)
        for has in there.values():
            mask &= has
        lacking = ", ".join(name for name, has in there.items() if not has.all())
        if not mask.any():
            raise Refusal(f"Ingen rad har alla uppgifter som behövs: {lacking}.")
        if gone := int((~mask).sum()):
            self.warnings.append(f"{gone} av {len(self)} rader saknar {lacking}.")
        return mask


def read(
    path: str | Path,
    columns: Mapping[str, str | None],
    *,
    types: Mapping[str, Type] | None = None,
    lenient: Collection[str] = (),
    latest: np.datetime64 | None = None,
) -> Columns:
    """Read the named columns of a file; roles without a name are left out.

    `columns` gives for each role the column's name, or its number from 1 in a file without such a
    name; a file whose columns are all told by number may lack headers. `types` overrides what a
    role's name means (`x`, `y`, `count`, … are numbers, `time`, `start`, `end` times, others text).
    What cannot be read in a `lenient` role counts as empty. No time may be after `latest`.
    Decimal commas, blanks between thousands, the Swedish and the American order of a date are
    understood; what two readings would fit is an error. Times with a zone become Swedish time.
    Raises BadInput, also for a file without rows.
    """
    file = Path(path)
    if not file.is_file():
        raise BadInput(f"Filen {path} finns inte.", remedy="Kontrollera namnet.")
    wanted = {role: name for role, name in columns.items() if name is not None}
    parquet = is_parquet(file)
    style = None if parquet else style_of(file)
    loader = Loader()
    headers = loader.headers(file) if style is None else [cell.strip() for cell in style.first]
    kinds = {role: (types or {}).get(role) or _usual(role) for role in wanted}
    numbered = _numbered(list(wanted.values()), headers)
    found = {role: _position(name, headers, numbered) for role, name in wanted.items()}
    headed = style is None or not numbered or not _has_data(found, kinds, headers)
    with (
        nullcontext((file, "")) if style is None else as_utf8(file, style) as (readable, separator)
    ):
        fault = loader.load(readable, separator, len(headers), found, headers, headed=headed)
    if fault and style is not None:
        raise fault_in(file, style)
    answer = Columns(file, wanted, style=style, headed=headed)
    for role, kind in kinds.items():
        _fill(answer, role, loader.column(role, wanted[role], separator), kind, role in lenient)
    if not len(answer):
        raise BadInput(f"Filen {file.name} har inga rader.", remedy="Lämna en fil med rader.")
    for role, kind in kinds.items():
        if kind == "time" and latest is not None:
            _not_after(answer, role, latest)
    return answer


def missing(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Which are NaN, NaT or the empty text."""
    if values.dtype.kind == "M":
        return np.asarray(np.isnat(values))
    if values.dtype.kind == "f":
        return np.asarray(np.isnan(values))
    return np.asarray(values == "", bool)


def days(times: NDArray[Any]) -> NDArray[np.float64]:
    """Times as days with fractions: dates from 1970-01-01, plain numbers as they are."""
    if times.dtype.kind != "M":
        return np.asarray(times, float)
    exact = times.astype("datetime64[us]").astype(np.int64) / 86_400e6
    return np.where(np.isnat(times), np.nan, exact)


def _usual(role: str) -> Type:
    return "number" if role in NUMBERS else "time" if role in TIMES else "text"


def _numbered(names: Sequence[str], headers: Sequence[str]) -> bool:
    """Whether columns are told by their numbers and not by headers that happen to be numbers."""
    if not all(name.isdigit() and 1 <= int(name) <= len(headers) for name in names):
        return False
    first = headers[0] if headers else ""
    return first not in ("0", "1") or list(headers) != [
        str(i + int(first)) for i in range(len(headers))
    ]


def _position(name: str, headers: Sequence[str], numbered: bool) -> int:
    if numbered:
        return int(name) - 1
    if headers.count(name) > 1:
        raise BadInput("flera kolumner heter så.", column=name, remedy="Ge dem egna namn.")
    if name in headers:
        return headers.index(name)
    if name.isdigit() and 1 <= int(name) <= len(headers):
        return int(name) - 1
    there = ", ".join(f"»{header}«" for header in headers[:30])
    raise BadInput(f"Kolumnen »{name}« finns inte.", remedy=f"Filens kolumner: {there}.")


def _has_data(found: Mapping[str, int], kinds: Mapping[str, Type], headers: Sequence[str]) -> bool:
    """Whether the first line holds numbers or times and so names no columns."""
    firsts = [headers[found[role]][:1] for role, kind in kinds.items() if kind != "text"]
    return any(first.isdigit() or first == "-" for first in firsts)


def _fill(answer: Columns, role: str, column: Column, kind: Type, lenient: bool) -> None:
    if kind == "text":
        answer.labels[role], answer.codes[role] = column.texts()
        answer[role] = answer.labels[role][answer.codes[role]]
        return
    values, wrong, what = column.numbers() if kind == "number" else column.times()
    answer[role] = values
    if role in AMOUNTS and (large := np.flatnonzero(values > MOST)).size:
        raise answer.bad(role, int(large[0]), f"{values[large[0]]:g} är för stort för ett antal.",
                         "Rätta talet.")  # fmt: skip
    if kind == "time" and values.dtype.kind == "f" and len(values) and np.nanmin(values) >= EPOCH:
        answer.warnings.append(
            f"Tiderna i »{answer.names[role]}« är så stora tal som sekunder sedan 1970, men räknas"
            " i filens egen enhet. Skriv tidpunkter som 2024-03-31 22:15."
        )
    if wrong is not None and not lenient:
        remedy = (
            "Skriv ett tal, till exempel 12,5."
            if kind == "number"
            else "Skriv tiden som 2024-03-31 eller 2024-03-31 22:15."
        )
        raise answer.bad(role, wrong, what, remedy)


def _not_after(answer: Columns, role: str, latest: np.datetime64) -> None:
    times = answer[role]
    if times.dtype.kind != "M":
        return
    with np.errstate(invalid="ignore"):
        late = np.flatnonzero(times > latest)
    if late.size:
        row = int(late[0])
        day = str(times[row].astype("datetime64[D]"))
        raise answer.bad(
            role, row, f"{day} ligger i framtiden.", "Rätta datumet, eller ange --now."
        )
