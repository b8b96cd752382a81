"""`samsyn analyse hotspots`: where it is denser than chance allows, on a grid or in areas."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.cli.frame import Call, file_argument, point_arguments
from samsyn.analysis.cli.maps import hot_map
from samsyn.analysis.cli.points import CELL, crs_name, grid_arguments, grid_for, located
from samsyn.analysis.gi_star import GiStar, gi_star
from samsyn.analysis.reading import read
from samsyn.analysis.verdicts import (
    FALSE_POSSIBLES,
    FALSE_SIGNALS,
    BadInput,
    Outcome,
    Refusal,
    Verdict,
)

if TYPE_CHECKING:
    from samsyn.figures import Figure

Floats = NDArray[np.float64]
FEWEST_EVENTS = 5
FEW_NEAR = 5.0
"""Events expected in a neighbourhood under which the normal distribution is a poor guide."""
NAMES = ("namn", "name", "nyckelkod", "kod", "code", "id")


def _arguments(parser: argparse.ArgumentParser) -> None:
    file_argument(parser, "points as CSV or Parquet, or areas as GeoJSON or GeoPackage")
    point_arguments(parser, required=False)
    parser.add_argument("--count", metavar="COLUMN", help="how many events a row stands for")
    grid_arguments(parser)
    areas = parser.add_argument_group("areas instead of points")
    areas.add_argument("--value", metavar="COLUMN", help="the areas' number, for example events")
    areas.add_argument("--key", metavar="COLUMN", help="the areas' name (default: namn, name, …)")
    areas.add_argument(
        "--borders",
        action="store_true",
        help="areas are neighbours when their borders meet, not only when they share a corner",
    )
    parser.add_argument(
        "--permutation-p",
        action="store_true",
        help="p from all ways to shuffle the counts, exactly, instead of the normal distribution",
    )
    parser.add_argument(
        "--alternative",
        choices=("two-sided", "greater"),
        default="two-sided",
        help="p for hot and cold, or for hot alone (default: two-sided)",
    )


def _run(chosen: argparse.Namespace) -> Outcome:
    if chosen.value is not None:
        return _areas(chosen)
    if chosen.x is None or chosen.y is None:
        raise BadInput(
            "Det saknas kolumner för läget.",
            remedy="Ange --x och --y för punkter, eller --value för områden.",
        )
    return _points(chosen)


def _points(chosen: argparse.Namespace) -> Outcome:
    columns = read(chosen.file, {"x": chosen.x, "y": chosen.y, "count": chosen.count})
    points = located(columns, chosen.crs, *(["count"] if chosen.count else []))
    each = columns["count"][points.there] if chosen.count else np.ones(len(points.x))
    if np.any(each < 0):
        row = int(np.flatnonzero(points.there)[np.flatnonzero(each < 0)[0]])
        raise columns.bad("count", row, "antalet är negativt.", "Skriv 0 eller mer.")
    grid = grid_for(points, chosen, columns.warnings)
    n = grid.count(points.x, points.y, each)
    if n.sum() < FEWEST_EVENTS:
        raise Refusal(f"Det behövs minst {FEWEST_EVENTS} händelser för att söka täta platser.")
    if len(grid) == 1:
        raise Refusal("Alla händelser ligger i samma ruta, så det finns inget att jämföra med.")
    found = gi_star(n, grid, permutation=chosen.permutation_p, alternative=chosen.alternative)
    if not chosen.permutation_p and n.mean() * grid.weight.mean() < FEW_NEAR:
        columns.warnings.append(
            "Det är glest mellan händelserna: p är osäkert. --permutation-p räknar det exakt."
        )
    x, y = grid.centres()
    parameters = {
        **_common(chosen),
        "crs": crs_name(points.plane),
        "cell": chosen.cell or CELL,
        "shape": chosen.shape,
        "neighbours": "queen + self" if chosen.shape == "square" else "six + self",
        "cells": len(grid),
        "events": float(n.sum()),
    }
    numbers = {"x": x, "y": y, "n": n, **vars(found)}
    figure = hot_map(grid, n, found.z, found.q) if chosen.figure else None
    return _outcome(parameters, numbers, columns.warnings, figure)


def _areas(chosen: argparse.Namespace) -> Outcome:
    from samsyn.analysis.gi_star import neighbours_from
    from samsyn.analysis.polygons import queen, read_areas, usual_snap

    areas = read_areas(chosen.file)
    values, names = areas.numbers(chosen.value), _names(areas, chosen.key)
    snap, warnings = usual_snap(areas), []
    pairs = queen(areas.shapes, snap=snap, borders=chosen.borders)
    if not chosen.borders:
        left = len(queen(areas.shapes, snap=snap, borders=True)) - len(pairs)
        if left:
            warnings.append(
                f"{left} par områden möts utan gemensamt hörn och räknas inte som grannar;"
                " --borders räknar dem."
            )
    alone = len(areas) - len(np.unique(pairs))
    if alone:
        warnings.append(f"Områden utan granne, som jämförs bara för egen del: {alone}.")
    near = neighbours_from(pairs, len(areas))
    found = gi_star(values, near, permutation=chosen.permutation_p, alternative=chosen.alternative)
    parameters = {
        **_common(chosen),
        "value": chosen.value,
        "neighbours": ("borders" if chosen.borders else "queen") + " + self",
        "pairs": len(pairs),
        "places": len(areas),
    }
    numbers = {"place": names, "n": values, **vars(found)}
    figure = _map(names, areas, found) if chosen.figure else None
    return _outcome(parameters, numbers, warnings, figure)


def _names(areas: Any, key: str | None) -> list[str]:
    """What the areas are called: the column told, a usual one, or their numbers from 1."""
    there = areas.attributes[0]
    usual = {name.lower(): name for name in reversed(there)}
    column = key or next((usual[name] for name in NAMES if name in usual), None)
    if column is None:
        return [str(number) for number in range(1, len(areas) + 1)]
    return [str(name) if name is not None else "" for name in areas.column(column)]


def _common(chosen: argparse.Namespace) -> dict[str, Any]:
    return {
        "file": chosen.file.name,
        "p": "permutation, exact" if chosen.permutation_p else "normal",
        "alternative": chosen.alternative,
        "correction": "Benjamini-Hochberg",
    }


def _outcome(
    parameters: dict[str, Any],
    numbers: dict[str, Any],
    warnings: list[str],
    figure: Figure | None = None,
) -> Outcome:
    columns = [np.asarray(values).tolist() for values in numbers.values()]
    rows = [list(row) for row in zip(*columns, strict=True)]
    order = np.argsort(-np.nan_to_num(numbers["z"], nan=-np.inf), kind="stable")
    words = {"x": "Öst", "y": "Nord", "n": "Antal", "place": "Område"}
    return Outcome(
        method="hotspots",
        parameters=parameters,
        result=[dict(zip(numbers, row, strict=True)) for row in rows],
        verdict=_verdict(numbers["z"], numbers["q"], "områden" if "place" in numbers else "rutor"),
        warnings=warnings,
        table=([words.get(name, name) for name in numbers], [rows[i] for i in order]),
        figure=figure,
    )


def _verdict(z: Floats, q: Floats, what: str) -> Verdict:
    with np.errstate(invalid="ignore"):
        hot = int(((q <= FALSE_SIGNALS) & (z > 0)).sum())
        cold = int(((q <= FALSE_SIGNALS) & (z < 0)).sum())
        maybe = int(((q <= FALSE_POSSIBLES) & (z > 0)).sum())
    of = f"{hot} av {len(z)} {what}"
    beside = f" {cold} är glesare." if cold else ""
    if hot:
        return Verdict(
            "signal",
            f"{of} är med sina grannar tätare än slumpen kan förklara; av dem är i längden högst"
            f" 5 % falska.{beside}",
        )
    if maybe:
        return Verdict(
            "possible",
            f"{maybe} av {len(z)} {what} är möjligen tätare än slumpen kan förklara; upp till"
            f" 20 % av dem kan vara falska.{beside}",
        )
    return Verdict("none", f"Inga {what} är tätare än slumpen kan förklara.{beside}")


def _map(names: list[str], areas: Any, found: GiStar) -> Figure:
    from samsyn.analysis.planes import SWEREF99TM, Plane
    from samsyn.figures import Cell, Choropleth

    flat = Plane(np.zeros(0), np.zeros(0), SWEREF99TM if areas.srid else None)
    cells = [
        Cell(name, float(z) if np.isfinite(z) else None, shape, "går inte att jämföra")
        for name, z, shape in zip(names, found.z, areas.on(flat), strict=True)
    ]
    return Choropleth(
        title="Täta och glesa områden",
        note="z: hur långt området med sina grannar ligger från medel, i standardavvikelser.",
        cells=tuple(cells),
        unit="z (Gi*)",
        breaks=(-2.0, 0.0, 2.0, 4.0),
        decimals=1,
    )


CALL = Call(
    name="hotspots",
    help="Where is it denser than chance allows? Getis-Ord Gi* on a grid or in areas.",
    example="samsyn analyse hotspots burglaries.csv --x east --y north --crs EPSG:3006 --cell 250",
    arguments=_arguments,
    run=_run,
)
