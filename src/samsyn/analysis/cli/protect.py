"""`samsyn analyse protect`: a two-way table whose small numbers cannot be found out."""

from __future__ import annotations

import argparse
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.cli.frame import Call, file_argument
from samsyn.analysis.protection import Unprotectable, Why, protect
from samsyn.analysis.reading import Columns, read
from samsyn.analysis.verdicts import BadInput, Outcome, Refusal, Verdict
from samsyn.figures import HIDDEN
from samsyn.figures.numbers import swedish

TOTAL = "Totalt"
LARGEST = 20_000
WORDS = {
    Why.SMALL: "för litet för att visas",
    Why.COMPLEMENT: "skulle röja ett litet tal genom summorna",
    Why.UNSHOWN: "visas inte",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("--rows", required=True, metavar="COLUMN", help="what the rows are")
    parser.add_argument("--columns", metavar="COLUMN", help="what the columns are")
    parser.add_argument("--count", metavar="COLUMN", help="numbers (default: every line is one)")
    parser.add_argument(
        "--at-least", type=int, default=5, metavar="N", help="least number shown (%(default)s)"
    )


def run(chosen: argparse.Namespace) -> Outcome:
    if chosen.at_least < 2:
        raise BadInput("--at-least ska vara minst 2.", remedy="Vanligt är 5.")
    wanted = {"rows": chosen.rows, "columns": chosen.columns, "count": chosen.count}
    told = read(chosen.file, wanted)
    rows, columns, n = _table(told)
    names = [f"{i},{j}" for i in range(len(rows) + 1) for j in range(len(columns) + 1)]
    counts = dict(zip(names, _with_sums(n).ravel().tolist(), strict=True))
    try:
        safe = protect(counts, _sums(*n.shape), threshold=chosen.at_least)
    except Unprotectable as error:
        raise Refusal(
            f"Tabellen är för liten för att skyddas med {chosen.at_least} som minsta tal:"
            " vilka tal som än döljs går ett litet att räkna ut. Slå ihop rader."
        ) from error
    heads = [*columns, TOTAL] if chosen.columns else [TOTAL]
    cells = []
    for i, row in enumerate([*rows, TOTAL]):
        for j, column in enumerate([*columns, TOTAL]):
            if not chosen.columns and j == 0:
                continue
            value, why = safe.values[f"{i},{j}"], safe.why.get(f"{i},{j}")
            cells.append({"row": row, "column": column, "n": value, "hidden": value is None,
                          "why": why.value if why else None})  # fmt: skip
    width = len(heads)
    shown = [
        [[*rows, TOTAL][i], *(_written(cell) for cell in cells[i * width : (i + 1) * width])]
        for i in range(len(rows) + 1)
    ]
    result = {"rows": [*rows, TOTAL], "columns": heads, "cells": cells}
    parameters = {"at_least": chosen.at_least}
    return Outcome(
        "protect", parameters, result, _verdict(cells, chosen.at_least), told.warnings,
        ([chosen.rows, *heads], shown),
    )  # fmt: skip


def _table(told: Columns) -> tuple[list[str], list[str], NDArray[np.int64]]:
    """Names of rows and columns, and their counts."""
    roles = [role for role in ("rows", "columns") if role in told]
    weights = told.get("count", np.ones(len(told)))
    keep = told.complete(*roles, *(["count"] if "count" in told else []))
    for row in np.flatnonzero(keep & ((weights < 0) | (weights % 1 != 0)))[:1]:
        raise told.bad("count", int(row), f"{weights[row]:g} är inget antal.",
                       "Antal är hela tal från 0.")  # fmt: skip
    rows = told.labels["rows"].tolist()
    columns = told.labels["columns"].tolist() if "columns" in told else ["antal"]
    size = (len(rows), len(columns))
    if size[0] * size[1] > LARGEST:
        raise BadInput(
            f"Tabellen får {swedish(size[0] * size[1])} celler.",
            column=told.names["rows"],
            remedy=f"Högst {swedish(LARGEST)} går att skydda. Slå ihop rader eller kolumner.",
        )
    second = told.codes["columns"] if "columns" in told else np.zeros(len(told), np.int64)
    cells = (told.codes["rows"] * size[1] + second)[keep]
    n = np.bincount(cells, weights=weights[keep], minlength=size[0] * size[1]).reshape(size)
    here = [i for i, name in enumerate(rows) if name]
    there = [j for j, name in enumerate(columns) if name]
    kept = np.rint(n[np.ix_(here, there)]).astype(np.int64)
    return [rows[i] for i in here], [columns[j] for j in there], kept


def _with_sums(n: NDArray[np.int64]) -> NDArray[np.int64]:
    wide = np.hstack([n, n.sum(axis=1, keepdims=True)])
    return np.vstack([wide, wide.sum(axis=0, keepdims=True)])


def _sums(rows: int, columns: int) -> list[tuple[str, list[str]]]:
    across = [(f"{i},{columns}", [f"{i},{j}" for j in range(columns)]) for i in range(rows + 1)]
    down = [(f"{rows},{j}", [f"{i},{j}" for i in range(rows)]) for j in range(columns + 1)]
    return across + down


def _written(cell: dict[str, Any]) -> Any:
    if not cell["hidden"]:
        return cell["n"]
    return f"{HIDDEN} ({'litet' if cell['why'] == Why.SMALL else 'följd'})"


def _verdict(cells: list[dict[str, Any]], at_least: int) -> Verdict:
    small = sum(cell["why"] == Why.SMALL for cell in cells)
    more = sum(cell["why"] == Why.COMPLEMENT for cell in cells)
    if not small + more:
        return Verdict("none", f"Inget tal är mindre än {at_least}: allt kan visas.")
    return Verdict(
        "none",
        f"{small} celler är dolda för att de är små ({WORDS[Why.SMALL]}) och {more} för att de"
        f" {WORDS[Why.COMPLEMENT]}. Skriv inte ut skälen i det som publiceras.",
    )


CALL = Call(
    name="protect",
    help="A two-way table with its sums, in which no number under N can be found out.",
    example="samsyn analyse protect t.csv --rows plats --columns brott --count antal --at-least 5",
    arguments=arguments,
    run=run,
)
