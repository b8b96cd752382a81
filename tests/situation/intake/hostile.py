"""Files that mean harm or are broken, and good ones: each a name and what writes it."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl

from .files import HEADERS, IN_SODRA, incident, write_csv

MIB = 1 << 20
HEAD = ";".join(HEADERS) + "\n"
ROWS = [incident(f"K{n}", at=IN_SODRA if n % 2 else ("59,3435", "18,0800")) for n in range(40)]
Maker = Callable[[Path], None]
SHEET = "xl/worksheets/sheet1.xml"


def book(path: Path, rows: list[list[str]] = ROWS, **replaced: bytes) -> None:
    """A spreadsheet; `replaced` puts other bytes in the place of its parts."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in [HEADERS, *rows]:
        sheet.append(row)
    whole = io.BytesIO()
    made.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, replaced.pop(name, old.read(name)))
        for name, data in replaced.items():
            new.writestr(name, data)


def with_entry(name: str, data: bytes = b"x") -> Maker:
    return lambda path: book(path, **{name: data})


def link(path: Path) -> None:
    book(path)
    entry = zipfile.ZipInfo("xl/media/bild.xml")
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(entry, "/etc/passwd")


def sheet(cells: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'.encode()


def entities(path: Path) -> None:
    levels = "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 50}">' for n in range(12)
    )
    body = f'<?xml version="1.0"?><!DOCTYPE x [{levels}]>'.encode()
    book(path, **{SHEET: body + sheet('<row r="1"><c r="A1" t="str"><v>&a11;</v></c></row>')})


def outside_entity(path: Path) -> None:
    body = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    book(path, **{SHEET: body + sheet('<row r="1"><c r="A1" t="str"><v>&a;</v></c></row>')})


def shared_strings(path: Path) -> None:
    """A small file whose strings unpack to hundreds of megabytes."""
    many = b"<sst>" + b"<si><t>" + b"A" * (250 * MIB) + b"</t></si></sst>"
    book(path, **{"xl/sharedStrings.xml": many})


def parquet(query: str) -> Maker:
    def write(path: Path) -> None:
        duckdb.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")

    return write


def good_parquet(path: Path) -> None:
    source = write_csv(path.with_suffix(".src"), ROWS, encoding="utf-8", separator=",")
    parquet(f"FROM read_csv('{source}', all_varchar=true)")(path)
    source.unlink()


def cut(make: Maker, share: float) -> Maker:
    def write(path: Path) -> None:
        make(path)
        whole = path.read_bytes()
        path.write_bytes(whole[: int(len(whole) * share)])

    return write


def text(content: str, encoding: str = "utf-8") -> Maker:
    return lambda path: path.write_bytes(content.encode(encoding)) and None


def data(content: bytes) -> Maker:
    return lambda path: path.write_bytes(content) and None


CSV = HEAD + "".join(";".join(row) + "\n" for row in ROWS)
RUBBISH = random.Random(5).randbytes(200_000)

HOSTILE: dict[str, Maker] = {
    "zip bomb": with_entry("xl/bomb.xml", b"0" * (60 * MIB)),
    "zip of many": lambda p: book(p, **{f"x/{n}.xml": b"" for n in range(1_100)}),
    "archive in archive": with_entry("xl/inre.zip"),
    "macros": with_entry("xl/vbaProject.bin"),
    "external links": with_entry("xl/externalLinks/externalLink1.xml"),
    "embedded": with_entry("xl/embeddings/oleObject1.bin"),
    "path upwards": with_entry("../../etc/cron.d/x"),
    "absolute path": with_entry("/etc/cron.d/x"),
    "link": link,
    "far cell": lambda p: book(p, **{SHEET: sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )}),
    "entity bomb": entities,
    "outside entity": outside_entity,
    "shared strings bomb": shared_strings,
    "sheet that is no XML": lambda p: book(p, **{SHEET: b"<<<<"}),
    "cut sheet": cut(book, 0.6),
    "zip of nothing": data(b"PK\x05\x06" + b"\0" * 18),
    "old Excel": data(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000)),
    "gzip": data(gzip.compress(CSV.encode())),
    "PDF": data(b"%PDF-1.7\n" + RUBBISH),
    "picture": data(b"\x89PNG\r\n\x1a\n" + RUBBISH),
    "web page": text("<html><table><tr><td>ID</td></tr></table></html>"),
    "rubbish": data(RUBBISH),
    "rubbish after headers": data(HEAD.encode() + RUBBISH),
    "nothing": data(b""),
    "blank lines": data(b"\n" * 10_000),
    "NUL in a cell": data(CSV.encode().replace(b"K7;", b"K\x007;")),
    "a million columns": text(";".join(f"k{n}" for n in range(1_000_000)) + "\n1;2\n"),
    "a line of 50 MB": data(b"ID;BROTTSKOD\n" + b"a" * (50 * MIB)),
    "a line of 50 MB of separators": data(b";" * (50 * MIB)),
    "mixed encodings": data(CSV.encode() + "X;Överfall;åäö\n".encode("cp1252")),
    "wrong encoding": data(HEAD.encode("cp1252") + b"\x81\x8d\x8f;\x90\n"),
    "cut UTF-16": data(CSV.encode("utf-16")[:-1]),
    "open quote": text(CSV + '"Rån;2024-01-01\n' * 3),
    "one column": text("bara text\nutan kolumner\n"),
    "no headers": text(" ; ; \n ; ; \n"),
    "cut Parquet": cut(good_parquet, 0.7),
    "Parquet of nothing": data(b"PAR1PAR1"),
    "Parquet of rubbish": data(b"PAR1" + RUBBISH + b"PAR1"),
    "Parquet of many rows": parquet("SELECT 1 AS ID, 2 AS BROTTSKOD FROM range(3_000_000)"),
    "Parquet of long cells": parquet(
        "SELECT repeat('x', 1_000_000) || i AS ID, 'a' AS BROTTSKOD FROM range(400) t(i)"
    ),
    "Parquet of many columns": parquet(
        "SELECT " + ", ".join(f"{n} AS k{n}" for n in range(500))
    ),
    "deep JSON": text("[" * 100_000),
    "JSON of no records": text(json.dumps({"a": 1})),
    "cut JSON": text('[{"id": 1, "type": "Rån"'),
}  # fmt: skip

GOOD: dict[str, Maker] = {
    "Windows-1252": lambda p: write_csv(p, ROWS) and None,
    "UTF-8": text(CSV),
    "UTF-8 with mark": text(CSV, "utf-8-sig"),
    "UTF-16": text(CSV, "utf-16"),
    "UTF-16 without mark": text(CSV, "utf-16-le"),
    "commas": lambda p: write_csv(p, ROWS, separator=",") and None,
    "tabs": lambda p: write_csv(p, ROWS, separator="\t") and None,
    "title above": text("Uttag för Lillstad\n\n" + CSV),
    "blank lines within": text(CSV.replace("\n", "\n\n")),
    "old line ends": text(CSV.replace("\n", "\r\n")),
    "without last line end": text(CSV.rstrip("\n")),
    "XLSX": book,
    "Parquet": good_parquet,
}
