"""Where it is denser than chance allows, Gi* on a grid of 250 m, and where it has become denser."""

from __future__ import annotations

import numpy as np
import shapely

from samsyn.analysis import Refusal, benjamini_hochberg, grid_over
from samsyn.analysis.gi_star import gi_star
from samsyn.analysis.grid import Grid, TooManyCells
from samsyn.analysis.verdicts import FALSE_POSSIBLES, FALSE_SIGNALS

from .material import Bools, Floats, Json, Line, Material, Rows, finding
from .words import listed

CELL = 250.0
FEWEST = 30
LEAST = 5
"""A cell with fewer is not told of, however hot its neighbours make it."""
MOST_CELLS = 200_000


def by_line(material: Material) -> Json:
    """The hot cells of each priority area and of all incidents."""
    located = material.rows.located()
    if not len(located):
        return finding("refused", "Händelserna har inga lägen på kartan.")
    if _at_few_points(located):
        return finding(
            "refused",
            "Händelserna ligger på några få gemensamma punkter, till exempel kommunens mitt. Sådana"
            " lägen säger inte var det hände.",
        )
    try:
        grid = grid_of(material)
    except TooManyCells:
        return finding("refused", "Händelserna ligger för glest för ett rutnät.")
    maps = [_map(line, material, grid) for line in material.lines]
    return finding(*verdict(maps), {"maps": maps, "cell": CELL}, **_how(grid))


def verdict(maps: list[Json]) -> tuple[str, str]:
    """Where the areas are densest, or all incidents if no area is."""
    for kind, head in (("signal", "Tätare än slumpen kan förklara"),
                       ("possible", "Möjligen tätare än slumpen kan förklara")):  # fmt: skip
        those = [m for m in maps if m["kind"] == kind]
        told = [m for m in those if m["key"] != maps[0]["key"]][:3] or those
        if told:
            spots = " ".join(f"{m['name']} – {m['words']}" for m in told)
            return kind, f"{head}: {spots}"
    if all(m["kind"] == "refused" for m in maps):
        return "refused", "För få händelser med läge för att söka täta platser."
    return "none", "Inga rutor är tätare än slumpen kan förklara."


def grid_of(material: Material) -> Grid:
    """The cells with their middle in the place; without an outline all about two years' rows."""
    rows = material.rows.located()
    x, y = rows.x, rows.y
    if material.outline is not None:
        west, south, east, north = material.outline.bounds
        x, y = np.append(x, (west, east)), np.append(y, (south, north))
    grid = grid_over(x, y, CELL)
    if grid.columns * grid.rows > MOST_CELLS:
        raise TooManyCells(grid.columns, grid.rows)
    if material.outline is None:
        return grid
    return grid.within(shapely.contains_xy(material.outline, *grid.centres()))


def _at_few_points(rows: Rows) -> bool:
    """Whether the places are those of municipalities, not of incidents."""
    points = len(np.unique(np.column_stack([rows.x.round(), rows.y.round()]), axis=0))
    return len(rows) >= FEWEST and points < max(3, len(rows) / 200)


def _map(line: Line, material: Material, grid: Grid) -> Json:
    now, before = (rows.of(line).located() for rows in (material.now, material.before))
    told: Json = {"key": line.key, "name": line.name, "n": len(now), "cells": []}
    if len(now) < FEWEST:
        return told | {"kind": "refused", "words": f"Bara {len(now)} händelser med läge."}
    n = grid.count(now.x, now.y)
    try:
        hot, strong = _hot(n, grid)
    except Refusal as refusal:
        return told | {"kind": "refused", "words": str(refusal)}
    grown = _grown(n, grid.count(before.x, before.y))
    x, y = grid.centres()
    found, homes = _homes(grid, now, material)
    cells = [
        {"x": round(float(x[i])), "y": round(float(y[i])), "n": int(n[i]), "homes": found[i],
         "kind": "signal" if strong[i] else "possible" if hot[i] else "none",
         "grown": bool(grown[i])}
        for i in np.flatnonzero((hot | grown) & (n >= LEAST)).tolist()
    ]  # fmt: skip
    told |= {"cells": cells, "of": len(grid), "homes": homes}
    return told | dict(zip(("kind", "words"), worded(cells, homes, len(grid)), strict=True))


def worded(cells: list[Json], homes: dict[str, str], of: int) -> tuple[str, str]:
    """The verdict on cells, with where most of them lie."""
    grown = [cell for cell in cells if cell["grown"]]
    risen = f" {len(grown)} har vuxit sedan året före{_where(grown, homes)}." if grown else ""
    for kind, head in (("signal", ""), ("possible", "möjligen ")):
        those = [cell for cell in cells if cell["kind"] == kind]
        if those:
            place = _where(those, homes, "de flesta ")
            return "signal" if grown else kind, f"{head}{len(those)} av {of} rutor{place}.{risen}"
    return ("signal", f"ingen ruta är tät.{risen}") if grown else ("none", "ingen ruta.")


def _where(cells: list[Json], homes: dict[str, str], head: str = "") -> str:
    count: dict[str, int] = {}
    for cell in cells:
        for key in cell["homes"][:1]:
            count[key] = count.get(key, 0) + 1
    most = sorted(count, key=lambda key: (-count[key], homes[key]))[:3]
    return f", {head}i {listed([homes[key] for key in most])}" if most else ""


def _hot(n: Floats, grid: Grid) -> tuple[Bools, Bools]:
    found = gi_star(n, grid, permutation=True, alternative="greater")
    with np.errstate(invalid="ignore"):
        high = found.z > 0
        return high & (found.q <= FALSE_POSSIBLES), high & (found.q <= FALSE_SIGNALS)


def _grown(now: Floats, before: Floats) -> Bools:
    """Cells that have a larger share of the incidents than the year before, more than chance.

    Given both years' sum a cell's number is binomial; q is Benjamini and Hochberg's over the cells
    with enough in all. A cell must also have grown by half.
    """
    from scipy.special import betainc

    both, total = now + before, float(now.sum() + before.sum())
    judged = both >= 2 * LEAST
    grown = np.zeros(len(now), bool)
    if not before.sum() or not judged.any():
        return grown
    k, share = now[judged], float(now.sum()) / total
    p = np.where(k > 0, betainc(np.maximum(k, 1), both[judged] - k + 1, share), 1.0)
    more = k * float(before.sum()) > 1.5 * before[judged] * float(now.sum())
    grown[judged] = (benjamini_hochberg(p) <= FALSE_SIGNALS) & more
    return grown


def _homes(grid: Grid, rows: Rows, material: Material) -> tuple[list[list[str]], dict[str, str]]:
    """The places that each cell's incidents were laid in, most first, and their names."""
    names = material.homes or {}
    cell = grid.find(rows.x, rows.y)
    held = cell >= 0
    pairs, count = np.unique(
        np.column_stack([cell[held], rows.place[held]]), axis=0, return_counts=True
    )
    found: list[list[str]] = [[] for _ in range(len(grid))]
    for i in np.argsort(-count, kind="stable").tolist():
        at, place = (int(v) for v in pairs[i])
        if place in names:
            found[at].append(str(place))
    return found, {str(pk): name for pk, name in names.items()}


def _how(grid: Grid) -> Json:
    return {
        "parameters": {"cell": CELL, "cells": len(grid), "neighbours": "queen + self",
                       "p": "permutation, exact", "alternative": "greater",
                       "correction": "Benjamini-Hochberg"},
        "query": "rows_of_place", "seed": None, "doc": "hotspots",
        "command": "samsyn analyse hotspots rutor.csv --x x --y y --count antal --crs EPSG:3006"
        f" --cell {CELL:g} --within plats.geojson --permutation-p --alternative greater",
    }  # fmt: skip
