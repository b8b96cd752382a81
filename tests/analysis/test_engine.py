"""Every query gives the same answer on DuckDB and on Spark."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from samsyn.analysis import queries
from samsyn.analysis.counts import counts
from samsyn.analysis.engine import Answer, DuckDB, Spark, ask, engine
from samsyn.analysis.queries import Source

SOURCE = {key: key for key in ("place", "kind", "time", "sex", "age", "x", "y")}
PARAMETERS: dict[str, dict[str, Any]] = {
    "per_cell": {"size": 50.0},
    "per_cell_month": {"size": 50.0},
    "two_periods": {"first": 17_000, "then": 17_365, "last": 17_730},
}


@pytest.fixture(scope="module")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Rows with gaps, before and after 1970, on both sides of 0."""
    file = str(tmp_path_factory.mktemp("rows") / "rows.parquet")
    duckdb.sql(
        "SELECT CASE WHEN i % 97 = 0 THEN NULL ELSE 'Ö''' || (hash(i) % 41) END AS place,"
        " 'brott ' || (hash(i + 7) % 5) AS kind,"
        " TIMESTAMP '1965-01-01' + to_seconds((hash(i * 3 + 1) % 1900000000)::BIGINT) AS time,"
        " CASE WHEN i % 2 = 0 THEN 'kvinna' ELSE 'man' END AS sex,"
        " CASE WHEN i % 11 = 0 THEN NULL ELSE (hash(i + 99) % 90)::INT END AS age,"
        " (hash(i + 5) % 10000) / 10.0 - 500 AS x, (hash(i + 6) % 10000) / 10.0 AS y"
        " FROM range(20000) r(i)"
    ).write_parquet(file)
    return file


@pytest.fixture(scope="module")
def spark(parquet: str) -> Iterator[Spark]:
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    pytest.importorskip("sqlglot", reason="the extra [spark] is not installed")
    if not shutil.which("java"):
        pytest.skip("Spark needs Java, which is not on this machine")
    session = (
        sql.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    found = engine(session)
    assert isinstance(found, Spark)
    found.open(Source(parquet, **SOURCE))
    yield found
    session.stop()


@pytest.fixture(scope="module")
def local(parquet: str) -> DuckDB:
    found = DuckDB()
    found.open(Source(parquet, **SOURCE))
    return found


def rows(answer: Answer) -> list[tuple[Any, ...]]:
    columns = [
        [None if v is None or str(v) == "nan" else v for v in column.tolist()]
        for column in answer.values()
    ]
    return sorted(zip(*columns, strict=True), key=repr)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", queries.NAMES)
def test_spark_answers_as_duckdb_does(name: str, local: DuckDB, spark: Spark):
    here, there = (ask(one, name, **PARAMETERS.get(name, {})) for one in (local, spark))
    assert list(here) == list(there)
    assert [column.dtype for column in here.values()] == [c.dtype for c in there.values()]
    assert rows(here) == rows(there)


def test_both_name_the_types_that_matter_alike(parquet: str, local: DuckDB, spark: Spark):
    here, there = local.types(parquet), spark.types(parquet)
    assert list(here) == list(there)
    assert here["time"] == there["time"] == "TIMESTAMP"


@pytest.mark.parametrize("name", sorted(queries.GROUPS))
def test_every_group_sums_to_the_whole(name: str, local: DuckDB):
    assert ask(local, name)["n"].sum() == 20_000


def test_a_narrow_column_counts_as_the_time_does(tmp_path: Path, parquet: str, local: DuckDB):
    narrow = str(tmp_path / "narrow.parquet")
    duckdb.sql(
        "SELECT *, ((year(time) - 1970) * 12 + month(time) - 1)::SMALLINT AS m,"
        f" ((isodow(time) - 1) * 24 + hour(time))::UTINYINT AS h FROM '{parquet}'"
    ).write_parquet(narrow)
    ready = DuckDB()
    ready.open(Source(narrow, **(SOURCE | {"month": "m", "hour_of_week": "h"})))
    for by in (("place", "kind", "month"), ("hour_of_week",)):
        one, other = counts(ready, by), counts(local, by)
        assert (one.n == other.n).all()
        for key in by:
            assert one.keys[key].tolist() == other.keys[key].tolist()
    assert local.types(narrow)["m"] == "SMALLINT"


def test_weeks_begin_on_mondays_before_1970_too(local: DuckDB):
    found = counts(local, ("week", "weekday", "day"))
    assert (found.keys["week"] * 7 - 3 + found.keys["weekday"] == found.keys["day"]).all()
    assert np.unique(found.keys["weekday"]).tolist() == list(range(7))


def test_an_unknown_key_or_query_is_an_error(local: DuckDB):
    with pytest.raises(KeyError):
        counts(local, ("name; DROP TABLE",))
    with pytest.raises(KeyError):
        ask(local, "everything")
