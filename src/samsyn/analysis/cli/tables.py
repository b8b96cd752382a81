"""An outcome as a table to read in a terminal, and as CSV."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from samsyn.analysis.verdicts import Outcome
from samsyn.figures.numbers import swedish
from samsyn.figures.sheets import neutral

LONGEST = 60
_KINDS = {"signal": "Signal: ", "possible": "Möjligt: ", "none": "", "refused": "För lite: "}


def as_text(outcome: Outcome) -> str:
    """The verdict, the warnings and the first rows, aligned."""
    headers, rows = outcome.table
    shown = [[_cell(cell) for cell in row] for row in rows[:LONGEST]]
    lines = [f"{_KINDS[outcome.verdict.kind]}{outcome.verdict.words}"]
    lines += [f"Obs! {warning}" for warning in outcome.warnings]
    if headers:
        lines += ["", *_aligned([str(h) for h in headers], shown, rows)]
    if len(rows) > LONGEST:
        lines.append(f"… och {swedish(len(rows) - LONGEST)} rader till; --table FIL.csv ger alla.")
    return "\n".join(lines)


def as_csv(outcome: Outcome) -> str:
    """All rows, parted by semicolons and with decimal commas, as Swedish spreadsheets read them."""
    headers, rows = outcome.table
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows([_bare(cell) for cell in row] for row in rows)
    return out.getvalue()


def _aligned(
    headers: Sequence[str], shown: Sequence[Sequence[str]], rows: Sequence[Sequence[Any]]
) -> list[str]:
    widths = [max(len(row[i]) for row in (headers, *shown)) for i in range(len(headers))]
    right = [
        any(_is_number(row[i]) for row in rows[:LONGEST]) if rows else False
        for i in range(len(headers))
    ]
    return [
        "  ".join(
            cell.rjust(width) if to_the_right else cell.ljust(width)
            for cell, width, to_the_right in zip(row, widths, right, strict=True)
        ).rstrip()
        for row in (headers, *shown)
    ]


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int | float | np.integer | np.floating) and not isinstance(cell, bool)


def _cell(cell: Any) -> str:
    if cell is None or (_is_number(cell) and not math.isfinite(cell)):
        return "–"
    if isinstance(cell, bool | np.bool_):
        return "ja" if cell else "nej"
    return swedish(float(cell)) if _is_number(cell) else str(cell)


def _bare(cell: Any) -> str | int:
    if type(cell) is int:
        return cell
    if cell is None or (_is_number(cell) and not math.isfinite(cell)):
        return ""
    if isinstance(cell, bool | np.bool_):
        return "ja" if cell else "nej"
    if isinstance(cell, float | np.floating):
        return repr(float(cell)).replace(".", ",")
    return neutral(str(cell))
