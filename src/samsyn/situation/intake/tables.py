"""CSV, XLSX and Parquet as one thing: headers and numbered rows of text. Runs in the child."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Any

from .limits import LIMITS, BadFile, Limits
from .presets import looks_like_headers
from .records import read_records
from .zipped import check_zip

Row = tuple[int, list[str]]
LOOK_AHEAD = 20
SEPARATORS = ";,\t|"


@dataclass(frozen=True)
class Table:
    """A file opened for reading. `rows` gives each row below the headers with its line number."""

    format: str
    detail: str
    columns: list[str]
    rows: Iterator[Row]


def open_table(path: Path, limits: Limits = LIMITS) -> Table:
    """Open a file by what it contains, whatever it is called. Raises `BadFile`."""
    with path.open("rb") as file:
        head = file.read(8)
    if not head:
        raise BadFile("Filen är tom.")
    if head.startswith(b"PK"):
        check_zip(path, limits)
        return _with_headers("XLSX", "", _xlsx_rows(path), limits)
    if head.startswith(b"PAR1"):
        return _parquet(path, limits)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadFile("Filen är en äldre Excel-fil (.xls). Spara den som .xlsx eller CSV.")
    if head.startswith((b"\x1f\x8b", b"%PDF", b"7z\xbc\xaf", b"Rar!")):
        raise BadFile("Filen är packad eller en PDF. Lämna en CSV-, XLSX- eller Parquet-fil.")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{"):
        columns, rows = read_records(path, limits)
        return Table("JSON", "", _named(columns), iter(enumerate(rows, 1)))
    encoding = _encoding(path)
    separator = _separator(path, encoding)
    detail = f"{encoding}, skiljetecken {'tabb' if separator == chr(9) else separator}"
    return _with_headers("CSV", detail, _csv_rows(path, encoding, separator, limits), limits)


def _with_headers(form: str, detail: str, rows: Iterator[Row], limits: Limits) -> Table:
    """The first row that looks like headers is; lines above it are a title and are skipped."""
    first = list(islice(rows, LOOK_AHEAD))
    if not first:
        raise BadFile("Filen har inga rader.")
    at = next((i for i, (_, cells) in enumerate(first) if looks_like_headers(cells)), 0)
    columns = _named([cell.strip() for cell in first[at][1]])
    if len(columns) > limits.columns:
        raise BadFile(f"Filen har fler än {limits.columns} kolumner. Ta bort dem som inte behövs.")
    return Table(form, detail, columns, _limited(chain(first[at + 1 :], rows), limits))


def _named(headers: list[str]) -> list[str]:
    """Every column gets a name of its own."""
    while headers and not headers[-1]:
        headers.pop()
    names: list[str] = []
    for number, header in enumerate(headers, 1):
        name = header or f"kolumn {number}"
        names.append(f"{name} ({number})" if name in names else name)
    return names


def _limited(rows: Iterable[Row], limits: Limits) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        if number > limits.rows:
            raise BadFile(f"Filen har fler än {limits.rows} rader. Dela den i flera filer.")
        yield row


# --- CSV -----------------------------------------------------------------------------------


def _encoding(path: Path) -> str:
    """UTF-16 by its mark, UTF-8 if every byte agrees, else Windows-1252."""
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := file.read(1 << 20):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _separator(path: Path, encoding: str) -> str:
    """The separator that divides most of the first lines, and most often."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = [line for line in islice(file, LOOK_AHEAD) if line.strip()]
    scores = {s: [line.count(s) for line in lines] for s in SEPARATORS}
    return max(SEPARATORS, key=lambda s: (sum(n > 0 for n in scores[s]), sum(scores[s])))


def _csv_rows(path: Path, encoding: str, separator: str, limits: Limits) -> Iterator[Row]:
    csv.field_size_limit(limits.cell)
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=separator, strict=True)
        line = 1
        try:
            for cells in reader:
                if any(cells):
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            raise BadFile(
                f'Rad {line}: ett citattecken (") saknar sin motsvarighet, eller så är en cell'
                f" längre än {limits.cell} tecken. Rätta raden och försök igen."
            ) from error
        except UnicodeDecodeError as error:
            raise BadFile(
                "Filen är varken UTF-8 eller Windows-1252. Spara den om som CSV UTF-8."
            ) from error


# --- XLSX ----------------------------------------------------------------------------------


def _xlsx_rows(path: Path) -> Iterator[Row]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        first = (sheet.start or (0, 0))[0]
        for line, cells in enumerate(sheet.iter_rows(), first + 1):
            texts = [_text(cell) for cell in cells]
            if any(texts):
                yield line, texts
    except CalamineError as error:
        raise BadFile("Filen är ingen hel Excel-fil. Öppna och spara den på nytt.") from error


def _text(cell: Any) -> str:
    """A cell as it would stand in a CSV file."""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        minutes = int(cell.total_seconds()) // 60
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return str(cell)


# --- Parquet -------------------------------------------------------------------------------


def _parquet(path: Path, limits: Limits) -> Table:
    import duckdb

    con = duckdb.connect(config={"threads": 1, "memory_limit": "300MB"})
    try:
        found = con.execute("SELECT COLUMNS(*)::VARCHAR FROM read_parquet(?)", [str(path)])
    except duckdb.Error as error:
        raise BadFile("Filen är ingen hel Parquet-fil.") from error
    columns = _named([str(column[0]) for column in found.description or []])
    if len(columns) > limits.columns:
        raise BadFile(f"Filen har fler än {limits.columns} kolumner. Ta bort dem som inte behövs.")
    return Table("Parquet", "", columns, _limited(_fetched(found), limits))


def _fetched(found: Any) -> Iterator[Row]:
    line = 0
    while batch := found.fetchmany(5_000):
        for cells in batch:
            line += 1
            yield line, ["" if cell is None else cell for cell in cells]
