"""100,000,000 generated rows counted by place, kind and month, on DuckDB and on a local Spark.

    python benchmarks/scale.py [ROWS]

Both engines answer the same query over the same Parquet; the answers must be equal. Spark is left
out, with the reason, when pyspark, sqlglot or Java is not there. Writes about 5 bytes a row to a
temporary folder.
"""

from __future__ import annotations

import resource
import shutil
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from samsyn.analysis.counts import Counts, counts
from samsyn.analysis.engine import DuckDB, Engine, Spark
from samsyn.analysis.queries import Source

KEYS = ("place", "kind", "month")
FILES = 10


def main() -> int:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000_000
    with TemporaryDirectory() as folder:
        started = time.perf_counter()
        _make(Path(folder), rows)
        print(f"{rows:,} rows written in {time.perf_counter() - started:.1f} s")
        source = Source(f"{folder}/*.parquet", place="place", kind="kind", month="month")
        here = _told("DuckDB", DuckDB(), source)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"  at most {peak} MB in this process, the writing of the files included")
        if (why := _no_spark()) is not None:
            print(f"Spark: not measured, {why}")
            return 0
        there = _told("Spark local[2]", Spark(_session()), source)
        assert (here.n == there.n).all()
        assert all((here.keys[key] == there.keys[key]).all() for key in KEYS)
        print("the answers are equal")
    return 0


def _told(name: str, engine: Engine, source: Source) -> Counts:
    engine.open(source)
    best, cpu = float("inf"), 0.0
    for _ in range(2):
        wall, used = time.perf_counter(), time.process_time()
        answer = counts(engine, KEYS)
        if (took := time.perf_counter() - wall) < best:
            best, cpu = took, time.process_time() - used
    print(f"{name}: {answer.total:,} rows in {len(answer):,} groups, {best:.2f} s"
          f" ({cpu:.2f} CPU s in this process)")  # fmt: skip
    return answer


def _no_spark() -> str | None:
    try:
        import pyspark  # noqa: F401
        import sqlglot  # noqa: F401
    except ImportError as error:
        return str(error)
    return None if shutil.which("java") else "Java is not on this machine"


def _session() -> object:
    from pyspark.sql import SparkSession

    return (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "2g")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )


def _make(folder: Path, rows: int) -> None:
    each = rows // FILES
    for i in range(FILES):
        duckdb.sql(
            "SELECT (hash(i) % 419)::USMALLINT AS place,"
            " (pow((hash(i + 77777777) % 1000) / 1000.0, 2) * 20)::UTINYINT AS kind,"
            " (540 + hash(i * 3 + 1) % 36)::USMALLINT AS month"
            f" FROM range({i * each}, {(i + 1) * each}) r(i)"
        ).write_parquet(str(folder / f"{i}.parquet"), compression="zstd")


if __name__ == "__main__":
    raise SystemExit(main())
