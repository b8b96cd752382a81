"""The queries that touch rows, each written once and run by any engine.

They read a relation `incidents`, whose columns are those of `KEYS` that the source has. The SQL is
DuckDB's, held to what translates: plain groups, counts, sums of CASE, minima and maxima. Days count
from 1970-01-01 and months from January 1970, both as whole numbers, so that no engine's idea of a
week or a zone can differ. Answers come without an order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

KEYS = (
    "place", "kind", "sex", "age",  # as the source has them
    "year", "month", "week", "day", "weekday", "hour", "hour_of_week",
)  # fmt: skip
"""What can be counted by. `week` counts Mondays from 1969-12-29; `weekday` is 0 on Monday."""

GROUPS: dict[str, tuple[str, ...]] = {
    "total": (),
    "per_place": ("place",),
    "per_kind": ("kind",),
    "per_sex": ("sex",),
    "per_age": ("age",),
    "per_sex_age": ("sex", "age"),
    "per_place_sex_age": ("place", "sex", "age"),
    "per_year": ("year",),
    "per_month": ("month",),
    "per_week": ("week",),
    "per_day": ("day",),
    "per_weekday": ("weekday",),
    "per_hour_of_week": ("hour_of_week",),
    "per_kind_month": ("kind", "month"),
    "per_kind_hour_of_week": ("kind", "hour_of_week"),
    "per_place_kind": ("place", "kind"),
    "per_place_month": ("place", "month"),
    "per_place_week": ("place", "week"),
    "per_place_hour_of_week": ("place", "hour_of_week"),
    "per_place_kind_month": ("place", "kind", "month"),
}

_OTHERS: dict[str, str] = {
    "span": "SELECT min(day) AS first_day, max(day) AS last_day, count(*) AS n FROM incidents",
    "per_cell": (
        "SELECT CAST(floor(x / $size) AS BIGINT) AS column_number,"
        " CAST(floor(y / $size) AS BIGINT) AS row_number, count(*) AS n FROM incidents"
        " WHERE x IS NOT NULL AND y IS NOT NULL GROUP BY 1, 2"
    ),
    "per_cell_month": (
        "SELECT CAST(floor(x / $size) AS BIGINT) AS column_number,"
        " CAST(floor(y / $size) AS BIGINT) AS row_number, month, count(*) AS n FROM incidents"
        " WHERE x IS NOT NULL AND y IS NOT NULL GROUP BY 1, 2, 3"
    ),
    "two_periods": (
        "SELECT place, sum(CASE WHEN day >= $first AND day < $then THEN 1 ELSE 0 END) AS before,"
        " sum(CASE WHEN day >= $then AND day < $last THEN 1 ELSE 0 END) AS after"
        " FROM incidents GROUP BY 1"
    ),
    "places_of_kind": (
        "SELECT kind, count(DISTINCT place) AS places, count(*) AS n FROM incidents GROUP BY 1"
    ),
    "same_month_year_before": (
        "WITH m AS (SELECT place, month, count(*) AS n FROM incidents GROUP BY 1, 2)"
        " SELECT a.place, a.month, a.n AS n, coalesce(b.n, 0) AS before FROM m AS a"
        " LEFT JOIN m AS b ON a.place = b.place AND a.month = b.month + 12"
    ),
}

NAMES = (*GROUPS, *_OTHERS)


def sql(name: str) -> str:
    """A named query. Raises KeyError."""
    return counted(GROUPS[name]) if name in GROUPS else _OTHERS[name]


def counted(by: Sequence[str]) -> str:
    """The query that counts rows by keys of `KEYS`. Raises KeyError for any other."""
    for key in by:
        if key not in KEYS:
            raise KeyError(key)
    if not by:
        return "SELECT count(*) AS n FROM incidents"
    keys = ", ".join(by)
    return f"SELECT {keys}, count(*) AS n FROM incidents GROUP BY {keys}"


@dataclass(frozen=True)
class Source:
    """Parquet files, and what their columns are called. Those not named are not there.

    `path` is a file, a folder with `*` or an object store's address that the engine can reach.
    `month` and `hour_of_week` are narrow whole numbers as in the answers, kept ready in the file,
    which is several times quicker than to make them of `time`.
    """

    path: str
    place: str | None = None
    kind: str | None = None
    time: str | None = None
    sex: str | None = None
    age: str | None = None
    x: str | None = None
    y: str | None = None
    month: str | None = None
    hour_of_week: str | None = None

    def view(self, files: str) -> str:
        """The query that gives `incidents` its columns; `files` is how the engine reads `path`."""
        own = ("place", "kind", "sex", "age", "x", "y")
        columns = {key: _name(name) for key in own if (name := getattr(self, key))}
        if self.time:
            columns |= _calendar(_name(self.time))
        for key in ("month", "hour_of_week"):
            if name := getattr(self, key):
                columns[key] = _name(name)
        listed = ", ".join(f"{what} AS {key}" for key, what in columns.items()) or "1 AS one"
        return f"SELECT {listed} FROM {files}"


def _calendar(time: str) -> dict[str, str]:
    day = f"datediff('day', DATE '1970-01-01', CAST({time} AS DATE))"
    weekday = f"((({day} + 3) % 7 + 7) % 7)"
    return {
        "year": f"year({time})",
        "month": f"((year({time}) - 1970) * 12 + month({time}) - 1)",
        "week": f"CAST(floor(({day} + 3) / 7.0) AS BIGINT)",
        "day": day,
        "weekday": weekday,
        "hour": f"hour({time})",
        "hour_of_week": f"({weekday} * 24 + hour({time}))",
    }


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
