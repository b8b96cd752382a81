"""Incidents written as the police extract is: one file per year, with its everyday faults.

Newer column set (semicolon, cp1252, decimal comma, codes as text with leading zeros, an interval of
time). As in real extracts some rows lack a position, some are repeated and some are broken; how
many of each is part of the result, so that an import can be held to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from pyproj import Transformer

from .incidents import Incidents
from .streets import Streets

HEADER = (
    "ID;BROTTSKOD;LATITUDE;LONGITUDE;GATA;GATUNR;KOMMUN;BROTTSDATUMTID_START;BROTTSDATUMTID_SLUT"
)
FIRST_ID = 100_000_001
WITHOUT_POSITION = 0.015
REPEATED = 25
# Each is a fault an import must refuse, with the reason it should give.
BROKEN = {
    "{id};12x1;59,331000;18,045000;Storgatan;1;Stockholm;{day} 10:00;{day} 10:30": "code",
    "{id};;59,331000;18,045000;Storgatan;2;Stockholm;{day} 11:00;{day} 11:30": "code",
    "{id};1201;59,331000;18,045000;Storgatan;3;Stockholm;{year}-02-30 10:00;": "time",
    "{id};1201;59,331000;18,045000;Storgatan;4;Stockholm;;": "time",
    "{id};1201;59,331000;18,045000": "columns",
}


@dataclass(frozen=True)
class Extract:
    """A written file and what it holds: rows to take, repeated rows, broken rows."""

    path: Path
    taken: int
    repeated: int
    broken: int


def write_extracts(
    incidents: Incidents, streets: Streets, directory: Path, seed: int
) -> list[Extract]:
    """Write the incidents as five files of twelve months each, oldest first."""
    rng = np.random.default_rng(seed)
    month = incidents.start.astype("M8[M]").astype(int)
    edges = np.searchsorted((month - month[0]) // 12, np.arange(6))
    lines = list(_lines(rng, incidents, streets))
    return [
        _write(rng, directory, lines[begin:end], number)
        for number, (begin, end) in enumerate(pairwise(edges))
    ]


def _write(rng: np.random.Generator, directory: Path, lines: list[str], number: int) -> Extract:
    first, last = (line.split(";")[7][:10] for line in (lines[0], lines[-1]))
    broken = [
        fault.format(id=900_000_000 + 100 * number + place, day=last, year=last[:4])
        for place, fault in enumerate(BROKEN)
    ]
    repeated = [lines[at] for at in rng.choice(len(lines), REPEATED, replace=False)]
    path = directory / f"handelser_{first[:7]}_{last[:7]}.csv"
    path.write_bytes("\r\n".join([HEADER, *lines, *broken, *repeated, ""]).encode("cp1252"))
    return Extract(path, len(lines), len(repeated), len(broken))


def _lines(rng: np.random.Generator, incidents: Incidents, streets: Streets) -> Iterator[str]:
    to_degrees = Transformer.from_crs("EPSG:3006", "EPSG:4326", always_xy=True)
    longitude, latitude = to_degrees.transform(incidents.east, incidents.north)
    known = rng.random(len(incidents)) >= WITHOUT_POSITION
    start, end = (
        np.datetime_as_string(times, unit="m") for times in (incidents.start, incidents.end)
    )
    rows = zip(
        incidents.code.tolist(),
        known.tolist(),
        latitude.tolist(),
        longitude.tolist(),
        streets.name[incidents.street].tolist(),
        rng.integers(1, 60, len(incidents)).tolist(),
        start.tolist(),
        end.tolist(),
        strict=True,
    )
    for number, (code, has_place, lat, lon, name, house, begins, ends) in enumerate(rows, FIRST_ID):
        place = f"{lat:.6f};{lon:.6f}".replace(".", ",") if has_place else ";"
        times = f"{begins};{ends}".replace("T", " ")
        yield f"{number};{code};{place};{name};{house};Stockholm;{times}"
