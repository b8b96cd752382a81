"""The child process that opens files from outside. Started by `stage`, one file each.

It limits itself before it reads anything, talks lines of JSON over its pipes, and can at worst
die. While it writes rows it tells how far it has come; when nobody listens any more, it ends.
"""

from __future__ import annotations

import csv
import json
import resource
import sys
from itertools import islice
from pathlib import Path
from typing import Any

from .limits import BadFile, Limits
from .tables import Table, open_table

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
    """Write only the named columns as clean CSV: line, fault, then every field in order."""
    missing = [column for column in columns.values() if column not in table.columns]
    if missing:
        raise BadFile(
            f"Filen saknar kolumnen {', '.join(f'»{c}«' for c in missing)}. Ange vilka kolumner "
            "den har, eller lämna en annan fil."
        )
    places = [table.columns.index(columns[f]) if f in columns else None for f in fields]
    needed = max((place for place in places if place is not None), default=-1) + 1
    width = len(table.columns)
    empty = [""] * len(fields)
    with out.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file, lineterminator="\n").writerow
        count = 0
        for line, cells in table.rows:
            if len(cells) < needed or any(cells[width:]):
                fault = f"raden har {len(cells)} kolumner, rubrikraden har {width}"
                # a stray quote may have swallowed lines: each is accounted for
                lines = 1 + sum(cell.count("\n") for cell in cells)
                for swallowed in range(line, line + lines):
                    write([swallowed, fault, *empty])
                count += lines
                continue
            write([line, "", *(_clean(cells[p], limits) if p is not None else "" for p in places)])
            count += 1
            if count % TELL_EVERY == 0:
                _tell({"rows": count, "share": table.share()})
    return {"rows": count, "format": table.format, "detail": table.detail}


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
