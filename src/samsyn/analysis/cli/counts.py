"""`samsyn analyse counts`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.cli.counted import HEADS, as_rows, code, figure, gaps, table, with_rates
from samsyn.analysis.cli.frame import Call, file_argument, latest, point_arguments
from samsyn.analysis.counts import CALENDAR, Counts, calendar, counts, tabulate
from samsyn.analysis.reading import Columns, read
from samsyn.analysis.verdicts import BadInput, Outcome, Verdict
from samsyn.figures.numbers import swedish

WORDS = {"VARCHAR", "STRING", "INTEGER", "INT", "BIGINT", "SMALLINT", "TINYINT", "UTINYINT",
         "USMALLINT", "UINTEGER"}  # fmt: skip
"""Types whose values every engine writes alike."""
Key = NDArray[Any] | tuple[NDArray[Any], NDArray[np.int64]]


def arguments(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    for key in ("place", "kind", "time", "sex", "age"):
        parser.add_argument(f"--{key}", metavar="COLUMN", help=f"column with {key}")
    point_arguments(parser, required=False)
    parser.add_argument("--places", type=Path, metavar="FILE", help="areas: GeoJSON or GeoPackage")
    parser.add_argument("--place-key", metavar="COLUMN", help="the areas' name or code")
    parser.add_argument(
        "--by",
        metavar="KEY,KEY",
        help="what to count by: " + ", ".join(HEADS) + " (default: the columns told, and month)",
    )
    parser.add_argument("--age-bands", metavar="0,15,18,…", help="first year of every band of age")
    parser.add_argument(
        "--population", metavar="COLUMN", help="inhabitants of each area, for rates; see below"
    )
    parser.add_argument(
        "--population-file", type=Path, metavar="FILE", help="where that column is, by --place-key"
    )
    parser.add_argument(
        "--per", type=float, default=1_000, help="inhabitants per rate (%(default)g)"
    )
    parser.add_argument(
        "--spark",
        default="",
        metavar="sc://HOST",
        help="count Parquet by this Spark Connect server",
    )
    parser.add_argument("--zeros", action="store_true", help="also groups with no rows")


def run(chosen: argparse.Namespace) -> Outcome:
    by = _keys(chosen)
    people = _population(chosen)
    found, told = _by_engine(chosen, by) or _by_reading(chosen, by)
    rows = as_rows(found)
    told += gaps(found, told)
    verdict = Verdict("none", f"{swedish(found.total)} rader i {swedish(len(found))} grupper.")
    if people is not None:
        rows, verdict = with_rates(rows, found, people, chosen.per, told)
    parameters = {"by": by, "crs": chosen.crs, "per": chosen.per if people is not None else None}
    return Outcome("counts", parameters, rows, verdict, told, table(by, rows), figure(by, rows))


def _by_reading(chosen: argparse.Namespace, by: list[str]) -> tuple[Counts, list[str]]:
    wanted = {"place": chosen.place, "kind": chosen.kind, "time": chosen.time,
              "sex": chosen.sex, "age": chosen.age, "x": chosen.x, "y": chosen.y}  # fmt: skip
    types: dict[str, Any] = {"age": "number"} if chosen.age_bands else {}
    columns = read(chosen.file, wanted, types=types, latest=latest(chosen))
    keys = {key: _column(key, columns, chosen) for key in by}
    return tabulate(keys, len(columns), every=chosen.zeros), columns.warnings


def _by_engine(chosen: argparse.Namespace, by: list[str]) -> tuple[Counts, list[str]] | None:
    """The same of a Parquet file whose times are times, without taking its rows into Python."""
    from samsyn.analysis.sniffing import is_parquet

    plain = not (chosen.places or chosen.age_bands or chosen.zeros or chosen.x)
    if not (plain and by and chosen.file.is_file() and is_parquet(chosen.file)):
        if chosen.spark:
            raise BadInput("Spark räknar bara en Parquet-fil med --by.", remedy="Kör utan --spark.")
        return None
    from samsyn.analysis.engine import ask, engine
    from samsyn.analysis.queries import Source

    runs = engine(chosen.spark)
    types = runs.types(str(chosen.file))
    asked = [name for key in (*by, "time") if (name := getattr(chosen, key, None))]
    if any(name not in types for name in asked):
        return None
    if chosen.time and types[chosen.time] not in ("DATE", "TIMESTAMP", "TIMESTAMP_NS"):
        return None
    texts = [name for key in by if (name := getattr(chosen, key, None)) and key not in CALENDAR]
    if not all(types[name] in WORDS for name in texts):  # written in more than one way
        return None
    named = {key: getattr(chosen, key) for key in ("place", "kind", "time", "sex", "age")}
    runs.open(Source(str(chosen.file), **named))
    if chosen.time:
        last = ask(runs, "span")["last_day"][0]
        if last > latest(chosen).astype("datetime64[D]").astype(int):
            return None  # the reader tells which row
    found = counts(runs, by)
    return (found, []) if found.total else None


def _keys(chosen: argparse.Namespace) -> list[str]:
    told = {"place": chosen.place or chosen.places, "kind": chosen.kind, "sex": chosen.sex,
            "age": chosen.age}  # fmt: skip
    if chosen.by is None:
        return [key for key, value in told.items() if value] + (["month"] if chosen.time else [])
    by = [part.strip().replace("-", "_") for part in chosen.by.split(",") if part.strip()]
    for key in by:
        if key not in HEADS:
            raise BadInput(
                f"Det går inte att räkna efter »{key}«.", remedy=f"Välj: {', '.join(HEADS)}."
            )
        if key in CALENDAR and not chosen.time:
            raise BadInput(f"»{key}« behöver en tid.", remedy="Ange --time KOLUMN.")
        if key in told and not told[key]:
            ways = "--place KOLUMN eller --places FIL" if key == "place" else f"--{key} KOLUMN"
            raise BadInput(f"»{key}« behöver en kolumn.", remedy=f"Ange {ways}.")
    if len(set(by)) < len(by):
        raise BadInput("--by nämner samma sak två gånger.", remedy="Nämn den en gång.")
    return by


def _column(key: str, columns: Columns, chosen: argparse.Namespace) -> Key:
    if key == "place" and chosen.places:
        return _placed(columns, chosen)
    if key in CALENDAR:
        times = columns["time"]
        if times.dtype.kind != "M":
            raise columns.bad("time", 0, f"{times[0]:g} är ett tal och har inget datum.",
                              "Skriv tiden som 2024-03-31.")  # fmt: skip
        return calendar(times, key)
    if key == "age" and chosen.age_bands:
        return _banded(columns["age"], chosen.age_bands)
    return (columns.labels[key], columns.codes[key]) if key in columns.codes else columns[key]


def _placed(columns: Columns, chosen: argparse.Namespace) -> Key:
    from samsyn.analysis.polygons import Locator, read_areas

    if not (chosen.x and chosen.y and chosen.place_key):
        raise BadInput(
            "Områden behöver lägen och ett namn.", remedy="Ange --x, --y och --place-key."
        )
    plane = columns.plane(chosen.crs)
    areas = read_areas(chosen.places)
    names = np.array([*map(code, areas.column(chosen.place_key)), ""])
    at = Locator(areas.on(plane)).find(plane.x, plane.y)
    outside = int(((at < 0) & ~np.isnan(plane.x)).sum())
    if outside == int((~np.isnan(plane.x)).sum()) and outside:
        raise BadInput(
            "Inget läge ligger i något område.", remedy="Kontrollera --crs och --places."
        )
    if outside:
        columns.warnings.append(f"{swedish(outside)} rader ligger utanför alla områden.")
    different, place = np.unique(names, return_inverse=True)
    return different, place.reshape(-1)[at]


def _banded(ages: NDArray[np.float64], told: str) -> NDArray[Any]:
    try:
        starts = sorted({int(part) for part in told.split(",")})
    except ValueError as error:
        raise BadInput(
            f"»{told}« är inga åldrar.", remedy="Skriv --age-bands 0,15,18,21."
        ) from error
    ends = [start - 1 for start in starts[1:]]
    names = [""] + [f"{a}–{b}" for a, b in zip(starts, ends, strict=False)] + [f"{starts[-1]}–"]
    which = np.searchsorted(np.array(starts), np.nan_to_num(ages, nan=-1e9), side="right")
    return np.array(names)[which]


def _population(chosen: argparse.Namespace) -> dict[str, float] | None:
    if not chosen.population:
        return None
    if chosen.population_file:
        key = chosen.place_key or "place"
        table = read(chosen.population_file, {"place": key, "population": chosen.population})
        places, people = table["place"], table["population"]
    elif chosen.places and chosen.place_key:
        from samsyn.analysis.polygons import read_areas

        areas = read_areas(chosen.places)
        places = np.array([*map(code, areas.column(chosen.place_key))])
        people = areas.numbers(chosen.population)
    else:
        raise BadInput("Invånarna finns inte.", remedy="Ange --population-file eller --places.")
    if (people < 0).any():
        raise BadInput("Ett område har färre än 0 invånare.", column=chosen.population,
                       remedy="Rätta talet.")  # fmt: skip
    totals: dict[str, float] = {}
    for place, count in zip(places.tolist(), people.tolist(), strict=True):
        totals[place] = totals.get(place, 0.0) + (0.0 if np.isnan(count) else count)
    return totals


CALL = Call(
    name="counts",
    help="Rows by place, kind, sex, age and time; for inhabitants, with exact intervals.",
    example="samsyn analyse counts incidents.csv --kind brott --time tid --by kind,month",
    arguments=arguments,
    run=run,
)
