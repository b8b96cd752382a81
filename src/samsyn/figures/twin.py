"""The table twin of a figure as CSV."""

import csv
import io
import re

from samsyn.figures.base import Table
from samsyn.figures.numbers import MINUS, SPACE

_NUMBER = re.compile(r"[+-]?\d+(,\d+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(table: Table) -> str:
    """The table parted by semicolons, as Swedish spreadsheets read it.

    Write it as `utf-8-sig` with `newline=""`. Numbers lose the spaces between thousands; words
    that a spreadsheet would take for a formula get an apostrophe before them.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([_cell(cell) for cell in row] for row in (table.headers, *table.rows))
    return out.getvalue()


def _cell(cell: str) -> str:
    bare = cell.replace(SPACE, "").replace(MINUS, "-")
    if _NUMBER.fullmatch(bare):
        return bare  # a minus sign is a hyphen to what reads it as a number
    return "'" + cell if cell.lstrip(" " + SPACE).startswith(_FORMULA) else cell
