"""`samsyn analyse signals`: series that rise above what could be expected."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.cli.courses import judged
from samsyn.analysis.cli.frame import Call, file_argument, latest
from samsyn.analysis.ears import ALPHA, earliest, ears
from samsyn.analysis.farrington import flexible, original
from samsyn.analysis.reading import read
from samsyn.analysis.series import SeriesTable, series_table
from samsyn.analysis.verdicts import (
    FALSE_SIGNALS,
    BadInput,
    Outcome,
    Refusal,
    Verdict,
    benjamini_hochberg,
)

METHODS = ("farrington", "farrington-flexible", "ears-c1", "ears-c2", "ears-c3")
HALF_WINDOW = {12: 1, 52: 3, 365: 10}
EXCLUDE = {12: 6, 52: 26, 365: 182}
CALENDAR = (12, 52, 365)


@dataclass(frozen=True)
class _Found:
    """Arrays (series, points)."""

    expected: NDArray[np.float64]
    upper: NDArray[np.float64]
    alarm: NDArray[np.bool_]
    p: NDArray[np.float64]


def _arguments(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    add = parser.add_argument
    add("--time", required=True, metavar="COLUMN", help="dates, or steps as whole numbers")
    add("--count", required=True, metavar="COLUMN", help="how many")
    add("--series", metavar="COLUMN", help="which series a row belongs to (default: one series)")
    add("--method", choices=METHODS, default="farrington-flexible")
    add(
        "--threshold",
        choices=("nb-plugin", "delta", "muan"),
        default="nb-plugin",
        help="how the flexible method draws its limit (default: nb-plugin)",
    )
    add("--periods", type=int, default=10, help="parts of the year (default: 10)")
    add("--years-back", type=int, default=4, help="years compared with (default: 4)")
    add("--half-window", type=int, help="steps about the same time (default: 3 weeks, 1 month)")
    add(
        "--exclude-weeks",
        type=int,
        help="latest steps that take no part (default: half a year: 26 weeks, 6 months)",
    )
    add(
        "--weights-threshold",
        type=float,
        help="residuals above it are weighted down (default: 2.58; original method 1)",
    )
    add("--trend-p", type=float, help="a trend stays below this p (default: 1; original 0.05)")
    add("--no-trend", action="store_true", help="never a trend")
    add("--no-reweight", action="store_true", help="past peaks weigh as much as the rest")
    add("--alpha", type=float, help="false alarms (default: 0.05; EARS C1, C2 0.001, C3 0.025)")
    add("--baseline", type=int, default=7, help="steps before, for EARS (default: 7)")
    add("--min-sigma", type=float, default=0.0, help="least deviation, for EARS (default: 0)")
    add(
        "--per-year",
        type=int,
        help="so many steps are a year (default: the calendar's; 52 for numbers)",
    )
    add("--last", type=int, metavar="N", help="judge the last N times (default: all that can be)")


def _run(chosen: argparse.Namespace) -> Outcome:
    _check(chosen)
    names = {"time": chosen.time, "count": chosen.count, "series": chosen.series}
    columns = read(chosen.file, names, types={"series": "text"}, latest=latest(chosen))
    table = series_table(columns, chosen.per_year)
    parameters = _parameters(chosen, table)
    points = _points(chosen, parameters, table)
    try:
        found = _judge(chosen.method, parameters, table, points)
    except ValueError as error:
        raise BadInput(
            f"Det går inte att räkna så ({error}).",
            remedy="Ändra --half-window, --periods, --exclude-weeks eller --years-back.",
        ) from error
    q = benjamini_hochberg(found.p)
    result = _rows(table, points, found, q)
    return Outcome(
        method="signals",
        parameters=parameters,
        result=result,
        verdict=_verdict(table, points, found, q),
        warnings=[*columns.warnings, *table.warnings],
        table=_table(result),
        figure=judged(table, points, found, q),
    )


def _check(chosen: argparse.Namespace) -> None:
    rules: list[tuple[bool, str, str]] = [
        (chosen.periods < 1, "--periods", "1 eller mer"),
        (chosen.years_back < 1, "--years-back", "1 eller mer"),
        (chosen.half_window is not None and chosen.half_window < 0, "--half-window", "0 eller mer"),
        ((chosen.exclude_weeks or 0) < 0, "--exclude-weeks", "0 eller mer"),
        (chosen.alpha is not None and not 0 < chosen.alpha < 1, "--alpha", "mellan 0 och 1"),
        (chosen.baseline < 3, "--baseline", "3 eller mer"),
        (not 0 <= chosen.min_sigma < np.inf, "--min-sigma", "0 eller mer"),
        (chosen.per_year is not None and chosen.per_year < 2, "--per-year", "2 eller mer"),
        (chosen.last is not None and chosen.last < 1, "--last", "1 eller mer"),
        (not (chosen.weights_threshold or 1) > 0, "--weights-threshold", "över 0"),
    ]
    for wrong, option, right in rules:
        if wrong:
            raise BadInput(f"{option} har fel värde.", remedy=f"Ange {right}.")


def _parameters(chosen: argparse.Namespace, table: SeriesTable) -> dict[str, Any]:
    common = {
        "method": chosen.method,
        "per_year": table.per_year,
        "calendar": chosen.per_year is None and table.dated and table.per_year in CALENDAR,
        "series": len(table.names),
    }
    if chosen.method.startswith("ears"):
        alpha = ALPHA[_ears(chosen.method)] if chosen.alpha is None else chosen.alpha
        return common | {
            "baseline": chosen.baseline,
            "alpha": alpha,
            "min_sigma": chosen.min_sigma,
        }
    is_flexible = chosen.method == "farrington-flexible"
    half = HALF_WINDOW.get(table.per_year, max(table.per_year // 17, 1))
    shared = common | {
        "years_back": chosen.years_back,
        "half_window": half if chosen.half_window is None else chosen.half_window,
        "reweight": not chosen.no_reweight,
        "weights_threshold": chosen.weights_threshold or (2.58 if is_flexible else 1.0),
        "trend": not chosen.no_trend,
        "trend_p": chosen.trend_p if chosen.trend_p is not None else (1.0 if is_flexible else 0.05),
        "alpha": 0.05 if chosen.alpha is None else chosen.alpha,
    }
    if not is_flexible:
        return shared
    exclude = chosen.exclude_weeks
    return shared | {
        "threshold": chosen.threshold,
        "periods": chosen.periods,
        "exclude": EXCLUDE.get(table.per_year, table.per_year // 2) if exclude is None else exclude,
    }


def _ears(method: str) -> Any:
    return method[-2:].upper()


def _points(
    chosen: argparse.Namespace, parameters: dict[str, Any], table: SeriesTable
) -> NDArray[np.int64]:
    """The positions to judge: those with enough time before them, the last N if so asked."""
    length, per_year = len(table.times), table.per_year
    if chosen.method.startswith("ears"):
        first = earliest(_ears(chosen.method), chosen.baseline)
    elif chosen.method == "farrington":
        first = per_year * chosen.years_back - parameters["half_window"] - 1
        if chosen.last is not None:
            first = min(first, per_year - parameters["half_window"] + 2)
    else:
        first = per_year * chosen.years_back + parameters["half_window"]
    if first >= length:
        raise Refusal(
            f"Serierna är för korta: {length} tidpunkter, och metoden behöver minst {first + 1}."
        )
    wanted = length - (chosen.last or length)
    if chosen.last is not None and wanted < first:
        table.warnings.append(
            f"Bara de {length - first} sista tidpunkterna har tillräcklig tid före sig."
        )
    start = max(first, wanted)
    oldest = start - per_year * chosen.years_back - parameters.get("half_window", 0)
    if chosen.method == "farrington" and oldest < 0:
        table.warnings.append("De första tidpunkterna bedöms med färre tidigare år än begärt.")
    return np.arange(start, length)


def _judge(
    method: str, parameters: dict[str, Any], table: SeriesTable, points: NDArray[np.int64]
) -> _Found:
    chosen = {k: v for k, v in parameters.items() if k not in ("method", "series")}
    found: Any
    if method.startswith("ears"):
        del chosen["per_year"], chosen["calendar"]
        found = ears(table.counts, points, method=_ears(method), **chosen)
    else:
        dates = table.times if chosen.pop("calendar") else None
        how = flexible if method == "farrington-flexible" else original
        found = how(table.counts, points, dates=dates, **chosen)
    return _Found(found.expected, found.upper, found.alarm, found.p)


def _rows(
    table: SeriesTable, points: NDArray[np.int64], found: _Found, q: NDArray[np.float64]
) -> list[dict[str, Any]]:
    times = list(table.times[points])
    columns = [each.tolist() for each in (table.counts[:, points], found.expected, found.upper)] + [
        found.alarm.tolist(),
        found.p.tolist(),
        q.tolist(),
    ]
    return [
        {
            "series": name,
            "time": time,
            "observed": int(columns[0][s][k]),
            "expected": columns[1][s][k],
            "upper": columns[2][s][k],
            "alarm": columns[3][s][k],
            "p": columns[4][s][k],
            "q": columns[5][s][k],
        }
        for s, name in enumerate(table.names)
        for k, time in enumerate(times)
    ]


def _verdict(
    table: SeriesTable, points: NDArray[np.int64], found: _Found, q: NDArray[np.float64]
) -> Verdict:
    all_judged = f"{found.alarm.size} bedömda tidpunkter i {len(table.names)} serier"
    alarms = int(found.alarm.sum())
    if not np.isfinite(found.upper).any():
        return Verdict("refused", f"För få händelser för att larma: {all_judged}.")
    if not alarms:
        return Verdict("none", f"Inget överskrider vad som kunde väntas: {all_judged}.")
    strong = found.alarm & (q <= FALSE_SIGNALS)
    s, k = np.unravel_index(int(np.argmin(np.where(found.alarm, found.p, 2))), q.shape)
    name = "" if table.names[s] is None else f"{table.names[s]}, "
    top = f"Starkast: {name}{table.times[points[k]]}."
    if strong.any():
        words = f"{int(strong.sum())} säkra signaler och {alarms} larm bland {all_judged}. {top}"
        return Verdict("signal", words)
    words = f"{alarms} larm bland {all_judged}, men så många kan slumpen ge. {top}"
    return Verdict("possible", words)


def _table(result: list[dict[str, Any]]) -> tuple[list[str], list[list[Any]]]:
    headers = ["Serie", "Tid", "Antal", "Väntat", "Högst väntat", "Larm", "p", "q"]
    return headers, [
        [row["series"] or "", str(row["time"]), *list(row.values())[2:]] for row in result
    ]


CALL = Call(
    name="signals",
    help="Does a series rise above what earlier years, or the days before, let expect?",
    example="samsyn analyse signals weekly.csv --time week --count n --series area "
    "--method farrington-flexible --last 4",
    arguments=_arguments,
    run=_run,
)
