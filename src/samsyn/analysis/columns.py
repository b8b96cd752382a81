"""The raw columns of one file in DuckDB, and how texts become numbers and times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.verdicts import BadInput

Floats = NDArray[np.float64]
ZONE = "Europe/Stockholm"
_EMPTY = "['', 'na', 'n/a', 'nan', 'null', 'none']"
_BLANKS = r"[\s\x{00a0}\x{202f}\x{2009}]"
_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %H.%M", "T%H:%M:%S", " %I:%M:%S %p", " %I:%M %p")
_DAY_FIRST = tuple(f"%d{s}%m{s}%Y{c}" for s in "/-." for c in _CLOCKS)
_MONTH_FIRST = tuple(f"%m{s}%d{s}%Y{c}" for s in "/-" for c in _CLOCKS)
_OTHER = ("%Y-%m-%d %H.%M", "%d %b %Y", "%d %B %Y", "%Y%m%d %H:%M", "%Y%m%d%H%M%S")


class Loader:
    """One file's chosen columns as the table `raw`, each with its own column named by its role."""

    def __init__(self) -> None:
        import duckdb

        self._duckdb = duckdb
        self.con = duckdb.connect(config={"threads": 2})
        self.types: dict[str, str] = {}

    def headers(self, path: Path) -> list[str]:
        """The columns of a Parquet file. Raises BadInput."""
        try:
            asked = self.con.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)])
        except self._duckdb.Error as error:
            raise BadInput(
                f"Filen {path.name} är ingen hel Parquet-fil.", remedy="Skriv den på nytt."
            ) from error
        return [str(row[0]) for row in asked.fetchall()]

    def load(
        self,
        path: Path,
        separator: str,
        width: int,
        found: Mapping[str, int],
        headers: Sequence[str],
        *,
        headed: bool,
    ) -> bool:
        """Fill `raw`; an empty separator is Parquet. Says whether the file has a fault."""
        if separator:
            columns = "{" + ", ".join(f"'c{i}': 'VARCHAR'" for i in range(width)) + "}"
            source = (
                f"read_csv(?, columns = {columns}, delim = ?, quote = '\"', escape = '\"',"
                f" header = {headed}, auto_detect = false, max_line_size = 1000000)"
            )
            chosen = {role: f"trim(c{i})" for role, i in found.items()}
            parameters = [str(path), separator]
        else:
            source = "read_parquet(?)"
            chosen = {role: quoted(headers[i]) for role, i in found.items()}
            parameters = [str(path)]
        asked = ", ".join(f"{what} AS {quoted(role)}" for role, what in chosen.items())
        try:
            self.con.execute(f"CREATE TABLE raw AS SELECT {asked} FROM {source}", parameters)
        except self._duckdb.Error:
            return True
        described = self.con.execute("DESCRIBE raw").fetchall()
        self.types = {str(row[0]): str(row[1]) for row in described}
        return False

    def column(self, role: str, name: str, separator: str) -> Column:
        return Column(self.con, role, name, self.types[role], separator)


@dataclass(frozen=True)
class Column:
    """One raw column. What is empty or unreadable comes back as NaN or NaT."""

    con: Any
    role: str
    name: str
    type: str
    separator: str

    @property
    def _text(self) -> str:
        """SQL for the cell as text, NULL when it is empty."""
        cell = f"{quoted(self.role)}::VARCHAR"
        return f"CASE WHEN list_contains({_EMPTY}, lower({cell})) THEN NULL ELSE {cell} END"

    def texts(self) -> tuple[NDArray[np.str_], NDArray[np.int64]]:
        """The different texts in order ("" is empty), and the place of every row's among them."""
        cell = f"coalesce({quoted(self.role)}::VARCHAR, '')"
        found = self.con.execute(f"SELECT DISTINCT {cell} AS t FROM raw ORDER BY t").fetchall()
        labels = np.array([row[0] for row in found], dtype=np.str_)
        kind = quoted(f"texts of {self.role}")
        self.con.execute(
            f"CREATE TYPE {kind} AS ENUM (SELECT DISTINCT {cell} AS t FROM raw ORDER BY t)"
        )
        codes = self._fetch(f"enum_code({cell}::{kind})::BIGINT")
        return labels, np.asarray(codes, np.int64)

    def numbers(self) -> tuple[Floats, int | None, str]:
        """The numbers, the first row that is none (or None), and what is wrong with it."""
        if self.type != "VARCHAR":
            values = _floats(self._fetch(f"TRY_CAST({quoted(self.role)} AS DOUBLE)"))
            return values, *self._first(np.isinf(values))
        text = self._text
        values = _floats(self._fetch(f"TRY_CAST({text} AS DOUBLE)"))
        unread = f"{text} IS NOT NULL AND TRY_CAST({text} AS DOUBLE) IS NULL"
        left = bool(np.isnan(values).any()) and self._any(unread)
        if left:
            text = self._plain(text)
            values = _floats(self._fetch(f"TRY_CAST({text} AS DOUBLE)"))
        wrong = np.isinf(values)
        if left and np.isnan(values).any():
            wrong |= self._mask(f"{text} IS NOT NULL AND TRY_CAST({text} AS DOUBLE) IS NULL")
        values[wrong] = np.nan
        return values, *self._first(wrong)

    def times(self) -> tuple[NDArray[Any], int | None, str]:
        """Times as datetime64[us], or plain numbers as float64; the first fault as in `numbers`."""
        if self.type.startswith(("TIMESTAMP", "DATE")):
            cell = quoted(self.role)
            zoned = f"timezone('{ZONE}', {cell})" if "ZONE" in self.type else f"{cell}::TIMESTAMP"
            return self._moments(zoned), None, ""
        if self.type != "VARCHAR":
            values, wrong, what = self.numbers()
            return (_compact(values), wrong, what) if wrong is None else (values, wrong, what)
        text = self._text
        if not self._any(
            f"{text} IS NOT NULL AND TRY_CAST(replace({text}, ',', '.') AS DOUBLE) IS NULL"
        ):
            values = _floats(self._fetch(f"TRY_CAST(replace({text}, ',', '.') AS DOUBLE)"))
            return _compact(values), *self._first(np.isinf(values))
        return self._dates(text)

    def _dates(self, text: str) -> tuple[NDArray[Any], int | None, str]:
        readings = _readings(text, quoted(self.role))
        if not self._any(readings.pop("has a zone")):
            readings.pop("iso with zones")
        for name, moment in readings.items():
            unread = f"{text} IS NOT NULL AND {moment} IS NULL"
            if name != "iso" and self._any(unread):
                continue
            times = self._moments(moment)
            if not np.isnat(times).any() or not self._any(unread):
                self._refuse_two_readings(name, readings)
                return times, None, ""
        failures = {
            name: self._count(f"{text} IS NOT NULL AND {moment} IS NULL")
            for name, moment in readings.items()
        }
        best = readings[min(failures, key=lambda name: failures[name])]
        wrong = self._mask(f"{text} IS NOT NULL AND {best} IS NULL")
        return self._moments(best), *self._first(wrong, "är ingen tid")

    def _refuse_two_readings(self, name: str, readings: Mapping[str, str]) -> None:
        if name != "day first":
            return
        day, month = readings["day first"], readings["month first"]
        if self._any(f"{day} IS NOT NULL AND {month} IS NULL"):
            return
        if self._any(f"{day} <> {month}"):
            raise BadInput(
                f"tiderna kan läsas både med dag och med månad först, till exempel"
                f" {self._example()}.",
                column=self.name,
                remedy="Skriv datum som 2024-03-31.",
            )

    def _plain(self, text: str) -> str:
        """SQL that turns `1 234,5` and `1.234,5` into `1234.5`, when that is the only reading."""
        bare = rf"replace(regexp_replace({text}, '{_BLANKS}', '', 'g'), '−', '-')"
        thousands = rf"regexp_full_match({bare}, '-?\d{{1,3}}(,\d{{3}})+')"
        with_comma = self._count(f"contains({bare}, ',')")
        if self.separator == "," and with_comma and with_comma == self._count(thousands):
            raise BadInput(
                f"talen kan läsas både med tusentals- och decimalkomma, till exempel"
                f" {self._example()}.",
                column=self.name,
                remedy="Skriv dem med decimalpunkt och utan tusentalstecken.",
            )
        return (
            f"CASE WHEN contains({bare}, ',') AND contains({bare}, '.')"
            f" AND strpos({bare}, '.') < strpos({bare}, ',')"
            f" THEN replace(replace({bare}, '.', ''), ',', '.')"
            f" WHEN contains({bare}, ',') AND contains({bare}, '.') THEN replace({bare}, ',', '')"
            f" ELSE replace({bare}, ',', '.') END"
        )

    def _moments(self, moment: str) -> NDArray[Any]:
        counted = self._fetch(f"epoch_us({moment})")
        filled = np.ma.filled(counted, np.iinfo(np.int64).min)  # that number is NaT
        return np.asarray(filled, np.int64).astype("datetime64[us]")

    def _fetch(self, what: str) -> Any:
        """The values in the order of the file, whichever order DuckDB's plan leaves them in."""
        found = self.con.execute(f"SELECT {what} AS v, rowid AS i FROM raw").fetchnumpy()
        values, rows = found["v"], np.asarray(found["i"], np.int64)
        return values if (np.diff(rows) == 1).all() else values[np.argsort(rows)]

    def _mask(self, condition: str) -> NDArray[np.bool_]:
        return np.asarray(np.ma.filled(self._fetch(f"coalesce({condition}, false)"), False), bool)

    def _count(self, condition: str) -> int:
        return int(self.con.execute(f"SELECT count(*) FROM raw WHERE {condition}").fetchall()[0][0])

    def _any(self, condition: str) -> bool:
        """Whether some row fulfils the condition; stops at the first."""
        asked = f"SELECT 1 FROM raw WHERE {condition} LIMIT 1"
        return bool(self.con.execute(asked).fetchall())

    def _example(self) -> str:
        asked = f"SELECT {self._text} AS t FROM raw WHERE t IS NOT NULL LIMIT 1"
        return f"»{self.con.execute(asked).fetchall()[0][0]}«"

    def _first(
        self, wrong: NDArray[np.bool_], what: str = "är inget tal"
    ) -> tuple[int | None, str]:
        rows = np.flatnonzero(wrong)
        if not rows.size:
            return None, ""
        cell = f"SELECT {quoted(self.role)}::VARCHAR FROM raw LIMIT 1 OFFSET {int(rows[0])}"
        return int(rows[0]), f"»{self.con.execute(cell).fetchall()[0][0]}« {what}."


def quoted(name: str) -> str:
    """A name as SQL takes it."""
    return '"' + name.replace('"', '""') + '"'


def _readings(text: str, cell: str) -> dict[str, str]:
    """SQL for the moment of a text, by the ways that it may be written."""
    ordered = rf"regexp_replace({text}, '^(\d{{4}})[/.](\d{{1,2}})[/.](\d{{1,2}})', '\1-\2-\3')"
    whole = rf"regexp_replace({ordered}, '^(\d{{4}}-\d{{1,2}})$', '\1-01')"
    zoned = rf"regexp_matches({whole}, ':\d\d(\.\d+)? ?(Z|UTC|[+-]\d\d(:?\d\d)?)$')"
    return {
        "has a zone": f"(length({cell}) > 19 OR ends_with({cell}, 'Z')) AND {zoned}",
        "iso with zones": f"CASE WHEN {zoned} THEN timezone('{ZONE}', TRY_CAST({whole} AS"
        f" TIMESTAMPTZ)) ELSE TRY_CAST({whole} AS TIMESTAMP) END",
        "iso": f"TRY_CAST({whole} AS TIMESTAMP)",
        "day first": _parsed(text, _DAY_FIRST),
        "month first": _parsed(text, _MONTH_FIRST),
        "other": _parsed(text, _OTHER),
    }


def _parsed(text: str, formats: Sequence[str]) -> str:
    return f"try_strptime({text}, [{', '.join(repr(form) for form in formats)}])"


def _floats(values: Any) -> Floats:
    return np.array(np.ma.filled(values.astype(float), np.nan), float)


def _compact(values: Floats) -> NDArray[Any]:
    """Eight figures that all are days (20240331) as days; other numbers as they are."""
    there = values[~np.isnan(values)]
    if not there.size or there.min() < 19_000_101 or there.max() > 21_001_231:
        return values
    whole = there.astype(np.int64)
    month, day = whole // 100 % 100, whole % 100
    if (whole != there).any() or (month < 1).any() or (month > 12).any() or (day < 1).any():
        return values
    start = (whole // 10_000 * 12 + month - 1 - 1970 * 12).astype("datetime64[M]")
    moments = start.astype("datetime64[D]") + (day - 1)
    if (moments.astype("datetime64[M]") != start).any():
        return values
    times = np.full(len(values), np.datetime64("NaT"), "datetime64[us]")
    times[~np.isnan(values)] = moments
    return times
