"""Reading files from outside in a child process that can at worst die.

python-calamine aborts its process on a 1 KiB file with one cell at XFD1048576, and other files
ask for minutes or gigabytes; so no parser runs in a server or worker process.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

import samsyn

from .child import REFUSED
from .limits import LIMITS, BadFile, Limits
from .mapping import Mapping

PREVIEW_ROWS = 20
SHORT_TABLE = 50_000
GAVE_UP = (
    "Filen gick inte att läsa: den kräver för mycket minne eller tid, eller är skadad. "
    "Spara den som CSV, eller dela den i mindre filer, och försök igen."
)


@dataclass(frozen=True)
class Preview:
    """The headers and first rows of a file; each row is (line number, cells)."""

    format: str
    detail: str
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


def stage(path: Path, mapping: Mapping, out: Path, limits: Limits = LIMITS) -> int:
    """Write the mapped columns of `path` to `out` as clean CSV; returns the number of rows.

    The columns of `out` are line, fault, and every field of `mapping.FIELDS`. Raises `BadFile`.
    """
    request = {"do": "stage", "path": str(path.resolve()), "out": str(out.resolve())}
    return int(_ask(request | {"columns": mapping.columns()}, limits)["rows"])


def _ask(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    if Path(request["path"]).stat().st_size > limits.file:
        raise BadFile(f"Filen är större än {limits.file >> 20} MiB. Dela den i flera filer.")
    root = str(Path(samsyn.__file__).resolve().parents[1])
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "samsyn.situation.intake.child"],
            input=json.dumps(request | {"limits": asdict(limits)}).encode(),
            capture_output=True,
            timeout=limits.wall,
            env={"PYTHONPATH": root, "PYTHONUTF8": "1", "OMP_NUM_THREADS": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BadFile(GAVE_UP) from error
    if done.returncode not in (0, REFUSED):
        raise BadFile(GAVE_UP)
    answer: dict[str, Any] = json.loads(done.stdout)
    if "refused" in answer:
        raise BadFile(answer["refused"])
    return answer
