"""One file of incidents made ready once: narrow Parquet files that every method reads quickly."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.cli.counted import code
from samsyn.analysis.cli.frame import latest
from samsyn.analysis.counts import calendar
from samsyn.analysis.reading import Columns, read
from samsyn.analysis.sniffing import is_parquet, style_of
from samsyn.analysis.verdicts import BadInput

NEAR, SCANNED = 10_000, 10_000
"""The latest so many incidents are looked at for near repeats and for clusters going on now, the
latter by the middle of their cells."""
OUTLINES = {".gpkg", ".geojson", ".json"}


@dataclass
class Ready:
    """The files that methods read, by name, what columns `rows` has, and what was noticed."""

    folder: Path
    columns: set[str]
    crs: str
    rows: int
    sizes: dict[str, int]
    """How many different texts each column of texts has."""
    population: Path | None = None
    series_months: int = 0
    warnings: list[str] = field(default_factory=list)

    def file(self, name: str) -> Path:
        return self.folder / f"{name}.parquet"


def prepare(chosen: argparse.Namespace, folder: Path) -> Ready:
    """Read the incidents once and write `rows`, `near`, `scanned`, `months` and `weeks`.

    Raises BadInput and Refusal as `reading.read` does.
    """
    asked = ("time", "x", "y", "place", "kind", "sex", "age", "start", "end")
    told = read(chosen.file, {role: getattr(chosen, role) for role in asked}, latest=latest(chosen))
    if told["time"].dtype.kind != "M":
        raise told.bad("time", 0, "tiderna är tal utan datum.", "Skriv tiden som 2024-03-31.")
    arrays: dict[str, NDArray[Any]] = {"time": told["time"]}
    arrays |= {role: told[role] for role in ("start", "end") if role in told}
    crs = "none"
    if "x" in told:
        plane = told.plane(chosen.crs)
        arrays |= {"x": plane.x, "y": plane.y}
        crs = "none" if plane.epsg is None else f"EPSG:{plane.epsg}"
    texts = {role: (told.labels[role], told.codes[role]) for role in told.codes}
    ready = Ready(folder, set(arrays) | set(texts), crs, len(told), {}, warnings=told.warnings)
    if chosen.areas:
        _with_areas(chosen, told, arrays, texts, ready)
    ready.columns |= set(texts)
    ready.sizes = {role: int((labels != "").sum()) for role, (labels, _) in texts.items()}
    _write(ready, arrays, texts, float(chosen.cell))
    return ready


def _with_areas(
    chosen: argparse.Namespace,
    told: Columns,
    arrays: dict[str, NDArray[Any]],
    texts: dict[str, tuple[NDArray[Any], NDArray[np.int64]]],
    ready: Ready,
) -> None:
    """Give every row its area, and keep the areas' inhabitants in `people.parquet`."""
    names, people = _areas(chosen)
    if chosen.areas.suffix.lower() in OUTLINES and "x" in arrays:
        texts["place"] = _located(chosen, names, arrays, ready)
    elif "place" in texts:
        known = np.unique(names)
        labels, codes = texts["place"]
        strange = ~np.isin(labels, known) & (labels != "")
        if lost := int(np.isin(codes, np.flatnonzero(strange)).sum()):
            ready.warnings.append(
                f"{lost} rader har en plats som inte finns i {chosen.areas.name}."
            )
        every = np.append(known, "")
        at = np.where(np.isin(labels, known), np.searchsorted(known, labels), len(known))
        texts["place"] = every, np.minimum(at, len(known))[codes]
    else:
        raise BadInput(
            "Raderna har varken plats eller läge för områdena.",
            remedy="Ange --place KOLUMN, eller --x och --y med områden i GeoJSON eller GeoPackage.",
        )
    if people is not None:
        ready.population = ready.file("people")
        _copy(ready.population, {"population": people}, {"place": (names, np.arange(len(names)))})


def _areas(chosen: argparse.Namespace) -> tuple[NDArray[np.str_], NDArray[np.float64] | None]:
    """The areas' codes, and their inhabitants when a column of them is told."""
    if chosen.areas.suffix.lower() in OUTLINES:
        from samsyn.analysis.polygons import read_areas

        if not chosen.area_key:
            raise BadInput("Områdena behöver ett namn.", remedy="Ange --area-key KOLUMN.")
        areas = read_areas(chosen.areas)
        codes = np.array([code(v) for v in areas.column(chosen.area_key)])
        return codes, areas.numbers(chosen.population) if chosen.population else None
    key = chosen.area_key
    if key is None and chosen.areas.is_file() and not is_parquet(chosen.areas):
        key = style_of(chosen.areas).first[0].strip()
    table = read(chosen.areas, {"place": key or "1", "population": chosen.population})
    return table["place"], table["population"] if chosen.population else None


def _located(
    chosen: argparse.Namespace,
    names: NDArray[np.str_],
    arrays: dict[str, NDArray[Any]],
    ready: Ready,
) -> tuple[NDArray[Any], NDArray[np.int64]]:
    from samsyn.analysis.planes import Plane, code_of
    from samsyn.analysis.polygons import Locator, read_areas

    plane = Plane(arrays["x"], arrays["y"], code_of(ready.crs))
    at = Locator(read_areas(chosen.areas).on(plane)).find(plane.x, plane.y)
    if outside := int(((at < 0) & ~np.isnan(plane.x)).sum()):
        ready.warnings.append(f"{outside} rader ligger utanför alla områden.")
    every, place = np.unique(np.append(names, ""), return_inverse=True)
    return every, place.reshape(-1)[at]


def _write(
    ready: Ready,
    arrays: dict[str, NDArray[Any]],
    texts: dict[str, tuple[NDArray[Any], NDArray[np.int64]]],
    cell: float,
) -> None:
    _copy(ready.file("rows"), arrays, texts)
    for name, most in (("near", NEAR), ("scanned", SCANNED)):
        there = ~np.isnat(arrays["time"])
        if "x" in arrays:
            there &= ~np.isnan(arrays["x"])
        rows = np.flatnonzero(there)
        if rows.size > most:
            last = np.argpartition(arrays["time"][rows].astype(np.int64), rows.size - most)
            rows = rows[last[rows.size - most :]]
        some: dict[str, NDArray[Any]] = {"time": arrays["time"][rows]}
        for role in ("x", "y") if "x" in arrays else ():
            at = arrays[role][rows]
            some[role] = at if name == "near" else (np.floor(at / cell) + 0.5) * cell
        _copy(ready.file(name), some, {})
    _series(ready, arrays["time"], texts.get("place") or texts.get("kind"))


def _series(
    ready: Ready, time: NDArray[Any], group: tuple[NDArray[Any], NDArray[np.int64]] | None
) -> None:
    """Counts of every group and whole month, zeros included, as `months`."""
    labels, codes = group or (np.array(["alla"]), np.zeros(len(time), np.int64))
    month = calendar(time, "month")
    known = (month > -1) & (labels[codes] != "")
    if not known.any():
        return
    first, last = int(month[known].min()), int(month[known].max())
    width = last - first + 1
    if len(labels) * width > 5_000_000:
        return
    cells = codes[known] * width + (month[known] - first)
    n = np.bincount(cells, minlength=len(labels) * width)
    kept = np.repeat(labels != "", width)
    when = (np.tile(np.arange(first, last + 1), len(labels))).astype("datetime64[M]")
    ready.series_months = width
    _copy(
        ready.file("months"),
        {"time": when[kept].astype("datetime64[us]"), "n": n[kept]},
        {"place": (labels, np.repeat(np.arange(len(labels)), width)[kept])},
    )


def _copy(
    path: Path,
    arrays: dict[str, NDArray[Any]],
    texts: dict[str, tuple[NDArray[Any], NDArray[np.int64]]],
) -> None:
    """Write columns, and texts by their labels and codes, as Parquet."""
    import duckdb

    con = duckdb.connect(config={"threads": 2})
    columns = dict(arrays) | {f"{role} code": codes for role, (_, codes) in texts.items()}
    con.register("rows", columns)
    chosen, joined = [f'"{role}"' for role in arrays], ""
    for role, (labels, _) in texts.items():
        names = {"i": np.arange(len(labels)), "name": labels.astype(object)}
        con.register(f"{role} names", names)
        chosen.append(f'nullif("{role} names".name, \'\') AS "{role}"')
        joined += f' JOIN "{role} names" ON "{role} names".i = rows."{role} code"'
    target = str(path).replace("'", "''")
    con.execute(
        f"COPY (SELECT {', '.join(chosen)} FROM rows{joined}) TO '{target}' (FORMAT parquet)"
    )
