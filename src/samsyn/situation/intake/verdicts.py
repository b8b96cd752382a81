"""Every row of a file gets a verdict: taken, duplicate, or rejected with line and reason.

The judging is done by DuckDB on the clean CSV that `stage` wrote; the statements stand in
`judge.sql`. Points are placed by shapely in between.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from samsyn.figures.numbers import swedish

from . import geo
from .counted import Count
from .limits import LIMITS, BadFile, Limits
from .mapping import FIELDS, Mapping
from .personal import find_personal
from .stage import stage

Progress = Callable[[int, str], None]


@dataclass(frozen=True)
class Ground:
    """What rows are judged against: known places, known crime codes, and the day it is.

    `layers` are outlines, finest first. `names` are the names and codes of places, any case.
    `codes` maps crime codes to names. `area` is the name of the whole, for messages. What began
    before `earliest` is no longer kept, and is refused when it comes again.
    """

    today: date
    layers: Sequence[geo.Layer] = ()
    names: Dict[str, int] = field(default_factory=dict)
    codes: Dict[str, str] = field(default_factory=dict)
    area: str = "området"
    earliest: date = date.min


@dataclass(frozen=True)
class Outcome:
    """The verdicts of a file. `read` = `taken` + `duplicate` + `rejected`, always.

    `rejects` are (line, Swedish reason); `counts` are (place, kind, first of month, n), where n
    sums the rows' own numbers (`antal`); `notes` say how many were taken with which remark.
    """

    read: int
    taken: int
    duplicate: int
    rejected: int
    placeless: int
    months: tuple[date, date] | None
    rejects: list[tuple[int, str]]
    counts: list[Count]
    notes: dict[str, int]


def judge(
    path: Path,
    mapping: Mapping,
    ground: Ground,
    rows_to: Path,
    *,
    earlier: Sequence[Path] = (),
    progress: Progress = lambda percent, step: None,
    limits: Limits = LIMITS,
) -> Outcome:
    """Read `path`, write the rows taken to `rows_to` (Parquet) and tell the verdicts.

    `earlier` are the row files of the source's live batches: a row found there is a duplicate.
    With an id, the same id and kind is the same row. Without one, the k-th of several equal rows
    is the same as the k-th equal row before: two equal crimes stay two, and the same file again
    adds none. Raises `BadFile`; then `rows_to` is not written.
    """

    def heard(rows: int, share: float) -> None:
        so_far = f": {swedish(rows)} rader hittills" if rows else ""
        progress(1 + int(32 * share), f"Läser filen{so_far}")

    with tempfile.TemporaryDirectory(dir=rows_to.parent, prefix=f"{rows_to.name}-") as folder:
        clean = Path(folder) / "clean.csv"
        count = stage(path, mapping, clean, limits, heard, fields=_told(mapping))
        progress(33, f"Bedömer {swedish(count)} rader")
        with duckdb.connect(config={"memory_limit": "200MB", "threads": 2}) as con:
            con.execute(f"SET temp_directory = '{folder}'")
            _load(con, clean, mapping, ground)
            _run(con, "trim")
            find_personal(con)
            _run(con, "parse")
            progress(66, "Lägger händelserna på kartan")
            _place(con, mapping, ground)
            progress(73, "Söker dubbletter")
            _remember(con, earlier)
            _run(con, "decide")
            progress(88, "Skriver raderna")
            outcome = _outcome(con)
            con.execute(_part("rows").format(path=str(rows_to).replace("'", "''")))
    progress(94, "Sparar omdömena")
    return outcome


def _part(name: str) -> str:
    """The statements under the heading `-- == name ==` of judge.sql."""
    text = files(__package__).joinpath("judge.sql").read_text("utf-8")
    return text.split(f"-- == {name} ==\n")[1].split("-- == ")[0]


def _run(con: duckdb.DuckDBPyConnection, part: str) -> None:
    con.execute(_part(part))


def _told(mapping: Mapping) -> list[str]:
    """The fields that the file has a column for, in order."""
    return [field for field in FIELDS if field in mapping.columns()]


def _load(con: duckdb.DuckDBPyConnection, clean: Path, mapping: Mapping, ground: Ground) -> None:
    told = _told(mapping)
    columns = {"line": "BIGINT", "fault": "VARCHAR", **dict.fromkeys(told, "VARCHAR")}
    named = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    path = str(clean).replace("'", "''")
    con.execute(
        f"CREATE VIEW raw AS SELECT * FROM read_csv('{path}', columns = {{{named}}},"
        " header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"',"
        " new_line = '\\n')"
    )
    untold = [f'NULL::VARCHAR AS "{field}"' for field in FIELDS if field not in told]
    con.execute(f"CREATE VIEW untold AS SELECT {', '.join(['0 AS nothing', *untold])}")
    con.execute("CREATE TABLE names AS SELECT DISTINCT ON (name) * FROM (SELECT"
                " unnest(?::VARCHAR[]) AS name, unnest(?::BIGINT[]) AS place)",
                [[_plain(name) for name in ground.names], list(ground.names.values())])  # fmt: skip
    con.execute("CREATE TABLE codes AS SELECT unnest(?::VARCHAR[]) AS code,"
                " lower(unnest(?::VARCHAR[])) AS name",
                [list(ground.codes), list(ground.codes.values())])  # fmt: skip
    con.execute("CREATE TABLE asked AS SELECT ?::DATE AS today, ?::DATE AS earliest,"
                " ? AS kind_is, ? AS elsewhere, ? AS area, ? AS tallied",
                [ground.today, max(mapping.earliest, ground.earliest), mapping.kind_is,
                 mapping.elsewhere, ground.area, mapping.tallied])  # fmt: skip


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _place(con: duckdb.DuckDBPyConnection, mapping: Mapping, ground: Ground) -> None:
    """The table `spots`: line, metres east and north, place, and whether columns were swapped."""
    found = con.execute(
        "SELECT line, east, north FROM parsed WHERE reason IS NULL"
        " AND east IS NOT NULL AND north IS NOT NULL"
    ).fetchnumpy()
    source = geo.WGS84 if mapping.coordinates == "wgs84" else geo.SWEREF99TM
    x, y = (np.asarray(found[name], dtype=np.float64) for name in ("east", "north"))
    x, y, swapped = geo.unswapped(x, y, source)
    east, north = geo.to_sweref(x, y, source)
    inside = geo.in_sweden(east, north)
    spots = {
        "line": np.asarray(found["line"])[inside],
        "x": np.rint(east[inside]).astype(np.int32),
        "y": np.rint(north[inside]).astype(np.int32),
        "place": geo.locate(east[inside], north[inside], ground.layers),
        "swapped": swapped[inside],
    }
    con.register("placed", spots)
    con.execute("CREATE TABLE spots AS SELECT line, x, y, nullif(place, -1) AS place, swapped"
                " FROM placed")  # fmt: skip
    con.unregister("placed")


def _remember(con: duckdb.DuckDBPyConnection, earlier: Sequence[Path]) -> None:
    con.execute("CREATE TABLE known (key UBIGINT, n USMALLINT)")
    if earlier:
        con.execute(
            "INSERT INTO known SELECT key, n FROM read_parquet(?)", [[str(p) for p in earlier]]
        )


def _outcome(con: duckdb.DuckDBPyConnection) -> Outcome:
    def rows(part: str) -> list[Any]:
        return con.execute(_part(part)).fetchall()

    read, taken, duplicate, rejected, placeless, first, last = rows("totals")[0]
    if not read:
        raise BadFile("Filen har rubriker men inga rader.")
    return Outcome(
        read=read,
        taken=taken,
        duplicate=duplicate,
        rejected=rejected,
        placeless=placeless,
        months=(first, last) if taken else None,
        rejects=rows("rejects"),
        counts=rows("counts"),
        notes=dict(rows("notes")),
    )
