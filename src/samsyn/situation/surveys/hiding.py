"""Which results of one question in one round may not be shown: few answers, and what gives them
away. Pure.

Groups and places hang together: women and men make all, districts make the city. Where one part
alone is hidden, the whole minus the others is that part. The numbers of answers are therefore
protected as one family by `analysis.protection`, with the thresholds of the survey. What a whole
has beyond its told parts is thought to be known, so that more is hidden rather than less.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from samsyn.analysis.protection import Unprotectable, protect
from samsyn.situation.intake.surveys import groups

Cell = tuple[int, str]
"""A place and a group."""


def hidden(answers: Mapping[Cell, int], within: Mapping[int, int], fewest: int) -> set[Cell]:
    """The cells that are not shown. `within` is the next larger place that has results."""
    few = {cell for cell, n in answers.items() if n < fewest}
    if not few:
        return set()
    wholes = dict(_wholes(answers, within))
    counts = {_name(cell): n for cell, n in _built(answers, wholes).items()}
    sums, known = [], []
    for cell, ways in wholes.items():
        for number, parts in enumerate(ways):
            names = [_name(part) for part in parts]
            rest = f"{_name(cell)}|rest {number}"
            counts[rest] = counts[_name(cell)] - sum(counts[name] for name in names)
            sums.append((_name(cell), [*names, rest]))
            known.append(rest)
    try:
        safe = protect(counts, sums, threshold=fewest, published=known).values
    except Unprotectable:
        return set(answers)
    return few | {cell for cell in answers if safe[_name(cell)] is None}


def _wholes(
    answers: Mapping[Cell, int], within: Mapping[int, int]
) -> Iterator[tuple[Cell, list[list[Cell]]]]:
    """Each cell that is made of others, and the ways in which it is: by sex, by age, by place."""
    places: dict[int, list[str]] = {}
    for place, group in answers:
        places.setdefault(place, []).append(group)
    for place, group in answers:
        ways = [[(place, part) for part in parts] for parts in parted(group, places[place])]
        inner = [(p, group) for p, whole in within.items() if whole == place]
        ways.append([cell for cell in inner if cell in answers])
        if ways := [parts for parts in ways if parts]:
            yield (place, group), ways


def parted(group: str, told: list[str]) -> Iterator[list[str]]:
    """The ways in which a group is made of the others that are told of."""
    sex, ages = groups.sex_of(group), groups.ages_of(group)
    if group == groups.ALL:
        yield [g for g in told if groups.sex_of(g) and not groups.ages_of(g)]
        yield [g for g in told if groups.ages_of(g) and not groups.sex_of(g)]
        yield [g for g in told if g.startswith(groups.OWN)]
    elif sex and not ages:
        yield [g for g in told if groups.sex_of(g) == sex and groups.ages_of(g)]
    elif ages and not sex:
        yield [g for g in told if groups.ages_of(g) == ages and groups.sex_of(g)]


def _built(answers: Mapping[Cell, int], wholes: Mapping[Cell, list[list[Cell]]]) -> dict[Cell, int]:
    """The numbers of answers, each whole at least as large as any of its sums of parts."""
    built: dict[Cell, int] = {}

    def build(cell: Cell) -> int:
        if cell not in built:
            ways = (sum(map(build, parts)) for parts in wholes.get(cell, ()))
            built[cell] = max(answers[cell], *ways, 0)
        return built[cell]

    for cell in answers:
        build(cell)
    return built


def _name(cell: Cell) -> str:
    return f"{cell[0]}|{cell[1]}"


def by_question(
    rows: list[tuple[int, str, int, str, int]],
) -> Iterator[tuple[tuple[int, str], dict[Cell, int]]]:
    """(year, question) and its cells, of rows (year, question, place, group, n)."""
    for key, found in groupby(sorted(rows), key=lambda row: row[:2]):
        yield key, {(place, group): n for _, _, place, group, n in found}
