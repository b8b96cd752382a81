"""`samsyn analyse concentration`: how few places hold how much."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.cli.frame import Call, file_argument, point_arguments
from samsyn.analysis.cli.points import CELL, crs_name, grid_arguments, grid_for, located
from samsyn.analysis.concentration import Concentration, concentration
from samsyn.analysis.reading import Columns, read
from samsyn.analysis.verdicts import BadInput, Outcome, Refusal, Verdict
from samsyn.figures.numbers import swedish

if TYPE_CHECKING:
    from samsyn.figures import Figure

Floats = NDArray[np.float64]
RARE, UNUSUAL = 0.05, 0.2
"""Probabilities under which events are called gathered, or perhaps so."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("--place", metavar="COLUMN", help="name of the place of every event")
    point_arguments(parser, required=False)
    parser.add_argument("--count", metavar="COLUMN", help="how many events a row stands for")
    grid_arguments(parser)
    parser.add_argument(
        "--of",
        type=int,
        metavar="N",
        help="how many places there are in all, with those where nothing happened",
    )


def _run(chosen: argparse.Namespace) -> Outcome:
    if chosen.place is None and (chosen.x is None or chosen.y is None):
        raise BadInput(
            "Det saknas kolumner för platsen.", remedy="Ange --place, eller --x och --y."
        )
    if chosen.place is not None and (chosen.x is not None or chosen.y is not None):
        raise BadInput("Platsen är given två gånger.", remedy="Ange --place eller --x och --y.")
    names = {"place": chosen.place, "x": chosen.x, "y": chosen.y, "count": chosen.count}
    columns = read(chosen.file, names)
    parameters: dict[str, Any] = {"file": chosen.file.name}
    counts = _named(columns) if chosen.place else _in_cells(columns, chosen, parameters)
    if chosen.of is not None and chosen.of < len(counts):
        raise BadInput(
            f"--of {chosen.of} är färre än de {len(counts)} platser som filen har.",
            remedy="Ange hur många platser det finns i allt.",
        )
    found = concentration(counts, places=chosen.of)
    if chosen.place and chosen.of is None and not (counts == 0).any():
        columns.warnings.append(
            "Bara platser med händelser är med. Ange med --of hur många det finns i allt;"
            " annars ser händelserna mer spridda ut än de är."
        )
    if found.events < found.places:
        columns.warnings.append(
            "Det finns färre händelser än platser: läs det generaliserade Gini-talet."
        )
    return _outcome(found, counts, parameters, columns.warnings)


def _weights(columns: Columns, there: NDArray[np.bool_]) -> Floats:
    if "count" not in columns:
        return np.ones(int(there.sum()))
    each = columns["count"]
    wrong = np.flatnonzero(there & (each < 0))
    if wrong.size:
        raise columns.bad("count", int(wrong[0]), "antalet är negativt.", "Skriv 0 eller mer.")
    return np.asarray(each[there], float)


def _named(columns: Columns) -> Floats:
    there = columns.complete(*(role for role in ("place", "count") if role in columns))
    codes = np.unique(columns.codes["place"][there], return_inverse=True)[1]
    return np.asarray(np.bincount(codes, _weights(columns, there)), float)


def _in_cells(columns: Columns, chosen: argparse.Namespace, parameters: dict[str, Any]) -> Floats:
    points = located(columns, chosen.crs, *(["count"] if "count" in columns else []))
    grid = grid_for(points, chosen, columns.warnings)
    if len(grid) == 1:
        raise Refusal("Alla händelser ligger i samma ruta, så det finns inget att jämföra med.")
    parameters |= {
        "crs": crs_name(points.plane),
        "cell": chosen.cell or CELL,
        "shape": chosen.shape,
    }
    return grid.count(points.x, points.y, _weights(columns, points.there))


def _outcome(
    found: Concentration, counts: Floats, parameters: dict[str, Any], warnings: list[str]
) -> Outcome:
    quarter, half = found.share_holding(0.25), found.share_holding(0.5)
    parameters |= {
        "places": found.places,
        "places_with_events": int((counts > 0).sum()),
        "events": found.events,
    }
    rows = [
        ["Platser", found.places],
        ["Platser med händelser", parameters["places_with_events"]],
        ["Händelser", found.events],
        ["Gini", found.gini],
        ["Gini, 95 % från", found.low],
        ["Gini, 95 % till", found.high],
        ["Gini av slumpen", found.chance],
        ["Generaliserat Gini", found.generalised_gini],
        ["Andel av platserna som har 25 % av händelserna", quarter],
        ["Andel av platserna som har 50 % av händelserna", half],
    ]
    return Outcome(
        method="concentration",
        parameters=parameters,
        result={
            "gini": found.gini,
            "generalised_gini": found.generalised_gini,
            "share_holding_25": quarter,
            "share_holding_50": half,
            "lorenz": found.lorenz,
            "gini_low": found.low,
            "gini_high": found.high,
            "gini_by_chance": found.chance,
            "p": found.p,
        },
        verdict=_verdict(found, half),
        warnings=warnings,
        table=(["Mått", "Värde"], rows),
        figure=_figure(found),
    )


def _verdict(found: Concentration, half: float) -> Verdict:
    words = f"Hälften av händelserna finns på {swedish(100 * half)} % av platserna"
    if found.p <= RARE:
        return Verdict("signal", f"{words}: de är mer samlade än slumpen kan förklara.")
    if found.p <= UNUSUAL:
        return Verdict("possible", f"{words}: de är möjligen mer samlade än av en slump.")
    return Verdict("none", f"{words}: det kan slumpen ensam ge.")


def _figure(found: Concentration) -> Figure | None:
    from samsyn.figures import Lorenz

    half = found.share_holding(0.5)
    return Lorenz(
        title="Hur samlade händelserna är",
        note="Den streckade linjen är lika många på varje plats. Platser med minst står först.",
        points=tuple((float(x), float(y)) for x, y in found.lorenz),
        marks=((1 - half, 0.5, f"hälften finns på {swedish(100 * half)} % av platserna"),),
    )


CALL = Call(
    name="concentration",
    help="How few places hold how much? Lorenz curve, Gini and generalised Gini.",
    example="samsyn analyse concentration burglaries.csv --place street --of 1200",
    arguments=_arguments,
    run=_run,
)
