"""Is one incident soon followed by another close by? Kind by kind, on exact places and days."""

from __future__ import annotations

import numpy as np

from samsyn.analysis import Refusal, benjamini_hochberg
from samsyn.analysis.near_repeat import NearRepeat, near_repeat
from samsyn.analysis.verdicts import strength

from .material import Json, Material, Rows, finding, number
from .words import times

SPACE = (0.001, 101.0, 201.0, 401.0)
TIME = (15.0, 29.0)
SPACE_NAMES = ("samma plats", "inom 100 m", "100–200 m", "200–400 m")
TIME_NAMES = ("inom 14 dygn", "14–28 dygn")
FEWEST, MOST = 50, 20_000
CLOSE = 3
"""The first space bands, up to 200 m, count as near in the verdict."""


def by_kind(material: Material) -> Json:
    """The Knox table of each kind, and which kinds repeat: more pairs within 200 m and 14 days."""
    tables: list[tuple[str, NearRepeat]] = []
    counted = sorted(material.now.counted_kinds().items(), key=lambda each: (-each[1], each[0]))
    for kind, n in counted:
        if FEWEST <= n <= MOST:
            events = material.now.take(material.now.kind == kind).located()
            if (table := _table(events)) is not None:
                tables.append((kind, table))
    if not tables:
        return finding(
            "refused",
            f"Inget slag har {FEWEST} händelser med eget läge och dag; då går upprepning inte att"
            " bedöma.",
        )
    q = benjamini_hochberg(np.array([table.p for _, table in tables]))
    rows = [_row(material, kind, table, q[i]) for i, (kind, table) in enumerate(tables)]
    rows.sort(key=lambda row: (("signal", "possible", "none").index(row["kind"]), row["q"]))
    return finding(*verdict(rows), {"rows": rows, "space": SPACE_NAMES, "time": TIME_NAMES},
                   **_how(len(tables)))  # fmt: skip


def _table(rows: Rows) -> NearRepeat | None:
    rows = rows.take(~np.isnat(rows.starts))
    points = np.column_stack([rows.x, rows.y])
    if len(rows) < FEWEST or len(np.unique(points.round(), axis=0)) < len(rows) / 3:
        return None  # shared points: the place of each is not known
    days = rows.starts.astype("datetime64[D]")
    try:
        return near_repeat(points, days, space_limits=SPACE, time_limits=TIME)
    except Refusal:
        return None


def _row(material: Material, kind: str, table: NearRepeat, q: np.ndarray) -> Json:
    near = q[:CLOSE, 0]
    strongest = int(np.argmin(near))
    excess = float(table.ratio[strongest, 0]) > 1
    return {
        "key": kind, "name": material.named(kind), "n": table.events,
        "kind": strength(float(near[strongest])) if excess else "none",
        "q": number(near[strongest]), "strongest": strongest,
        "observed": table.observed.tolist(),
        "expected": [[number(v) for v in row] for row in table.expected],
        "ratio": [[number(v, 3) for v in row] for row in table.ratio],
    }  # fmt: skip


def verdict(rows: list[Json]) -> tuple[str, str]:
    """The kinds that repeat, the surest first."""
    for kind, head in (
        ("signal", "Händelser följer på varandra i närheten"),
        ("possible", "Möjligen följer händelser på varandra i närheten"),
    ):
        those = [row for row in rows if row["kind"] == kind]
        if those:
            told = "; ".join(f"{row['name']}, {worded(row)}" for row in those[:3])
            return kind, f"{head}: {told}."
    return "none", "Inget stöd för att händelser följer på varandra i närheten."


def worded(row: Json) -> str:
    """»inom 100 m och 14 dygn 3,2 gånger så många par som av en slump«."""
    ratio = row["ratio"][row["strongest"]][0]
    at = SPACE_NAMES[row["strongest"]]
    at = f"på {at}" if row["strongest"] == 0 else at
    return f"{at} inom 14 dygn {times(ratio)} så många par som av en slump"


def _how(tables: int) -> Json:
    return {
        "parameters": {"space": SPACE, "time": TIME, "metric": "euclidean", "kinds": tables,
                       "fewest": FEWEST, "most": MOST, "p": "exact mean and variance",
                       "correction": "Benjamini-Hochberg"},
        "query": "rows_of_place", "seed": None, "doc": "repeats",
        "command": "samsyn analyse repeats rader.parquet --x x --y y --time starts --crs EPSG:3006"
        " --space 0.001,101,201,401 --time-bands 15,29",
    }  # fmt: skip
