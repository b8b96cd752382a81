"""An analyst takes the files of a picture and gets the same numbers from `samsyn analyse`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from samsyn.analysis.cli import main as analyse
from samsyn.project.cli import main as samsyn
from samsyn.situation import reckoning
from samsyn.situation.findings.exporting import export
from samsyn.situation.models import Picture
from tests.lillstad import Lillstad

from .conftest import GRAFFITI

Json = dict[str, Any]


@pytest.fixture
def files(town: Lillstad, found: Picture, tmp_path: Path) -> Path:
    export(reckoning.material_of(found, town.today), tmp_path / "ut")
    return tmp_path / "ut"


def told(files: Path, capsys: pytest.CaptureFixture[str], command: str) -> Json:
    """What the command that stands beside a finding answers."""
    words = [str(files / w) if (files / w).exists() else w for w in command.split()[2:]]
    capsys.readouterr()
    assert analyse([*words, "--json"]) == 0
    answer: Json = json.loads(capsys.readouterr().out)
    return answer["result"]  # type: ignore[no-any-return]


def finding(files: Path, key: str) -> Json:
    found: Json = json.loads((files / "fynd.json").read_text("utf-8"))[key]
    return found


def test_signals(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = finding(files, "signals")
    rows = told(files, capsys, mine["how"]["command"])
    for series in mine["result"]["series"]:
        theirs = [row for row in rows if row["series"] == series["name"]]
        for month, row in zip(series["months"], theirs, strict=True):
            assert month["n"] == row["observed"]
            if month["expected"] is not None:
                assert month["expected"] == pytest.approx(row["expected"], rel=1e-4)
                assert month["high"] == row["upper"]


def test_hours_of_the_week(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = finding(files, "clock")
    theirs = told(files, capsys, mine["how"]["command"])
    assert theirs["hours"] == pytest.approx(mine["result"]["clocks"][0]["hours"], abs=0.01)


def test_hot_spots(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = finding(files, "hotspots")
    rows = told(files, capsys, mine["how"]["command"])
    hot = {(r["x"], r["y"]) for r in rows if r["z"] > 0 and r["q"] <= 0.05 and r["n"] >= 5}
    cells = mine["result"]["maps"][0]["cells"]
    assert hot == {(c["x"], c["y"]) for c in cells if c["kind"] == "signal"}


def test_concentration(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = finding(files, "concentration")
    theirs = told(files, capsys, mine["how"]["command"])
    assert theirs["gini"] == pytest.approx(mine["result"]["rows"][0]["gini"], abs=1e-4)


def test_repeats_of_a_kind(
    town: Lillstad, found: Picture, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export(reckoning.material_of(found, town.today), tmp_path, kind=GRAFFITI)
    mine = finding(tmp_path, "repeats")
    (row,) = (r for r in mine["result"]["rows"] if r["key"] == GRAFFITI)
    theirs = told(tmp_path, capsys, mine["how"]["command"])
    assert theirs["observed"] == row["observed"]
    assert np.allclose(theirs["ratio"], np.array(row["ratio"], float), rtol=0.01)


def test_from_the_command_line_by_whoever_writes_the_picture(
    town: Lillstad, found: Picture, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask = ["findings", str(found.pk), "--to", str(tmp_path / "cli"), "--as"]
    assert samsyn([*ask, town.people["cecilia"].email]) == 1
    assert "inte din att skriva" in capsys.readouterr().err
    assert samsyn([*ask, town.people["anna"].email]) == 0
    assert (tmp_path / "cli" / "rader.parquet").exists()
