"""The whole chain: a file of incidents becomes one document, with figures and tables."""

import json
from pathlib import Path

import numpy as np
import pytest

from samsyn.analysis.cli import main
from tests.analysis.calling import faulty, told

CODES = [f"{n:04d}" for n in range(1, 31)]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    random = np.random.default_rng(4)
    n = 3000
    when = np.datetime64("2021-01-01T00:00") + random.integers(0, 3 * 525_600, n)
    spread = random.normal(0, 700, (n, 2)) + np.array([674_000, 6_580_000])
    area = random.choice(CODES, n)
    lines = ["plats;tid;x;y;brott;kon"]
    lines += [
        f"{area[i]};{str(when[i]).replace('T', ' ')};{spread[i, 0]:.0f};{spread[i, 1]:.0f};"
        f"{'stöld' if i % 3 else 'rån'};{'kvinna' if i % 2 else 'man'}"
        for i in range(n)
    ]
    incidents, codes = tmp_path / "f.csv", tmp_path / "codes.csv"
    incidents.write_text("\n".join(lines), encoding="utf-8")
    codes.write_text("kod;folk\n" + "".join(f"{c};{900 + int(c)}\n" for c in CODES))
    return incidents, codes


OPTIONS = ("--time", "tid", "--place", "plats", "--kind", "brott")


def test_every_method_is_in_the_document(files, tmp_path: Path, capsys):
    out = tmp_path / "out"
    found = told(
        capsys, "brief", files[0], *OPTIONS, "--sex", "kon", "--x", "x", "--y", "y",
        "--crs", "3006", "--areas", files[1], "--population", "folk", "--out", out,
        "--treated", "0001,0002", "--from", "2023-01", "--replicates", "99",
    )  # fmt: skip
    parts = {part["name"]: part for part in found["result"]["parts"]}
    methods = {part["method"] for part in parts.values()}
    assert {
        "counts", "hotspots", "density", "emerging", "concentration", "repeats", "scan", "when",
        "signals", "effect", "protect",
    } == methods  # fmt: skip
    assert [each["method"] for each in found["result"]["not_run"]] == ["survey"]
    assert found["result"]["rows"] == 3000 and found["result"]["places"] == 30
    assert sum(row["n"] for row in parts["counts by month"]["result"]) == 3000
    assert json.loads((out / "brief.json").read_text()) == found
    for part in parts.values():
        for name in (part["figure"], part["figure_table"], part["table"]):
            assert name is None or (out / name).stat().st_size > 0
        if part["figure"]:
            assert Path(part["figure"]).stem == Path(part["figure_table"]).stem
    drawn = (out / parts["signals"]["figure"]).read_text("utf-8")
    assert "vad som kunde väntas" in drawn


def test_what_there_is_no_data_for_is_said(files, tmp_path: Path, capsys):
    found = told(capsys, "brief", files[0], *OPTIONS, "--out", tmp_path / "out")
    left = {each["name"]: each["because"] for each in found["result"]["not_run"]}
    assert {"hotspots", "scan", "repeats", "effect", "survey"} <= set(left)
    assert "--x" in left["hotspots"] and "åtgärd" in left["effect"]


def test_a_handful_of_rows_gives_no_traceback(tmp_path: Path, capsys):
    few = tmp_path / "few.csv"
    few.write_text("tid;x;y;p;b\n" + "2024-03-01 10:00;1;2;A;s\n" * 3)
    out = str(tmp_path / "out")
    code = main(["brief", str(few), "--time", "tid", "--x", "x", "--y", "y", "--crs", "none",
                 "--place", "p", "--kind", "b", "--out", out, "--json"])  # fmt: skip
    shown = capsys.readouterr()
    assert code in (0, 1) and "Traceback" not in shown.err


def test_bad_input_is_one_line(files, tmp_path: Path, capsys):
    out = ("--out", tmp_path / "out")
    assert "»nej«" in faulty(capsys, "brief", files[0], "--time", "nej", *out)
    wrong = ("--time", "tid", "--areas", files[1])
    assert "--place" in faulty(capsys, "brief", files[0], *wrong, *out)
