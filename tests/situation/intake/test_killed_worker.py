"""A worker is killed with SIGKILL wherever it writes: nothing is lost, doubled, stuck or left over.

On the database that the suite runs on. Of all the points at which a worker touches the database or
moves a file some are tried, evenly; KILL_POINTS=1000 tries each.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from samsyn.situation.intake import stage as reading
from samsyn.situation.intake.limits import BadFile
from samsyn.situation.intake.mapping import FIELDS
from samsyn.situation.intake.stage import stage

from .files import EXTRACT, incident, write_csv

ROOT = Path(__file__).resolve().parents[3]
ROWS = [*(incident(f"K{n}") for n in range(50)), incident("X", start="i fredags")]
POINTS = os.environ.get("KILL_POINTS", "16")


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, of the kind that the suite runs on."""
    if connection.vendor == "sqlite":
        yield ""
        return
    url = os.environ["DATABASE_URL"]
    name = f"killed_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield url.rpartition("/")[0] + f"/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.slow
def test_killed_wherever_it_writes(tmp_path: Path, own_database: str) -> None:
    extract = write_csv(tmp_path / "uttag.csv", ROWS)
    own = {"DEMO_DIR": str(tmp_path), "SAMSYN_DATA_DIR": str(tmp_path),
           "DATABASE_URL": own_database, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
           "DJANGO_SETTINGS_MODULE": "samsyn.project.settings"}  # fmt: skip
    words = [sys.executable, "-m", "tests.situation.intake.killed_worker", str(extract), POINTS]
    done = subprocess.run(words, env=os.environ | own, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    *points, again = (json.loads(line) for line in done.stdout.splitlines())
    print(f"{len(points)} kill points of {points[0]['of']}")
    assert len(points) >= 10
    assert [point for point in points if point["killed"] != -signal.SIGKILL] == []
    assert [point for point in points if not is_whole(point)] == []
    assert again == {"again": 0, "status": "done"}, "the same file again adds nothing"


def is_whole(found: dict[str, Any]) -> bool:
    """Everything once, and nothing beside it."""
    numbers = (found["counts"], found["rejects"], found["entries"], found["tasks left"])
    kept = len(found["files"]) == 1 and found["files"][0].endswith(".parquet")
    return found["status"] == "done" and numbers == (50, 1, 1, 0) and kept and not found["upload"]


def test_a_reading_child_that_is_killed_is_told_and_leaves_the_worker_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    children: list[subprocess.Popen[bytes]] = []

    class Watched(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *args: Any, **more: Any) -> None:
            super().__init__(*args, **more)
            children.append(self)
            os.kill(self.pid, signal.SIGKILL)

    monkeypatch.setattr(reading.subprocess, "Popen", Watched)
    with pytest.raises(BadFile, match="gick inte att läsa"):
        stage(write_csv(tmp_path / "uttag.csv", ROWS), EXTRACT, tmp_path / "ut.csv")
    assert [child.returncode for child in children] == [-signal.SIGKILL]


def test_a_child_whose_worker_is_gone_ends(tmp_path: Path) -> None:
    """Nobody listens to how far it has come, so it stops writing."""
    extract = write_csv(tmp_path / "uttag.csv", [incident()] * 100_000)
    request = {"do": "stage", "path": str(extract), "out": str(tmp_path / "ut.csv"),
               "columns": EXTRACT.columns(), "fields": list(FIELDS), "limits": {}}  # fmt: skip
    child = subprocess.Popen(
        [sys.executable, "-m", "samsyn.situation.intake.child"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    assert child.stdin is not None and child.stdout is not None
    child.stdout.close()
    child.stdin.write(json.dumps(request).encode())
    child.stdin.close()
    assert child.wait(60) not in (0, None)
    assert (tmp_path / "ut.csv").stat().st_size < extract.stat().st_size / 2
