"""A worker is killed with SIGKILL amid an import: nothing is half, and it can run again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from .files import incident, write_csv

ROOT = Path(__file__).resolve().parents[3]
ROWS = [*(incident(f"K{n}") for n in range(50)), incident("X", start="i fredags")]


def test_killed_at_every_bad_moment_then_left_in_peace(tmp_path: Path) -> None:
    extract = write_csv(tmp_path / "uttag.csv", ROWS)

    def run(what: str, how: str = "") -> subprocess.CompletedProcess[bytes]:
        own = {"DEMO_DIR": str(tmp_path), "SAMSYN_DATA_DIR": str(tmp_path), "DATABASE_URL": "",
               "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
               "DJANGO_SETTINGS_MODULE": "samsyn.project.settings"}  # fmt: skip
        words = [sys.executable, "-m", "tests.situation.intake.killed_worker", what, how]
        return subprocess.run(words, env=os.environ | own, capture_output=True, check=False)

    assert run("prepare", str(extract)).returncode == 0
    status = "waiting"
    for moment in ("judging", "writing", "committing"):
        killed = run("work", moment)
        assert killed.returncode == -signal.SIGKILL
        nothing_taken(json.loads(killed.stdout), status)
        status = "running"
    left = run("work", "in peace")
    assert left.returncode == 0
    nothing_taken(json.loads(left.stdout), status)
    found = json.loads(run("look").stdout)
    assert (found["status"], found["live"], found["sound"]) == ("done", [1], "ok")
    assert (found["counts"], found["rejects"]) == (50, 1)
    assert found["drafts"] == 0, "what killed workers left behind is swept away"


def nothing_taken(found: dict[str, Any], status: str) -> None:
    assert (found["status"], found["live"], found["sound"]) == (status, [], "ok")
    assert (found["counts"], found["rejects"]) == (0, 0)
