"""`samsyn analyse brief`: every method that a file of incidents has data for, in one document."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from samsyn.analysis.cli.brief_files import NEAR, SCANNED, Ready, prepare
from samsyn.analysis.cli.frame import (
    Call,
    document,
    draw,
    file_argument,
    parser_of,
    plain,
    point_arguments,
)
from samsyn.analysis.cli.tables import as_csv
from samsyn.analysis.verdicts import BadInput, Outcome, Refusal, Verdict

RANKS = ("signal", "possible", "none")
PROTECTED = 2_000
"""Cells of the table that is protected."""
LONGEST = 20_000
"""A part's longest list in the document; longer ones are whole in the part's CSV file."""


@dataclass(frozen=True)
class Part:
    """One call: its name in the document, its method, and the words of its command line."""

    name: str
    method: str
    words: list[str]
    because: str = ""
    """Why it cannot be run; empty when it can."""


def arguments(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    parser.add_argument("--time", required=True, metavar="COLUMN", help="when it happened")
    point_arguments(parser, required=False)
    for role in ("place", "kind", "sex", "age", "start", "end"):
        parser.add_argument(f"--{role}", metavar="COLUMN", help=f"column with {role}")
    areas = parser.add_argument_group("areas")
    areas.add_argument(
        "--areas", type=Path, metavar="CODES.csv", help="their codes; or GeoJSON, GeoPackage"
    )
    areas.add_argument("--area-key", metavar="COLUMN", help="the code (default: first column)")
    areas.add_argument("--population", metavar="COLUMN", help="inhabitants in --areas")
    effect = parser.add_argument_group("a measure, and a survey")
    effect.add_argument("--treated", metavar="AREAS", help="areas with a measure, by commas")
    effect.add_argument("--control", metavar="AREAS", help="areas to compare with")
    effect.add_argument("--from", dest="begin", metavar="2024-03", help="first month of it")
    effect.add_argument("--survey", type=Path, metavar="FILE", help="group; year; share; n")
    parser.add_argument("--cell", default="250", metavar="METRES", help="of grids (%(default)s)")
    parser.add_argument("--replicates", default="999", metavar="N", help="of scan (%(default)s)")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="where it is written"
    )


def run(chosen: argparse.Namespace) -> Outcome:
    chosen.out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        ready = prepare(chosen, Path(folder))
        made, left = [], []
        for part in _parts(chosen, ready):
            told = {"name": part.name, "method": part.method}
            if part.because:
                left.append(told | {"because": part.because})
                continue
            try:
                made.append(told | _made(part, chosen.out))
            except (Refusal, BadInput) as error:
                left.append(told | {"because": str(error)})
    if not made:
        raise Refusal("Ingen metod har tillräckligt med uppgifter: " + left[0]["because"])
    result = {
        "rows": ready.rows,
        "places": ready.sizes.get("place", 0),
        "parts": made,
        "not_run": left,
    }
    rows = [
        [part["name"], _KINDS[part["verdict"]["kind"]], part["verdict"]["words"]] for part in made
    ]
    rows += [[each["name"], "ej gjord", each["because"]] for each in left]
    outcome = Outcome(
        "brief",
        {"crs": ready.crs, "cell": float(chosen.cell), "replicates": int(chosen.replicates)},
        result,
        _verdict(made, left),
        ready.warnings,
        (["Del", "Svar", "I ord"], rows),
    )
    text = json.dumps(document(outcome, result), ensure_ascii=False, allow_nan=False)
    (chosen.out / "brief.json").write_text(text, encoding="utf-8")
    return outcome


_KINDS = {"signal": "signal", "possible": "möjligt", "none": "nej", "refused": "för lite"}


def _parts(chosen: argparse.Namespace, ready: Ready) -> Iterator[Part]:
    """The calls, in the order of the document."""
    yield from _counted(ready)
    rows, there = str(ready.file("rows")), ready.columns
    point = ["--x", "x", "--y", "y", "--crs", ready.crs]
    nowhere = "" if "x" in there else "Lägen (--x och --y) är inte angivna."
    time, cell = ["--time", "time"], ["--cell", chosen.cell]
    yield Part("hotspots", "hotspots", [rows, *point, *cell], nowhere)
    yield Part("density", "density", [rows, *point, *cell], nowhere)
    yield Part("emerging", "emerging", [rows, *point, *time, *cell], nowhere)
    if "x" in there or "place" not in there:
        yield Part("concentration", "concentration", [rows, *point, *cell], nowhere)
    else:
        yield Part("concentration", "concentration", [rows, "--place", "place"])
    yield Part("repeats", "repeats", [str(ready.file("near")), *point, *time], nowhere)
    scanned = [str(ready.file("scanned")), *point, *time, "--prospective", "--max-radius", "1000",
               "--max-days", "7", "--replicates", chosen.replicates]  # fmt: skip
    yield Part("scan", "scan", scanned, nowhere)
    ends = ("start", "end") if {"start", "end"} <= there else ("time", "time")
    yield Part("when", "when", [rows, "--start", ends[0], "--end", ends[1]])
    yield from _series(chosen, ready)
    survey = ["--share", "share", "--n", "n", "--group", "group", "--year", "year"]
    yield Part("survey", "survey", [str(chosen.survey), *survey],
               "" if chosen.survey else "Ingen enkät (--survey) är angiven.")  # fmt: skip
    yield _protected(ready)


def _protected(ready: Ready) -> Part:
    """The largest two-way table that is quickly protected."""
    pairs = [("place", "kind"), ("place", "sex"), ("kind", "sex"), ("kind", "age")]
    there = [pair for pair in pairs if set(pair) <= ready.columns]
    fits = [(a, b) for a, b in there if ready.sizes[a] * ready.sizes[b] <= PROTECTED]
    if not fits:
        none = "Ingen tabell att skydda: ange --place, --kind eller --sex."
        return Part("protect", "protect", [], none if not there else "Tabellen är för stor.")
    words = [str(ready.file("rows")), "--rows", fits[0][0], "--columns", fits[0][1]]
    return Part("protect", "protect", [*words, "--at-least", "5"])


def _counted(ready: Ready) -> Iterator[Part]:
    rows = [str(ready.file("rows")), "--time", "time"]
    there = [key for key in ("place", "kind", "sex", "age") if key in ready.columns]
    for key in there:
        rows += [f"--{key}", key]
    yield Part("counts by month", "counts", [*rows, "--by", "month"])
    yield Part("counts by hour of week", "counts", [*rows, "--by", "hour-of-week"])
    for key in there:
        people = ["--population-file", str(ready.population), "--place-key", "place"]
        people += ["--population", "population"]
        people = people if key == "place" and ready.population else []
        yield Part(f"counts by {key}", "counts", [*rows, "--by", key, *people])
    if len(there) > 1:
        whole = ",".join([*there[:2], "month"])
        yield Part(f"counts by {whole}", "counts", [*rows, "--by", whole])


def _series(chosen: argparse.Namespace, ready: Ready) -> Iterator[Part]:
    months = str(ready.file("months"))
    short = "" if ready.series_months else "Tiderna ger inga månader att räkna."
    words = [months, "--time", "time", "--count", "n", "--series", "place"]
    back = min(4, (ready.series_months - 8) // 12)
    if not short and back < 1:
        short = (
            f"{ready.series_months} månader räcker inte: signaler jämför med minst ett år förut."
        )
    signals = [*words, "--method", "farrington-flexible", "--years-back", str(back), "--last", "1"]
    yield Part("signals", "signals", signals, short)
    told = [months, "--place", "place", "--period", "time", "--count", "n"]
    for option, value in (("--treated", chosen.treated), ("--control", chosen.control),
                          ("--from", chosen.begin)):  # fmt: skip
        told += [option, value] if value else []
    none = "" if chosen.treated and chosen.begin else (
        "Ingen åtgärd är angiven (--treated OMRÅDEN --from MÅNAD)."
    )  # fmt: skip
    if not none and "place" not in ready.columns:
        none = "Effekt mäts mellan områden: ange --place eller --areas."
    yield Part("effect", "effect", told, none)


def _made(part: Part, out: Path) -> dict[str, Any]:
    """Run a part, write its figure with its numbers and all its rows; what the document says."""
    from samsyn.analysis.cli import call

    method = call(part.method)
    stem = part.name.replace(" ", "-").replace(",", "-")
    drawn = ["--figure", str(out / f"{stem}-figure.svg")]
    outcome = method.run(parser_of(method).parse_args([*part.words, *drawn]))
    whole = outcome.result
    shown = whole[:LONGEST] if isinstance(whole, list) else whole
    told = document(outcome, plain(shown))
    figure, twin, table = None, None, None
    if outcome.figure is not None:
        figure = f"{stem}-figure.svg"
        twin = draw(outcome, out / figure).name
    if outcome.table[0]:
        table = f"{stem}.csv"
        (out / table).write_text(as_csv(outcome), encoding="utf-8-sig", newline="")
    if isinstance(whole, list) and len(whole) > LONGEST:
        told["warnings"].append(f"Visar {LONGEST} av {len(whole)} rader; alla finns i {table}.")
    if part.method in ("repeats", "scan"):
        most = NEAR if part.method == "repeats" else SCANNED
        told["warnings"].append(f"Gäller de {most} senaste händelserna, om de är fler.")
    return told | {"figure": figure, "figure_table": twin, "table": table}


def _verdict(made: list[dict[str, Any]], left: list[dict[str, Any]]) -> Verdict:
    kinds = [part["verdict"]["kind"] for part in made]
    best = next((kind for kind in RANKS if kind in kinds), "none")
    signals = ", ".join(part["name"] for part in made if part["verdict"]["kind"] == "signal")
    words = f"{len(made)} delar är gjorda och {len(left)} är det inte."
    words += f" Signal i: {signals}." if signals else " Ingen del ger någon signal."
    return Verdict(best, words)  # type: ignore[arg-type]


CALL = Call(
    name="brief",
    help="Every method that the file has data for: one document, figures and tables.",
    example="samsyn analyse brief incidents.csv --time tid --place plats --kind brott --out brief",
    arguments=arguments,
    run=run,
)
