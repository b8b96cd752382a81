"""Who runs the queries: DuckDB on this machine, or a Spark that the organisation already has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis import queries
from samsyn.analysis.queries import Source

Answer = dict[str, NDArray[Any]]
Value = int | float | str
DENSE_BITS = 24
"""Groups by small whole numbers are counted in an array of up to 2^24 places instead of a hash
table, which takes a third of the time."""


class Engine(Protocol):
    """Runs SQL, written as in `queries`, over one source at a time."""

    def types(self, path: str) -> dict[str, str]:
        """The columns of Parquet files and SQL's names of their types, in capitals."""

    def open(self, source: Source) -> None:
        """Make the source the relation `incidents`."""

    def run(self, sql: str, parameters: Mapping[str, Value] | None = None) -> Answer:
        """The answer's columns as arrays: whole numbers int64, others float64, texts objects.

        A missing text is None, a missing number NaN in a column of float64.
        """


def ask(engine: Engine, name: str, **parameters: Value) -> Answer:
    """The answer to a named query of `queries`. Raises KeyError for a name that there is not."""
    return engine.run(queries.sql(name), parameters)


class DuckDB:
    """Local files, and object stores where DuckDB's extension for them is there."""

    def __init__(self, *, threads: int = 2, memory: str = "1GB") -> None:
        import duckdb

        self._con = duckdb.connect(config={"threads": threads, "memory_limit": memory})
        self._con.execute(f"SET perfect_ht_threshold = {DENSE_BITS}")
        self._con.execute("SET preserve_insertion_order = false")

    def types(self, path: str) -> dict[str, str]:
        asked = self._con.execute("DESCRIBE SELECT * FROM read_parquet(?)", [path])
        return {str(row[0]): str(row[1]) for row in asked.fetchall()}

    def open(self, source: Source) -> None:
        files = "read_parquet('" + source.path.replace("'", "''") + "')"
        self._con.execute(f"CREATE OR REPLACE TEMP VIEW incidents AS {source.view(files)}")

    def run(self, sql: str, parameters: Mapping[str, Value] | None = None) -> Answer:
        found = self._con.execute(sql, dict(parameters or {})).fetchnumpy()
        return {name: _even(column) for name, column in found.items()}


class Spark:
    """A SparkSession, or the address of a Spark Connect server (`sc://host:15002`).

    Needs the extra `[spark]` (sqlglot) and the platform's own pyspark.
    """

    def __init__(self, session: Any) -> None:
        if isinstance(session, str):
            from pyspark.sql import SparkSession

            session = SparkSession.builder.remote(session).getOrCreate()
        self._session = session

    def types(self, path: str) -> dict[str, str]:
        found = self._session.read.parquet(path).dtypes
        plain = {"timestamp_ntz": "TIMESTAMP", "timestamp": "TIMESTAMP WITH TIME ZONE"}
        return {name: plain.get(kind, kind.upper()) for name, kind in found}

    def open(self, source: Source) -> None:
        self._session.read.parquet(source.path).createOrReplaceTempView("incident_files")
        view = self.translated(source.view("incident_files"))
        self._session.sql(view).createOrReplaceTempView("incidents")

    def run(self, sql: str, parameters: Mapping[str, Value] | None = None) -> Answer:
        translated = self.translated(sql)
        frame = (
            self._session.sql(translated, args=dict(parameters))
            if parameters
            else self._session.sql(translated)
        )
        rows = frame.collect()
        return {
            name: _even(_column([row[i] for row in rows])) for i, name in enumerate(frame.columns)
        }

    @staticmethod
    def translated(sql: str) -> str:
        """DuckDB's SQL as Spark's."""
        import sqlglot

        return str(sqlglot.transpile(sql, read="duckdb", write="spark")[0])


def engine(setting: Any = "") -> Engine:
    """The engine for a setting: empty is DuckDB, a SparkSession or a `sc://` address is Spark."""
    return DuckDB() if isinstance(setting, str) and not setting else Spark(setting)


def _column(values: list[Any]) -> np.ma.MaskedArray[Any, Any]:
    gone = [value is None for value in values]
    kinds = {type(value) for value in values if value is not None}
    if kinds and not kinds <= {int, float, bool}:
        return np.ma.MaskedArray(np.array(values, object), gone)
    filled = [0 if value is None else value for value in values]
    return np.ma.MaskedArray(np.array(filled, float if float in kinds else np.int64), gone)


def _even(column: Any) -> NDArray[Any]:
    """The same types whoever answers."""
    mask, data = np.ma.getmaskarray(column), np.ma.getdata(column)
    if data.dtype.kind in "iub":
        if mask.any():
            return np.where(mask, np.nan, data.astype(float))
        return data.astype(np.int64, copy=False)
    if data.dtype.kind == "f":
        whole = bool(np.isfinite(data).all()) and not mask.any() and bool((data % 1 == 0).all())
        return data.astype(np.int64) if whole else np.where(mask, np.nan, data.astype(float))
    texts = np.array(data, dtype=object)
    texts[mask] = None
    return texts
