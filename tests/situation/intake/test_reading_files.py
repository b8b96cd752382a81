"""The same delivery comes as it likes: CSV in two encodings, XLSX, Parquet. And some files bite."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest

from samsyn.situation.intake.limits import MIB, BadFile, Limits
from samsyn.situation.intake.presets import PRESETS, guess
from samsyn.situation.intake.stage import preview, stage
from samsyn.situation.intake.verdicts import judge

from .files import EXTRACT, HEADERS, IN_SODRA, ground, incident, write_csv

ROWS = [
    incident("K1"),
    incident("K2", "1201", IN_SODRA, end=""),
    incident("K3", "9806", ("", "")),
    incident("K1"),
    incident("K4", start="i fredags"),
]


def as_xlsx(path: Path, rows: list[list[str]]) -> Path:
    """As a spreadsheet program keeps it: numbers are numbers, times are times."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADERS)
    for row in rows:
        cells: list[object] = [*row]
        cells[1] = int(row[1])
        cells[2:4] = [float(c.replace(",", ".")) if c else None for c in row[2:4]]
        if row[7].startswith("20"):
            cells[7] = datetime.fromisoformat(row[7])
        sheet.append(cells)
    book.save(path)
    return path


def as_parquet(path: Path, rows: list[list[str]]) -> Path:
    source = write_csv(path.with_suffix(".src"), rows, encoding="utf-8", separator=",")
    duckdb.execute(
        f"COPY (FROM read_csv('{source}', all_varchar=true)) TO '{path}' (FORMAT parquet)"
    )
    return path


def test_one_delivery_in_five_dresses_has_the_same_verdicts_and_rows(tmp_path: Path) -> None:
    files = [
        write_csv(tmp_path / "1", ROWS, encoding="cp1252", separator=";"),
        write_csv(tmp_path / "2", ROWS, encoding="utf-8-sig", separator="\t"),
        write_csv(tmp_path / "3", ROWS, encoding="utf-16", separator=","),
        as_xlsx(tmp_path / "4", ROWS),
        as_parquet(tmp_path / "5", ROWS),
    ]
    seen = []
    for file in files:
        found = judge(file, EXTRACT, ground(), tmp_path / "rows.parquet")
        rows = duckdb.execute(f"FROM '{tmp_path}/rows.parquet' ORDER BY key").fetchall()
        # a Parquet file has no header line: its rows are numbered from 1
        rejects = [(line + (file.name == "5"), reason) for line, reason in found.rejects]
        seen.append((found.taken, found.duplicate, rejects, found.counts, rows))
    assert all(one == seen[0] for one in seen)
    assert seen[0][:3] == (3, 1, [(6, "datumet »i fredags« går inte att läsa")])


def test_the_preview_shows_headers_first_rows_and_how_it_was_read(tmp_path: Path) -> None:
    shown = preview(write_csv(tmp_path / "uttag.csv", ROWS))
    assert (shown.format, shown.detail) == (
        "CSV",
        "cp1252, skiljetecken ;",
    ) or "utf-8" in shown.detail
    assert shown.columns == HEADERS
    assert shown.rows[0] == (2, ROWS[0])


def test_decimal_commas_do_not_part_columns(tmp_path: Path) -> None:
    path = tmp_path / "uttag.csv"
    path.write_text("Datum;Brottskod;Latitud\n59,34\n59,35\n", "utf-8")
    assert preview(path).columns == ["Datum", "Brottskod", "Latitud"]


def test_lines_above_the_headers_are_a_title(tmp_path: Path) -> None:
    path = tmp_path / "uttag.csv"
    path.write_text("Uttag för Lillstad\n\nDatum;Brottskod;Antal\n2024-01-05;0357;2\n", "utf-8")
    shown = preview(path)
    assert shown.columns == ["Datum", "Brottskod", "Antal"]
    assert shown.rows == [(4, ["2024-01-05", "0357", "2"])]


@pytest.mark.parametrize("key", PRESETS)
def test_every_known_delivery_is_recognised_by_its_headers(key: str) -> None:
    columns = [*reversed(PRESETS[key].mapping.columns().values()), "annat"]
    assert guess(columns) == PRESETS[key].mapping


def test_unknown_headers_are_guessed_by_their_names() -> None:
    found = guess(["Ärende-ID", "Händelsetyp", "Datum", "Tid", "SWEREF99TM_N", "SWEREF99TM_E"])
    assert found is not None
    assert (found.kind, found.start, found.start_time) == ("Händelsetyp", "Datum", "Tid")
    assert (found.north, found.coordinates) == ("SWEREF99TM_N", "sweref99tm")
    assert guess(["a", "b"]) is None


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "uttag.csv", [["1"]], ["ID"])
    with pytest.raises(BadFile, match="Filen saknar kolumnen »BROTTSKOD«"):
        judge(path, EXTRACT, ground(), tmp_path / "rows.parquet")
    assert not (tmp_path / "rows.parquet").exists()


def test_an_unclosed_quote_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "uttag.csv"
    path.write_text('typ;datum\nRån;2024-01-01\n"Rån;2024-01-02\nRån;2024-01-03\n', "utf-8")
    with pytest.raises(BadFile, match="Rad 3: ett citattecken"):
        stage(path, EXTRACT.model_copy(update={}), tmp_path / "out.csv")


def test_lines_swallowed_by_quotes_are_each_accounted_for(tmp_path: Path) -> None:
    path = tmp_path / "uttag.csv"
    path.write_text(
        'typ;datum\nRån;2024-01-01\n"Rån;2024-01-02\nRån;2024-01-03\nRån"\nRån;2024-01-05\n',
        "utf-8",
    )
    mapping = guess(["typ", "datum"])
    assert mapping is not None
    found = judge(path, mapping, ground(), tmp_path / "rows.parquet")
    assert (found.read, [line for line, _ in found.rejects]) == (5, [3, 4, 5])


def zipped(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def far_cell(path: Path) -> Path:
    """1 KiB with one cell in the last corner: it aborts the parser's whole process."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "typ"
    sheet["XFD1048576"] = "x"
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda p: zipped(p, {"xl/sheet.xml": b"0" * (60 * MIB)}), "orimligt hårt packad"),
        (lambda p: zipped(p, {f"{n}.xml": b"" for n in range(1001)}), "för stor"),
        (lambda p: zipped(p, {"xl/vbaProject.bin": b"x"}), "makron"),
        (lambda p: zipped(p, {"../../etc/x": b"x"}), "andra filer packade"),
        (lambda p: zipped(p, {"inner.zip": b"x"}), "andra filer packade"),
        (lambda p: zipped(p, {"xl/workbook.xml": b"<not xml"}), "ingen hel Excel-fil"),
        (far_cell, "gick inte att läsa"),
        (lambda p: written(p, b"PK\x03\x04 broken"), "skadad"),
        (lambda p: written(p, b"PAR1 broken"), "ingen hel Parquet-fil"),
        (lambda p: written(p, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), r"\.xls"),
        (lambda p: written(p, b""), "tom"),
        (lambda p: written(p, b"a;b\n\x81\x8d;1\n"), "varken UTF-8 eller Windows-1252"),
    ],
)
def test_a_file_that_bites_is_refused_and_nothing_is_written(
    tmp_path: Path, make: object, message: str
) -> None:
    path = make(tmp_path / "fil")  # type: ignore[operator]
    with pytest.raises(BadFile, match=message):
        preview(path)


def test_a_directory_that_lies_about_sizes_is_found_out_while_unpacking(tmp_path: Path) -> None:
    path = zipped(tmp_path / "fil", {"xl/sheet.xml": b"0" * (2 * MIB)})
    data = path.read_bytes()
    true_size = (2 * MIB).to_bytes(4, "little")
    assert data.count(true_size) == 2
    path.write_bytes(data.replace(true_size, (10).to_bytes(4, "little")))
    with pytest.raises(BadFile):
        preview(path, Limits(unpacked=MIB))


def test_limits_are_told(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "uttag.csv", ROWS * 10)
    with pytest.raises(BadFile, match="fler än 20 rader"):
        stage(path, EXTRACT, tmp_path / "out.csv", Limits(rows=20))
    with pytest.raises(BadFile, match="fler än 5 kolumner"):
        preview(path, Limits(columns=5))
    with pytest.raises(BadFile, match="större än 0 MiB"):
        preview(path, Limits(file=100))
    with pytest.raises(BadFile, match="för mycket minne eller tid"):
        preview(path, Limits(wall=0))
    with pytest.raises(BadFile, match="för mycket minne eller tid"):
        stage(path, EXTRACT, tmp_path / "out.csv", Limits(written=100))
