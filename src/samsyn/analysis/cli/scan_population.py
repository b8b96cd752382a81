"""The population file of `samsyn analyse scan --model poisson` as expected cases."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.cli.scan_places import Places, named
from samsyn.analysis.reading import Columns, missing, read
from samsyn.analysis.scan import expected_cases
from samsyn.analysis.scan.periods import Period, as_days, kind_of
from samsyn.analysis.verdicts import BadInput

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]
Categories = list[tuple[str, ...]]


@dataclass(frozen=True)
class Known:
    """The cases' file, which rows are in the study, their cases, and the sums by place and time."""

    columns: Columns
    inside: NDArray[np.bool_]
    count: Counts
    cases: Counts


def expected_of(
    chosen: argparse.Namespace, places: Places, period: Period | None, known: Known
) -> Floats:
    """Expected cases (places, intervals). Raises BadInput for cases without a population."""
    columns = _read(chosen)
    place = places.numbered(columns)
    category = _categories(columns, chosen.covariates)
    number = {each: k for k, each in enumerate(sorted(set(category)))}
    which = np.array([number[each] for each in category], np.int64)
    people, dates = _by_date(columns, (len(number), len(places.names)), (which, place), period)
    edges = _ends(dates) if period is None else period.edges
    expected = expected_cases(people, dates, edges, _by_category(chosen, number, known))
    bare = np.flatnonzero((expected.sum(axis=1) <= 0) & (known.cases.sum(axis=1) > 0))
    if bare.size:
        raise BadInput(
            f"Platsen »{places.names[int(bare[0])]}« har fall men ingen befolkning.",
            column=columns.names["place"],
            remedy=f"Lägg till den i {columns.path.name}.",
        )
    known.columns.warnings += columns.warnings
    return expected


def _read(chosen: argparse.Namespace) -> Columns:
    path = chosen.population
    if path is None:
        raise BadInput("Poissonmodellen behöver en befolkning.", remedy="Ange --population.")
    roles = {
        "place": named(path, "place", chosen.place_key, chosen.place),
        "population": named(path, "population", chosen.population_column),
        "time": named(path, "time", chosen.time, needed=False),
        **{f"covariate {name}": name for name in chosen.covariates},
    }
    columns = read(path, roles)
    wrong = missing(columns["population"]) | (columns["population"] < 0)
    if (rows := np.flatnonzero(wrong)).size:
        raise columns.bad("population", int(rows[0]), "befolkningen saknas.", "Skriv ett tal ≥ 0.")
    if "time" in columns and (rows := np.flatnonzero(missing(columns["time"]))).size:
        raise columns.bad("time", int(rows[0]), "tiden saknas.", "Skriv ett datum eller ett år.")
    return columns


def _by_date(
    columns: Columns,
    shape: tuple[int, int],
    cell: tuple[NDArray[np.int64], NDArray[np.int64]],
    period: Period | None,
) -> tuple[Floats, Floats]:
    """People (categories, places, dates) and the dates, in the unit of the period's edges."""
    moments = np.zeros(len(columns), np.int64)
    if "time" in columns:
        moments = _moments(columns, period)
    dates, date = np.unique(moments, return_inverse=True)
    people = np.zeros((*shape, len(dates)))
    np.add.at(people, (*cell, date.reshape(-1)), columns["population"])
    if "time" in columns and columns["time"].dtype.kind == "M":
        return _for_whole_days(people, dates)
    return people, dates.astype(float)


def _for_whole_days(people: Floats, dates: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """A population told for a day holds until the day's end, unless the next day has its own."""
    alone = ~np.isin(dates + 1, dates)
    moments = np.concatenate((dates, dates[alone] + 1))
    order = np.argsort(moments)
    both = np.concatenate((people, people[:, :, alone]), axis=2)
    return both[:, :, order], moments[order].astype(float)


def _moments(columns: Columns, period: Period | None) -> NDArray[np.int64]:
    times = _with_century(columns, period)
    kind = kind_of(times, "year")
    if period is not None and (period.kind == "numbers") != (kind == "numbers"):
        if kind == "dates" or period.kind != "numbers":
            raise columns.bad(
                "time",
                0,
                "befolkningens tid är skriven på annat sätt än fallens.",
                "Skriv datum eller år med fyra siffror.",
            )
        kind = "numbers"
    return as_days(times, kind)


def _with_century(columns: Columns, period: Period | None) -> NDArray[Any]:
    """Times as they are, but years of two digits in the century nearest to the period."""
    times = columns["time"]
    dated = period is not None and period.kind != "numbers"
    if not dated or times.dtype.kind == "M" or np.any((times != np.floor(times)) | (times > 99)):
        return times
    assert period is not None
    middle = 1970 + float(period.edges[[0, -1]].mean()) / 365.2425
    years = times + 100 * np.round((middle - times) / 100)
    columns.warnings.append(f"År {int(times[0]):02} läses som {int(years[0])}.")
    return np.asarray(years)


def _ends(dates: Floats) -> Floats:
    """A purely spatial scan takes the mean population between the first and the last date."""
    return np.array([dates[0], dates[-1] if len(dates) > 1 else dates[0] + 1])


def _categories(columns: Columns, covariates: list[str]) -> Categories:
    texts = [[str(text) for text in columns[f"covariate {name}"]] for name in covariates]
    return list(zip(*texts, strict=True)) if texts else [()] * len(columns)


def _by_category(
    chosen: argparse.Namespace, number: dict[tuple[str, ...], int], known: Known
) -> Floats:
    """Cases of each category."""
    category = _categories(known.columns, chosen.covariates)
    sums = np.zeros(len(number))
    for row in np.flatnonzero(known.inside):
        if category[row] not in number:
            raise known.columns.bad(
                f"covariate {chosen.covariates[0]}",
                int(row),
                f"gruppen »{', '.join(category[row])}« har ingen befolkning.",
                "Lägg till gruppen i befolkningsfilen.",
            )
        sums[number[category[row]]] += known.count[row]
    return sums
