"""The whole chain: `samsyn analyse brief` on 1,000,000 rows of CSV with 419 areas.

    python benchmarks/brief.py [ROWS]

The rows are invented. Limits on two cores: 15 seconds and 1.5 GB.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

AREAS = 419


def main() -> int:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with TemporaryDirectory() as folder:
        incidents, codes = Path(folder) / "incidents.csv", Path(folder) / "codes.csv"
        _make(incidents, codes, rows)
        size = incidents.stat().st_size / 1e6
        columns = [
            "--x",
            "x",
            "--y",
            "y",
            "--crs",
            "EPSG:3006",
            "--time",
            "tid",
            "--place",
            "plats",
        ]
        columns += ["--kind", "brott", "--sex", "kon", "--age", "alder", "--start", "tid"]
        columns += ["--end", "slut", "--population", "folk", "--treated", "B0001,B0002"]
        words = [str(incidents), *columns, "--from", "2023-01", "--areas", str(codes)]
        words += ["--survey", str(_survey(Path(folder)))]
        wall = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "samsyn", "analyse", "brief", *words, "--out", f"{folder}/out"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        wall = time.perf_counter() - wall
        print(done.stdout or done.stderr)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"{rows:,} rows, {size:.0f} MB of CSV, {AREAS} areas")
        print(f"  {wall:.1f} s ({used.ru_utime + used.ru_stime:.1f} CPU s; limit 15 s)")
        print(f"  {used.ru_maxrss / 1024:.0f} MB at most (limit 1,500 MB)")
        figures = list((Path(folder) / "out").glob("*.svg"))
        print(
            f"  {len(figures)} figures, {(Path(folder) / 'out/brief.json').stat().st_size:,} bytes"
        )
        return done.returncode


def _make(incidents: Path, codes: Path, rows: int) -> None:
    """Clusters about 300 middles, six years, twenty kinds; an interval of some hours each."""
    duckdb.sql(
        "WITH r AS (SELECT i, hash(i) % 300 AS m, (hash(i + 1) % 10000) / 10000.0 AS u,"
        " (hash(i + 2) % 10000) / 10000.0 AS v, TIMESTAMP '2019-01-01' +"
        f" to_seconds((hash(i + 3) % 189300000)::BIGINT) AS t FROM range({rows}) s(i))"
        " SELECT round(665000 + (hash(m + 9000000) % 18000) + 900 * sqrt(-2 * ln(u + 1e-5))"
        " * cos(6.2832 * v), 1) AS x, round(6572000 + (hash(m + 8000000) % 16000)"
        " + 900 * sqrt(-2 * ln(u + 1e-5)) * sin(6.2832 * v), 1) AS y,"
        f" printf('B%04d', (m * 7 + hash(i + 5) % 5) % {AREAS} + 1) AS plats,"
        " strftime(t, '%Y-%m-%d %H:%M') AS tid,"
        " strftime(t + to_seconds((hash(i + 6) % 40000)::BIGINT), '%Y-%m-%d %H:%M') AS slut,"
        " 'brott ' || floor(pow((hash(i + 7) % 1000) / 1000.0, 2) * 20)::INT AS brott,"
        " CASE WHEN hash(i + 8) % 2 = 0 THEN 'kvinna' ELSE 'man' END AS kon,"
        " 15 + hash(i + 4) % 70 AS alder FROM r"
    ).write_csv(str(incidents), sep=";")
    lines = [f"B{i + 1:04};{800 + 37 * i % 3000}" for i in range(AREAS)]
    codes.write_text("kod;folk\n" + "\n".join(lines) + "\n")


def _survey(folder: Path) -> Path:
    path = folder / "survey.csv"
    path.write_text("group;year;share;n\nNorr;2022;0,31;420\nNorr;2024;0,22;450\n")
    return path


if __name__ == "__main__":
    raise SystemExit(main())
