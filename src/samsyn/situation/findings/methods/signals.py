"""Months with more than earlier years let expect: flexible Farrington, or EARS while young."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis import Refusal, benjamini_hochberg
from samsyn.analysis.ears import ears
from samsyn.analysis.farrington import flexible
from samsyn.analysis.farrington.thresholds import quantile
from samsyn.analysis.verdicts import strength

from .material import Floats, Json, Material, finding, number
from .words import months_in_words

ALPHA = 0.05
MOST_YEARS, FEWEST_YEARS = 4, 2
BASELINE = 7
LEAST_OF_KIND = 60
"""A kind of incident with fewer in all its history is not judged on its own."""
FARRINGTON: Json = {
    "method": "farrington-flexible", "half_window": 1, "periods": 10, "exclude": 6,
    "threshold": "muan", "weights_threshold": 2.58, "alpha": ALPHA, "per_year": 12,
}  # fmt: skip
"""`muan` lets the uncertainty of what is expected count; without it one district in two had a false
signal for some kind on made-up data where nothing was planted (docs/decisions)."""
EARS: Json = {"method": "ears-c1", "baseline": BASELINE, "alpha": ALPHA}


@dataclass(frozen=True)
class Rhythm:
    """How the steps of a series are judged: months, or weeks. No year has more steps than
    `longest_year`."""

    steps: str
    longest_year: int
    farrington: Json


MONTHLY = Rhythm("månader", 12, FARRINGTON)


@dataclass(frozen=True)
class Judged:
    """Arrays (series, judged months); NaN where there are too few incidents to say."""

    expected: Floats
    low: Floats
    upper: Floats
    alarm: NDArray[np.bool_]
    q: Floats
    parameters: Json

    def kinds(self, s: int) -> list[str]:
        """`signal`, `possible`, `none` or `refused` for each month of a series."""
        return [
            "refused" if np.isnan(u) else (strength(float(q)) if a else "none")
            for u, a, q in zip(self.upper[s], self.alarm[s], self.q[s], strict=True)
        ]


def judged(
    table: NDArray[Any], times: NDArray[np.datetime64], last: int, rhythm: Rhythm = MONTHLY
) -> Judged:
    """The `last` steps of each series (series, time). Raises `Refusal` for too short a history."""
    first = table.shape[1] - last
    years = min(MOST_YEARS, (first - 1) // rhythm.longest_year)
    at = np.arange(first, table.shape[1])
    if years >= FEWEST_YEARS:
        how = {k: v for k, v in rhythm.farrington.items() if k != "method"}
        dates = times.astype("datetime64[D]")
        found = flexible(table, at, years_back=years, dates=dates, **how)
        low = quantile(ALPHA, found.expected, found.dispersion)
        low = np.where(np.isnan(found.upper), np.nan, np.maximum(low, 0))
        told = (found.expected, low, found.upper, found.alarm)
        given = rhythm.farrington | {"years_back": years}
        return Judged(*told, benjamini_hochberg(found.p), given)
    if first < BASELINE:
        raise Refusal(
            f"Det finns {first} {rhythm.steps} före perioden. Det behövs minst {BASELINE} för att"
            " säga vad som kunde väntas."
        )
    early = ears(table, at, baseline=BASELINE, alpha=ALPHA, min_sigma=1.0)
    low = np.maximum(2 * early.expected - early.upper, 0)
    q = benjamini_hochberg(early.p)
    return Judged(early.expected, low, early.upper, early.alarm, q, EARS)


def by_line(material: Material) -> Json:
    """The expected band and the signals of each priority area and of all incidents."""
    table = np.array([material.series(line) for line in material.lines])
    try:
        found = judged(table, material.months, material.judged)
    except Refusal as refusal:
        return finding("refused", str(refusal))
    series = [
        _line(material, s, found, table[s, -material.judged :]) for s in range(len(material.lines))
    ]
    return finding(*verdict(series), result={"series": series}, **_how(material, found))


def by_kind(material: Material) -> Json:
    """The kinds of incident that had more than expected in some month."""
    kinds = [k for k, n in material.history.items() if n.sum() >= LEAST_OF_KIND]
    if not kinds:
        return finding("refused", "Inget slag av händelse är så vanligt att det kan bedömas.")
    table = np.array([material.history[kind] for kind in kinds])
    try:
        found = judged(table, material.months, material.judged)
    except Refusal as refusal:
        return finding("refused", str(refusal))
    rows: list[Json] = []
    for s, kind in enumerate(kinds):
        marks = found.kinds(s)
        strongest = next((mark for mark in ("signal", "possible") if mark in marks), None)
        if strongest is None:
            continue
        months = zip(_months(material), marks, strict=True)
        rows.append({
            "key": kind, "name": material.named(kind), "kind": strongest,
            "months": [month for month, mark in months if mark == strongest],
            "n": int(table[s, -material.judged :].sum()),
        })  # fmt: skip
    rows.sort(key=lambda row: (row["kind"] != "signal", -row["n"]))
    how = _how(material, found) | {"kinds": len(kinds)}
    return finding(*verdict_of_kinds(rows), {"rows": rows}, **how)


def verdict_of_kinds(rows: list[Json]) -> tuple[str, str]:
    """The clearest kinds and their months."""
    if not rows:
        return "none", "Inget slag av händelse har fler än väntat någon månad."
    named = "; ".join(f"{r['name']} ({months_in_words(r['months'])})" for r in rows[:3])
    strong = rows[0]["kind"]
    head = "Fler än väntat" if strong == "signal" else "Möjligen fler än väntat"
    return strong, f"{head}: {named}."


def _line(material: Material, s: int, found: Judged, counts: NDArray[Any]) -> Json:
    line, marks = material.lines[s], found.kinds(s)
    months = [
        {"month": month, "n": int(n), "expected": number(e), "low": number(low),
         "high": number(high), "kind": mark}
        for month, n, e, low, high, mark in zip(
            _months(material), counts, found.expected[s], found.low[s], found.upper[s], marks,
            strict=True,
        )
    ]  # fmt: skip
    kind, words = of_line(months)
    return {"key": line.key, "name": line.name, "kind": kind, "words": words, "months": months,
            "least": int(material.series(line).min())}  # fmt: skip


def of_line(months: list[Json]) -> tuple[str, str]:
    """What can be said of one line."""
    marks = [m["kind"] for m in months]
    if all(mark == "refused" for mark in marks):
        return "refused", "För få händelser för att säga vad som kunde väntas."
    for kind, head in (("signal", "Fler än väntat"), ("possible", "Möjligen fler än väntat")):
        if when := [m["month"] for m in months if m["kind"] == kind]:
            return kind, f"{head} i {months_in_words(when)}."
    return "none", "Inom det väntade alla månader som kan bedömas."


def verdict(series: list[Json]) -> tuple[str, str]:
    """What can be said of all lines together."""
    for kind, head in (("signal", "Fler än väntat"), ("possible", "Möjligen fler än väntat")):
        if named := [s["name"] for s in series if s["kind"] == kind]:
            return kind, f"{head} någon månad: {', '.join(named)}."
    if all(s["kind"] == "refused" for s in series):
        return "refused", "För få händelser för att säga vad som kunde väntas."
    return "none", "Inget område har fler händelser än väntat någon månad."


def _months(material: Material) -> list[str]:
    return [str(m) for m in material.months[-material.judged :].astype("datetime64[M]")]


def _how(material: Material, found: Judged) -> Json:
    given = found.parameters
    command = (
        "samsyn analyse signals manader.csv --time manad --count antal --series omrade"
        f" --method {given['method']} --alpha {ALPHA} --last {material.judged}"
    )
    if "years_back" in given:
        command += f" --years-back {given['years_back']} --threshold {given['threshold']}"
    else:
        command += f" --baseline {BASELINE} --min-sigma 1"
    return {
        "parameters": given | {"months": len(material.months), "judged": material.judged,
                               "correction": "Benjamini-Hochberg"},
        "query": "counts_by_kind_month", "seed": None, "doc": "signals", "command": command,
    }  # fmt: skip
