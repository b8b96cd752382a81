"""The counts of a file of rows: how many incidents of a kind began in a month in a place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

Count = tuple[int | None, str, date, int]


def counts_of(rows: Path) -> list[Count]:
    """(place, kind, first of month, n) by place, kind and month; n sums the rows' own numbers."""
    with duckdb.connect(config={"memory_limit": "200MB", "threads": 2}) as con:
        return con.execute(
            "SELECT place, kind, make_date(1970 + month // 12, 1 + month % 12, 1) AS began,"
            " sum(n)::BIGINT FROM read_parquet(?) GROUP BY ALL ORDER BY ALL",
            [str(rows)],
        ).fetchall()
