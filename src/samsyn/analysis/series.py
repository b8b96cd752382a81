"""Rows of (series, time, count) as a table of series × equal steps of time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.reading import Columns, missing
from samsyn.analysis.verdicts import BadInput, Refusal

STEPS = {7: 52, 1: 365}


@dataclass
class SeriesTable:
    """`counts` (S, T), the `names` (S,) of the series, None for an only one without a name, and the
    `times` (T,), days as datetime64[D] if `dated`, else numbers. A year has `per_year` steps."""

    names: list[str | None]
    times: NDArray[Any]
    counts: NDArray[np.float64]
    per_year: int
    dated: bool
    warnings: list[str] = field(default_factory=list)


def series_table(columns: Columns, per_year: int | None = None) -> SeriesTable:
    """Roles `time`, `count` and, if there is one, `series`, arranged.

    A series without a row at a time that others have counts 0 there; several rows for the same
    series and time are added; both are told in the warnings. Raises BadInput for a count or time
    that is missing, a count that is no whole number ≥ 0, and a time that no series has.
    """
    _complete(columns)
    names, of_row = _names(columns)
    times, step_of_row, steps, told = _steps(columns, per_year)
    at = of_row * len(times) + step_of_row
    shape = (len(names), len(times))
    counts = np.bincount(at, columns["count"], shape[0] * shape[1]).astype(float).reshape(shape)
    table = SeriesTable(names, times, counts, steps, columns["time"].dtype.kind == "M", told)
    seen = np.bincount(at, minlength=counts.size)
    if more := int((seen > 1).sum()):
        table.warnings.append(f"{more} tidpunkter har flera rader per serie; de har lagts ihop.")
    if none := int((seen == 0).sum()):
        table.warnings.append(f"{none} tidpunkter saknar rad i sin serie och räknas som 0.")
    return table


def _complete(columns: Columns) -> None:
    for role in ("time", "count"):
        if (gone := np.flatnonzero(missing(columns[role]))).size:
            raise columns.bad(role, int(gone[0]), "är tom.", "Fyll i den eller ta bort raden.")
    counts = columns["count"]
    wrong = np.flatnonzero((counts < 0) | (counts != np.floor(counts)))
    if wrong.size:
        row = int(wrong[0])
        raise columns.bad("count", row, f"{counts[row]:g} är inget antal.", "Skriv 0, 1, 2 …")


def _names(columns: Columns) -> tuple[list[str | None], NDArray[np.int64]]:
    """Names in the order in which they first appear, and every row's place among them."""
    if "series" not in columns:
        return [None], np.zeros(len(columns), np.int64)
    labels, codes = columns.labels["series"], columns.codes["series"]
    found, first = np.unique(codes, return_index=True)
    order = found[np.argsort(first)]
    place = np.zeros(int(codes.max()) + 1, np.int64)
    place[order] = np.arange(len(order))
    return [str(labels[code]) for code in order], place[codes]


def _steps(
    columns: Columns, per_year: int | None
) -> tuple[NDArray[Any], NDArray[np.int64], int, list[str]]:
    """The times, every row's place among them, steps in a year, warnings."""
    moments = columns["time"]
    told: list[str] = []
    if moments.dtype.kind != "M":
        if (odd := np.flatnonzero(moments != np.floor(moments))).size:
            raise columns.bad(
                "time", int(odd[0]), "är inget helt tal.", "Numrera tiderna 1, 2, 3 …"
            )
        ticks = moments.astype(np.int64)
        unit = "N"
    else:
        days = moments.astype("datetime64[D]")
        if np.any(days != moments):
            told.append("Klockslag har strukits: serierna räknas per dygn eller längre.")
        unit = _unit(np.unique(days))
        ticks = (days.astype("datetime64[M]") if unit == "M" else days).astype(np.int64)
    steps, place = np.unique(ticks, return_inverse=True)
    if len(steps) < 2:
        raise Refusal("Det finns bara en tidpunkt: en signal behöver tidigare tid att jämföra med.")
    length = int(np.gcd.reduce(np.diff(steps)))
    length = 1 if unit == "M" else 7 if unit == "D" and length % 7 == 0 else length
    _no_gaps(columns, steps, length, unit)
    usual = 12 if unit == "M" else STEPS.get(length, 52) if unit == "D" else 52
    times = np.unique(moments if unit == "N" else moments.astype("datetime64[D]"))
    if unit == "M" and len(times) != len(steps):
        raise BadInput("Månaderna har olika dagar.", column=columns.names["time"])
    return (times.astype(np.int64) if unit == "N" else times), place, per_year or usual, told


def _unit(days: NDArray[np.datetime64]) -> str:
    """`M` for one and the same day of each month, else `D`."""
    months = days.astype("datetime64[M]")
    same_day = len(np.unique(days - months.astype("datetime64[D]"))) == 1
    return "M" if same_day and len(days) > 1 and int(np.diff(days).astype(int).min()) >= 28 else "D"


def _no_gaps(columns: Columns, steps: NDArray[np.int64], length: int, unit: str) -> None:
    gap = np.flatnonzero(np.diff(steps) > length)
    if not gap.size:
        return
    after = int(steps[gap[0]]) + length
    named = str(np.array(after).astype(f"datetime64[{unit}]")) if unit != "N" else str(after)
    raise BadInput(
        f"{named} saknas i hela filen.",
        column=columns.names["time"],
        remedy="Lägg till en rad med 0 om inget hände då.",
    )
