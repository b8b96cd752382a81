"""Files that somebody spoiled: a clear line or a refusal, never a traceback or a silent number."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from samsyn.analysis.cli import main
from samsyn.analysis.planes import to_plane
from samsyn.analysis.verdicts import BadInput
from tests.analysis.calling import faulty

Capture = pytest.CaptureFixture[str]
HEAD = ["område", "brott", "tid", "slut", "öst", "nord", "antal"]
POINTS = ["--x", "öst", "--y", "nord"]
CALLS = {
    "counts": ["--place", "område", "--kind", "brott", "--time", "tid"],
    "hotspots": POINTS,
    "density": POINTS,
    "emerging": [*POINTS, "--time", "tid"],
    "repeats": [*POINTS, "--time", "tid"],
    "scan": [*POINTS, "--time", "tid", "--max-days", "7", "--prospective", "--replicates", "99"],
    "signals": ["--time", "tid", "--count", "antal", "--series", "område"],
    "when": ["--start", "tid", "--end", "slut"],
    "concentration": ["--place", "område", "--count", "antal"],
    "effect": ["--place", "område", "--period", "brott", "--count", "antal", "--treated", "Öst",
               "--control", "Väst"],
    "survey": ["--share", "antal", "--n", "nord", "--group", "område"],
    "protect": ["--rows", "område", "--columns", "brott", "--count", "antal"],
}  # fmt: skip


def rows(n: int = 60) -> list[list[str]]:
    """Sound rows: two areas, two kinds, a day each."""
    random = np.random.default_rng(5)
    east, north = random.normal((674_000, 6_580_000), 400, (n, 2)).round().astype(int).T
    days = np.datetime64("2024-01-01") + np.arange(n) // 2
    return [
        [("Öst", "Väst")[i % 2], ("1 före", "2 efter")[i % 4 // 2], f"{days[i]} 10:00",
         f"{days[i]} 12:00", str(east[i]), str(north[i]), str(5 + i % 3)]
        for i in range(n)
    ]  # fmt: skip


def spoilt(column: str, cell: str, *, every: bool = False) -> list[list[str]]:
    """The sound rows with this in the column of the seventh row, or of all."""
    found = rows()
    for row in found if every else [found[6]]:
        row[HEAD.index(column)] = cell
    return found


def turned(which: slice) -> list[list[str]]:
    found = rows()
    for row in found[which]:
        row[4], row[5] = row[5], row[4]
    return found


HOSTILE = {
    "one row": rows(1),
    "two rows": rows(2),
    "one place": [[*row[:4], "674000", "6580000", row[6]] for row in rows()],
    "one time": [[*row[:2], "2024-01-01", "2024-01-01", *row[4:]] for row in rows()],
    "no places": spoilt("öst", "NaN", every=True),
    "no names": spoilt("område", "", every=True),
    "a gap": spoilt("nord", "NaN"),
    "a word": spoilt("öst", "hej"),
    "no number": spoilt("antal", "inf"),
    "below nothing": spoilt("antal", "-5"),
    "beyond counting": spoilt("antal", "1e308"),
    "the future": spoilt("tid", "2199-01-01"),
    "no day": spoilt("tid", "2024-02-30"),
    "two readings": spoilt("tid", "01/02/2024", every=True),
    "swapped": turned(slice(None)),
    "one swapped": turned(slice(6, 7)),
    "mixed systems": [
        [*r[:4], "18.06", "59.33", r[6]] if i % 2 else r for i, r in enumerate(rows())
    ],
    "far away": spoilt("öst", "-5"),
    "a short row": [*rows(5), ["a", "b"], *rows(5)],
}


@pytest.mark.parametrize("method", CALLS)
@pytest.mark.parametrize("spoiling", HOSTILE)
def test_every_call_answers_what_somebody_spoiled(
    method: str, spoiling: str, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "f.csv"
    lines = [HEAD, *HOSTILE[spoiling]]
    file.write_text("\n".join(";".join(line) for line in lines) + "\n", encoding="utf-8")
    code = main([method, str(file), *CALLS[method], "--json"])
    shown = capsys.readouterr()
    assert code in (0, 1, 2)
    assert "NaN" not in shown.out.replace("»NaN«", "") and "Infinity" not in shown.out
    assert shown.err.count("\n") == (code > 0) and (code != 2 or not shown.out)


@pytest.mark.parametrize("text", ["", "\n\n", ";".join(HEAD) + "\n"])
@pytest.mark.parametrize("method", CALLS)
def test_a_file_without_rows_is_told(
    method: str, text: str, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "f.csv"
    file.write_text(text, encoding="utf-8")
    assert "f.csv" in faulty(capsys, method, file, *CALLS[method])


@pytest.mark.parametrize("method", ["hotspots", "density", "emerging", "repeats", "scan"])
@pytest.mark.parametrize(
    ("spoiling", "said"),
    [
        ("one swapped", ("Rad 8", "»öst«", "varandras kolumner", "--x")),
        ("swapped", ("Rad 2", "»öst«", "varandras kolumner", "--x")),
        ("mixed systems", ("Rad 3", "»öst«", "--crs")),
        ("far away", ("Rad 8", "»öst«", "Sverige", "--crs")),
        ("a word", ("Rad 8", "»öst«", "hej", "Skriv")),
    ],
)
def test_the_line_names_row_column_and_remedy(
    method: str, spoiling: str, said: tuple[str, ...], tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "f.csv"
    lines = [HEAD, *HOSTILE[spoiling]]
    file.write_text("\n".join(";".join(line) for line in lines) + "\n", encoding="utf-8")
    line = faulty(capsys, method, file, *CALLS[method])
    assert [words for words in said if words not in line] == []


@pytest.mark.parametrize("method", ["signals", "concentration", "effect", "protect"])
def test_a_count_beyond_counting_is_an_error(method: str, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "f.csv"
    lines = [HEAD, *HOSTILE["beyond counting"]]
    file.write_text("\n".join(";".join(line) for line in lines) + "\n", encoding="utf-8")
    assert "Rad 8" in (line := faulty(capsys, method, file, *CALLS[method])) and "antal" in line


def test_a_place_in_degrees_that_is_missing_as_0_0_spoils_nothing() -> None:
    x, y = np.array([18.0, 18.1, 18.2, 0.0]), np.array([59.3, 59.2, 59.1, 0.0])
    plane = to_plane(x, y, None)
    assert plane.epsg == 3006 and np.isnan(plane.x).tolist() == [False] * 3 + [True]


def test_a_plain_grid_is_not_taken_for_sweden() -> None:
    x, y = np.linspace(300, 2_000_000, 20), np.linspace(300, 9_000_000, 20)
    assert to_plane(x, y, None).epsg is None
    with pytest.raises(BadInput, match="grader"):
        to_plane(x / 1e6, y / 1e6, None)
