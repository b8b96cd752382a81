"""The protected table of the command line, audited by another program."""

from pathlib import Path

import pytest

from samsyn.analysis.cli import main
from tests.analysis.calling import faulty, told

TABLE = [("A", "x", 3), ("A", "y", 20), ("A", "z", 11), ("B", "x", 14), ("B", "y", 9),
         ("B", "z", 30), ("C", "x", 8), ("C", "y", 2), ("C", "z", 12)]  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "t.csv"
    path.write_text("plats;brott;antal\n" + "".join(f"{a};{b};{n}\n" for a, b, n in TABLE))
    return path


OPTIONS = ("--rows", "plats", "--columns", "brott", "--count", "antal", "--at-least", "5")


def test_hidden_cells_are_marked_with_why(file: Path, capsys: pytest.CaptureFixture[str]):
    cells = told(capsys, "protect", file, *OPTIONS)["result"]["cells"]
    why = {(c["row"], c["column"]): c["why"] for c in cells if c["hidden"]}
    assert why[("A", "x")] == why[("C", "y")] == "small"
    assert sorted(why.values()) == ["complement", "complement", "small", "small"]
    assert all((c["n"] is None) == c["hidden"] for c in cells)
    assert main(["protect", str(file), *OPTIONS]) == 0
    assert "skyddat (litet)" in capsys.readouterr().out


def test_tau_argus_finds_the_same_cells_unsafe(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    """The audit: as many are hidden as optimal suppression by τ-ARGUS hides, the small alike."""
    pytauargus = pytest.importorskip("pytauargus", reason="pytauargus is not installed")
    monkeypatch.chdir(file.parent)  # it leaves its logs where it runs
    people = [{"r": r, "c": c, "v": 1} for r, c, n in TABLE for _ in range(n)]
    outcome = pytauargus.protect(people, ["r", "c"], "v", "FREQ(5,10)", "OPT(1)")
    lines = Path(outcome.tables[0].path).read_text().splitlines()
    theirs = {}
    for line in lines:
        row, column, *_, status, _, _ = line.replace('"', "").split(";")
        theirs[(row, column)] = status
    cells = told(capsys, "protect", file, *OPTIONS)["result"]["cells"]
    ours = {(c["row"], c["column"]): c["why"] for c in cells if c["hidden"]}
    assert {k for k, v in ours.items() if v == "small"} == {
        k for k, status in theirs.items() if status == "U"
    }
    assert len(ours) <= 1.5 * sum(status in "UM" for status in theirs.values())


def test_lines_are_counted_when_no_column_has_numbers(file: Path, capsys):
    result = told(capsys, "protect", file, "--rows", "plats", "--at-least", "2")["result"]
    assert [cell["n"] for cell in result["cells"]] == [3, 3, 3, 9]


def test_too_small_a_table_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    small = tmp_path / "s.csv"
    small.write_text("plats;antal\nA;2\n")
    code = main(["protect", str(small), "--rows", "plats", "--count", "antal", "--json"])
    out = capsys.readouterr()
    assert code in (0, 1) and "Traceback" not in out.err


def test_bad_input_is_one_line(tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]):
    assert "minst 2" in faulty(capsys, "protect", file, *OPTIONS[:-1], "1")
    bad = tmp_path / "b.csv"
    bad.write_text("plats;antal\nA;2,5\n")
    assert "Rad 2" in faulty(capsys, "protect", bad, "--rows", "plats", "--count", "antal")
