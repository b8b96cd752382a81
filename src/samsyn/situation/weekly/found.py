"""What a weekly picture tells, from counts by week. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np

from samsyn.analysis import Refusal
from samsyn.situation.findings.methods import clock
from samsyn.situation.findings.methods.material import Json, Line, Rows, number
from samsyn.situation.findings.methods.signals import ALPHA, Judged, Rhythm, judged
from samsyn.situation.week import Week

from .counted import RECENT, ByWeek

FORMAT = "samsyn.week/1"
SHOWN = 26
"""Weeks drawn: half a year."""
JUDGED = 8
LEAST_OF_KIND = 60
"""A kind of incident with fewer in all its history is not judged on its own."""
MOST = 8
WEEKLY = Rhythm(
    "veckor",
    53,
    {
        "method": "farrington-flexible", "half_window": 3, "periods": 10, "exclude": 26,
        "threshold": "muan", "weights_threshold": 2.58, "alpha": ALPHA, "per_year": 52,
    },
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What a week's picture is made of. `parts` are keys and names; `home` the part of a place."""

    week: Week
    counts: ByWeek
    rows: Rows
    lines: tuple[Line, ...]
    kind_names: Mapping[str, str]
    parts: tuple[tuple[str, str], ...]
    home: Mapping[int, str]


def found(told: Told) -> Json:
    """The content of a weekly picture: true numbers, for the group alone."""
    latest = told.counts.latest
    lines, verdict, how = _lines(told)
    return {
        "format": FORMAT,
        "week": {"since": told.week.since.isoformat(), "label": str(told.week)},
        "latest": latest.isoformat() if latest else None,
        "whole": bool(latest and latest >= told.week.until - timedelta(days=1)),
        "lines": lines,
        "verdict": verdict,
        "kinds": _kinds(told),
        "parts": _parts(told),
        "clock": clock.of_rows(told.lines[0], told.rows),
        "how": how,
    }


def _lines(told: Told) -> tuple[list[Json], Json, Json]:
    """Every line week by week, with what was expected of the latest."""
    table = np.array([told.counts.of(line.kinds) for line in told.lines])
    try:
        found: Judged | None = _judged(told, table, JUDGED)
        why = ""
    except Refusal as refusal:
        found, why = None, str(refusal)
    rows = [_line(told, line, table[s], found, s) for s, line in enumerate(told.lines)]
    if found is None:
        return rows, {"kind": "refused", "words": why}, {}
    return rows, _verdict(rows), found.parameters | {"correction": "Benjamini-Hochberg"}


def _judged(told: Told, table: Any, last: int) -> Judged:
    first = np.datetime64(told.counts.first.since)
    times = first + 7 * np.arange(table.shape[1])
    return judged(table, times, min(last, table.shape[1]), WEEKLY)


def _line(told: Told, line: Line, counts: Any, found: Judged | None, s: int) -> Json:
    length = len(counts)
    shown = min(SHOWN, length)
    begin = length - (0 if found is None else found.expected.shape[1])
    weeks = []
    for at in range(length - shown, length):
        row: Json = {"since": told.counts.first.back(-at).since.isoformat(), "n": int(counts[at])}
        if found is not None and at >= begin:
            k = at - begin
            row |= {"expected": number(found.expected[s, k]), "low": number(found.low[s, k]),
                    "high": number(found.upper[s, k]), "kind": found.kinds(s)[k]}  # fmt: skip
        weeks.append(row)
    kind = weeks[-1].get("kind", "refused")
    return {
        "key": line.key, "name": line.name, "n": int(counts[-1]),
        "before": int(counts[-2]) if length > 1 else None,
        "year_before": int(counts[-53]) if length > 52 else None,
        "kind": kind, "words": _words(weeks[-1], kind), "weeks": weeks,
    }  # fmt: skip


def _words(row: Json, kind: str) -> str:
    if kind == "refused":
        return "För få händelser för att säga vad som kunde väntas."
    if kind == "none":
        return "Inom det väntade."
    return {"signal": "Fler än väntat.", "possible": "Möjligen fler än väntat."}[kind]


def _verdict(rows: list[Json]) -> Json:
    """The week in a sentence: where there was more than expected."""
    for kind, head in (("signal", "Fler än väntat"), ("possible", "Möjligen fler än väntat")):
        if named := [row["name"] for row in rows if row["kind"] == kind]:
            return {"kind": kind, "words": f"{head}: {', '.join(named)}."}
    if all(row["kind"] == "refused" for row in rows):
        return {"kind": "refused", "words": "För få händelser för att säga vad som kunde väntas."}
    return {"kind": "none", "words": "Inget område hade fler händelser än väntat."}


def _kinds(told: Told) -> Json:
    """The commonest kinds of the week, and those with more than expected."""
    counts = told.counts.kinds
    common = sorted((k for k, n in counts.items() if n[-1]), key=lambda k: (-counts[k][-1], k))
    named = [k for k, n in counts.items() if n.sum() >= LEAST_OF_KIND]
    out: list[Json] = []
    if named:
        try:
            found = _judged(told, np.array([counts[k] for k in named]), 1)
        except Refusal:
            found = None
        for s, kind in enumerate(named):
            mark = "refused" if found is None else found.kinds(s)[0]
            if found is not None and mark in ("signal", "possible"):
                expected = number(found.expected[s, 0], 3)
                out.append(_kind(told, kind) | {"kind": mark, "expected": expected})
    out.sort(key=lambda row: (row["kind"] != "signal", -row["n"]))
    return {"more": out, "common": [_kind(told, kind) for kind in common[:MOST]]}


def _kind(told: Told, kind: str) -> Json:
    n, name = told.counts.kinds[kind], told.kind_names.get(kind)
    before = int(n[-2]) if len(n) > 1 else None
    label = f"{name} ({kind})" if name else kind
    return {"key": kind, "name": label, "n": int(n[-1]), "before": before}


def _parts(told: Told) -> list[Json]:
    """The week in each part of the place, beside the mean of the weeks before."""
    recent = min(RECENT - 1, told.counts.weeks - 1)
    sums: dict[str, Any] = {}
    for place, n in told.counts.places.items():
        key = told.home.get(place, "")
        sums[key] = sums.get(key, 0) + n
    rows = []
    for key, name in (*told.parts, ("", "Utan närmare plats")):
        if key not in sums and not key:
            continue
        n = sums.get(key, np.zeros(told.counts.weeks))
        week, usual = int(n[-1]), float(n[-1 - recent : -1].mean()) if recent else 0.0
        rows.append({"key": key, "name": name, "n": week, "usual": round(usual, 1)})
    return rows
