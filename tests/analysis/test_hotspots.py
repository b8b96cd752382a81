"""`samsyn analyse hotspots` on points and on areas, and on files that are neither."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from samsyn.analysis.cli import main
from samsyn.analysis.gi_star import gi_star, neighbours_from
from samsyn.analysis.grid import grid_over
from samsyn.analysis.polygons import queen, read_areas, usual_snap
from tests.analysis.shared import shared

Capture = pytest.CaptureFixture[str]


def call(capsys: Capture, *arguments: str) -> dict[str, Any]:
    assert main(["hotspots", *arguments, "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


@pytest.fixture
def points(tmp_path: Path) -> Path:
    rng = np.random.default_rng(8)
    at = np.concatenate([rng.uniform(0, 4_000, (300, 2)), rng.normal(900, 120, (90, 2))])
    rows = "\n".join(f"{x:.1f};{y:.1f};1".replace(".", ",") for x, y in at)
    (tmp_path / "rows.csv").write_text("öst;nord;antal\n" + rows, "cp1252")
    return tmp_path / "rows.csv"


PLAIN = ["--x", "öst", "--y", "nord", "--crs", "none"]


@pytest.mark.parametrize("shape", ["square", "hex"])
@pytest.mark.parametrize("exact", [[], ["--permutation-p"]])
def test_points(points: Path, capsys: Capture, shape: Any, exact: list[str]) -> None:
    answer = call(capsys, str(points), *PLAIN, "--cell", "250", "--shape", shape, *exact)
    rows = answer["result"]
    assert list(rows[0]) == ["x", "y", "n", "z", "p", "q"]
    text = points.read_text("cp1252").replace(",", ".").splitlines()[1:]
    x, y, _ = np.array([line.split(";") for line in text], float).T
    grid = grid_over(x, y, 250, shape)
    found = gi_star(grid.count(x, y), grid, permutation=bool(exact))
    assert [row["n"] for row in rows] == grid.count(x, y).tolist()
    assert [row["z"] for row in rows] == pytest.approx(found.z.tolist(), abs=1e-12)
    assert [row["p"] for row in rows] == pytest.approx(found.p.tolist(), abs=1e-12)
    assert answer["verdict"]["kind"] == "signal"
    hottest = max(rows, key=lambda row: row["z"])
    assert np.hypot(hottest["x"] - 900, hottest["y"] - 900) < 300


def test_a_row_may_stand_for_many(points: Path, capsys: Capture) -> None:
    one = call(capsys, str(points), *PLAIN)
    other = call(capsys, str(points), *PLAIN, "--count", "antal")
    assert one["result"] == other["result"]


def squares(path: Path, values: list[Any]) -> Path:
    features = []
    for i, value in enumerate(values):
        x, y = i % 4, i // 4
        ring = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]
        features.append(
            {
                "type": "Feature",
                "geometry": {"type": "Polygon", "coordinates": [ring]},
                "properties": {"namn": f"Å{i}", "brott": value},
            }
        )
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def test_areas_in_their_order(tmp_path: Path, capsys: Capture) -> None:
    values = [3, 8, 0, 1, 2, 9, 5, 0, 1, 0, 0, 4]
    file = squares(tmp_path / "areas.geojson", values)
    answer = call(capsys, str(file), "--value", "brott", "--permutation-p")
    rows = answer["result"]
    assert list(rows[0]) == ["place", "n", "z", "p", "q"]
    assert [row["place"] for row in rows] == [f"Å{i}" for i in range(12)]
    assert [row["n"] for row in rows] == values
    grid = grid_over(np.arange(12) % 4 + 0.5, np.arange(12) // 4 + 0.5, 1)
    found = gi_star(values, grid, permutation=True)
    assert [row["z"] for row in rows] == pytest.approx(found.z.tolist(), abs=1e-12)
    assert [row["q"] for row in rows] == pytest.approx(found.q.tolist(), abs=1e-12)


def test_real_areas(capsys: Capture, tmp_path: Path) -> None:
    file = shared("stockholm/basomraden.gpkg")
    picture = tmp_path / "map.svg"
    answer = call(
        capsys, str(file), "--value", "man_20_44", "--key", "namn", "--figure", str(picture)
    )
    areas = read_areas(file)
    pairs = queen(areas.shapes, snap=usual_snap(areas))
    found = gi_star(areas.numbers("man_20_44"), neighbours_from(pairs, len(areas)))
    assert [row["place"] for row in answer["result"]] == areas.column("namn")
    assert [row["z"] for row in answer["result"]] == pytest.approx(found.z.tolist(), abs=1e-9)
    assert picture.read_text().startswith("<svg")


def test_only_cells_in_the_areas_count(points: Path, tmp_path: Path, capsys: Capture) -> None:
    ring = [[0, 0], [2_000, 0], [2_000, 4_000], [0, 4_000], [0, 0]]
    west = {"type": "Polygon", "coordinates": [ring]}
    file = tmp_path / "west.geojson"
    feature = {"type": "Feature", "geometry": west, "properties": {}}
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    answer = call(capsys, str(points), *PLAIN, "--within", str(file))
    assert max(row["x"] for row in answer["result"]) < 2_000
    assert "utanför" in answer["warnings"][0]


@pytest.mark.parametrize(
    ("text", "arguments", "code", "words"),
    [
        ("", [], 2, ""),
        ("öst;nord", [], 2, "inga rader"),
        ("öst;nord\n1;1", [], 1, "minst 5"),
        ("öst;nord\n" + "1;1\n" * 50, [], 1, "samma ruta"),
        ("öst;nord\n" + "nan;1\n" * 50, [], 1, "Ingen rad"),
        ("öst;nord\n" + "1;1\n" * 9 + "x;1\n", [], 2, "Rad 11, kolumnen »öst«"),
        ("öst;nord\n" + "1;1\n" * 9 + "1e9;1e9\n", [], 2, "rutor"),
        ("öst;nord\n" + "1;1\n" * 9 + "1e300;1\n", [], 2, "rutor"),
        ("öst;nord;antal\n" + "1;1;2\n900;1;-1\n", ["--count", "antal"], 2, "Rad 3"),
        ("öst;nord\n" + "59,3;18,1\n59,4;18,2\n" * 9, ["--crs", "EPSG:4326"], 2, "varandras"),
        ("öst;nord\n" + "18,1;59,3\n" * 9 + "674032;6580822\n", ["--crs", "4326"], 2, "Rad 11"),
        ("öst;nord\n" + "674032;6580822\n" * 9 + "18,1;59,3\n", ["--crs", "3006"], 2, "Rad 11"),
        ("öst;nord\n1;1\n", ["--value", "n"], 2, "varken GeoJSON"),
    ],
)
def test_hostile_files_get_one_line(
    tmp_path: Path, capsys: Capture, *, text: str, arguments: list[str], code: int, words: str
) -> None:
    file = tmp_path / "rows.csv"
    file.write_text(text, "utf-8")
    plain = [] if "--value" in arguments else PLAIN[: 4 if "--crs" in arguments else 6]
    assert main(["hotspots", str(file), *plain, *arguments]) == code
    said = capsys.readouterr().err
    assert words in said and said.count("\n") == 1 and "Traceback" not in said


@pytest.mark.parametrize(
    ("values", "code", "words"),
    [
        ([1, 2, None, 4, 5], 2, "tomt"),
        ([1, 2, "många", 4, 5], 2, "»många«"),
        ([1, 2, True, 4, 5], 2, "tal"),
        ([3, 3, 3, 3, 3], 1, "samma värde"),
        ([1], 1, "minst 3"),
    ],
)
def test_hostile_areas_get_one_line(
    tmp_path: Path, capsys: Capture, values: list[Any], code: int, words: str
) -> None:
    file = squares(tmp_path / "areas.geojson", values)
    assert main(["hotspots", str(file), "--value", "brott"]) == code
    said = capsys.readouterr().err
    assert words in said and said.count("\n") == 1
    assert main(["hotspots", str(file), "--value", "rån"]) == 2
    assert main(["hotspots", str(file), "--value", "brott", "--key", "rån"]) == 2
    assert main(["hotspots", str(file)]) == 2


def test_texts_that_are_numbers_and_areas_alone(tmp_path: Path, capsys: Capture) -> None:
    file = squares(tmp_path / "areas.geojson", ["1,5", "2", 3, 0, 7, 1, 2, 2])
    data = json.loads(file.read_text("utf-8"))
    ring = data["features"][7]["geometry"]["coordinates"][0]
    data["features"][7]["geometry"]["coordinates"][0] = [[x + 50, y] for x, y in ring]
    file.write_text(json.dumps(data), "utf-8")
    answer = call(capsys, str(file), "--value", "brott")
    assert answer["result"][0]["n"] == 1.5
    assert "utan granne" in answer["warnings"][0]
