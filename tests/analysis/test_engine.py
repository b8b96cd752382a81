"""Every query gives the same answer on DuckDB and on Spark."""

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import numpy as np
import pytest

from samsyn.analysis import queries
from samsyn.analysis.cli import main
from samsyn.analysis.counts import counts
from samsyn.analysis.engine import Answer, DuckDB, Spark, ask, engine
from samsyn.analysis.queries import Source

SOURCE = {key: key for key in ("place", "kind", "time", "sex", "age", "x", "y")}
PARAMETERS: dict[str, dict[str, Any]] = {
    "per_cell": {"size": 50.0},
    "per_cell_month": {"size": 50.0},
    "two_periods": {"first": 17_000, "then": 17_365, "last": 17_730},
}


class Server(NamedTuple):
    """A running Spark: its own session, and the address it listens to."""

    session: Any
    address: str


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
def server() -> Iterator[Server]:
    """A Spark on this machine, which serves Spark Connect too where its client is installed."""
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    pytest.importorskip("sqlglot", reason="the extra [spark] is not installed")
    if not shutil.which("java"):
        pytest.skip("Spark needs Java, which is not on this machine")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    builder = (
        sql.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.plugins", "org.apache.spark.sql.connect.SparkConnectPlugin")
        .config("spark.connect.grpc.binding.address", "127.0.0.1")
        .config("spark.connect.grpc.binding.port", str(port))
    )
    session = builder.getOrCreate()
    yield Server(session, f"sc://127.0.0.1:{port}")
    session.stop()


@pytest.fixture(scope="module", params=["session", "connect"])
def spark(request: pytest.FixtureRequest, server: Server, parquet: str) -> Iterator[Spark]:
    """The same Spark by its own session, and over the network by a Connect client's."""
    connected = request.param == "connect"
    session = connect(server.address) if connected else server.session
    found = engine(session)
    assert isinstance(found, Spark)
    found.open(Source(parquet, **SOURCE))
    yield found
    if connected:  # or it would look for its server long after that has stopped
        session.stop()


def connect(address: str) -> Any:
    """A Connect session; pyspark's own door to it is shut where a plain session already runs."""
    pytest.importorskip("grpc", reason="pyspark[connect] is not installed")
    there = pytest.importorskip("pyspark.sql.connect.session")
    return there.SparkSession.builder.remote(address).getOrCreate()


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


@pytest.mark.timeout(600)
def test_the_command_line_counts_by_a_server_as_by_duckdb(
    server: Server, parquet: str, capsys: pytest.CaptureFixture[str]
):
    """Its own process, as with any server: pyspark has one session of one sort in each."""
    pytest.importorskip("grpc", reason="pyspark[connect] is not installed")
    call = ["counts", parquet, "--place", "place", "--time", "time", "--by", "place,year", "--json"]
    assert main(call) == 0
    here = json.loads(capsys.readouterr().out)
    run = "import sys; from samsyn.analysis.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run([sys.executable, "-c", run, *call, "--spark", server.address],
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    there = json.loads(done.stdout)
    assert here["result"] and sorted(here["result"], key=repr) == sorted(there["result"], key=repr)


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
