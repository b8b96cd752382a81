"""`samsyn analyse emerging`: which dense places are new, growing, lasting or fading."""

from __future__ import annotations

import argparse
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.cli.frame import Call, file_argument, latest, point_arguments
from samsyn.analysis.cli.maps import pattern_map
from samsyn.analysis.cli.points import CELL, crs_name, grid_arguments, grid_for, located
from samsyn.analysis.emerging import WORDS, Emerging, emerging_hot_spots
from samsyn.analysis.grid import Grid
from samsyn.analysis.reading import days, read
from samsyn.analysis.verdicts import BadInput, Outcome, Verdict

UNITS = {"month": "M", "week": "W", "day": "D"}
MOST_STEPS, MOST_BINS = 2_000, 40_000_000


def _arguments(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    point_arguments(parser)
    parser.add_argument("--time", required=True, metavar="COLUMN", help="dates, or days as numbers")
    grid_arguments(parser)
    parser.add_argument(
        "--step",
        default="month",
        metavar="month|week|day|N",
        help="length of a step; a number is so many days (default: month)",
    )
    parser.add_argument(
        "--back", type=int, default=1, help="earlier steps that count as near (default: 1)"
    )


def _run(chosen: argparse.Namespace) -> Outcome:
    if chosen.back < 0:
        raise BadInput("--back är inte negativt.", remedy="Ange 0 eller mer.")
    names = {"x": chosen.x, "y": chosen.y, "time": chosen.time}
    columns = read(chosen.file, names, latest=latest(chosen))
    points = located(columns, chosen.crs, "time")
    grid = grid_for(points, chosen, columns.warnings)
    step = _steps(columns["time"][points.there], chosen.step)
    many = int(step.max()) + 1
    if many > MOST_STEPS or many * len(grid) > MOST_BINS:
        raise BadInput(
            f"{many} tidssteg × {len(grid)} rutor är för många.",
            remedy="Välj längre --step eller större --cell.",
        )
    cell = grid.find(points.x, points.y)
    at = (step * len(grid) + cell)[cell >= 0]
    counts = np.bincount(at, minlength=many * len(grid)).reshape(many, len(grid))
    found = emerging_hot_spots(counts, grid, back=chosen.back)
    parameters = {
        "file": chosen.file.name,
        "crs": crs_name(points.plane),
        "cell": chosen.cell or CELL,
        "shape": chosen.shape,
        "step": chosen.step,
        "steps": many,
        "back": chosen.back,
        "events": len(at),
        "correction": "Benjamini-Hochberg",
    }
    return _outcome(found, grid, parameters, columns.warnings, drawn=bool(chosen.figure))


def _steps(times: NDArray[Any], step: str) -> NDArray[np.int64]:
    """Which step from the first each time lies in."""
    if step in UNITS:
        if times.dtype.kind != "M":
            raise BadInput("Tiderna är tal, inte datum.", remedy="Ange --step som ett antal dagar.")
        # weeks from a Monday: the epoch is a Thursday
        moved = times + np.timedelta64(3, "D") if step == "week" else times
        number = moved.astype(f"datetime64[{UNITS[step]}]").astype(np.int64)
        return np.asarray(number - number.min(), np.int64)
    try:
        length = float(step)
    except ValueError:
        length = 0.0
    if not (np.isfinite(length) and length > 0):
        raise BadInput(f"--step {step} är ingen tid.", remedy="Ange month, week, day eller dagar.")
    at = days(times)
    return np.asarray(np.floor((at - np.floor(at.min())) / length), np.int64)


def _outcome(
    found: Emerging, grid: Grid, parameters: dict[str, Any], warnings: list[str], *, drawn: bool
) -> Outcome:
    x, y = grid.centres()
    columns = {
        "x": x.tolist(),
        "y": y.tolist(),
        "pattern": found.patterns.tolist(),
        "hot_steps": found.hot.sum(axis=0).tolist(),
        "cold_steps": found.cold.sum(axis=0).tolist(),
        "z_last": found.z[-1].tolist(),
        "trend_z": found.trend.z.tolist(),
        "trend_p": found.trend.p.tolist(),
    }
    rows = [list(row) for row in zip(*columns.values(), strict=True)]
    named = [row for row in rows if row[2] != "none"]
    named.sort(key=lambda row: (row[2], -row[5]))
    headers = ["Öst", "Nord", "Mönster", "Täta steg", "Glesa steg", "z sist", "Trend z", "Trend p"]
    return Outcome(
        method="emerging",
        parameters=parameters,
        result=[dict(zip(columns, row, strict=True)) for row in rows],
        verdict=_verdict(found),
        warnings=warnings,
        table=(headers, [[*row[:2], _swedish(row[2]), *row[3:]] for row in named]),
        figure=pattern_map(grid, found.patterns, found.z[-1], WORDS) if drawn else None,
    )


def _swedish(pattern: str) -> str:
    name, _, kind = pattern.partition(" ")
    return f"{WORDS[name]} {'tät' if kind == 'hot' else 'gles'}"


def _verdict(found: Emerging) -> Verdict:
    kinds, many = np.unique(found.patterns[found.hot.any(axis=0)], return_counts=True)
    told = [
        f"{n} {WORDS[kind.partition(' ')[0]]}"
        for kind, n in zip(kinds.tolist(), many.tolist(), strict=True)
        if kind.endswith(" hot")
    ]
    if told:
        return Verdict("signal", f"Täta rutor efter mönster: {', '.join(told)}.")
    if found.hot.any():
        return Verdict("possible", "Några rutor har varit täta i enstaka steg, utan mönster.")
    return Verdict("none", "Ingen ruta är tätare än slumpen kan förklara i något tidssteg.")


CALL = Call(
    name="emerging",
    help="Which dense places are new, growing, lasting or fading? Gi* over place and time.",
    example="samsyn analyse emerging burglaries.csv --x east --y north --time date "
    "--crs EPSG:3006 --cell 500 --step month",
    arguments=_arguments,
    run=_run,
)
