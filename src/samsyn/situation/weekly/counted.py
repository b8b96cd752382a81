"""Incidents by week, counted by DuckDB in the files of the deliveries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from samsyn.analysis import DuckDB
from samsyn.situation.findings.methods.material import Ints
from samsyn.situation.week import FIRST, Week

BY_WEEK = """
SELECT kind, {place} AS place, (epoch(starts)::BIGINT - {first}) // 604800 AS week,
  sum(n)::BIGINT AS n, max(starts)::DATE::VARCHAR AS latest
FROM read_parquet([{files}])
WHERE starts >= '{since}' AND starts < '{until}' AND (place IN ({places}){or_none})
GROUP BY ALL
"""
"""The named query `rows_by_week`. An incident belongs to the week in which it began."""
RECENT = 9
"""Weeks that are counted place by place: the week itself, and what is usual before it."""
OLDER = -1


@dataclass
class ByWeek:
    """Counts by kind over the weeks from `first`, and of the latest weeks by place (0: none)."""

    first: Week
    weeks: int
    kinds: dict[str, Ints] = field(default_factory=dict)
    places: dict[int, Ints] = field(default_factory=dict)
    latest: date | None = None

    def of(self, kinds: frozenset[str] | None) -> Ints:
        """All incidents together, or those of some kinds."""
        wanted = [n for kind, n in self.kinds.items() if kinds is None or kind in kinds]
        return np.sum(wanted, axis=0, dtype=np.int64) if wanted else np.zeros(self.weeks, np.int64)


def by_week(
    own: Iterable[Path], around: Iterable[Path], places: Iterable[int], first: Week, last: Week
) -> ByWeek:
    """Every week from the first to the last. `own` are deliveries about the place or within it,
    `around` those about a larger one: a row of theirs without a place is not of the place."""
    found = ByWeek(first, last.number - first.number + 1)
    listed = ", ".join(str(int(place)) for place in sorted(places)) or "-1"
    days = list[str]()
    for files, or_none in ((own, " OR place IS NULL"), (around, "")):
        there = sorted(path for path in files if path.is_file())
        if not there:
            continue
        quoted = ", ".join("'" + str(path).replace("'", "''") + "'" for path in there)
        since = last.back(RECENT - 1).since
        recent = f"CASE WHEN starts >= '{since}' THEN coalesce(place, 0) ELSE {OLDER} END"
        asked = {
            "files": quoted, "places": listed, "or_none": or_none, "place": recent,
            "since": first.since, "until": last.until,
            "first": (FIRST - date(1970, 1, 1)) // timedelta(seconds=1),
        }  # fmt: skip
        rows = DuckDB(memory="512MB").run(BY_WEEK.format(**asked))
        _add(found, rows, days)
    found.latest = date.fromisoformat(max(days)) if days else None
    found.kinds = dict(sorted(found.kinds.items()))
    return found


def _add(found: ByWeek, rows: Mapping[str, Any], days: list[str]) -> None:
    columns = (rows[name].tolist() for name in ("kind", "place", "week", "n", "latest"))
    for kind, place, week, n, latest in zip(*columns, strict=True):
        at = week - found.first.number
        found.kinds.setdefault(kind, np.zeros(found.weeks, np.int64))[at] += n
        if place != OLDER:
            found.places.setdefault(place, np.zeros(found.weeks, np.int64))[at] += n
        days.append(latest)
