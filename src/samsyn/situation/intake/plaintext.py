"""CSV as it comes: its encoding and separator found out, no line too long. Runs in the child."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from .limits import MIB, BadFile, Limits
from .presets import looks_like_headers

Row = tuple[int, list[str]]
LOOK_AHEAD = 20
SEPARATORS = ";,\t|"
CHUNK = MIB
HEAD = 4_096
# what no text has: control characters other than tab, line ends and the old end-of-file mark
CONTROL = re.compile(rb"[\x01-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")
# å, ä, ö, é and their capitals in UTF-8; in Windows-1252 the same bytes are Ã¥: nobody writes that
SWEDISH_UTF8 = re.compile(rb"\xc3[\x84\x85\x89\x96\xa4\xa5\xa9\xb6]")
NO_TEXT = (
    "Filen är ingen textfil, vad den än heter. Lämna en CSV-, XLSX- eller Parquet-fil, "
    "sparad direkt ur det program som har uppgifterna."
)


def encoding_of(path: Path) -> str:
    """UTF-16 by its mark or its zeros, UTF-8 if every byte agrees, else Windows-1252."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if half := _every_other_is_zero(head):
        return half
    if len(CONTROL.findall(head)) > len(head) // 100:
        raise BadFile(NO_TEXT)
    return _by_every_byte(path)


def _every_other_is_zero(head: bytes) -> str:
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > len(head) // 3 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > len(head) // 3 and not odd else ""


def _by_every_byte(path: Path) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines, is_utf8, has_swedish_utf8 = 1, True, False
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if b"\0" in chunk:
                line = lines + chunk[: chunk.index(b"\0")].count(b"\n")
                raise BadFile(
                    f"Rad {line} innehåller ett nolltecken, som ingen textfil har. "
                    "Filen är skadad: spara den på nytt som CSV."
                )
            lines += chunk.count(b"\n")
            has_swedish_utf8 = has_swedish_utf8 or bool(SWEDISH_UTF8.search(chunk))
            is_utf8 = is_utf8 and _agrees(decoder, chunk)
    if is_utf8 and _agrees(decoder, b"", final=True):
        return "utf-8-sig"
    if has_swedish_utf8:
        raise BadFile(
            "Filen blandar två teckenkodningar (UTF-8 och Windows-1252), så å, ä och ö går inte "
            "att lita på. Spara den på nytt som CSV UTF-8."
        )
    return "cp1252"


def _agrees(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def separator_of(path: Path, encoding: str, limits: Limits) -> str:
    """The separator that makes known headers of a line, else the one that divides most of the
    first lines, and most often: decimal commas divide lines too."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = [line for line in islice(_lines(file, limits), LOOK_AHEAD) if line.strip()]
    scores = {s: [line.count(s) for line in lines] for s in SEPARATORS}
    heads = {s: any(_is_head(line[:HEAD].split(s)) for line in lines) for s in SEPARATORS}
    return max(SEPARATORS, key=lambda s: (heads[s], sum(n > 0 for n in scores[s]), sum(scores[s])))


def _is_head(cells: list[str]) -> bool:
    return looks_like_headers([cell.strip(' "\r\n') for cell in cells])


class Lines:
    """The rows of a CSV file, and how large a share of its bytes has been read."""

    def __init__(self, path: Path, encoding: str, separator: str, limits: Limits) -> None:
        self.path, self.encoding, self.separator, self.limits = path, encoding, separator, limits
        self.read: Callable[[], int] = lambda: 0

    def share(self) -> float:
        return self.read() / max(1, self.path.stat().st_size)

    def rows(self) -> Iterator[Row]:
        csv.field_size_limit(self.limits.cell)
        with self.path.open(encoding=self.encoding, newline="") as file:
            self.read = file.buffer.raw.tell  # type: ignore[attr-defined]
            reader = csv.reader(_lines(file, self.limits), delimiter=self.separator, strict=True)
            line = 1
            try:
                for cells in reader:
                    if any(cells):
                        yield line, cells
                    line = reader.line_num + 1
            except csv.Error as error:
                raise BadFile(
                    f'Rad {line}: ett citattecken (") saknar sin motsvarighet, eller så är en cell'
                    f" längre än {self.limits.cell} tecken. Rätta raden och försök igen."
                ) from error
            except UnicodeDecodeError as error:
                raise BadFile(
                    "Filen är varken UTF-8 eller Windows-1252. Spara den om som CSV UTF-8."
                ) from error


def _lines(file: TextIO, limits: Limits) -> Iterator[str]:
    number = 0
    while line := file.readline(limits.line):
        number += 1
        if len(line) == limits.line:
            raise BadFile(
                f"Rad {number} är längre än {limits.line} tecken. Rubrikerna ska stå på den första"
                " raden och varje händelse på en egen rad: spara filen på nytt som CSV."
            )
        yield line
