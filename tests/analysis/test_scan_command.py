"""`samsyn analyse scan`: files in, clusters out, and one line when a file is wrong."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from samsyn.analysis.cli import main
from tests.analysis.shared import shared

KEYS = {"llr", "p", "places", "start", "end", "observed", "expected", "relative_risk"}


@pytest.fixture
def write(tmp_path: Path):
    def written(name: str, head: str, rows) -> str:
        path = tmp_path / name
        with path.open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(head.split(","))
            writer.writerows(rows)
        return str(path)

    return written


@pytest.fixture
def run(capsys):
    def ran(*arguments: str) -> tuple[int, str, str]:
        code = main(["scan", *arguments])
        out = capsys.readouterr()
        return code, out.out, out.err

    return ran


def fields(name: str) -> list[list[str]]:
    """The records of a SaTScan file: words parted by blanks."""
    return [
        line.split() for line in shared(f"scan/{name}").read_text().splitlines() if line.split()
    ]


@pytest.fixture
def town(write):
    """Eight areas along a street, thirty days; in the last three much happens in C and D."""
    rng = np.random.default_rng(3)
    areas = "ABCDEFGH"
    rows = [
        (area, f"2024-03-{day:02}", int(rng.poisson(0.6)) + 4 * (area in "CD" and day > 27))
        for area in areas
        for day in range(1, 31)
    ]
    cases = write("cases.csv", "area,date,count", rows)
    places = write("places.csv", "area,east,north", [(a, 1000 * k, 0) for k, a in enumerate(areas)])
    return cases, ["--places", places, "--crs", "none"], areas


def test_new_york_from_satscan_files(write, run):
    days = [
        (zip_, n, "-".join(p.zfill(2) for p in day.split("/")))
        for zip_, n, day in fields("NYCfever.cas")
    ]
    cases = write("fever.csv", "zip,cases,date", days)
    places = write("zips.csv", "zip,lat,lon", fields("NYCfever.geo"))
    code, out, _ = run(
        cases, "--model", "space-time-permutation", "--place", "zip", "--time", "date",
        "--count", "cases", "--places", places, "--x", "lon", "--y", "lat", "--crs", "EPSG:4326",
        "--max-radius", "3000", "--max-days", "7", "--prospective", "--json",
    )  # fmt: skip
    first = json.loads(out)["result"]["clusters"][0]
    assert code == 0
    assert set(first) == KEYS
    assert round(first["llr"], 6) == 3.845418
    assert (first["start"], first["end"]) == ("2001-11-22", "2001-11-24")
    assert first["places"][0] == "11418"


@pytest.mark.parametrize("as_dates", [False, True])
def test_new_mexico_from_satscan_files(write, run, as_dates):
    """Years as numbers or as dates; the population of 1973, 1982 and 1991, told as 73 too."""
    told = [(c, n, f"{y}-05-05" if as_dates else y, *g) for c, n, y, *g in fields("nm.cas")]
    cases = write("nm.csv", "county,cases,year,age,sex", told)
    places = write("counties.csv", "county,lat,lon", fields("nm.geo"))
    century = "" if as_dates else "19"
    people = [(c, century + y, n, *g) for c, y, n, *g in fields("nm.pop")]
    population = write("people.csv", "county,year,population,age,sex", people)
    code, out, _ = run(
        cases, "--model", "poisson", "--place", "county", "--time", "year", "--count", "cases",
        "--places", places, "--x", "lon", "--y", "lat", "--crs", "EPSG:4326", "--population",
        population, "--covariates", "age,sex", "--unit", "year", "--json",
    )  # fmt: skip
    first, second = json.loads(out)["result"]["clusters"][:2]
    assert code == 0
    assert round(first["llr"], 6) == 10.979758
    assert (first["observed"], round(first["expected"], 2)) == (236, 176.22)
    assert (str(first["start"])[:4], str(first["end"])[:4]) == ("1985", "1989")
    assert round(second["llr"], 6) == 5.684828


def test_a_planted_cluster(town, run, tmp_path):
    cases, places, _ = town
    picture = tmp_path / "clusters.svg"
    code, out, _ = run(cases, *places, "--prospective", "--max-days", "7", "--figure", str(picture))
    assert code == 0
    assert out.startswith("Signal: En anhopning: ")
    assert picture.read_text().startswith("<svg")
    code, out, _ = run(cases, *places, "--prospective", "--max-days", "7", "--json")
    first = json.loads(out)["result"]["clusters"][0]
    assert sorted(first["places"]) == ["C", "D"]
    assert (first["start"], first["end"], first["p"]) == ("2024-03-28", "2024-03-30", 0.001)


def test_row_order_does_not_matter(town, write, run):
    cases, places, _ = town
    lines = Path(cases).read_text().splitlines()
    mixed = write("mixed.csv", lines[0], [line.split(",") for line in reversed(lines[1:])])
    answers = [json.loads(run(f, *places, "--json")[1])["result"] for f in (cases, mixed)]
    assert answers[0] == answers[1]


def test_each_incident_may_be_its_own_place(write, run):
    rng = np.random.default_rng(8)
    rows = [(*rng.integers(0, 5000, 2), int(rng.integers(0, 60))) for _ in range(200)]
    rows += [(2000 + k, 2000, 58) for k in range(12)]
    cases = write("incidents.csv", "x,y,day", rows)
    code, out, _ = run(cases, "--time", "day", "--crs", "none", "--max-radius", "500", "--json")
    first = json.loads(out)["result"]["clusters"][0]
    assert code == 0
    assert (first["start"], first["end"]) == (58, 58)
    assert first["observed"] == 12


def test_months_are_whole_months(write, run):
    rows = [(a, f"2023-{m:02}-15") for a in "ABC" for m in range(1, 13) for _ in range(2)]
    rows += [("B", "2023-06-20")] * 9
    cases = write("cases.csv", "place,date", rows)
    places = write("places.csv", "place,x,y", [("A", 0, 0), ("B", 5, 0), ("C", 11, 0)])
    options = ["--places", places, "--crs", "none", "--unit", "month", "--json"]
    first = json.loads(run(cases, *options)[1])["result"]["clusters"][0]
    assert (first["places"], first["start"], first["end"]) == (["B"], "2023-06-01", "2023-06-30")


def test_controls(write, run):
    rng = np.random.default_rng(1)
    names = [f"P{k}" for k in range(20)]
    places = write("places.csv", "place,x,y", [(n, k, 0) for k, n in enumerate(names)])
    cases = write(
        "cases.csv", "place,cases", [(n, 1 + 6 * (4 <= k < 7)) for k, n in enumerate(names)]
    )
    controls = write("controls.csv", "place,count", [(n, int(rng.integers(5, 8))) for n in names])
    code, out, _ = run(
        cases, "--model", "bernoulli", "--controls", controls, "--places", places,
        "--crs", "none", "--json",
    )  # fmt: skip
    first = json.loads(out)["result"]["clusters"][0]
    assert code == 0
    assert sorted(first["places"]) == ["P4", "P5", "P6"]
    assert (first["start"], first["end"]) == (None, None)
    assert first["relative_risk"] > 2


class TestHostile:
    """Exit 2 and one line for a bad file, exit 1 for too little."""

    @pytest.mark.parametrize(
        "bad",
        [
            ([], 2, "inga rader"),
            ([("A", "2024-03-01", 1)], 1, "för få"),
            ([("A", "2024-03-01", 9), ("B", "2024-03-01", 9)], 1, "samma tid"),
            ([("A", "2024-03-01", 9), ("Z", "2024-03-02", 9)], 2, "»Z«"),
            ([("A", "2024-03-01", 9), ("B", "2991-03-02", 9)], 2, "framtiden"),
            ([("A", "2024-03-01", 9), ("B", "2024-03-02", -1)], 2, "heltal|helt tal"),
            ([("A", "2024-03-01", 9), ("B", "igår", 1)], 2, "date"),
        ],
    )
    def test_cases(self, town, write, run, bad):
        rows, code, says = bad
        _, places, _ = town
        path = write("bad.csv", "area,date,count", rows)
        found, out, err = run(path, *places)
        assert (found, out) == (code, "")
        assert any(word in err for word in says.split("|"))
        assert err.count("\n") == 1

    def test_a_search_without_end(self, write, run):
        rng = np.random.default_rng(0)
        rows = [(*rng.integers(0, 9000, 2), f"{2020 + k % 4}-03-01") for k in range(2000)]
        code, _, err = run(write("cases.csv", "x,y,date", rows), "--crs", "none")
        assert code == 1
        assert "--max-radius" in err

    def test_all_in_the_same_place(self, write, run):
        cases = write("cases.csv", "x,y,date", [(5, 5, f"2024-03-{d:02}") for d in range(1, 20)])
        code, _, err = run(cases, "--crs", "none")
        assert code == 1
        assert "samma plats" in err

    def test_swapped_coordinates(self, write, run):
        rows = [(59.3 + k / 100, 18.0, f"2024-03-{k + 1:02}") for k in range(20)]
        code, _, err = run(write("cases.csv", "x,y,date", rows), "--crs", "EPSG:4326")
        assert code == 2
        assert err.count("\n") == 1

    def test_a_place_told_twice(self, town, write, run):
        twice = write("twice.csv", "area,x,y", [("A", 0, 0), ("A", 1, 1)])
        code, _, err = run(town[0], "--places", twice, "--crs", "none", "--place", "area")
        assert code == 2
        assert "rad 3" in err.lower()

    def test_a_place_without_a_position(self, town, write, run):
        bare = write("bare.csv", "area,x,y", [("A", 0, 0), ("B", "", 1)])
        code, _, err = run(town[0], "--places", bare, "--crs", "none", "--place", "area")
        assert code == 2
        assert err.count("\n") == 1

    def test_no_population(self, town, run):
        code, _, err = run(town[0], *town[1], "--model", "poisson")
        assert code == 2
        assert "--population" in err

    def test_a_place_without_people(self, town, write, run):
        people = write("people.csv", "area,population", [(a, 100) for a in "ABCDEFG"])
        code, _, err = run(town[0], *town[1], "--model", "poisson", "--population", people)
        assert code == 2
        assert "»H«" in err

    def test_seconds_are_no_days(self, town, write, run):
        rows = [("A", 1_700_000_000), ("B", 1_700_400_000), ("C", 1_700_900_000)]
        code, _, err = run(write("cases.csv", "area,time", rows), *town[1])
        assert code == 2
        assert "dygn" in err

    @pytest.mark.parametrize(
        "options",
        [
            ["--max-share", "0"],
            ["--max-radius", "-1"],
            ["--replicates", "-5"],
            ["--max-days", "0.5"],
            ["--from", "igår"],
            ["--from", "2024-04-01", "--to", "2024-03-01"],
            ["--spatial"],
            ["--model", "bernoulli"],
        ],
    )
    def test_options(self, town, run, options):
        code, out, err = run(town[0], *town[1], *options)
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
