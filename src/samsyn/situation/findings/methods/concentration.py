"""How few places hold how much: cells of the grid, Lorenz curve and Gini."""

from __future__ import annotations

import numpy as np

from samsyn.analysis import Refusal
from samsyn.analysis.concentration import concentration
from samsyn.analysis.grid import Grid

from .hotspots import CELL
from .material import Json, Line, Material, finding, number
from .words import percent

FEWEST = 100
POINTS = (*np.arange(0, 0.9, 0.1), *np.arange(0.9, 0.96, 0.02), *np.arange(0.96, 1.005, 0.01))
"""Corners of the curve that are kept: closer where few places hold much."""


def by_line(material: Material, grid: Grid | None) -> Json:
    """The concentration of each priority area and of all incidents over the cells of the grid."""
    if grid is None:
        return finding("refused", "Händelserna har inga egna lägen på kartan.")
    rows = [_line(line, material, grid) for line in material.lines]
    told = [row for row in rows if row["kind"] != "refused"]
    if not told:
        return finding("refused", f"Det behövs minst {FEWEST} händelser med läge.")
    kind = "signal" if any(row["kind"] == "signal" for row in told) else "none"
    words = told[0]["words"]
    return finding(kind, words, {"rows": rows, "cell": CELL}, **_how(grid))


def _line(line: Line, material: Material, grid: Grid) -> Json:
    rows = material.now.of(line).located()
    told: Json = {"key": line.key, "name": line.name, "n": len(rows)}
    if len(rows) < FEWEST:
        return told | {"kind": "refused", "words": "För få händelser med läge."}
    try:
        found = concentration(grid.count(rows.x, rows.y))
    except Refusal as refusal:
        return told | {"kind": "refused", "words": str(refusal)}
    quarter, half = found.share_holding(0.25), found.share_holding(0.5)
    sure = found.p <= 0.05 and found.gini > found.chance
    words = f"Hälften av händelserna ligger i {percent(half, 1)} av rutorna"
    words += "." if sure else ", vilket slumpen kan förklara."
    at = np.minimum(np.array(POINTS), 1.0)
    curve = np.interp(at, found.lorenz[:, 0], found.lorenz[:, 1])
    return told | {
        "kind": "signal" if sure else "none", "words": words,
        "quarter": number(quarter, 4), "half": number(half, 4),
        "gini": number(found.gini, 4), "low": number(found.low, 4), "high": number(found.high, 4),
        "chance": number(found.chance, 4), "places": found.places,
        "lorenz": [[number(a, 4), number(b, 4)] for a, b in zip(at, curve, strict=True)],
    }  # fmt: skip


def _how(grid: Grid) -> Json:
    return {
        "parameters": {"cell": CELL, "places": len(grid), "interval": "jackknife, 95 %"},
        "query": "rows_of_place", "seed": None, "doc": "concentration",
        "command": "samsyn analyse concentration rutor.csv --place ruta --count antal",
    }  # fmt: skip
