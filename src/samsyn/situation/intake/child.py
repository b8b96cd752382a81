"""The child process that opens files from outside. Started by `stage`, one file each.

It limits itself before it reads anything, talks lines of JSON over its pipes, and can at worst
die. While it writes rows it tells how far it has come; when nobody listens any more, it ends.
"""

from __future__ import annotations

import csv
import json
import resource
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from .limits import BadFile, Limits
from .tables import Table, open_table

Chosen = Callable[[list[str]], tuple[str, ...]]
PREVIEW_CELL = 80
TELL_EVERY = 20_000  # rows
REFUSED = 3  # exit status: the file was refused and the reason is on stdout


def limit(limits: Limits) -> None:
    """Memory, processor time, written bytes and open files, for good."""
    for what, ceiling in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.cpu),
        (resource.RLIMIT_FSIZE, limits.written),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (ceiling, ceiling))


def preview(table: Table, first: int) -> dict[str, Any]:
    """The first rows: what a person needs to see to say which column is what."""
    if len(table.columns) < 2:
        raise BadFile(
            "Filen har bara en kolumn: skiljetecknet känns inte igen. Spara den som CSV med "
            "semikolon mellan kolumnerna."
        )
    rows = [[line, [c[:PREVIEW_CELL] for c in cells]] for line, cells in islice(table.rows, first)]
    found = {"format": table.format, "detail": table.detail}
    read = {"encoding": table.encoding, "separator": table.separator}
    return found | read | {"columns": table.columns, "rows": rows}


def stage(
    table: Table, columns: dict[str, str], fields: list[str], out: Path, limits: Limits
) -> dict[str, Any]:
    """Write the named columns as clean CSV: line, fault, then `fields`, empty where not told."""
    missing = [column for column in columns.values() if column not in table.columns]
    if missing:
        raise BadFile(
            f"Filen saknar kolumnen {', '.join(f'»{c}«' for c in missing)}. Ange vilka kolumner "
            "den har, eller lämna en annan fil."
        )
    chosen = _chooser([table.columns.index(columns[f]) if f in columns else None for f in fields])
    count = [0]
    with out.open("w", encoding="utf-8", newline="") as file:
        rows = _staged(table, chosen, len(fields), limits, count)
        csv.writer(file, lineterminator="\n").writerows(rows)
    return {"rows": count[0], "format": table.format, "detail": table.detail}


def _chooser(places: list[int | None]) -> Chosen:
    """Gives the cells in these places of a row, and nothing where there is no place."""
    told = [place for place in places if place is not None]
    if len(told) == len(places) > 1:
        return itemgetter(*told)
    return lambda cells: tuple("" if place is None else cells[place] for place in places)


def _staged(
    table: Table, chosen: Chosen, fields: int, limits: Limits, count: list[int]
) -> Iterator[tuple[Any, ...]]:
    """Line, fault and the chosen cells of each row; `count` is kept at how many there have been.

    A million rows pass here one by one, so a row is looked at whole before its cells are.
    """
    width, empty = len(table.columns), ("",) * fields
    for line, cells in table.rows:
        try:
            kept = chosen(cells)
        except IndexError:  # a cell that is asked for is not there
            kept = None
        if kept is None or (len(cells) > width and any(cells[width:])):
            fault = f"raden har {len(cells)} kolumner, rubrikraden har {width}"
            # a stray quote may have swallowed lines: each is accounted for
            lines = 1 + sum(cell.count("\n") for cell in cells)
            count[0] += lines
            for swallowed in range(line, line + lines):
                yield (swallowed, fault, *empty)
            continue
        whole = "".join(kept)
        if len(whole) > limits.kept or not whole.isprintable():
            kept = tuple(_clean(cell, limits) for cell in kept)
        yield (line, "", *kept)
        count[0] += 1
        if count[0] % TELL_EVERY == 0:
            _tell({"rows": count[0], "share": table.share()})


def _clean(cell: str, limits: Limits) -> str:
    """One line of at most `kept` characters."""
    cut = cell[: limits.kept]
    return cut if cut.isprintable() else " ".join(cut.replace("\0", "").split())


def _tell(what: dict[str, Any]) -> None:
    json.dump(what, sys.stdout)
    print(flush=True)


def main() -> int:
    request = json.load(sys.stdin)
    limits = Limits(**request["limits"])
    limit(limits)
    try:
        table = open_table(Path(request["path"]), limits)
        if request["do"] == "preview":
            answer = preview(table, request["first"])
        else:
            out, fields = Path(request["out"]), request["fields"]
            answer = stage(table, request["columns"], fields, out, limits)
    except BadFile as error:
        _tell({"refused": str(error)})
        return REFUSED
    _tell({"answer": answer})
    return 0


if __name__ == "__main__":
    sys.exit(main())
