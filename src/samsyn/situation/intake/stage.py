"""Reading files from outside in a child process that can at worst die.

python-calamine aborts its process on a 1 KiB file with one cell at XFD1048576, and other files
ask for minutes or gigabytes; so no parser runs in a server or worker process.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any, Protocol

import samsyn

from .limits import LIMITS, BadFile, Limits
from .mapping import FIELDS

PREVIEW_ROWS = 20
SHORT_TABLE = 50_000
MOMENT = 0.5  # seconds
GAVE_UP = (
    "Filen gick inte att läsa: den kräver för mycket minne eller tid, eller är skadad. "
    "Spara den som CSV, eller dela den i mindre filer, och försök igen."
)
Heard = Callable[[int, float], None]


def nothing(rows: int, share: float) -> None:
    """For those who do not listen."""


@dataclass(frozen=True)
class Preview:
    """The headers and first rows of a file; each row is (line number, cells)."""

    format: str
    detail: str
    encoding: str
    separator: str
    columns: list[str]
    rows: list[tuple[int, list[str]]]


def preview(path: Path, limits: Limits = LIMITS, first: int = PREVIEW_ROWS) -> Preview:
    """Look at the first rows of a file. Raises `BadFile`."""
    answer = _ask({"do": "preview", "path": str(path.resolve()), "first": first}, limits)
    answer["rows"] = [(line, cells) for line, cells in answer["rows"]]
    return Preview(**answer)


def table_of(path: Path, limits: Limits = LIMITS) -> Iterator[tuple[int, dict[str, str]]]:
    """A short table as (line number, cell by header). Raises `BadFile` when it is long."""
    whole = preview(path, limits, SHORT_TABLE + 1)
    if len(whole.rows) > SHORT_TABLE:
        raise BadFile(f"Tabellen har fler än {SHORT_TABLE} rader. Dela den i flera filer.")
    for line, cells in whole.rows:
        yield line, dict(zip_longest(whole.columns, cells[: len(whole.columns)], fillvalue=""))


class Columned(Protocol):
    """A mapping of any kind: which column of the file each of its fields is."""

    def columns(self) -> dict[str, str]: ...


def stage(
    path: Path,
    mapping: Columned,
    out: Path,
    limits: Limits = LIMITS,
    heard: Heard = nothing,
    *,
    fields: Iterable[str] = FIELDS,
) -> int:
    """Write the mapped columns of `path` to `out` as clean CSV; returns the number of rows.

    The columns of `out` are line, fault, and every one of `fields`. `heard` is told,
    several times a second, how many rows have been read and how large a share of the file that is;
    what it raises stops the reading. Raises `BadFile`.
    """
    request = {"do": "stage", "path": str(path.resolve()), "out": str(out.resolve())}
    asked = request | {"columns": mapping.columns(), "fields": list(fields)}
    return int(_ask(asked, limits, heard)["rows"])


def _ask(request: dict[str, Any], limits: Limits, heard: Heard = nothing) -> dict[str, Any]:
    if Path(request["path"]).stat().st_size > limits.file:
        raise BadFile(f"Filen är större än {limits.file >> 20} MiB. Dela den i flera filer.")
    root = str(Path(samsyn.__file__).resolve().parents[1])
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "samsyn.situation.intake.child"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": root, "PYTHONUTF8": "1", "OMP_NUM_THREADS": "1"},
    ) as child:  # fmt: skip
        try:
            _send(child, request | {"limits": asdict(limits)})
            return _answer(child, limits, heard)
        finally:
            child.kill()


def _send(child: subprocess.Popen[bytes], request: dict[str, Any]) -> None:
    assert child.stdin is not None
    with suppress(BrokenPipeError):  # it died before it was asked; the answer tells
        child.stdin.write(json.dumps(request).encode())
        child.stdin.close()


def _answer(child: subprocess.Popen[bytes], limits: Limits, heard: Heard) -> dict[str, Any]:
    rows, share = 0, 0.0
    for line in _lines(child, limits.wall):
        said = _understood(line)
        if "refused" in said:
            raise BadFile(said["refused"])
        if "answer" in said:
            answer: dict[str, Any] = said["answer"]
            return answer
        rows, share = said.get("rows", rows), said.get("share", share)
        heard(rows, share)
    raise BadFile(GAVE_UP)


def _understood(line: bytes) -> dict[str, Any]:
    try:
        said = json.loads(line or b"{}")
    except ValueError as error:  # a parser has spoken where only we should
        raise BadFile(GAVE_UP) from error
    if not isinstance(said, dict):
        raise BadFile(GAVE_UP)
    return said


def _lines(child: subprocess.Popen[bytes], wall: float) -> Iterator[bytes]:
    """What the child says line by line, and an empty line for every moment it says nothing."""
    assert child.stdout is not None
    pipe, begun, over = child.stdout.fileno(), b"", time.monotonic() + wall
    while time.monotonic() < over:
        if not select.select([pipe], [], [], MOMENT)[0]:
            yield b""
            continue
        said = os.read(pipe, 1 << 16)
        if not said:
            return
        *lines, begun = (begun + said).split(b"\n")
        yield from lines
