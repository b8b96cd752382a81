"""Cells that point at a person, before anything of a file is kept or repeated in a message."""

from __future__ import annotations

from itertools import islice

import duckdb

from samsyn.situation.privacy import is_personal_number, told

# Text that a row keeps or a message may repeat. What holds no letters, no long number and no number
# in groups as telephone and personal numbers are written cannot point at anybody. Days and clocks
# must not match: they are many, and each match is looked at.
_SHOWN = ("kind", "place", "start", "start_time", "count")
GROUPS = (
    r"(?:^|[^\d-])(?:(?:\+|00|07)\d(?:[^\d:,]{0,3}\d){7}|0\d{1,3} ?[-–/] ?\d(?: ?\d){4})"
    r"|\d\d(?:[^\d:]\d\d){2}[^\d:]{1,3}\d{4}"
)
_SUSPECT = rf"\p{{L}}{{2}}|@|\d{{6}}|{GROUPS}"
_SHAPE = r"(\d\d)?\d{6}[-+ ]?\d{4}"
SAMPLE = 2_000
FEWEST = 20
# Numbers in a row have the check digit of a personal number one time in ten
BY_CHANCE = 0.3


def find_personal(con: duckdb.DuckDBPyConnection) -> None:
    """The table `personal`: each such text and what it holds; of ids, only the texts themselves.

    Reads the table `trimmed`. Distinct texts are few: the same kinds and places come again.
    """
    con.execute("CREATE TABLE personal (value VARCHAR, what VARCHAR)")
    columns = ", ".join(f'"{name}"' for name in _SHOWN)
    values = con.execute(
        f"SELECT DISTINCT value FROM (UNPIVOT (SELECT {columns} FROM trimmed)"
        f" ON COLUMNS(*) INTO NAME field VALUE value) WHERE regexp_matches(value, '{_SUSPECT}')"
    ).fetchall()
    found = dict.fromkeys(_ids(con), "personnummer")
    found |= {value: what for (value,) in values if (what := told(value))}
    if found:
        con.execute(
            "INSERT INTO personal SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[])",
            [list(found), list(found.values())],
        )


def _ids(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The ids that are personal numbers; none when they pass its test no oftener than by chance."""
    rows = con.execute(f"SELECT DISTINCT id FROM trimmed WHERE regexp_full_match(id, '{_SHAPE}')")
    ids = (row[0] for row in iter(rows.fetchone, None))
    first = list(islice(ids, SAMPLE))
    hits = [value for value in first if is_personal_number(value)]
    if len(first) >= FEWEST and len(hits) < BY_CHANCE * len(first):
        return []
    return hits + [value for value in ids if is_personal_number(value)]
