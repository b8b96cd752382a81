"""The table twin of a figure as CSV."""

import re
from decimal import Decimal

from samsyn.figures.base import Table
from samsyn.figures.numbers import MINUS, SPACE
from samsyn.figures.sheets import written

_NUMBER = re.compile(r"[+-]?(0|[1-9]\d*)(,\d+)?")  # a code such as 0112 is no number


def as_csv(table: Table) -> str:
    """The table as `sheets.written` writes it; what is a number in Swedish becomes a plain one."""
    return written(table.headers, ([_value(cell) for cell in row] for row in table.rows))


def _value(cell: str) -> str | Decimal:
    bare = cell.replace(SPACE, "").replace(MINUS, "-")
    return Decimal(bare.replace(",", ".")) if _NUMBER.fullmatch(bare) else cell
