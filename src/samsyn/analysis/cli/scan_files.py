"""The files of `samsyn analyse scan` as places, a period and a model."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.cli.frame import latest
from samsyn.analysis.cli.scan_places import Places, given_places, named, own_places
from samsyn.analysis.cli.scan_population import Known, expected_of
from samsyn.analysis.reading import Columns, missing, read
from samsyn.analysis.scan import Bernoulli, Model, Poisson, SpaceTimePermutation
from samsyn.analysis.scan.periods import Period, period_of
from samsyn.analysis.verdicts import BadInput, Refusal

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]
LARGEST = 60_000_000  # places × intervals


@dataclass
class Study:
    """What is to be scanned. `points` stand in the order of `names`."""

    names: list[str]
    points: Floats
    period: Period | None
    model: Model
    used: dict[str, Any]
    warnings: list[str] = field(default_factory=list)


def study_of(chosen: argparse.Namespace) -> Study:
    """Read everything a scan needs. Raises BadInput and Refusal."""
    columns = _cases(chosen)
    if chosen.places is None:
        places, place = own_places(columns, chosen)
    else:
        places = given_places(chosen)
        place = places.numbered(columns)
    count = counts(columns)
    rows = np.ones(len(columns), bool)
    if "time" in columns:
        rows = columns.complete("time")
    rows &= place >= 0
    controls = _controls(chosen, places) if chosen.model == "bernoulli" else None
    period = _period(chosen, columns, rows, controls)
    interval = _intervals(period, columns, rows)
    shape = (len(places.names), len(period) if period else 1)
    if shape[0] * shape[1] > LARGEST:
        raise Refusal("Platserna gånger tiderna är för många. Välj en längre --unit.")
    inside = rows & (interval >= 0)
    cases = _added(shape, place[inside], interval[inside], count[inside])
    model: Model
    if not cases.any():
        raise Refusal("Det finns inga fall i perioden.")
    if controls is not None:
        model = Bernoulli(cases, (cases + _spread(shape, controls, period)).astype(float))
    elif chosen.model == "poisson":
        known = Known(columns, inside, count, cases)
        model = Poisson(cases, expected_of(chosen, places, period, known))
    else:
        model = SpaceTimePermutation(cases)
    warnings = list(dict.fromkeys([*columns.warnings, *places.warnings]))
    return Study(places.names, places.points, period, model, dict(columns.names), warnings)


def _cases(chosen: argparse.Namespace) -> Columns:
    names: dict[str, str | None] = {
        "count": chosen.count or named(chosen.file, "count", needed=False),
        "time": _time(chosen),
        **{f"covariate {name}": name for name in chosen.covariates},
    }
    if chosen.places is None:
        names["x"] = chosen.x or named(chosen.file, "x")
        names["y"] = chosen.y or named(chosen.file, "y")
        names["place"] = chosen.place
    else:
        names["place"] = chosen.place or named(chosen.file, "place")
    return read(chosen.file, names, latest=latest(chosen))


def _time(chosen: argparse.Namespace) -> str | None:
    """The cases' column of times, if there is to be one; a purely spatial scan may do without."""
    in_time = chosen.model == "space-time-permutation" or chosen.unit or chosen.prospective
    if chosen.time or chosen.spatial or not (in_time or chosen.max_days):
        return str(chosen.time) if chosen.time else None
    return named(chosen.file, "time")


def counts(columns: Columns, role: str = "count") -> Counts:
    if role not in columns:
        return np.ones(len(columns), np.int64)
    values = columns[role]
    wrong = missing(values) | (values < 0) | (values != np.floor(values))
    if (rows := np.flatnonzero(wrong)).size:
        raise columns.bad(role, int(rows[0]), "antalet är inget helt tal.", "Skriv 0, 1, 2 …")
    return np.asarray(values, np.int64)


@dataclass
class _Controls:
    columns: Columns
    place: Counts
    count: Counts


def _controls(chosen: argparse.Namespace, places: Places) -> _Controls:
    if chosen.controls is None or chosen.places is None:
        raise BadInput(
            "Bernoullimodellen behöver kontroller.", remedy="Ange --controls och --places."
        )
    time = _time(chosen)
    columns = read(
        chosen.controls,
        {
            "place": named(chosen.controls, "place", chosen.place),
            "time": None if time is None else named(chosen.controls, "time", time),
            "count": named(chosen.controls, "count", chosen.count, needed=False),
        },
        latest=latest(chosen),
    )
    return _Controls(columns, places.numbered(columns), counts(columns))


def _period(
    chosen: argparse.Namespace,
    columns: Columns,
    rows: NDArray[np.bool_],
    controls: _Controls | None,
) -> Period | None:
    if "time" not in columns:
        return None
    times = columns["time"][rows]
    if controls is not None:
        also = controls.columns["time"]
        if also.dtype.kind != times.dtype.kind:
            raise BadInput(
                "Fallens och kontrollernas tider är skrivna på olika sätt.",
                column=controls.columns.names["time"],
                remedy="Skriv båda som datum eller båda som tal.",
            )
        times = np.concatenate((times, also[controls.columns.complete("time")]))
    period = period_of(times, chosen.unit or "day", begin=chosen.begin, end=chosen.end)
    return period.whole() if chosen.spatial else period


def _intervals(period: Period | None, columns: Columns, rows: NDArray[np.bool_]) -> Counts:
    """Each row's interval, −1 where it is to be left out."""
    interval = np.full(len(columns), -1, np.int64)
    if period is None:
        interval[rows] = 0
        return interval
    interval[rows] = period.interval(columns["time"][rows])
    if outside := int((interval[rows] < 0).sum()):
        columns.warnings.append(f"{outside} rader ligger utanför perioden och räknas inte.")
    return interval


def _added(shape: tuple[int, int], place: Counts, interval: Counts, count: Counts) -> Counts:
    cell = place * shape[1] + interval
    sums = np.bincount(cell, weights=count, minlength=shape[0] * shape[1])
    return np.rint(sums).astype(np.int64).reshape(shape)


def _spread(shape: tuple[int, int], controls: _Controls, period: Period | None) -> Counts:
    columns = controls.columns
    rows = np.ones(len(columns), bool) if period is None else columns.complete("time")
    interval = _intervals(period, columns, rows)
    inside = interval >= 0
    return _added(shape, controls.place[inside], interval[inside], controls.count[inside])
