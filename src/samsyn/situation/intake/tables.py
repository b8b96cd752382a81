"""CSV, XLSX and Parquet as one thing: headers and numbered rows of text. Runs in the child."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Any

from .limits import LIMITS, BadFile, Limits
from .plaintext import LOOK_AHEAD, Lines, Row, encoding_of, separator_of
from .presets import looks_like_headers
from .records import read_records
from .surveys.guessing import named as of_survey
from .zipped import check_zip

BLANK = b"\xef\xbb\xbf \t\r\n"
PARQUET: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1, "memory_limit": "300MB", "temp_directory": "",
    "autoinstall_known_extensions": False, "autoload_known_extensions": False,
}  # fmt: skip
NO_SHEET = "Filen är ingen hel Excel-fil. Öppna och spara den på nytt."
NO_PARQUET = "Filen är ingen hel Parquet-fil. Skriv den på nytt, eller lämna en CSV-fil."
# What a file begins with, and what to do about it.
REFUSED: tuple[tuple[tuple[bytes, ...], str], ...] = (
    (
        (b"\xd0\xcf\x11\xe0",),
        "Filen är en äldre Excel-fil (.xls) eller låst med lösenord. Spara den som .xlsx eller"
        " CSV.",
    ),
    (
        (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"),
        "Filen är packad. Packa upp den först. Lämna en CSV-, XLSX- eller Parquet-fil.",
    ),
    (
        (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf"),
        "Filen är en PDF, en bild eller ett brev. Lämna en CSV-, XLSX- eller Parquet-fil.",
    ),
    (
        (b"<",),
        "Filen är en webbsida eller XML. Öppna den i ett kalkylprogram och spara den som .xlsx.",
    ),
)


@dataclass(frozen=True)
class Table:
    """A file opened for reading. `rows` gives each row below the headers with its line number;
    `share` tells how large a share of the file has been read."""

    format: str
    columns: list[str]
    rows: Iterator[Row]
    share: Callable[[], float]
    encoding: str = ""
    separator: str = ""

    @property
    def detail(self) -> str:
        between = "tabb" if self.separator == "\t" else self.separator
        return f"{self.encoding}, skiljetecken {between}" if self.encoding else ""


def open_table(path: Path, limits: Limits = LIMITS) -> Table:
    """Open a file by what it contains, whatever it is called. Raises `BadFile`."""
    with path.open("rb") as file:
        head = file.read(64)
    if not head:
        raise BadFile("Filen är tom.")
    for marks, why in REFUSED:
        if head.lstrip(BLANK).startswith(marks):
            raise BadFile(why)
    if head.startswith(b"PK"):
        check_zip(path, limits)
        return _xlsx(path, limits)
    if head.startswith(b"PAR1"):
        return _parquet(path, limits)
    if head.lstrip(BLANK)[:1] in (b"[", b"{"):
        names, records = read_records(path, limits)
        return Table("JSON", _named(names, limits), iter(enumerate(records, 1)), lambda: 1.0)
    encoding = encoding_of(path)
    separator = separator_of(path, encoding, limits)
    lines = Lines(path, encoding, separator, limits)
    columns, rows = _with_headers(lines.rows(), limits)
    return Table("CSV", columns, rows, lines.share, encoding, separator)


def _with_headers(rows: Iterator[Row], limits: Limits) -> tuple[list[str], Iterator[Row]]:
    """The first row that looks like headers is; lines above it are a title and are skipped."""
    first = list(islice(rows, LOOK_AHEAD))
    if not first:
        raise BadFile("Filen har inga rader.")
    at = next((i for i, (_, cells) in enumerate(first) if _are_headers(cells)), 0)
    columns = _named(first[at][1], limits)
    return columns, _limited(chain(first[at + 1 :], rows), limits)


def _are_headers(cells: Sequence[str]) -> bool:
    """Of incidents, or at least three that a table of survey results has."""
    return looks_like_headers(cells) or len({c for c in cells[:200] if of_survey(c[:80])}) >= 3


def _named(headers: Sequence[str], limits: Limits) -> list[str]:
    """Every column gets a name of its own, fit to be shown and kept."""
    cells = [" ".join("".join(filter(str.isprintable, c[:200])).split()) for c in headers]
    width = max((number for number, cell in enumerate(cells, 1) if cell), default=0)
    if width > limits.columns:
        raise BadFile(f"Filen har fler än {limits.columns} kolumner. Ta bort dem som inte behövs.")
    if not width:
        raise BadFile("Filen har inga rubriker. Skriv kolumnernas namn på den första raden.")
    names: list[str] = []
    for number, cell in enumerate(cells[:width], 1):
        name = cell or f"kolumn {number}"
        names.append(f"{name} ({number})" if name in names else name)
    return names


def _limited(rows: Iterable[Row], limits: Limits) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        if number > limits.rows:
            raise BadFile(f"Filen har fler än {limits.rows} rader. Dela den i flera filer.")
        yield row


# --- XLSX ----------------------------------------------------------------------------------


def _xlsx(path: Path, limits: Limits) -> Table:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    except CalamineError as error:
        raise BadFile(NO_SHEET) from error
    length, read = max(1, sheet.height), [0]

    def rows() -> Iterator[Row]:
        first = (sheet.start or (0, 0))[0]
        try:
            for line, cells in enumerate(sheet.iter_rows(), first + 1):
                read[0] += 1
                texts = [_text(cell) for cell in cells]
                if any(texts):
                    yield line, texts
        except CalamineError as error:
            raise BadFile(NO_SHEET) from error

    columns, below = _with_headers(rows(), limits)
    return Table("XLSX", columns, below, lambda: read[0] / length)


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

    con = duckdb.connect(config=PARQUET)
    try:
        length, unpacked = con.execute(
            "SELECT (SELECT sum(num_rows) FROM parquet_file_metadata($file)),"
            " (SELECT sum(total_uncompressed_size) FROM parquet_metadata($file))",
            {"file": str(path)},
        ).fetchall()[0]
        if (length or 0) > limits.rows:
            raise BadFile(f"Filen har fler än {limits.rows} rader. Dela den i flera filer.")
        if (unpacked or 0) > limits.unpacked:
            raise BadFile("Filen är för stor när den packas upp. Dela den eller spara som CSV.")
        found = con.execute("SELECT COLUMNS(*)::VARCHAR FROM read_parquet(?)", [str(path)])
    except duckdb.Error as error:
        raise BadFile(NO_PARQUET) from error
    columns = _named([str(column[0]) for column in found.description or []], limits)
    read = [0]
    rows = _limited(_fetched(found, read), limits)
    return Table("Parquet", columns, rows, lambda: read[0] / max(1, length or 0))


def _fetched(found: Any, read: list[int]) -> Iterator[Row]:
    import duckdb

    try:
        while batch := found.fetchmany(5_000):
            for cells in batch:
                read[0] += 1
                yield read[0], ["" if cell is None else cell for cell in cells]
    except duckdb.Error as error:
        raise BadFile(NO_PARQUET) from error
