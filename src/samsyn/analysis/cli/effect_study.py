"""Rows of (place, period, count) as a study: places × periods, before and after, four groups."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.reading import Columns, missing, read
from samsyn.analysis.verdicts import BadInput

Floats = NDArray[np.float64]
GROUPS = {
    "treated": "Med åtgärd",
    "control": "Jämförelse",
    "displacement": "Buffert",
    "displacement_control": "Buffertens jämförelse",
}
BEFORE = {"före", "innan", "before", "pre", "0", "false", "nej"}
AFTER = {"efter", "after", "post", "1", "true", "ja"}
YES = {"1", "1.0", "true", "ja", "yes", "j", "y", "x"}
NO = {"0", "0.0", "false", "nej", "no", "n", ""}


@dataclass
class Study:
    """`counts` (places, periods); `after` (periods,); each group's mask (places,)."""

    places: list[str]
    periods: list[str]
    counts: Floats
    after: NDArray[np.bool_]
    groups: dict[str, NDArray[np.bool_]]

    def before_and_after(self, group: str) -> Floats:
        mask = self.groups[group]
        inside = self.counts[mask]
        return np.array([inside[:, ~self.after].sum(), inside[:, self.after].sum()])

    def lengths(self) -> tuple[float, float]:
        return float((~self.after).sum()), float(self.after.sum())


def study_of(chosen: argparse.Namespace) -> tuple[Study, list[str]]:
    asked = {name: getattr(chosen, name) or [] for name in GROUPS}
    flags = {name: _flag(chosen, texts) for name, texts in asked.items()}
    names = {"place": chosen.place, "period": chosen.period, "count": chosen.count}
    columns = read(chosen.file, names | {k: v for k, v in flags.items() if v is not None})
    _complete(columns)
    at, labels = _codes(columns, "place"), _labels(columns, "place")
    period, periods = _codes(columns, "period"), _labels(columns, "period")
    shape = (len(labels), len(periods))
    cells = at * shape[1] + period
    counts = np.bincount(cells, columns["count"], shape[0] * shape[1]).reshape(shape).astype(float)
    if empty := int((np.bincount(cells, minlength=counts.size) == 0).sum()):
        columns.warnings.append(f"{empty} områden och perioder saknar rad och räknas som 0.")
    groups = {
        name: _by_flag(columns, name, at, shape[0]) if flags[name] else _by_name(texts, labels)
        for name, texts in asked.items()
    }
    _fill_groups(groups, columns.warnings)
    order, after = _after(periods, chosen.start, columns)
    study = Study(labels, [periods[i] for i in order], counts[:, order], after, groups)
    return study, columns.warnings


def _complete(columns: Columns) -> None:
    for role in ("place", "period", "count"):
        if (gone := np.flatnonzero(missing(columns[role]))).size:
            raise columns.bad(role, int(gone[0]), "är tom.", "Fyll i den eller ta bort raden.")
    counts = columns["count"]
    wrong = np.flatnonzero((counts < 0) | (counts != np.floor(counts)))
    if wrong.size:
        row = int(wrong[0])
        raise columns.bad("count", row, f"{counts[row]:g} är inget antal.", "Skriv 0, 1, 2 …")


def _labels(columns: Columns, role: str) -> list[str]:
    return [str(label) for label in columns.labels[role]]


def _codes(columns: Columns, role: str) -> NDArray[np.int64]:
    return columns.codes[role]


def _flag(chosen: argparse.Namespace, texts: list[str]) -> str | None:
    """The text, if it names a column and no place."""
    if len(texts) != 1:
        return None
    try:
        read(chosen.file, {"flag": texts[0]}, types={"flag": "text"})
    except BadInput:
        return None
    places = read(chosen.file, {"place": chosen.place}).labels["place"]
    return None if texts[0] in places else texts[0]


def _by_flag(columns: Columns, role: str, at: NDArray[np.int64], n: int) -> NDArray[np.bool_]:
    words = np.char.lower(columns[role])
    yes = np.isin(words, list(YES))
    strange = np.flatnonzero(~yes & ~np.isin(words, list(NO)))
    if strange.size:
        row = int(strange[0])
        raise columns.bad(role, row, f"»{columns[role][row]}« är varken 1 eller 0.")
    share = np.bincount(at, yes, n) / np.maximum(np.bincount(at, minlength=n), 1)
    if np.any((share > 0) & (share < 1)):
        raise BadInput(
            "samma område har både 1 och 0.",
            column=columns.names[role],
            remedy="Ange samma värde på områdets alla rader; tiden skiljs av --period.",
        )
    return np.asarray(share == 1, bool)


def _by_name(texts: list[str], labels: list[str]) -> NDArray[np.bool_]:
    wanted: set[str] = set()
    for text in texts:
        parts = [text] if text in labels else [part.strip() for part in text.split(",")]
        for name in filter(None, parts):
            if name not in labels:
                there = ", ".join(f"»{label}«" for label in labels[:20])
                raise BadInput(f"Området »{name}« finns inte.", remedy=f"Det finns: {there}.")
            wanted.add(name)
    return np.array([label in wanted for label in labels], bool)


def _fill_groups(groups: dict[str, NDArray[np.bool_]], warnings: list[str]) -> None:
    if not groups["treated"].any():
        raise BadInput("Inget område har åtgärden.", remedy="Ange områden med --treated.")
    if not groups["control"].any():
        rest = ~(groups["treated"] | groups["displacement"] | groups["displacement_control"])
        if not rest.any():
            raise BadInput("Det finns inget område att jämföra med.", remedy="Ange --control.")
        groups["control"] = rest
        warnings.append(f"Jämförelsen är alla {int(rest.sum())} andra områden.")
    if np.any(sum(mask.astype(int) for mask in groups.values()) > 1):
        raise BadInput("Ett område hör till två grupper.", remedy="Ange varje område en gång.")


def _after(
    periods: list[str], start: str | None, columns: Columns
) -> tuple[list[int], NDArray[np.bool_]]:
    """The periods' order in time and which are after."""
    order = sorted(range(len(periods)), key=lambda i: _moment(periods[i]))
    words = [periods[i].strip().lower() for i in order]
    name = columns.names["period"]
    if start is not None:
        after = [_moment(periods[i]) >= _moment(start) for i in order]
    elif all(word in BEFORE | AFTER for word in words):
        order.sort(key=lambda i: periods[i].strip().lower() in AFTER)
        after = [periods[i].strip().lower() in AFTER for i in order]
    elif len(periods) == 2:
        after = [False, True]
    else:
        raise BadInput(
            f"{len(periods)} perioder, och inget säger när åtgärden började.",
            column=name,
            remedy="Ange --from med den första perioden efter.",
        )
    if all(after) or not any(after):
        raise BadInput(
            "alla perioder är på samma sida om åtgärden.",
            column=name,
            remedy="Det behövs tid både före och efter.",
        )
    return order, np.array(after, bool)


def _moment(text: str) -> tuple[int, float, str]:
    """Numbers in their order, other texts (dates as 2024-03) by letters."""
    try:
        return 0, float(text.replace(",", ".")), ""
    except ValueError:
        return 1, 0.0, text
