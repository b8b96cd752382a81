"""`samsyn analyse survey`: shares of those who answered, with intervals, and what has changed."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.cli.frame import Call, file_argument
from samsyn.analysis.reading import Columns, missing, read
from samsyn.analysis.survey import Share, difference, share, stratified_share, weighted_share
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

METHODS = ("wilson", "normal", "exact", "agresti-coull", "jeffreys")
FEW = 30
YES = {"1", "1.0", "true", "ja", "yes"}


@dataclass
class _Row:
    """One group in one year; `rows` are its lines in the file."""

    group: str
    year: str
    rows: NDArray[np.int64]
    found: Share
    comparable: bool


def _arguments(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    add = parser.add_argument
    add("--share", required=True, metavar="COLUMN", help="shares (with --n), or answers 1 and 0")
    add("--n", metavar="COLUMN", help="number of answers behind each share")
    add("--population", metavar="COLUMN|NUMBER", help="how many could have been asked")
    add("--weight", metavar="COLUMN", help="weight of each answer, or of each stratum")
    add("--group", metavar="COLUMN", help="area, sex, age …")
    add("--year", metavar="COLUMN", help="survey year")
    add("--comparable", metavar="COLUMN", help="0 where the year is not comparable with the last")
    add("--design-effect", type=float, default=1.0, help="of shares with --n (default: 1)")
    add("--interval", choices=METHODS, default="wilson", help="default: wilson")
    add("--confidence", type=float, default=0.95, help="of the intervals (default: 0.95)")


def _run(chosen: argparse.Namespace) -> Outcome:
    if not 0 < chosen.confidence < 1 or not 0 < chosen.design_effect < np.inf:
        raise BadInput(
            "--confidence eller --design-effect har fel värde.",
            remedy="Ange en konfidens mellan 0 och 1 och en designeffekt över 0.",
        )
    columns = _read(chosen)
    rows = [_row(chosen, columns, *key) for key in _keys(columns)]
    if all(row.found.n < 2 for row in rows):
        raise Refusal("Ett enda svar per rad: för få för en andel med osäkerhet.")
    result = [_result(row) for row in rows]
    against = _changes(rows, result, chosen.confidence)
    if few := sum(float(row.found.n) < FEW for row in rows):
        columns.warnings.append(f"{few} andelar bygger på färre än {FEW} svar.")
    return Outcome(
        method="survey",
        parameters={
            "file": chosen.file.name,
            "interval": chosen.interval,
            "confidence": chosen.confidence,
            "design_effect": chosen.design_effect if chosen.n else None,
            "difference": against,
        },
        result=result,
        verdict=_verdict(rows, result, against),
        warnings=columns.warnings,
        table=_table(result),
        figure=_figure(result),
    )


def _read(chosen: argparse.Namespace) -> Columns:
    """The columns with shares between 0 and 1, complete and within bounds."""
    names: dict[str, str | None] = {
        name: getattr(chosen, name)
        for name in ("share", "n", "weight", "group", "year", "comparable")
    }
    if chosen.population is not None and _number(chosen.population) is None:
        names["population"] = chosen.population
    columns = read(chosen.file, names, types={"year": "text", "comparable": "text"})
    for role in ("share", "n", "population", "weight"):
        if role in columns and (gone := np.flatnonzero(missing(columns[role]))).size:
            raise columns.bad(role, int(gone[0]), "är tom.", "Fyll i den eller ta bort raden.")
    for role, least in (("share", 0), ("n", 1), ("population", 1), ("weight", 0)):
        if role in columns and (wrong := np.flatnonzero(columns[role] < least)).size:
            row = int(wrong[0])
            raise columns.bad(role, row, f"{columns[role][row]:g} är mindre än {least}.")
    _percent(chosen, columns)
    return columns


def _percent(chosen: argparse.Namespace, columns: Columns) -> None:
    values = columns["share"]
    highest = float(values.max())
    if chosen.n is None:
        if (odd := np.flatnonzero((values != 0) & (values != 1))).size:
            raise columns.bad(
                "share",
                int(odd[0]),
                "är varken 1 eller 0.",
                "Ange --n om raderna är andelar och inte enskilda svar.",
            )
    elif highest > 100:
        row = int(np.argmax(values))
        raise columns.bad("share", row, f"{highest:g} är ingen andel.", "Skriv 0–1 eller procent.")
    elif highest > 1:
        columns["share"] = values / 100
        columns.warnings.append("Andelarna har lästs som procent.")


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if value >= 1 else None


def _keys(columns: Columns) -> list[tuple[str, str, NDArray[np.int64]]]:
    """Group, year and rows, groups in the file's order and years rising within each."""
    n = len(columns)
    groups = columns["group"] if "group" in columns else np.full(n, "")
    years = columns["year"] if "year" in columns else np.full(n, "")
    found: dict[tuple[str, str], list[int]] = {}
    for row in range(n):
        found.setdefault((str(groups[row]), str(years[row])), []).append(row)
    order = {group: i for i, group in reversed(list(enumerate(key[0] for key in found)))}
    keys = sorted(found, key=lambda key: (order[key[0]], _year(key[1])))
    return [(*key, np.array(found[key])) for key in keys]


def _year(text: str) -> tuple[float, str]:
    try:
        return float(text), ""
    except ValueError:
        return np.inf, text


def _row(
    chosen: argparse.Namespace, columns: Columns, group: str, year: str, rows: NDArray[np.int64]
) -> _Row:
    of = {role: values[rows] for role, values in columns.items()}
    number = _number(chosen.population) if chosen.population is not None else None
    people = of.get("population", np.array([number if number is not None else np.inf]))
    how = {"method": chosen.interval, "confidence": chosen.confidence}
    try:
        if chosen.n is None:
            many = float(people[0])
            if len(np.unique(people)) > 1:
                raise ValueError("flera olika populationer för samma grupp och år")
            found = weighted_share(of["share"], of.get("weight"), population=many, **how)
        elif len(rows) == 1:
            found = share(
                of["share"][0],
                of["n"][0],
                population=float(people[0]),
                design_effect=chosen.design_effect,
                **how,
            )
        else:
            weight = of.get("weight", of.get("population", of["n"]))
            each = np.broadcast_to(people, rows.shape)
            found = stratified_share(of["share"], of["n"], weight, population=each, **how)
    except ValueError as error:
        raise BadInput(
            f"Det går inte att räkna ({error}).",
            line=columns.line(int(rows[0])),
            remedy="Rätta antal, vikter eller population.",
        ) from error
    flags = np.char.lower(of.get("comparable", np.array(["1"])))
    return _Row(group, year, rows, found, bool(np.isin(flags, [*YES, ""]).all()))


def _result(row: _Row) -> dict[str, Any]:
    found = row.found
    return {
        "group": row.group or None,
        "year": int(row.year) if row.year.isdigit() else row.year or None,
        "share": float(found.value),
        "low": float(found.low),
        "high": float(found.high),
        "se": float(found.se),
        "n": float(found.n),
        "effective_n": float(found.effective),
        "design_effect": float(found.design_effect),
        "comparable": row.comparable,
        "difference": None,
    }


def _changes(rows: list[_Row], result: list[dict[str, Any]], confidence: float) -> str | None:
    """Add to each row how it differs: from the year before, or without years from the first."""
    by_year = any(row.year for row in rows)
    pairs = []
    for i in range(1, len(rows)):
        other = i - 1 if by_year else 0
        if by_year and rows[i].group != rows[other].group:
            continue
        if rows[i].comparable:
            pairs.append((other, i))
    found = [difference(rows[a].found, rows[b].found, confidence=confidence) for a, b in pairs]
    q = benjamini_hochberg([float(each.p) for each in found])
    for (a, b), each, corrected in zip(pairs, found, q, strict=True):
        result[b]["difference"] = {
            "from": result[a]["year" if by_year else "group"],
            "value": float(each.value),
            "low": float(each.low),
            "high": float(each.high),
            "p": float(each.p),
            "q": float(corrected),
        }
    if not pairs:
        return None
    return "the year before" if by_year else "the first group"


def _verdict(rows: list[_Row], result: list[dict[str, Any]], against: str | None) -> Verdict:
    if all(row.found.n < FEW for row in rows):
        return Verdict("refused", f"Färre än {FEW} svar i varje grupp: för få för slutsatser.")
    apart = sum(not row.comparable for row in rows)
    untold = f" {apart} år jämförs inte med året före." if apart else ""
    changes = [row for row in result if row["difference"]]
    if not changes:
        return Verdict("none", "Inga två andelar att jämföra; läs intervallen." + untold)
    top = min(changes, key=lambda row: row["difference"]["q"])
    step = top["difference"]
    kind = strength(step["q"])
    if kind == "none":
        return Verdict(kind, "Inga säkra skillnader mellan andelarna." + untold)
    name = " ".join(str(part) for part in (top["group"], top["year"]) if part is not None)
    points = f"{abs(100 * step['value']):.1f}".replace(".", ",")
    way = "högre" if step["value"] > 0 else "lägre"
    words = f"{name}: {points} procentenheter {way} än {step['from']}."
    return Verdict(kind, ("" if kind == "signal" else "Kanske: ") + words + untold)


def _table(result: list[dict[str, Any]]) -> tuple[list[str], list[list[Any]]]:
    headers = ["Grupp", "År", "Andel %", "Lägst %", "Högst %", "Svar", "Skillnad %-enh.", "q"]
    rows = []
    for row in result:
        step = row["difference"] or {"value": None, "q": None}
        percent = [100 * row[key] for key in ("share", "low", "high")]
        change = None if step["value"] is None else 100 * step["value"]
        group, year = ("" if row[key] is None else str(row[key]) for key in ("group", "year"))
        rows.append([group, year, *percent, row["n"], change, step["q"]])
    return headers, rows


def _figure(result: list[dict[str, Any]]) -> Figure:
    from samsyn.figures import Interval, Intervals

    return Intervals(
        title="Andel som svarat ja, med osäkerhet",
        note="Strecket visar det intervall som rymmer andelen med vald säkerhet.",
        intervals=tuple(
            Interval(
                " ".join(str(row[key]) for key in ("group", "year") if row[key] is not None)
                or "alla",
                100 * row["share"],
                100 * row["low"],
                100 * row["high"],
            )
            for row in result
        ),
        unit="procent",
        heading="Grupp",
        decimals=1,
    )


CALL = Call(
    name="survey",
    help="Shares in a survey with intervals, and whether years or groups differ",
    example="samsyn analyse survey safety.csv --share unsafe --n answers --group area --year year",
    arguments=_arguments,
    run=_run,
)
