"""What every call of `samsyn analyse` shares: its description, its options, how it answers."""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from samsyn.analysis.verdicts import BadInput, Outcome, Refusal

DONE, REFUSED, FAULTY = 0, 1, 2


@dataclass(frozen=True)
class Call:
    """One method on the command line. `example` is a whole line that runs, shown by `--help`."""

    name: str
    help: str
    example: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], Outcome]


class _Parser(argparse.ArgumentParser):
    """Faulty use is told in one line, like any bad input."""

    def error(self, message: str) -> NoReturn:
        self.exit(FAULTY, f"{self.prog}: {message}. Se {self.prog} --help.\n")


def parser_of(call: Call) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=f"samsyn analyse {call.name}",
        description=call.help,
        epilog=f"example:\n  {call.example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    call.arguments(parser)
    common = parser.add_argument_group("the answer")
    common.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    common.add_argument(
        "--figure",
        type=Path,
        metavar="FILE.svg",
        help="write the picture too, and what it shows as FILE.csv beside it",
    )
    common.add_argument(
        "--table", type=Path, metavar="FILE.csv", help="write all rows of the answer as CSV too"
    )
    common.add_argument(
        "--now",
        type=_moment,
        default=None,
        metavar="DATE",
        help="the latest time that is not taken for an error (default: tomorrow)",
    )
    return parser


def _moment(text: str) -> np.datetime64:
    try:
        return np.datetime64(datetime.fromisoformat(text), "us")
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"»{text}« är inget datum som 2024-03-31") from error


def latest(chosen: argparse.Namespace) -> np.datetime64:
    """The moment after which a time in a file must be an error; for `reading.read`."""
    if chosen.now is not None:
        return np.datetime64(chosen.now, "us")
    return np.datetime64(date.today(), "us") + np.timedelta64(2, "D")


def file_argument(parser: argparse.ArgumentParser, help: str = "CSV or Parquet") -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=help)


def point_arguments(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """`--x --y --crs`."""
    parser.add_argument("--x", required=required, metavar="COLUMN", help="east or longitude")
    parser.add_argument("--y", required=required, metavar="COLUMN", help="north or latitude")
    parser.add_argument(
        "--crs",
        metavar="EPSG:4326|EPSG:3006|none",
        help="coordinate system; none is a plain grid (default: told by Swedish coordinates)",
    )


def numbers(text: str) -> tuple[float, ...]:
    """Numbers parted by commas, as an argument's `type`."""
    try:
        found = tuple(float(part) for part in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"»{text}« är inga tal åtskilda av komma") from error
    if not all(math.isfinite(value) for value in found):
        raise argparse.ArgumentTypeError(f"»{text}« är inga ändliga tal")
    return found


def answer(call: Call, arguments: list[str]) -> int:
    """Run a call and print its answer; returns the exit code (0 done, 1 refused, 2 bad input)."""
    chosen = parser_of(call).parse_args(arguments)
    try:
        outcome = call.run(chosen)
        _write(outcome, chosen)
    except Refusal as refusal:
        _refuse(call.name, str(refusal), as_json=chosen.json)
        return REFUSED
    except BadInput as bad:
        print(_one_line(str(bad)), file=sys.stderr)
        return FAULTY
    except MemoryError:
        print("Minnet räcker inte. Dela filen eller välj färre kolumner.", file=sys.stderr)
        return FAULTY
    except OSError as error:
        print(_one_line(f"{error.filename or ''}: {error.strerror or error}"), file=sys.stderr)
        return FAULTY
    return DONE


def _write(outcome: Outcome, chosen: argparse.Namespace) -> None:
    if chosen.figure:
        draw(outcome, chosen.figure)
    if chosen.table:
        from samsyn.analysis.cli.tables import as_csv

        chosen.table.write_text(as_csv(outcome), encoding="utf-8-sig", newline="")
    if chosen.json:
        print(dumped(outcome))
    else:
        from samsyn.analysis.cli.tables import as_text

        print(as_text(outcome))


def draw(outcome: Outcome, path: Path) -> Path:
    """Write the figure, and beside it as CSV the numbers it shows; gives that file's path."""
    twin = path.with_suffix(".csv")
    if outcome.figure is None:
        raise BadInput("Metoden har ingen bild.", remedy="Kör utan --figure.")
    if twin == path:
        raise BadInput(f"{path.name}: bilden är en SVG.", remedy="Ange --figure FIL.svg.")
    from samsyn.figures import as_csv

    path.write_text(outcome.figure.svg(), encoding="utf-8")
    twin.write_text(as_csv(outcome.figure.table()), encoding="utf-8", newline="")
    return twin


def dumped(outcome: Outcome) -> str:
    """The JSON object of an outcome, on one line."""
    told = document(outcome, outcome.result)
    try:  # plain already, as long results mostly are
        return json.dumps(told, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError):
        return json.dumps(plain(told), ensure_ascii=False, allow_nan=False)


def document(outcome: Outcome, result: Any) -> dict[str, Any]:
    """The outcome's JSON object, with its result as told."""
    return {
        "method": outcome.method,
        "parameters": plain(outcome.parameters),
        "result": result,
        "verdict": {"kind": outcome.verdict.kind, "words": outcome.verdict.words},
        "warnings": list(outcome.warnings),
    }


def plain(value: Any) -> Any:
    """The value as JSON can hold it."""
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, np.ndarray) and value.dtype.kind != "M":
        return plain(value.tolist())
    if isinstance(value, np.ndarray | list | tuple | set | frozenset):
        return [plain(each) for each in value]
    return _single(value)


def _single(value: Any) -> Any:
    if isinstance(value, np.datetime64 | date):
        return _iso(value)
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Path) else value


def _iso(moment: np.datetime64 | date) -> str | None:
    text = str(moment) if isinstance(moment, np.datetime64) else moment.isoformat()
    if text == "NaT":
        return None
    day, _, clock = text.partition("T")
    clock = clock.partition(".")[0]
    return day if clock in ("", "00:00:00") else f"{day}T{clock}"


def _refuse(method: str, words: str, *, as_json: bool) -> None:
    if as_json:
        refused: dict[str, Any] = {
            "method": method,
            "parameters": {},
            "result": None,
            "verdict": {"kind": "refused", "words": words},
            "warnings": [],
        }
        print(json.dumps(refused, ensure_ascii=False))
    print(_one_line(words), file=sys.stderr)


def _one_line(text: str) -> str:
    return " ".join(text.split())
