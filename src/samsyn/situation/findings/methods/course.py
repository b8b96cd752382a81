"""How it runs over years and within the year: rising, falling, and months that stand out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis import benjamini_hochberg
from samsyn.analysis.gi_star import normal
from samsyn.analysis.verdicts import FALSE_SIGNALS, strength

from .material import Bools, Floats, Ints, Json, Material, finding, number
from .signals import LEAST_OF_KIND
from .words import MONTHS, listed

FEWEST_YEARS = 3
MONTH_LOW, MONTH_HIGH = 0.5, 1.6
"""A month stands out when it has under half or over 1.6 of what an even year would give it."""


def seasonal_kendall(years: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """z and p of a trend over years in `years` (series, years, 12), each month held against itself.

    S sums the signs of all later less earlier years of the same month, over the months; its
    variance takes ties into account. Months are taken to be independent.

    Source: R. M. Hirsch, J. R. Slack & R. A. Smith (1982), Techniques of trend analysis for monthly
    water quality data, Water Resources Research 18.
    """
    n = years.shape[1]
    s = np.zeros(len(years))
    for lag in range(1, n):
        s += np.sign(years[:, lag:] - years[:, :-lag]).sum(axis=(1, 2))
    variance = np.full(len(years), 12 * n * (n - 1) * (2 * n + 5) / 18)
    for i, table in enumerate(years):
        for month in table.T:
            ties = np.unique(month, return_counts=True)[1]
            variance[i] -= float((ties * (ties - 1) * (2 * ties + 5)).sum()) / 18
    z = np.where(variance > 0, (s - np.sign(s)) / np.sqrt(np.maximum(variance, 1e-9)), 0.0)
    return z, normal(z)


def trends(material: Material) -> Json:
    """Priority areas and kinds that rise or fall over all whole years of the history."""
    keys, names, table = _series(material)
    whole = table.shape[1] // 12
    if whole < FEWEST_YEARS:
        return finding("refused", f"En utveckling kräver minst {FEWEST_YEARS} hela år.")
    years = table[:, -12 * whole :].reshape(len(table), whole, 12)
    z, p = seasonal_kendall(years)
    q = benjamini_hochberg(p)
    totals = years.sum(axis=2)
    rows: list[Json] = [
        {"key": key, "name": name, "kind": kind, "way": "up" if z[i] > 0 else "down",
         "first": int(totals[i, 0]), "last": int(totals[i, -1]), "n": int(totals[i, -1]),
         "ratio": number(totals[i, -1] / totals[i, 0], 3) if totals[i, 0] else None,
         "q": number(q[i])}
        for i, (key, name) in enumerate(zip(keys, names, strict=True))
        if (kind := strength(float(q[i]))) != "none"
    ]  # fmt: skip
    rows.sort(key=lambda row: row["q"])
    how = _how(whole, len(keys))
    return finding(*verdict_of_trends(rows, whole), {"rows": rows, "years": whole}, **how)


def verdict_of_trends(rows: list[Json], years: int) -> tuple[str, str]:
    """What rises and what falls, the surest first."""
    if not rows:
        return "none", f"Inget ökar eller minskar säkert över {years} år."
    strong = rows[0]["kind"]
    sure = [row for row in rows if row["kind"] == strong]
    told = [
        f"{word} {listed([r['name'] for r in sure if r['way'] == way][:3])}"
        for way, word in (("up", "ökar"), ("down", "minskar"))
        if any(r["way"] == way for r in sure)
    ]
    head = "Över" if strong == "signal" else "Möjligen, över"
    return strong, f"{head} {years} år {' och '.join(told)}."


def seasons(material: Material) -> Json:
    """Months of the year that stand out in an area or a kind, in the same way each year."""
    keys, names, table = _series(material)
    whole = table.shape[1] // 12
    if whole < FEWEST_YEARS:
        return finding("refused", f"Ett årshjul kräver minst {FEWEST_YEARS} hela år.")
    first = int(material.months[-12 * whole].astype(int)) % 12
    years = np.roll(table[:, -12 * whole :].reshape(len(table), whole, 12), first, axis=2)
    ratio, q = _profile(years)
    low_each, high_each = _each_year(years)
    rows = []
    for i, (key, name) in enumerate(zip(keys, names, strict=True)):
        sure = q[i] <= FALSE_SIGNALS
        few = sure & (ratio[i] <= MONTH_LOW) & low_each[i]
        many = sure & (ratio[i] >= MONTH_HIGH) & high_each[i]
        low = [MONTHS[m] for m in np.flatnonzero(few)]
        high = [MONTHS[m] for m in np.flatnonzero(many)]
        if low or high:
            rows.append({"key": key, "name": name, "kind": "signal", "low": low, "high": high,
                         "profile": [number(r, 3) for r in ratio[i]],
                         "n": int(years[i].sum()) // whole})  # fmt: skip
    how = _how(whole, len(keys)) | {"query": "counts_by_kind_month"}
    how["parameters"] = {"years": whole, "below": MONTH_LOW, "above": MONTH_HIGH,
                         "correction": "Benjamini-Hochberg"}  # fmt: skip
    return finding(*verdict_of_seasons(rows), {"rows": rows}, **how)


def verdict_of_seasons(rows: list[Json]) -> tuple[str, str]:
    """The months that stand out year after year."""
    if not rows:
        return "none", "Ingen månad skiljer sig tydligt från årets andra."
    told = "; ".join(f"{row['name']}: {standing_out(row)}" for row in rows[:3])
    return "signal", f"Återkommer varje år: {told}."


def _profile(years: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Each month against an even year, and q; spread between years widens what chance may do."""
    totals = years.sum(axis=1).astype(float)
    even = np.maximum(totals.sum(axis=1, keepdims=True) / 12, 1e-9)
    fit = years.sum(axis=2, keepdims=True) * totals[:, None, :]
    fit = fit / np.maximum(totals.sum(axis=1), 1e-9)[:, None, None]
    residual = ((years - fit) ** 2 / np.maximum(fit, 1e-9)).sum(axis=(1, 2))
    dispersion = np.maximum(residual / (11 * (years.shape[1] - 1)), 1.0)[:, None]
    z = (totals - even) / np.sqrt(dispersion * even * 11 / 12)
    return totals / even, benjamini_hochberg(normal(z))


def _each_year(years: NDArray[np.int64]) -> tuple[Bools, Bools]:
    """Months below, and above, their year's mean in all years but one: one year is no season."""
    mean = years.mean(axis=2, keepdims=True)
    most = years.shape[1] - 1
    return (years < mean).sum(axis=1) >= most, (years > mean).sum(axis=1) >= most


def standing_out(row: Json) -> str:
    """»få i juli, många i maj«."""
    told = [f"få i {listed(row['low'])}"] if row["low"] else []
    return ", ".join([*told, *([f"många i {listed(row['high'])}"] if row["high"] else [])])


def _series(material: Material) -> tuple[list[str], list[str], Ints]:
    """The lines and the kinds that are common enough, with their counts over the history."""
    kinds = [k for k, n in material.history.items() if n.sum() >= LEAST_OF_KIND]
    lines = [line for line in material.lines if material.series(line).sum() >= LEAST_OF_KIND]
    table = [material.series(line) for line in lines] + [material.history[k] for k in kinds]
    keys = [f"line:{line.key}" for line in lines] + kinds
    names = [line.name for line in lines] + [material.named(kind) for kind in kinds]
    return keys, names, np.array(table or np.zeros((0, len(material.months)), int), np.int64)


def _how(years: int, series: int) -> Json:
    return {
        "parameters": {"years": years, "series": series, "test": "seasonal Kendall",
                       "correction": "Benjamini-Hochberg"},
        "query": "counts_by_kind_month", "seed": None, "doc": "signals", "command": "",
    }  # fmt: skip
