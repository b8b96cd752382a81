"""Every row of a table of results gets a verdict: taken, duplicate or rejected with its reason."""

from __future__ import annotations

import csv
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path

import duckdb

from samsyn.situation import questions
from samsyn.situation.intake.limits import LIMITS, BadFile, Limits
from samsyn.situation.intake.stage import stage
from samsyn.situation.intake.verdicts import Ground, Outcome

from .mapping import FIELDS, SurveyMapping
from .results import Key, Rejected, Result, read

MOST_ROWS = 200_000
OTHER = "talet är ett annat i en tidigare leverans; återkalla den för att ta in det nya"
UNKNOWN = "frågan finns inte i katalogen och jämförs bara med sig själv"
ALL_TINY = "alla andelar är högst 1 procent; se efter om de är skrivna som delar av ett"
TINY = 0.01
Progress = Callable[[int, str], None]


def judge(
    path: Path,
    mapping: SurveyMapping,
    ground: Ground,
    rows_to: Path,
    *,
    known: Mapping[Key, float],
    progress: Progress = lambda percent, step: None,
    limits: Limits = LIMITS,
) -> Outcome:
    """Read `path`, write the results taken to `rows_to` (Parquet) and tell the verdicts.

    `known` are the shares that the survey's live deliveries hold: a result found there is a
    duplicate. Raises `BadFile`; then `rows_to` is not written.
    """

    def heard(rows: int, share: float) -> None:
        progress(1 + int(32 * share), "Läser tabellen")

    with tempfile.TemporaryDirectory(dir=rows_to.parent, prefix=f"{rows_to.name}-") as folder:
        clean = Path(folder) / "clean.csv"
        count = stage(path, mapping, clean, limits, heard, fields=FIELDS)
        if not count:
            raise BadFile("Filen har rubriker men inga rader.")
        if count > MOST_ROWS:
            raise BadFile(f"Tabellen har fler än {MOST_ROWS} rader. Dela den i flera filer.")
        progress(33, "Bedömer raderna")
        outcome, taken = _judged(_rows(clean), mapping, ground, known)
        progress(88, "Skriver resultaten")
        _write(taken, rows_to, Path(folder))
    return outcome


def results_in(rows: Path) -> Iterator[Result]:
    """The results that a file of rows holds."""
    with duckdb.connect() as con:
        for (line,) in con.execute("SELECT result FROM read_parquet(?)", [str(rows)]).fetchall():
            found = json.loads(line)
            yield Result(**{**found, "key": Key(*found["key"])})


def _rows(clean: Path) -> Iterator[tuple[int, str, dict[str, str]]]:
    """(line, fault, cell by field) of each row."""
    with clean.open(encoding="utf-8", newline="") as file:
        for line, fault, *cells in csv.reader(file):
            yield int(line), fault, dict(zip(FIELDS, cells, strict=True))


def _judged(
    rows: Iterator[tuple[int, str, dict[str, str]]],
    mapping: SurveyMapping,
    ground: Ground,
    known: Mapping[Key, float],
) -> tuple[Outcome, list[Result]]:
    taken: dict[Key, Result] = {}
    rejects: list[tuple[int, str]] = []
    notes: Counter[str] = Counter()
    count = duplicate = 0
    for line, fault, row in rows:
        count += 1
        try:
            if fault:
                raise Rejected(fault)
            result = read(row, mapping, ground)
            earlier = known.get(result.key)
            if earlier is not None:
                duplicate += 1
                notes[OTHER] += abs(earlier - result.share) > 1e-9
            elif (same := taken.get(result.key)) is None:
                taken[result.key] = result
                notes[UNKNOWN] += result.key.question.startswith(questions.OWN)
            elif (same.n, same.share) == (result.n, result.share):
                duplicate += 1
            else:
                raise Rejected(
                    "samma område, år, fråga och grupp står på en rad före, med andra tal"
                )
        except Rejected as error:
            rejects.append((line, str(error)))
    if taken and max(result.share for result in taken.values()) <= TINY:
        notes[ALL_TINY] = len(taken)
    years = [key.year for key in taken]
    months = (date(min(years), 1, 1), date(max(years), 12, 1)) if years else None
    said = {note: n for note, n in sorted(notes.items()) if n}
    outcome = Outcome(count, len(taken), duplicate, len(rejects), 0, months, rejects, [], said)
    return outcome, list(taken.values())


def _write(taken: list[Result], rows_to: Path, folder: Path) -> None:
    lines = folder / "results.csv"
    with lines.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([json.dumps(asdict(result))] for result in taken)
    with duckdb.connect() as con:
        con.execute(
            "COPY (SELECT * FROM read_csv($from, columns = {'result': 'VARCHAR'}, header = false,"
            " auto_detect = false, delim = ',', quote = '\"', escape = '\"'))"
            f" TO '{str(rows_to).replace(chr(39), chr(39) * 2)}' (FORMAT parquet)",
            {"from": str(lines)},
        )
