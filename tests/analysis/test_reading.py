"""Files as they come: any separator, encoding and way to write a number or a day."""

from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.analysis.planes import to_plane
from samsyn.analysis.reading import Columns, days, read
from samsyn.analysis.verdicts import BadInput, Refusal, benjamini_hochberg

TEXT = 'plats;tid;x\nÅsen;2024-01-02 10:00;1,5\n"Öbo; norra";2024-03-01;1 000,25\n;;\n'


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_encodings_and_separators(tmp_path: Path, encoding: str, separator: str):
    file = tmp_path / "f.csv"
    text = TEXT.replace("Öbo; norra", "Öbo norra").replace(";", separator)
    file.write_bytes(text.encode(encoding))
    found = read(file, {"place": "plats", "time": "tid", "x": "x"})
    assert found["place"].tolist() == ["Åsen", "Öbo norra", ""]
    assert found["x"][:2].tolist() == [1.5, 1000.25] and np.isnan(found["x"][2])
    assert found["time"][0] == np.datetime64("2024-01-02T10:00")
    assert np.isnat(found["time"][2])


def written(tmp_path: Path, text: str, **columns: str) -> Columns:
    file = tmp_path / "f.csv"
    file.write_text(text, encoding="utf-8")
    return read(file, columns)


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        (["2024-03-31", "2024-04-01"], "2024-03-31"),
        (["2024/3/31", "2024/04/01"], "2024-03-31"),
        (["31.3.2024", "01.04.2024"], "2024-03-31"),
        (["31/03/2024 12:30", "01/04/2024 00:00"], "2024-03-31T12:30"),
        (["03/31/2024", "04/01/2024"], "2024-03-31"),
        (["20240331", "20240401"], "2024-03-31"),
        (["2024-03", "2024-04"], "2024-03-01"),
        (["2024-03-31T23:30:00Z", "2024-04-01T00:00:00+02:00"], "2024-04-01T01:30"),
    ],
)
def test_ways_to_write_a_time(tmp_path: Path, cells: list[str], first: str):
    found = written(tmp_path, "tid;n\n" + "".join(f"{c};1\n" for c in cells), time="tid")
    assert found["time"][0] == np.datetime64(first)


def test_plain_numbers_stay_numbers(tmp_path: Path):
    found = written(tmp_path, "tid;n\n1977;1\n12,5;1\n", time="tid")
    assert found["time"].tolist() == [1977, 12.5] == days(found["time"]).tolist()


def test_a_file_without_headers_is_read_by_numbers(tmp_path: Path):
    found = written(
        tmp_path, "Grant   1 1977 2 2\nTaos 3   1974 8 2\n", place="1", count="2", time="3"
    )
    assert found["place"].tolist() == ["Grant", "Taos"]
    assert found["count"].tolist() == [1, 3]


@pytest.mark.parametrize(
    ("text", "columns", "said"),
    [
        ("", {"x": "a"}, "tom"),
        ("a;b\n", {"x": "a"}, "inga rader"),
        ("a;b\n1;2\n", {"x": "c"}, "»a«, »b«"),
        ("a;b\n1;2\n\nhej;3\n", {"x": "a"}, "Rad 4, kolumnen »a«: »hej«"),
        ("a;b\n1;2\ninf;3\n", {"x": "a"}, "Rad 3, kolumnen »a«"),
        ("a;b\n1;2\n1;2;3\n", {"x": "a"}, "Rad 3: raden har 3 celler"),
        ("a;b\n2024-02-30;2\n", {"time": "a"}, "Rad 2, kolumnen »a«"),
        ("a;b\n01/02/2024;2\n", {"time": "a"}, "dag och med månad"),
        ('a,b\n"1,234",2\n', {"x": "a"}, "tusentals"),
        ("a;a\n1;2\n", {"x": "a"}, "flera kolumner"),
    ],
)
def test_bad_files_are_told_of(tmp_path: Path, text: str, columns: dict[str, str], said: str):
    with pytest.raises(BadInput, match=said):
        written(tmp_path, text, **columns)


def test_a_million_rows_keep_their_order(tmp_path: Path):
    """DuckDB's plans may scramble rows between one column and the next; ours may not."""
    file = str(tmp_path / "many.csv")
    duckdb.sql("SELECT i AS n, i % 97 AS place, TIMESTAMP '2020-01-01' + to_seconds(i) AS t"
               " FROM range(300000) r(i)").write_csv(file)  # fmt: skip
    found = read(file, {"x": "n", "place": "place", "time": "t"})
    assert (found["x"] == np.arange(300_000)).all()
    assert (found["place"].astype(int) == np.arange(300_000) % 97).all()
    assert (np.diff(found["time"]).astype(np.int64) == 1_000_000).all()


@pytest.mark.parametrize(
    ("x", "y", "crs", "said"),
    [
        ([59.3], [18.0], None, "varandras"),
        ([59.3], [18.0], "EPSG:4326", "varandras"),
        ([35.1], [-89.9], "4326", "varandras"),
        ([6580000], [674000], "3006", "varandras"),
        ([18, 674000], [59, 6580000], "EPSG:4326", "inga grader"),
        ([674000, 18], [6580000, 59], "EPSG:3006", "ser ut som grader"),
        ([1, 5], [1, 5], None, "--crs"),
        ([1], [1], "jorden", "okänt"),
    ],
)
def test_coordinates_that_are_not_what_they_are_said_to_be(x, y, crs, said):
    with pytest.raises(BadInput, match=said):
        to_plane(np.array(x, float), np.array(y, float), crs)


def test_degrees_become_metres_and_come_back():
    plane = to_plane(np.array([18.0, np.nan]), np.array([59.3, 59.3]), None)
    assert plane.epsg == 3006 and np.isnan(plane.x[1])
    assert plane.x[0] == pytest.approx(670817.92, abs=0.1)
    there = plane.degrees(plane.x, plane.y)
    assert there[0][0] == pytest.approx(18.0) and there[1][0] == pytest.approx(59.3)


def test_rows_with_gaps_are_counted_and_not_one_whole_row_is_refused(tmp_path: Path):
    found = written(tmp_path, "x;y\n1;2\n3;\n", x="x", y="y")
    assert found.complete("x", "y").tolist() == [True, False]
    assert "1 av 2 rader" in found.warnings[0]
    with pytest.raises(Refusal):
        written(tmp_path, "x;y\n1;\n;2\n", x="x", y="y").complete("x", "y")


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_benjamini_hochberg(p: list[float]):
    q = benjamini_hochberg(p)
    assert (q >= np.array(p) - 1e-12).all() and (q <= 1).all()
    n, order = len(p), np.sort(p)
    by_hand = [min(order[j] * n / (j + 1) for j in range(i, n)) for i in range(n)]
    assert np.sort(q) == pytest.approx(np.minimum(by_hand, 1))


def test_what_a_row_lacks_is_named(tmp_path: Path):
    found = written(tmp_path, "tid;x\n2024-01-02;1\n2024-01-03;\n", time="tid", x="x")
    assert found.complete("time", also=~np.isnan(found["x"])).tolist() == [True, False]
    assert found.warnings == ["1 av 2 rader saknar läge."]
    with pytest.raises(Refusal, match=r"behövs: läge\.$"):
        found.complete("time", also=np.zeros(2, bool))


@pytest.mark.parametrize(("cell", "told"), [("1711922400", 1), ("19813", 0), ("202413", 0)])
def test_numbers_as_large_as_seconds_are_told(tmp_path: Path, cell: str, told: int):
    found = written(tmp_path, f"tid;n\n{cell};1\n", time="tid")
    assert sum("sekunder sedan 1970" in warning for warning in found.warnings) == told
