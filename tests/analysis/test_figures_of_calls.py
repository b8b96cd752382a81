"""The pictures that calls write, and the same numbers as CSV beside them."""

from __future__ import annotations

import csv
from pathlib import Path
from xml.etree import ElementTree

import pytest

from samsyn.analysis.cli import main
from tests.analysis.calling import faulty, told

Rows = list[dict[str, str]]
Capture = pytest.CaptureFixture[str]


def beside(picture: Path) -> Rows:
    """The picture is one; its numbers."""
    assert ElementTree.fromstring(picture.read_text("utf-8")).attrib["role"] == "img"
    with picture.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture
def months(tmp_path: Path) -> Path:
    """Three areas over six years; in the last month Norra has five times what is usual."""
    lines = ["tid,plats,n"]
    for i in range(72):
        for area, usual in (("Norra", 20), ("Södra", 12), ("Östra", 30)):
            n = usual + (i * 7 + len(area)) % 5 + (80 if area == "Norra" and i == 71 else 0)
            lines.append(f"{2018 + i // 12}-{i % 12 + 1:02d}-01,{area},{n}")
    path = tmp_path / "months.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_several_series_become_small_multiples_the_strongest_first(
    months: Path, tmp_path: Path, capsys: Capture
) -> None:
    picture = tmp_path / "s.svg"
    found = told(capsys, "signals", months, "--time", "tid", "--count", "n", "--series", "plats",
                 "--last", "3", "--figure", picture)  # fmt: skip
    rows = beside(picture)
    assert rows[0]["Serie"] == "Norra" and len(rows) == 3 * 24
    last = [row for row in rows if row["Tid"] == "dec 2023"]
    assert {row["Serie"]: row["Bedömning"] for row in last}["Norra"] == "signal"
    whole = {(row["series"], row["time"]): row for row in found["result"]}
    norra = whole["Norra", "2023-12-01"]
    upper = float(last[0]["Högst väntat"].replace(",", "."))
    assert upper == pytest.approx(norra["upper"], rel=0.01)
    unjudged = next(row for row in rows if row["Tid"] == "jan 2022")
    assert unjudged["Väntat"] == "–" and int(unjudged["Observerat (antal)"]) > 0


def test_one_series_is_a_line_with_its_band(months: Path, tmp_path: Path, capsys: Capture) -> None:
    only, picture = tmp_path / "one.csv", tmp_path / "s.svg"
    lines = months.read_text("utf-8").splitlines()
    only.write_text("\n".join(x for x in lines if "Norra" in x or "tid" in x), encoding="utf-8")
    told(capsys, "signals", only, "--time", "tid", "--count", "n", "--figure", picture)
    rows = beside(picture)
    assert list(rows[0]) == ["Tid", "Observerat (antal)", "Väntat", "Högst väntat", "Bedömning"]
    assert rows[-1]["Bedömning"] == "signal" and rows[-1]["Observerat (antal)"] == "102"
    assert "inom vad som kunde väntas" in picture.read_text("utf-8")


@pytest.fixture
def incidents(tmp_path: Path) -> Path:
    path = tmp_path / "i.csv"
    path.write_text(
        "tid;brott\n"
        "2024-01-03 10:00;stöld\n2024-01-09 10:30;stöld\n2024-03-11 22:00;stöld\n"
        "2024-03-12 22:00;rån\n",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize(
    ("by", "ends"),
    [
        ("month", (("jan 2024", "2"), ("mar 2024", "2"), 3)),
        ("week", (("2024-01-01", "1"), ("2024-03-11", "2"), 11)),
        ("day", (("2024-01-03", "1"), ("2024-03-12", "1"), 70)),
        ("year", (("2024", "4"), ("2024", "4"), 1)),
    ],
)
def test_counts_over_time_leave_no_time_out(
    incidents: Path, tmp_path: Path, capsys: Capture, by: str, ends: tuple[object, ...]
) -> None:
    picture = tmp_path / "c.svg"
    told(capsys, "counts", incidents, "--time", "tid", "--by", by, "--figure", picture)
    rows = [tuple(row.values()) for row in beside(picture)]
    assert (rows[0], rows[-1], len(rows)) == ends
    assert sum(int(n) for _, n in rows) == 4


def test_counts_by_kind_and_month_are_small_multiples(
    incidents: Path, tmp_path: Path, capsys: Capture
) -> None:
    picture = tmp_path / "c.svg"
    told(capsys, "counts", incidents, "--time", "tid", "--kind", "brott", "--by", "kind,month",
         "--figure", picture)  # fmt: skip
    rows = [tuple(row.values()) for row in beside(picture)]
    assert rows == [
        ("stöld", "jan 2024", "2"), ("stöld", "feb 2024", "0"), ("stöld", "mar 2024", "1"),
        ("rån", "jan 2024", "0"), ("rån", "feb 2024", "0"), ("rån", "mar 2024", "1"),
    ]  # fmt: skip


def test_hours_of_the_week_are_a_week(incidents: Path, tmp_path: Path, capsys: Capture) -> None:
    picture = tmp_path / "c.svg"
    told(capsys, "counts", incidents, "--time", "tid", "--by", "hour-of-week", "--figure", picture)
    rows = beside(picture)
    assert len(rows) == 24 and (rows[22]["Måndag"], rows[10]["Onsdag"]) == ("1", "1")


def test_a_picture_is_no_csv_file(incidents: Path, tmp_path: Path, capsys: Capture) -> None:
    call = ("counts", incidents, "--time", "tid", "--by", "month", "--figure")
    assert ".svg" in faulty(capsys, *call, tmp_path / "c.csv")


def test_the_table_asked_for_by_name_stands_instead_of_the_twin(
    incidents: Path, tmp_path: Path
) -> None:
    both = ["--figure", str(tmp_path / "c.svg"), "--table", str(tmp_path / "c.csv")]
    assert main(["counts", str(incidents), "--time", "tid", "--by", "month", *both]) == 0
    assert beside(tmp_path / "c.svg")[0]["Månad"] == "2024-01"
