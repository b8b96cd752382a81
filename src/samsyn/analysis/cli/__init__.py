"""`samsyn analyse METHOD FILE …`: one module per call, loaded when it is asked for.

Each module has a `CALL` (`frame.Call`). Exit codes: 0 done, 1 too few data, 2 bad input.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

from samsyn.analysis.cli.frame import FAULTY, Call, answer

NAMES = {
    "counts": "how many, by place, kind and time, with rates for inhabitants",
    "hotspots": "where it is denser than chance allows (Getis-Ord Gi*)",
    "emerging": "which dense places are new, growing, lasting or fading",
    "density": "a smooth map of points (kernel density)",
    "repeats": "whether one is soon followed by another close by (Knox, near repeat)",
    "scan": "clusters in place and time (Kulldorff)",
    "signals": "series that rise above what could be expected (Farrington, EARS)",
    "when": "hours of the week from intervals (aoristic)",
    "concentration": "how few places hold how much (Lorenz, Gini)",
    "effect": "whether a measure has made a difference",
    "survey": "shares of those who answered, with intervals",
    "protect": "a table whose small numbers cannot be found out",
    "brief": "every method on one file: one document and its figures",
}


def there() -> dict[str, str]:
    """The calls that there are, and what each answers."""
    return {name: help for name, help in NAMES.items() if find_spec(f"{__name__}.{name}")}


def call(name: str) -> Call:
    """One call by its name. Raises KeyError."""
    if name not in there():
        raise KeyError(name)
    found: Call = import_module(f"{__name__}.{name}").CALL
    return found


def main(arguments: Sequence[str]) -> int:
    """Run one call and return its exit code."""
    name, *rest = arguments or ["--help"]
    if name in ("-h", "--help"):
        print("usage: samsyn analyse METHOD FILE … [--json] [--figure FILE.svg]\n")
        for each, help in there().items():
            print(f"  {each:14} {help}")
        print("\nsamsyn analyse METHOD --help tells its options, with an example that runs.")
        return 0
    if name not in there():
        known = ", ".join(there())
        print(f"Metoden »{name}« finns inte. Det finns: {known}.", file=sys.stderr)
        return FAULTY
    return answer(call(name), rest)
