"""`samsyn analyse when`: hours of the week from intervals."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

import numpy as np

from samsyn.analysis.aoristic import WeekClock, aoristic
from samsyn.analysis.cli.frame import Call, file_argument, latest
from samsyn.analysis.reading import read
from samsyn.analysis.verdicts import (
    BadInput,
    Outcome,
    Refusal,
    Verdict,
    benjamini_hochberg,
    strength,
)

if TYPE_CHECKING:
    from samsyn.figures import Figure

DAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
FEW, MUCH_LOST = 50, 0.2


def _arguments(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("--start", required=True, metavar="COLUMN", help="earliest time")
    parser.add_argument("--end", required=True, metavar="COLUMN", help="latest time")


def _run(chosen: argparse.Namespace) -> Outcome:
    names = {"start": chosen.start, "end": chosen.end}
    columns = read(chosen.file, names, lenient=("start", "end"), latest=latest(chosen))
    for role in names:
        if columns[role].dtype.kind != "M" and not np.isnan(columns[role]).all():
            raise BadInput(
                "talen säger inte vilken timme på veckan det är.",
                column=columns.names[role],
                remedy="Skriv tiden som 2024-03-31 22:15.",
            )
    start, end = (columns[role].astype("datetime64[us]") for role in names)
    clock = aoristic(start, end)
    if not clock.placed:
        raise Refusal("Ingen rad har ett intervall på högst en vecka.")
    _warn(columns.warnings, clock, start, end)
    return Outcome(
        method="when",
        parameters={"file": chosen.file.name, "start": chosen.start, "end": chosen.end},
        result={
            "hours": clock.hours,
            "placed": clock.placed,
            "too_long": clock.too_long,
            "unreadable": clock.unreadable,
            "low": clock.low,
            "high": clock.high,
            "exact": clock.exact,
            "share_too_long": clock.too_long / (clock.placed + clock.too_long),
        },
        verdict=_verdict(clock),
        warnings=columns.warnings,
        table=_table(clock),
        figure=_figure(clock),
    )


def _warn(warnings: list[str], clock: WeekClock, start: Any, end: Any) -> None:
    total = clock.placed + clock.too_long
    if clock.too_long:
        share = f"{100 * clock.too_long / total:.1f}".replace(".", ",")
        warnings.append(
            f"{clock.too_long} intervall ({share} %) är längre än en vecka"
            " och säger inget om timmen."
        )
    if clock.unreadable:
        warnings.append(f"{clock.unreadable} rader saknar en tid eller slutar före sin början.")
    midnight = (start == start.astype("datetime64[D]")) & (end == start)
    if midnight.sum() > max(0.1 * total, 1):
        warnings.append("Många tider är exakt 00.00: där saknas nog klockslag.")


def _verdict(clock: WeekClock) -> Verdict:
    if clock.placed < FEW:
        return Verdict("refused", f"Bara {clock.placed} händelser: för få för 168 timmar.")
    from scipy.special import gammaincc

    # An hour's sum is taken as a Poisson number of parts, each of the size Σ w² ÷ Σ w.
    even = clock.placed / len(clock.hours)
    variance = np.maximum(((clock.high - clock.hours) / 1.959963984540054) ** 2, 1e-12)
    unit = np.maximum(variance / np.maximum(clock.hours, 1e-12), even / clock.placed)
    p = 1 - gammaincc(np.maximum(clock.hours / unit, 1e-9), even / unit)
    q = benjamini_hochberg(np.clip(p, 0, 1))
    peak = int(np.argmax(clock.hours))
    kind = strength(float(q[peak]))
    more = f"{clock.hours[peak] / even:.1f}".replace(".", ",")
    when = f"{DAYS[peak // 24]} kl. {peak % 24:02d}–{peak % 24 + 1:02d}"
    strong = int((q <= 0.05).sum())
    if kind == "none":
        return Verdict(kind, "Ingen timme skiljer sig säkert från de andra.")
    words = f"Flest {when}: {more} gånger jämnt fördelat. {strong} timmar ligger säkert över."
    return Verdict(kind, words)


def _table(clock: WeekClock) -> tuple[list[str], list[list[Any]]]:
    by_day = clock.hours.reshape(7, 24)
    headers = ["Timme", *DAYS]
    return headers, [
        [f"{hour:02d}–{hour + 1:02d}", *(round(float(n), 2) for n in by_day[:, hour])]
        for hour in range(24)
    ]


def _figure(clock: WeekClock) -> Figure:
    from samsyn.figures import WeekClock

    return WeekClock(
        title="När det händer: veckodag och tid på dygnet",
        note="Varje händelse är utspridd jämnt över den tid då den kan ha skett.",
        values=tuple(round(float(n), 2) for n in clock.hours),
    )


CALL = Call(
    name="when",
    help="At which hours of the week, when only an interval is known? (aoristic)",
    example="samsyn analyse when thefts.csv --start from --end to",
    arguments=_arguments,
    run=_run,
)
