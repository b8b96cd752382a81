"""The rows behind a picture, from the Parquet files of its deliveries."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from samsyn.analysis import DuckDB

from .methods.material import Rows

MANY = 10_000_000
ROWS_OF_PLACE = """
SELECT kind, month, epoch(starts) AS starts, epoch(ends) AS ends, x, y,
  coalesce(place, 0) AS place, n, hour_of_week IS NOT NULL AS timed
FROM read_parquet([{files}])
WHERE month >= {since} AND month < {until} AND (place IN ({places}){or_none})
"""
"""The named query `rows_of_place`. A row without a place counts where its source's own area is the
place or within it."""


def rows_of_place(
    own: Iterable[Path], around: Iterable[Path], places: Iterable[int], since: int, until: int
) -> Rows:
    """The incidents of months `since` until, not including, `until` (since January 1970).

    `own` are deliveries about the place or within it, `around` those about a larger one.
    """
    engine = DuckDB(memory="512MB")
    listed = ", ".join(str(int(place)) for place in sorted(places)) or "-1"
    parts = []
    for files, or_none in ((own, " OR place IS NULL"), (around, "")):
        there = [path for path in files if path.is_file()]
        if there:
            quoted = ", ".join("'" + str(path).replace("'", "''") + "'" for path in sorted(there))
            asked = {"since": since, "until": until, "places": listed, "or_none": or_none}
            parts.append(engine.run(ROWS_OF_PLACE.format(files=quoted, **asked)))
    return _rows(parts)


def _rows(parts: list[dict[str, Any]]) -> Rows:
    names = ("kind", "month", "starts", "ends", "x", "y", "place", "timed", "n")
    if not parts:
        return nothing()
    found = {name: np.concatenate([part[name] for part in parts]) for name in names}
    each = found.pop("n").astype(np.int64)
    if (each != 1).any() and each.sum() <= MANY:
        found = {name: np.repeat(column, each) for name, column in found.items()}
    return Rows(
        kind=found["kind"].astype(object),
        month=found["month"].astype(np.int64),
        starts=_moments(found["starts"]),
        ends=_moments(found["ends"]),
        x=found["x"].astype(float),
        y=found["y"].astype(float),
        place=found["place"].astype(np.int64),
        timed=found["timed"].astype(bool),
    )


def nothing() -> Rows:
    """No rows."""
    none = np.zeros(0)
    never = none.astype("datetime64[s]")
    return Rows(none.astype(object), none.astype(np.int64), never, never, none, none,
                none.astype(np.int64), none.astype(bool))  # fmt: skip


def _moments(seconds: Any) -> Any:
    known = np.isfinite(seconds.astype(float))
    moments = np.where(known, np.nan_to_num(seconds.astype(float)), 0).astype("datetime64[s]")
    moments[~known] = np.datetime64("NaT")
    return moments


def write_rows(rows: Rows, path: Path) -> None:
    """The rows as Parquet. Without a clock there is no `ends`, so that no hour is read out of a
    day; a moment has `ends` equal to `starts`."""
    import duckdb

    known = rows.timed & ~np.isnat(rows.starts)
    ends = np.where(np.isnat(rows.ends), rows.starts, rows.ends)
    never = np.datetime64("NaT", "s")
    columns = {
        "kind": rows.kind.astype(object),
        "month": rows.month,
        "starts": rows.starts.astype("datetime64[us]"),
        "ends": np.where(known, ends, never).astype("datetime64[us]"),
        "x": rows.x,
        "y": rows.y,
        "place": rows.place,
    }
    with duckdb.connect() as connection:
        connection.register("columns", columns)
        listed = ", ".join(columns)
        target = str(path).replace("'", "''")
        connection.execute(f"COPY (SELECT {listed} FROM columns) TO '{target}' (FORMAT parquet)")
