"""What findings were computed from, as files that `samsyn analyse` reads.

They hold true numbers and places: for those who write the picture, never to be published.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from pyproj import Transformer
from shapely import to_geojson, transform
from shapely.geometry.base import BaseGeometry

from samsyn.analysis.grid import TooManyCells

from .computed import computed
from .methods.hotspots import grid_of
from .methods.material import Ground, Line, Material, Rows
from .methods.places import counts, density
from .rows import write_rows


def export(material: Material, folder: Path, line: str = "", kind: str = "") -> list[str]:
    """Write the files for one line (all incidents if not told) or one kind; gives their names.

    `rader.parquet` the period's rows, `rutor.csv` their number in each cell of the grid,
    `delar.geojson` in each place within, `plats.geojson` the outline, `manader.csv` all lines by
    month, `fynd.json` the findings.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = _chosen(material, line, kind)
    names = ["manader.csv", "rader.parquet", "fynd.json"]
    _csv(folder / "manader.csv", ("omrade", "manad", "antal"), _months(material))
    write_rows(rows, folder / "rader.parquet")
    text = json.dumps(computed(material), ensure_ascii=False, indent=1)
    (folder / "fynd.json").write_text(text, "utf-8")
    try:
        if len(material.rows.located()):
            _csv(folder / "rutor.csv", ("ruta", "x", "y", "antal"), _cells(material, rows))
            names.append("rutor.csv")
    except TooManyCells:
        pass
    if material.outline is not None:
        (folder / "plats.geojson").write_text(_geojson(material.outline, material.name), "utf-8")
        names.append("plats.geojson")
    if material.grounds:
        (folder / "delar.geojson").write_text(_places(material.grounds, rows), "utf-8")
        names.append("delar.geojson")
    return names


def _places(grounds: Sequence[Ground], rows: Rows) -> str:
    """The places in metres, so that borders that meet still do, with what each holds."""
    n = counts(rows, grounds)
    features = [
        {"type": "Feature", "geometry": json.loads(to_geojson(ground.shape)),
         "properties": {"nyckel": ground.key, "namn": ground.name, "antal": int(many),
                        "per_km2": float(value)}}
        for ground, many, value in zip(grounds, n, density(n, grounds), strict=True)
    ]  # fmt: skip
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": features})


def _geojson(outline: BaseGeometry, name: str) -> str:
    """One feature in degrees."""
    turned = Transformer.from_crs("EPSG:3006", "EPSG:4326", always_xy=True)
    degrees = transform(outline, lambda at: np.column_stack(turned.transform(at[:, 0], at[:, 1])))
    feature = {"type": "Feature", "properties": {"namn": name},
               "geometry": json.loads(to_geojson(degrees))}  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


def _chosen(material: Material, line: str, kind: str) -> Rows:
    if kind:
        return material.now.take(material.now.kind == kind)
    lines = {each.key: each for each in material.lines}
    if line and line not in lines:
        raise ValueError(f"Området »{line}« finns inte. Det finns: {', '.join(lines)}.")
    return material.now.of(lines[line] if line else Line("", ""))


def _months(material: Material) -> Iterator[tuple[Any, ...]]:
    for line in material.lines:
        for month, n in zip(material.months, material.series(line), strict=True):
            yield line.name, f"{month}-01", int(n)


def _cells(material: Material, rows: Rows) -> Iterator[tuple[Any, ...]]:
    grid, there = grid_of(material), rows.located()
    x, y = grid.centres()
    n = grid.count(there.x, there.y)
    for i in np.arange(len(grid)):
        yield int(i), float(x[i]), float(y[i]), int(n[i])


def _csv(path: Path, headers: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headers)
        writer.writerows(rows)
