"""Counts as rows, verdict, table and figure."""

from __future__ import annotations

import math
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.counts import CALENDAR, Counts, place_rates
from samsyn.analysis.verdicts import BadInput, Verdict
from samsyn.figures import Bar, Bars, WeekClock
from samsyn.figures.numbers import swedish

HEADS = {
    "place": "Plats", "kind": "Brott", "sex": "Kön", "age": "Ålder", "year": "År",
    "month": "Månad", "week": "Vecka från", "day": "Dag", "weekday": "Veckodag",
    "hour": "Timme", "hour_of_week": "Veckotimme",
}  # fmt: skip
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
STEPS = {"year": ("Y", 1), "month": ("M", 1), "week": ("D", 7), "day": ("D", 1)}
"""NumPy's unit of each key that makes a series, and how many of it are a step."""
SHOWN, MOST_TIMES = 15, 2_000_000
Rows = list[dict[str, Any]]


def as_rows(found: Counts) -> Rows:
    """One dict per group: its keys as people and programs read them, and `n`."""
    columns = {}
    for key, values in found.keys.items():
        each = values.tolist()
        names = {value: _written(key, value) for value in set(each)}
        columns[key] = [names[value] for value in each]
    columns["n"] = found.n.tolist()
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def code(value: Any) -> str:
    """A code as it is written: spreadsheets and GeoPackages may hold it as 1110250.0."""
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value)) if whole else str(value if value is not None else "")


def gaps(found: Counts, told: list[str]) -> list[str]:
    gaps = []
    for key, values in found.keys.items():
        gone = np.array([_is_missing(value) for value in values], bool)
        missing = int(found.n[gone].sum())
        if missing and not (key == "place" and told):
            gaps.append(f"{swedish(missing)} rader saknar uppgift om {HEADS[key].lower()}.")
    return gaps


def _is_missing(value: Any) -> bool:
    return value is None or value in {"", -1} or (isinstance(value, float) and math.isnan(value))


def _written(key: str, value: Any) -> Any:
    """A key as people and programs read it: months as 2024-03, days as 2024-03-31."""
    if _is_missing(value):
        return None
    if key not in CALENDAR:
        return code(value)  # whole numbers among which some are missing come as 3.0
    number = int(value)
    if key == "month":
        return str(np.datetime64(number, "M"))
    if key == "day":
        return str(np.datetime64(number, "D"))
    if key == "week":
        return str(np.datetime64(number * 7 - 3, "D"))
    return WEEKDAYS[number] if key == "weekday" else number


def with_rates(
    rows: list[dict[str, Any]],
    found: Counts,
    people: dict[str, float],
    per: float,
    warnings: list[str],
) -> tuple[list[dict[str, Any]], Verdict]:
    from samsyn.analysis.rates import rate

    if "place" not in found.keys:
        raise BadInput("Invånare hör till platser.", remedy="Räkna efter place.")
    alone = list(found.keys) == ["place"]
    if alone:
        there = {row["place"] for row in rows}
        rows = rows + [{"place": place, "n": 0} for place in people if place not in there]
    lived = np.array([people.get(row["place"] or "", 0.0) for row in rows])
    n = np.array([row["n"] for row in rows], np.int64)
    if unknown := len(
        {row["place"] for row in rows if row["place"] and not people.get(row["place"])}
    ):
        warnings.append(f"{unknown} platser har inga invånare och får ingen andel.")
    if alone:
        rates = place_rates(n, lived, per=per)
        told = {
            "rate": rates.value,
            "low": rates.low,
            "high": rates.high,
            "p": rates.p,
            "q": rates.q,
        }
    else:
        with np.errstate(invalid="ignore"):
            each = rate(n, np.where(lived > 0, lived, 1), per=per)
        told = {"rate": each.value, "low": each.low, "high": each.high}
        told = {name: np.where(lived > 0, values, np.nan) for name, values in told.items()}
    rows = [
        {**row, "population": lived[i] or None, **{k: float(v[i]) for k, v in told.items()}}
        for i, row in enumerate(rows)
    ]
    return rows, _verdict(rows, per) if alone else Verdict(
        "none",
        f"{swedish(int(n.sum()))} rader i {swedish(len(rows))} grupper, per {per:g} invånare.",
    )


def _verdict(rows: list[dict[str, Any]], per: float) -> Verdict:
    differ = [row for row in rows if row["q"] <= 0.05]
    perhaps = [row for row in rows if 0.05 < row["q"] <= 0.20]
    total = f"{swedish(sum(row['n'] for row in rows))} rader på {swedish(len(rows))} platser"
    if differ:
        return Verdict("signal", f"{total}; {len(differ)} platser skiljer sig från övriga i antal"
                       f" per {swedish(per)} invånare, mer än slump förklarar.")  # fmt: skip
    if perhaps:
        return Verdict("possible", f"{total}; {len(perhaps)} skiljer sig möjligen från övriga.")
    return Verdict("none", f"{total}; ingen skiljer sig från övriga mer än slump förklarar.")


def table(by: list[str], rows: list[dict[str, Any]]) -> tuple[list[str], list[list[Any]]]:
    rated = bool(rows) and "rate" in rows[0]
    headers = [HEADS[key] for key in by] + ["Antal"]
    headers += ["Invånare", "Andel", "Lägst", "Högst"] if rated else []
    names = [*by, "n"] + (["population", "rate", "low", "high"] if rated else [])
    # a year is a name and not an amount
    return headers, [
        [str(row[name]) if name in by and row[name] is not None else row[name] for name in names]
        for row in rows
    ]


def figure(by: list[str], rows: list[dict[str, Any]]) -> Any:
    from samsyn.analysis.cli.courses import counted

    title = "Antal efter " + " och ".join(HEADS[key].lower() for key in by) if by else "Antal"
    if by and by[-1] in STEPS and (found := _over_time(by, rows)):
        return counted(title, *found)
    if by == ["hour_of_week"]:
        return _week(title, rows)
    in_order = len(by) == 1 and by[0] in ("weekday", "hour")
    most = rows[:25] if in_order else sorted(rows, key=lambda row: -row["n"])[:SHOWN]
    rated = bool(most) and "rate" in most[0]
    if rated:
        most = [row for row in most if not np.isnan(row["rate"])]
    values = tuple(float(row["rate" if rated else "n"]) for row in most)
    intervals = tuple((row["low"], row["high"]) for row in most) if rated else ()
    return Bars(
        title=title,
        note=f"De {SHOWN} största." if len(rows) > len(most) else "",
        categories=tuple(_name(by, row) for row in most),
        groups=(Bar("Antal per invånare" if rated else "Antal", values, intervals),),
    )


def _over_time(
    by: list[str], rows: list[dict[str, Any]]
) -> tuple[NDArray[Any], NDArray[np.int64], list[str]] | None:
    """All times from the first to the last, counts (series, times), and the series' names."""
    there = [row for row in rows if row[by[-1]] is not None]
    if not there:
        return None
    key, (unit, step) = by[-1], STEPS[by[-1]]
    different = list({row[key] for row in there})
    moments = np.array(list(map(str, different)), dtype=f"datetime64[{unit}]").astype(int)
    at = dict(zip(different, moments.tolist(), strict=True))
    first, last = min(at.values()), max(at.values())
    groups = list(map(itemgetter(*by[:-1]), there)) if by[:-1] else [""] * len(there)
    series = {group: s for s, group in enumerate(dict.fromkeys(groups))}
    shape = (len(series), (last - first) // step + 1)
    if shape[0] * shape[1] > MOST_TIMES:
        return None
    n = np.zeros(shape, np.int64)
    times = [(at[row[key]] - first) // step for row in there]
    np.add.at(n, ([series[group] for group in groups], times), [row["n"] for row in there])
    every = np.arange(first, last + 1, step).astype(f"datetime64[{unit}]")
    return every, n, [_joined(group) for group in series]


def _week(title: str, rows: list[dict[str, Any]]) -> WeekClock:
    hours = {row["hour_of_week"]: float(row["n"]) for row in rows}
    return WeekClock(title=title, values=tuple(hours.get(hour, 0.0) for hour in range(168)))


def _name(by: list[str], row: dict[str, Any]) -> str:
    return _joined([row[key] for key in by]) or "alla"


def _joined(group: Any) -> str:
    parts = group if isinstance(group, list | tuple) else [group]
    return ", ".join("okänt" if part is None else str(part) for part in parts)
