"""How many, by place, kind and time; for their inhabitants, with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.verdicts import BadInput, benjamini_hochberg

if TYPE_CHECKING:
    from samsyn.analysis.engine import Engine

Ints = NDArray[np.int64]
CALENDAR = ("year", "month", "week", "day", "weekday", "hour", "hour_of_week")
_DENSE = 1 << 24


@dataclass(frozen=True)
class Counts:
    """Numbers of rows by keys: `keys` has an array per key, `n` the counts, all of one length.

    Keys of the calendar are whole numbers as in `queries.KEYS` (−1 or NaN where there is no time),
    others texts or numbers as they came. Groups without rows are not there, unless asked for.
    """

    keys: dict[str, NDArray[Any]]
    n: Ints

    def __len__(self) -> int:
        return len(self.n)

    @property
    def total(self) -> int:
        return int(self.n.sum())


@dataclass(frozen=True)
class PlaceRates:
    """A rate for each place, and how it stands against all other places together.

    `value`, `low`, `high` are per `per` inhabitants; `p` is the two-sided probability of a
    difference this large when the place's true rate is that of the others, `q` the same corrected
    for as many places. All of shape (places,), NaN for places without inhabitants.
    """

    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    p: NDArray[np.float64]
    q: NDArray[np.float64]


def counts(engine: Engine, by: Sequence[str]) -> Counts:
    """Count the engine's `incidents` by keys of `queries.KEYS`, in the order of the keys.

    Raises KeyError for a key that there is not.
    """
    from samsyn.analysis.queries import counted

    found = engine.run(counted(by))
    n = found.pop("n")
    order = _order(list(found.values()), len(n))
    return Counts({key: column[order] for key, column in found.items()}, n[order])


def tabulate(
    keys: Mapping[str, NDArray[Any] | tuple[NDArray[Any], Ints]],
    rows: int,
    *,
    every: bool = False,
) -> Counts:
    """Count rows by arrays, each of shape (rows,): texts, whole numbers or numbers.

    A key may also come ready sorted, as a pair of its different values and each row's place among
    them (`Columns.labels` and `.codes`), which spares sorting texts. The groups come in the order
    of the keys; with `every` also those that no row is in, of all values that each key has. Raises
    BadInput when that would give more than 16 million groups.
    """
    if not keys:
        return Counts({}, np.array([rows], np.int64))
    values, codes = [], []
    for column in keys.values():
        different, code = column if isinstance(column, tuple) else _ranked(column)
        values.append(different)
        codes.append(code)
    shape = tuple(len(each) for each in values)
    size = float(np.prod([float(side) for side in shape]))
    if size > _DENSE:
        if every:
            raise BadInput("Det blir för många grupper.", remedy="Räkna på färre kolumner.")
        return _sparse(list(keys), values, codes)
    cells = np.ravel_multi_index(tuple(codes), shape) if rows else np.empty(0, np.int64)
    n = np.bincount(cells, minlength=int(size)).astype(np.int64)
    kept = np.arange(int(size)) if every else np.flatnonzero(n)
    places = np.unravel_index(kept, shape)
    named = {key: values[i][places[i]] for i, key in enumerate(keys)}
    return Counts(named, n[kept])


def calendar(times: NDArray[np.datetime64], key: str) -> Ints:
    """A key of the calendar for each time (datetime64), as `queries.KEYS` has it; NaT gives −1.

    −1 is no hour, weekday, month or year of any record of crime. Raises KeyError.
    """
    hours = times.astype("datetime64[h]").astype(np.int64)
    days, hour = np.divmod(hours, 24)
    weekday = (days + 3) % 7
    months = times.astype("datetime64[M]").astype(np.int64)
    answer = {
        "year": months // 12 + 1970,
        "month": months,
        "week": (days + 3) // 7,
        "day": days,
        "weekday": weekday,
        "hour": hour,
        "hour_of_week": weekday * 24 + hour,
    }[key]
    return np.where(np.isnat(times), -1, answer)


def place_rates(
    n: NDArray[np.int64],
    population: NDArray[np.float64],
    *,
    per: float = 1_000,
    confidence: float = 0.95,
) -> PlaceRates:
    """Rates of places with exact intervals, and which differ from the rest.

    `n` are counts and `population` inhabitants, both of shape (places,). The interval is Garwood's
    (`rates.rate`), the comparison conditional and exact (`changes.change`), corrected by
    Benjamini–Hochberg. Raises ValueError for negative counts.
    """
    from samsyn.analysis.changes import change
    from samsyn.analysis.rates import rate

    answer = {name: np.full(len(n), np.nan) for name in ("value", "low", "high", "p")}
    lived = np.flatnonzero(population > 0)
    if lived.size:
        count, people = n[lived].astype(float), population[lived]
        found = rate(count, people, per=per, confidence=confidence)
        answer["value"][lived], answer["low"][lived] = found.value, found.low
        answer["high"][lived] = found.high
        rest, others = count.sum() - count, people.sum() - people
        if lived.size > 1:
            tested = change(rest, count, exposure_before=others, exposure_after=people)
            answer["p"][lived] = tested.p
    return PlaceRates(**answer, q=benjamini_hochberg(answer["p"]))


def _ranked(column: NDArray[Any]) -> tuple[NDArray[Any], Ints]:
    """The different values in order, and each row's place among them."""
    if column.dtype.kind in "iu" and len(column):
        first = int(column.min())
        if int(column.max()) - first < _DENSE:
            there = np.flatnonzero(np.bincount(column - first))
            place = np.zeros(int(there[-1]) + 1, np.int64)
            place[there] = np.arange(len(there))
            return there + first, place[column - first]
    different, code = np.unique(column, return_inverse=True)
    return different, code.reshape(-1).astype(np.int64)


def _sparse(keys: Sequence[str], values: list[NDArray[Any]], codes: list[NDArray[Any]]) -> Counts:
    different, n = np.unique(np.column_stack(codes), axis=0, return_counts=True)
    named = {key: values[i][different[:, i]] for i, key in enumerate(keys)}
    return Counts(named, n.astype(np.int64))


def _order(columns: list[NDArray[Any]], rows: int) -> NDArray[np.intp]:
    """Rows in the order of the first column, then the second, …; what is missing comes last."""
    if not columns:
        return np.arange(rows)
    ranks = []
    for column in columns:
        if column.dtype.kind == "O":
            gone = np.array([value is None for value in column], bool)
            texts = np.where(gone, "", column).astype(str)
            rank = np.unique(texts, return_inverse=True)[1].reshape(-1).astype(np.int64)
            ranks.append(np.where(gone, rows + 1, rank))
        else:
            ranks.append(column)
    return np.lexsort(ranks[::-1])
