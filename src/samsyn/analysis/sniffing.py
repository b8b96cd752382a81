"""How a text file is written: its encoding, its separator, its headers, and where a fault lies."""

from __future__ import annotations

import codecs
import csv
import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from samsyn.analysis.verdicts import BadInput

LOOK_AHEAD = 20
SEPARATORS = (";", "\t", ",", "|")
BLANKS = " "
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Style:
    """A text file's encoding and separator, and the cells of its first line."""

    encoding: str
    separator: str
    first: tuple[str, ...]


def is_parquet(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def style_of(path: Path) -> Style:
    """Look at a text file. Raises BadInput when it is empty or no text."""
    encoding = _encoding(path)
    with _opened(path, encoding) as file:
        lines = [line for line in islice(file, LOOK_AHEAD) if line.strip()]
    if not lines:
        raise BadInput(f"Filen {path.name} är tom.", remedy="Lämna en fil med rubriker och rader.")
    separator = _separator(lines)
    if separator == BLANKS:
        return Style(encoding, separator, tuple(lines[0].split()))
    return Style(encoding, separator, tuple(next(csv.reader(lines, delimiter=separator))))


@contextmanager
def as_utf8(path: Path, style: Style) -> Iterator[tuple[Path, str]]:
    """The file as DuckDB can read it, and its separator; a passing copy when it must be rewritten.

    UTF-8 is read where it lies. Other encodings, and columns parted by any number of blanks, are
    rewritten as UTF-8, the latter parted by tabs.
    """
    if style.encoding == "utf-8-sig" and style.separator != BLANKS:
        yield path, style.separator
        return
    with NamedTemporaryFile("w", suffix=".csv", encoding="utf-8", newline="") as copy:
        with _opened(path, style.encoding) as file:
            if style.separator == BLANKS:
                copy.writelines("\t".join(line.split()) + "\n" for line in file)
            else:
                while chunk := file.read(_CHUNK):
                    copy.write(chunk)
        copy.flush()
        yield Path(copy.name), "\t" if style.separator == BLANKS else style.separator


def records(path: Path, style: Style) -> Iterator[tuple[int, list[str]]]:
    """Every line that is not empty with its number in the file, slowly; used to tell of faults."""
    with _opened(path, style.encoding) as file:
        if style.separator == BLANKS:
            yield from ((n, line.split()) for n, line in enumerate(file, 1) if line.strip())
            return
        reader = csv.reader(file, delimiter=style.separator, strict=True)
        line = 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise BadInput(
                    'ett citattecken (") saknar sin motsvarighet.', line=line, remedy="Rätta raden."
                ) from error
            if cells:
                yield line, cells
            line = reader.line_num + 1


def fault_in(path: Path, style: Style) -> BadInput:
    """The first line whose number of cells differs from the first line's, as an error to raise."""
    wanted = len(style.first)
    try:
        for line, cells in records(path, style):
            if len(cells) != wanted:
                return BadInput(
                    f"raden har {len(cells)} celler men rubrikraden {wanted}.",
                    line=line,
                    remedy="Rätta raden, eller sätt text med skiljetecken inom citattecken.",
                )
    except BadInput as bad:
        return bad
    return BadInput(f"Filen {path.name} går inte att läsa.", remedy="Spara den på nytt som CSV.")


@contextmanager
def _opened(path: Path, encoding: str) -> Iterator[IO[str]]:
    opener = gzip.open if _packed(path) else open
    with opener(path, "rt", encoding=encoding, newline="") as file:
        try:
            yield file
        except (UnicodeDecodeError, gzip.BadGzipFile, EOFError) as error:
            raise BadInput(
                f"Filen {path.name} är ingen text.", remedy="Spara den som CSV (UTF-8)."
            ) from error


def _packed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


def _encoding(path: Path) -> str:
    """UTF-16 by its mark or its empty bytes, UTF-8 if every byte agrees, else Windows-1252."""
    opener = gzip.open if _packed(path) else open
    with opener(path, "rb") as file:
        chunk = file.read(_CHUNK)
        if chunk[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        if b"\0" in chunk:
            first, second = (chunk[i::2].count(0) / max(len(chunk) // 2, 1) for i in (0, 1))
            if min(first, second) < 0.01 and max(first, second) > 0.5:  # as western text has
                return "utf-16-le" if second > first else "utf-16-be"
            raise BadInput(
                f"Filen {path.name} är ingen text.", remedy="Lämna en CSV- eller Parquet-fil."
            )
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk:
                decoder.decode(chunk)
                chunk = file.read(_CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _separator(lines: list[str]) -> str:
    """What divides most of the first lines into equally many cells, at least two."""
    best, score = ",", (0.0, 0)
    for separator in (*SEPARATORS, BLANKS):
        if separator == BLANKS:
            widths = [len(line.split()) for line in lines]
        else:
            widths = [len(cells) for cells in csv.reader(lines, delimiter=separator) if cells]
        usual = max(set(widths), key=widths.count)
        if usual < 2 or (separator == BLANKS and score[0] > 0):
            continue
        found = (widths.count(usual) / len(widths), usual)
        if found > score:
            best, score = separator, found
    return best
