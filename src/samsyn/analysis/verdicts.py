"""What a method says: a value, its parameters, a verdict in plain words; or why it says nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from samsyn.figures import Figure

Kind = Literal["signal", "possible", "none", "refused"]
FALSE_SIGNALS = 0.05
FALSE_POSSIBLES = 0.20


@dataclass(frozen=True)
class Verdict:
    """`kind` for machines, `words` for people: one or two Swedish sentences."""

    kind: Kind
    words: str


class Refusal(ValueError):
    """The data are too few for the method. The message is a Swedish sentence that says why."""


class BadInput(ValueError):
    """The input cannot be read as what it was said to be.

    `column` is the column's name, `line` the line in the file (from 1), both None when it is not
    about one; `remedy` is a Swedish sentence on what to do.
    """

    def __init__(
        self, what: str, *, column: str | None = None, line: int | None = None, remedy: str = ""
    ) -> None:
        self.what, self.column, self.line, self.remedy = what, column, line, remedy
        where = [f"rad {line}"] if line is not None else []
        where += [f"kolumnen »{column}«"] if column is not None else []
        place = ", ".join(where)
        sentence = f"{place[:1].upper()}{place[1:]}: {what}" if place else what
        super().__init__(" ".join(part for part in (sentence, remedy) if part))


@dataclass(frozen=True)
class Outcome:
    """What a call on the command line answers.

    `result` holds numbers, texts, lists and dicts, NumPy's own included; NaN and infinity become
    null. `table` is the same as headers and rows for reading: numbers are written in Swedish.
    """

    method: str
    parameters: Mapping[str, Any]
    result: Any
    verdict: Verdict
    warnings: Sequence[str] = ()
    table: tuple[Sequence[str], Sequence[Sequence[Any]]] = field(default=((), ()))
    figure: Figure | None = None


def benjamini_hochberg(p: ArrayLike) -> NDArray[np.float64]:
    """The smallest false discovery rate at which each test of many is a discovery.

    `p` are probabilities in any shape; NaN stays NaN and does not count as a test. The answer q has
    the same shape: those with q ≤ 0.05 hold at most 5 % false ones in the long run, when tests are
    independent or positively dependent. Raises ValueError for p outside 0–1.

    Source: Y. Benjamini & Y. Hochberg (1995), Controlling the false discovery rate, J. R. Statist.
    Soc. B 57.
    """
    values = np.asarray(p, float)
    if np.any((values < 0) | (values > 1)):
        raise ValueError("a probability lies between 0 and 1")
    q = np.full(values.shape, np.nan)
    tested = ~np.isnan(values)
    order = np.argsort(values[tested])
    ranked = values[tested][order]
    n = len(ranked)
    stepped = np.minimum.accumulate((ranked * n / np.arange(1, n + 1))[::-1])[::-1]
    answer = np.empty(n)
    answer[order] = np.minimum(stepped, 1.0)
    q[tested] = answer
    return q


def strength(q: float) -> Kind:
    """`signal`, `possible` or `none`, from a probability that is corrected for many tests."""
    if q <= FALSE_SIGNALS:
        return "signal"
    return "possible" if q <= FALSE_POSSIBLES else "none"
