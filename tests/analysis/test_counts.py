"""How many: equal to DuckDB's own totals, whatever way the rows come."""

from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.analysis.counts import calendar, place_rates, tabulate
from samsyn.analysis.rates import rate
from tests.analysis.calling import faulty, told
from tests.analysis.shared import shared

ROWS = (
    "SELECT 'B' || (hash(i) % 7) AS plats, 'brott ' || (hash(i + 7) % 3) AS brott,"
    " TIMESTAMP '2022-11-03' + to_seconds((hash(i * 3 + 1) % 50000000)::BIGINT) AS tid,"
    " (hash(i + 5) % 90)::INT AS alder FROM range(5000) r(i)"
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    csv, parquet = tmp_path / "f.csv", tmp_path / "f.parquet"
    rows = duckdb.sql(ROWS)
    rows.write_csv(str(csv))
    rows.write_parquet(str(parquet))
    return csv, parquet


def test_both_files_give_duckdb_s_totals(files, capsys: pytest.CaptureFixture[str]):
    options = ("--place", "plats", "--kind", "brott", "--time", "tid")
    by = "place,kind,month"
    wanted = duckdb.sql(
        f"SELECT plats, brott, strftime(tid, '%Y-%m'), count(*) FROM '{files[1]}'"
        " GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    for file in files:
        result = told(capsys, "counts", file, *options, "--by", by)["result"]
        assert [tuple(row.values()) for row in result] == wanted


@pytest.mark.parametrize("key", ["year", "week", "day", "weekday", "hour", "hour-of-week"])
def test_parquet_and_csv_agree_on_the_calendar(files, key, capsys: pytest.CaptureFixture[str]):
    answers = [told(capsys, "counts", f, "--time", "tid", "--by", key)["result"] for f in files]
    assert answers[0] == answers[1]
    assert sum(row["n"] for row in answers[0]) == 5000


def test_bands_of_age(files, capsys: pytest.CaptureFixture[str]):
    result = told(capsys, "counts", files[0], "--age", "alder", "--by", "age",
                  "--age-bands", "0,18,65")["result"]  # fmt: skip
    assert {row["age"] for row in result} == {"0–17", "18–64", "65–"}
    n = duckdb.sql(f"SELECT count(*) FROM '{files[1]}' WHERE alder < 18").fetchall()[0][0]
    assert result[0] == {"age": "0–17", "n": n}


def test_rates_have_exact_intervals(tmp_path: Path, files, capsys: pytest.CaptureFixture[str]):
    people = tmp_path / "people.csv"
    people.write_text("plats;antal\n" + "".join(f"B{i};{1000 * (i + 1)}\n" for i in range(9)))
    found = told(capsys, "counts", files[0], "--place", "plats", "--by", "place",
                 "--population", "antal", "--population-file", people,
                 "--place-key", "plats")  # fmt: skip
    assert [row["place"] for row in found["result"]] == [f"B{i}" for i in range(9)]
    assert found["result"][8]["n"] == 0 and found["result"][8]["low"] == 0
    first = found["result"][0]
    exact = rate(first["n"], 1000)
    assert (first["low"], first["high"]) == pytest.approx((float(exact.low), float(exact.high)))
    assert found["verdict"]["kind"] == "signal" and first["q"] < 0.05


def test_places_by_their_outlines(capsys: pytest.CaptureFixture[str]):
    found = told(
        capsys, "counts", shared("sfhotspot/memphis_robberies.csv.gz"), "--x", "X", "--y", "Y",
        "--crs", "EPSG:4326", "--by", "place", "--place-key", "precinct",
        "--places", shared("sfhotspot/memphis_precincts.geojson"),
    )  # fmt: skip
    assert sum(row["n"] for row in found["result"]) == 2245
    assert "utanför" in found["warnings"][0]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=50), st.randoms())
def test_sums_hold_and_order_does_not_matter(rows, random):
    def counted(rows):
        place = np.array([r[0] for r in rows], dtype="U1")
        kind = np.array([r[1] for r in rows], dtype=np.int64)
        found = tabulate({"place": place, "kind": kind}, len(rows))
        keys = zip(found.keys["place"].tolist(), found.keys["kind"].tolist(), strict=True)
        return dict(zip(keys, found.n.tolist(), strict=True))

    before = counted(rows)
    assert sum(before.values()) == len(rows)
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert counted(shuffled) == before
    renamed = counted([({"a": "x", "b": "y", "c": "z"}[place], kind) for place, kind in rows])
    assert sorted(renamed.values()) == sorted(before.values())


def test_every_group_of_all_values():
    found = tabulate({"a": np.array(["x", "y"]), "b": np.array([1, 2])}, 2, every=True)
    assert found.n.tolist() == [1, 0, 0, 1]


def test_the_calendar_by_hand():
    moment = np.array(["2024-03-31T22:15", "NaT"], "datetime64[us]")  # a Sunday
    assert calendar(moment, "hour_of_week").tolist() == [6 * 24 + 22, -1]
    assert calendar(moment, "month").tolist() == [(2024 - 1970) * 12 + 2, -1]
    assert calendar(moment, "weekday").tolist() == [6, -1]


def test_a_place_is_held_against_the_others():
    found = place_rates(np.array([100, 10, 10, 0]), np.array([1000.0, 1000, 1000, 0]))
    assert found.q[0] < 0.001 and np.isnan(found.value[3])


def test_bad_input_is_one_line(files, capsys: pytest.CaptureFixture[str]):
    assert "kund" in faulty(capsys, "counts", files[0], "--by", "kund")
    assert "--time" in faulty(capsys, "counts", files[0], "--by", "month")
    assert "»fel«" in faulty(capsys, "counts", files[0], "--kind", "fel")
    late = ("counts", files[0], "--time", "tid", "--now", "2023-01-01")
    assert "framtiden" in faulty(capsys, *late)
    assert "framtiden" in faulty(capsys, "counts", files[1], *late[2:])
    assert "finns inte" in faulty(capsys, "counts", "nowhere.csv", "--kind", "a")


@pytest.mark.parametrize("kind", ["VARCHAR", "INTEGER", "BIGINT", "DOUBLE", "BOOLEAN", "DATE"])
def test_every_type_of_a_key_is_written_alike_with_and_without_the_engine(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """`--zeros` reads the rows; without it the engine counts them. Gaps among them or not."""
    cell = "DATE '2024-01-01' + (i % 3)::INT" if kind == "DATE" else "(i % 2)"
    for gap in ("-1", "0"):
        file = tmp_path / f"{kind}{gap}.parquet"
        duckdb.sql(f"SELECT CASE WHEN i <> {gap} THEN ({cell})::{kind} END AS k, 'a' AS p"
                   " FROM range(9) r(i)").write_parquet(str(file))  # fmt: skip
        call = ("counts", file, "--kind", "k", "--by", "kind")
        asked, read = (told(capsys, *call, *more)["result"] for more in ((), ("--zeros",)))
        assert sorted(asked, key=repr) == sorted(read, key=repr)


def test_parquet_without_rows_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "none.parquet"
    duckdb.sql("SELECT 'a' AS k WHERE false").write_parquet(str(file))
    assert "inga rader" in faulty(capsys, "counts", file, "--kind", "k")
