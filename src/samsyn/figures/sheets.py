"""Texts in cells that spreadsheets open: nothing is run, and what comes back is what was sent.

A text that a spreadsheet might take for a formula or a command gets an apostrophe before it, and
loses it when it is read again. Numbers are written as numbers and need nothing. Rules: OWASP ASVS
5, 1.2.10, with what else programs are known to skip before a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

# Blanks, controls and marks without width may stand before the sign; some signs are written wide.
_BLANK = r"[\s\x00-\x20\u00a0\u00ad\u200b-\u200f\u2028\u2029\u2060\u3000\ufeff]"
_SIGN = r"[=+\-@|%\uff1d\uff0b\uff0d\uff20\uff5c\uff05]"
_RISKY = re.compile(rf"'*(?:{_BLANK}*{_SIGN}|[\t\r\n\x00])")


def neutral(text: str) -> str:
    """The text as no spreadsheet runs it. `bare` gives it back."""
    return f"'{text}" if _RISKY.match(text) else text


def bare(text: str) -> str:
    """The text without the apostrophe of `neutral`; any other apostrophe stays."""
    return text[1:] if text[:1] == "'" and _RISKY.match(text, 1) else text


def cell(value: Any) -> str:
    """A value as a cell: decimal comma, empty for None, texts neutral."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return str(value).replace(".", ",")
    return neutral(str(value))


def written(headers: Sequence[str], rows: Iterable[Iterable[Any]]) -> str:
    """A table as CSV for Swedish spreadsheets: byte order mark, semicolons, decimal commas."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([cell(header) for header in headers])
    writer.writerows([cell(value) for value in row] for row in rows)
    return "\ufeff" + out.getvalue()
