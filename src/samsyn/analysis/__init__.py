"""Statistics for places and times of crime. Plain Python, no Django.

`rate` and `change` put an interval on a number; `protect` decides which numbers may be shown.
Names are fetched when they are asked for, so that importing the package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from samsyn.analysis.changes import Change, change
    from samsyn.analysis.protection import Protected, Why, protect
    from samsyn.analysis.rates import Rate, rate
    from samsyn.analysis.verdicts import (
        BadInput,
        Outcome,
        Refusal,
        Verdict,
        benjamini_hochberg,
    )

__all__ = [
    "BadInput",
    "Change",
    "Outcome",
    "Protected",
    "Rate",
    "Refusal",
    "Verdict",
    "Why",
    "benjamini_hochberg",
    "change",
    "protect",
    "rate",
]

_HOME = {
    "BadInput": "verdicts",
    "Change": "changes",
    "Outcome": "verdicts",
    "Protected": "protection",
    "Rate": "rates",
    "Refusal": "verdicts",
    "Verdict": "verdicts",
    "Why": "protection",
    "benjamini_hochberg": "verdicts",
    "change": "changes",
    "protect": "protection",
    "rate": "rates",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
