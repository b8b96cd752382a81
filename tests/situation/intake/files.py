"""Files that arrive in Lillstad, and the ground they are judged against."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from shapely.geometry import box

from samsyn.situation.intake.geo import Layer
from samsyn.situation.intake.mapping import Mapping
from samsyn.situation.intake.presets import PRESETS
from samsyn.situation.intake.verdicts import Ground, Outcome, judge

TODAY = date(2024, 3, 15)
NORRA, SODRA, LILLSTAD = 1, 2, 3
EXTRACT = PRESETS["police_extract"].mapping
HEADERS = [
    "ID", "BROTTSKOD", "LATITUDE", "LONGITUDE", "GATA", "GATUNR", "KOMMUN",
    "BROTTSDATUMTID_START", "BROTTSDATUMTID_SLUT",
]  # fmt: skip
# Two squares of 2 km that share the border y = 6 582 000
NORRA_SQUARE = box(674_000, 6_582_000, 676_000, 6_584_000)
SODRA_SQUARE = box(674_000, 6_580_000, 676_000, 6_582_000)
IN_NORRA = ("59,3435", "18,0800")
IN_SODRA = ("59,3265", "18,0780")
REAL = Path(__file__).resolve().parents[4] / "shared" / "data"


def ground(**more: object) -> Ground:
    known = {
        "today": TODAY,
        "layers": [Layer([NORRA, SODRA], [NORRA_SQUARE, SODRA_SQUARE])],
        "names": {"Norra": NORRA, "Södra": SODRA, "Lillstad": LILLSTAD, "0101": NORRA},
        "area": "Lillstad",
    }
    return Ground(**(known | more))  # type: ignore[arg-type]


def incident(
    id: str = "K1",
    code: str = "0357",
    at: tuple[str, str] = IN_NORRA,
    start: str = "2024-01-05 22:10",
    end: str = "2024-01-05 22:40",
) -> list[str]:
    return [id, code, *at, "Ågatan", "4", "LILLSTAD", start, end]


def write_csv(
    path: Path,
    rows: Sequence[Sequence[str]],
    headers: Sequence[str] = HEADERS,
    encoding: str = "cp1252",
    separator: str = ";",
) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows([headers, *rows])
    return path


def judged(
    folder: Path,
    rows: Sequence[Sequence[str]],
    headers: Sequence[str] = HEADERS,
    mapping: Mapping = EXTRACT,
    **more: object,
) -> Outcome:
    path = write_csv(folder / "uttag.csv", rows, headers)
    return judge(path, mapping, ground(**more), folder / "rows.parquet")


def real(name: str) -> Path:
    """A real file, or the test is skipped."""
    path = REAL / name
    if not path.exists():
        pytest.skip(f"the real file {name} is not beside the repository (../shared/data)")
    return path
