"""`samsyn analyse density`: a smooth map of points."""

from __future__ import annotations

import argparse

import numpy as np

from samsyn.analysis.cli.frame import Call, file_argument, point_arguments
from samsyn.analysis.cli.maps import density_map
from samsyn.analysis.cli.points import CELL, crs_name, grid_arguments, grid_for, located, size
from samsyn.analysis.density import density
from samsyn.analysis.reading import read
from samsyn.analysis.verdicts import BadInput, Outcome, Refusal, Verdict
from samsyn.figures.numbers import swedish

BANDWIDTH, FEWEST = 300.0, 10


def _arguments(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    point_arguments(parser)
    grid_arguments(parser, shapes=False)
    parser.add_argument(
        "--bandwidth",
        type=size,
        default=BANDWIDTH,
        metavar="METRES",
        help=f"the Gaussian's standard deviation, the quartic's radius (default: {BANDWIDTH:g})",
    )
    parser.add_argument("--kernel", choices=("gaussian", "quartic"), default="gaussian")


def _run(chosen: argparse.Namespace) -> Outcome:
    columns = read(chosen.file, {"x": chosen.x, "y": chosen.y})
    points = located(columns, chosen.crs)
    if len(points.x) < FEWEST:
        raise Refusal(f"Det behövs minst {FEWEST} händelser för en karta över täthet.")
    grid = grid_for(points, chosen, columns.warnings)
    try:
        found = density(points.x, points.y, grid, chosen.bandwidth, kernel=chosen.kernel)
    except ValueError as error:
        raise BadInput(
            f"Bandbredden {chosen.bandwidth:g} är för liten för ett så stort rutnät.",
            remedy="Välj större --bandwidth eller större --cell.",
        ) from error
    x, y = grid.centres()
    rows = np.column_stack([x, y, found])
    top = rows[np.argmax(found)]
    return Outcome(
        method="density",
        parameters={
            "file": chosen.file.name,
            "crs": crs_name(points.plane),
            "cell": chosen.cell or CELL,
            "bandwidth": chosen.bandwidth,
            "kernel": chosen.kernel,
            "events": len(points.x),
            "unit": "events per km²",
        },
        result=[dict(zip(("x", "y", "density"), row, strict=True)) for row in rows.tolist()],
        verdict=Verdict(
            "none",
            f"Som tätast {swedish(float(top[2]))} händelser per km², vid {swedish(top[0])} öst och"
            f" {swedish(top[1])} nord. Kartan jämnar ut; hotspots prövar mot slumpen.",
        ),
        warnings=columns.warnings,
        table=(["Öst", "Nord", "Per km²"], rows[np.argsort(-found, kind="stable")].tolist()),
        figure=density_map(grid, found) if chosen.figure else None,
    )


CALL = Call(
    name="density",
    help="A smooth map of points: events per square kilometre (kernel density).",
    example="samsyn analyse density burglaries.csv --x east --y north --crs EPSG:3006 --cell 100 "
    "--bandwidth 300",
    arguments=_arguments,
    run=_run,
)
