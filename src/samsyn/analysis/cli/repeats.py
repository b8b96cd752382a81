"""`samsyn analyse repeats`: the Knox table of pairs that are close in both place and time."""

from __future__ import annotations

import argparse
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from samsyn.analysis.cli.frame import Call, file_argument, latest, numbers, point_arguments
from samsyn.analysis.near_repeat import FEW, SAME_PLACE, NearRepeat, near_repeat
from samsyn.analysis.reading import Columns, missing, read
from samsyn.analysis.verdicts import BadInput, Outcome

if TYPE_CHECKING:
    from samsyn.figures import Figure

SPACE = (SAME_PLACE, 101.0, 201.0, 301.0, 401.0)
TIME = (15.0, 29.0, 43.0, 57.0)


def _arguments(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    point_arguments(parser)
    parser.add_argument("--time", required=True, metavar="COLUMN", help="dates, or days as numbers")
    parser.add_argument("--metric", choices=("euclidean", "manhattan"), default="euclidean")
    parser.add_argument(
        "--space",
        type=numbers,
        default=SPACE,
        metavar="LIMITS",
        help="upper limits of distance, not included; the first is the same place (default: "
        "0.001,101,201,301,401)",
    )
    parser.add_argument(
        "--time-bands",
        type=numbers,
        default=TIME,
        metavar="LIMITS",
        help="upper limits of days apart, not included (default: 15,29,43,57)",
    )
    parser.add_argument(
        "--permutations",
        type=int,
        default=0,
        metavar="N",
        help="shuffles for p; 0 takes p from the exact mean and variance (default)",
    )
    parser.add_argument("--seed", type=int, default=0, help="of the shuffles (default: 0)")


def _run(chosen: argparse.Namespace) -> Outcome:
    _check(chosen)
    names = {"x": chosen.x, "y": chosen.y, "time": chosen.time}
    columns = read(chosen.file, names, latest=latest(chosen))
    plane = columns.plane(chosen.crs)
    there = columns.complete("time", also=~(missing(plane.x) | missing(plane.y)))
    _tell_clocks(columns)
    table = near_repeat(
        np.column_stack((plane.x[there], plane.y[there])),
        columns["time"][there],
        space_limits=chosen.space,
        time_limits=chosen.time_bands,
        metric=chosen.metric,
        permutations=chosen.permutations,
        seed=chosen.seed,
    )
    if table.events < FEW:
        columns.warnings.append(f"Bara {table.events} händelser: tabellen är osäker.")
    return Outcome(
        method="repeats",
        parameters=_parameters(chosen, table, plane.epsg),
        result={
            "observed": table.observed,
            "expected": table.expected,
            "ratio": table.ratio,
            "p": table.p,
            "q": table.q,
        },
        verdict=table.verdict,
        warnings=columns.warnings,
        table=_rows(table),
        figure=_figure(table),
    )


def _check(chosen: argparse.Namespace) -> None:
    for option, limits in (("--space", chosen.space), ("--time-bands", chosen.time_bands)):
        if limits[0] <= 0 or any(b <= a for a, b in pairwise(limits)):
            raise BadInput(
                f"Gränserna i {option} måste växa från något över 0.",
                remedy="Skriv övre gränser, till exempel 0.001,101,201.",
            )
    if chosen.permutations < 0 or chosen.seed < 0:
        raise BadInput("Antal och frö är inte negativa.", remedy="Ange 0 eller mer.")


def _tell_clocks(columns: Columns) -> None:
    times = columns["time"]
    if times.dtype.kind == "M" and np.any(times != times.astype("datetime64[D]")):
        columns.warnings.append("Klockslag räknas inte: avstånd i tid är hela dygn.")


def _parameters(chosen: argparse.Namespace, table: NearRepeat, epsg: int | None) -> dict[str, Any]:
    return {
        "file": chosen.file.name,
        "x": chosen.x,
        "y": chosen.y,
        "time": chosen.time,
        "crs": None if epsg is None else f"EPSG:{epsg}",
        "metric": chosen.metric,
        "space": chosen.space,
        "time_bands": chosen.time_bands,
        "permutations": chosen.permutations,
        "seed": chosen.seed,
        "events": table.events,
    }


def _rows(table: NearRepeat) -> tuple[list[str], list[list[Any]]]:
    places, times = table.names()
    return ["Avstånd", "Tid", "Par", "Väntade", "Kvot", "p", "q"], [
        [
            place,
            time,
            int(table.observed[s, t]),
            float(table.expected[s, t]),
            float(table.ratio[s, t]),
            float(table.p[s, t]),
            float(table.q[s, t]),
        ]
        for s, place in enumerate(places)
        for t, time in enumerate(times)
    ]


def _figure(table: NearRepeat) -> Figure:
    from samsyn.figures import Bar, Bars

    places, times = table.names()
    ratio = np.nan_to_num(table.ratio)
    return Bars(
        title="Upprepningar i närheten: par mot väntat av en slump",
        note="1 är som väntat. Tidens gränser är övre gränser, inte medräknade.",
        categories=tuple(places),
        groups=tuple(Bar(time, tuple(map(float, ratio[:, t]))) for t, time in enumerate(times)),
        unit="gånger väntat",
        heading="Avstånd",
    )


CALL = Call(
    name="repeats",
    help="Is one event soon followed by another close by? (Knox table, near repeat)",
    example="samsyn analyse repeats burglaries.csv --x east --y north --time date --crs EPSG:3006 "
    "--space 0.001,101,201 --time-bands 15,29,43",
    arguments=_arguments,
    run=_run,
)
