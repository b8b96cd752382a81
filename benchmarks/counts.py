"""Counts by place, kind and month of 10,000,000 rows, against no more than decoding and adding.

The peer is the least that any program could do: pyarrow decodes the three narrow columns and a
numba loop adds one per row to a dense table. Both read the same Parquet in the same run.

    python benchmarks/counts.py [ROWS] [--ordered]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import numpy as np

from samsyn.analysis.counts import counts
from samsyn.analysis.engine import DuckDB
from samsyn.analysis.queries import Source

KEYS = ("place", "kind", "month")
LIMIT = 1.6


def main() -> int:
    rows = next((int(a) for a in sys.argv[1:] if a.isdigit()), 10_000_000)
    with TemporaryDirectory() as folder:
        for ordered in (False, True):
            file = str(Path(folder) / f"rows-{ordered}.parquet")
            _make(file, rows, ordered)
            engine = DuckDB()
            engine.open(Source(file, place="place", kind="kind", month="month"))
            ours, (seconds, _) = _best(partial(counts, engine, KEYS))
            told = "sorted by month and place" if ordered else "in no order"
            print(f"{rows:,} rows {told}, {len(ours):,} groups, DuckDB {duckdb.__version__}")
            print(f"  samsyn counts                {seconds:6.3f} CPU s")
            _against(file, ours, seconds)
    return 0


def _against(file: str, ours: Any, seconds: float) -> None:
    try:
        import numba
        import pyarrow.parquet
    except ImportError as error:
        print(f"  the peer is not there: {error}. Install pyarrow and numba to compare.")
        return

    @numba.njit  # type: ignore[untyped-decorator,unused-ignore]
    def add(place: Any, kind: Any, month: Any, sizes: Any, table: Any) -> None:
        for i in range(len(place)):
            table[(place[i] * sizes[1] + kind[i]) * sizes[2] + month[i]] += 1

    def floor() -> Any:
        read = pyarrow.parquet.read_table(file, columns=list(KEYS))
        columns = [read[key].to_numpy() for key in KEYS]
        sizes = tuple(int(column.max()) + 1 for column in columns)
        table = np.zeros(int(np.prod(sizes)), np.int64)
        add(*columns, sizes, table)
        return table

    floor()
    table, (least, _) = _best(floor)
    assert int(table.sum()) == ours.total and int((table > 0).sum()) == len(ours)
    print(f"  pyarrow decode + increment   {least:6.3f} CPU s")
    print(f"  ratio {seconds / least:.2f} (limit {LIMIT})")


def _make(file: str, rows: int, ordered: bool) -> None:
    order = "ORDER BY month, place" if ordered else ""
    duckdb.sql(
        "SELECT (hash(i) % 419)::USMALLINT AS place,"
        " (pow((hash(i + 77777777) % 1000) / 1000.0, 2) * 20)::UTINYINT AS kind,"
        f" (540 + hash(i * 3 + 1) % 36)::USMALLINT AS month FROM range({rows}) r(i) {order}"
    ).write_parquet(file, compression="zstd")


def _best(work: Callable[[], Any], times: int = 5) -> tuple[Any, tuple[float, float]]:
    best = (float("inf"), float("inf"))
    for _ in range(times):
        cpu, wall = time.process_time(), time.perf_counter()
        answer = work()
        best = min(best, (time.process_time() - cpu, time.perf_counter() - wall))
    return answer, best


if __name__ == "__main__":
    raise SystemExit(main())
