"""Which results of one question in one round may not be shown: few answers, and what gives them
away. Pure.

Groups and places hang together: women and men make all, districts make the city. Where one part
alone is hidden, the whole minus the others is that part. The numbers of answers are therefore
protected as one family by `analysis.protection`, with the thresholds of the survey. What a whole
has beyond its told parts is thought to be known, so that more is hidden rather than less.

Ages may overlap (16–64 beside 16–29 and 30–64): each way in which they lie side by side makes the
whole. Groups of the table's own may be of several kinds (tenure, country of birth), and nothing
says which belong together: where one of them is few, none is shown.

What has been shown may stand in published pictures. It stays shown when more is delivered, as far
as it can, so that what is hidden once and what is hidden later do not together tell of the few.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from samsyn.analysis.protection import Unprotectable, protect
from samsyn.situation.intake.surveys import groups

Cell = tuple[int, str]
"""A place and a group."""
MOST_WAYS = 100
"""In which ages may lie side by side; where there are more, nothing is shown beside few."""


class TooManyWays(ValueError):
    """The ages of a group overlap in more ways than are reckoned with."""


def hidden(
    answers: Mapping[Cell, int],
    within: Mapping[int, int],
    fewest: int,
    shown: Collection[Cell] = (),
) -> set[Cell]:
    """The cells that are not shown. `within` is the next larger place that has results, `shown`
    the cells that have been shown before."""
    mixed = _of_several_kinds(answers)
    rest = {cell: n for cell, n in answers.items() if cell not in mixed}
    gone = _hidden(rest, within, fewest, rest.keys() & shown)
    wholes = {(place, groups.ALL) for place, _ in mixed}
    if gone & wholes or any(answers[cell] < fewest for cell in mixed):
        gone |= mixed
    return gone


def _of_several_kinds(answers: Mapping[Cell, int]) -> set[Cell]:
    """The groups of the table's own, if they are together more than all who answered."""
    own = {cell for cell in answers if cell[1].startswith(groups.OWN)}
    sums: dict[int, int] = {}
    for cell in own:
        sums[cell[0]] = sums.get(cell[0], 0) + answers[cell]
    return own if any(n > answers.get((p, groups.ALL), n) for p, n in sums.items()) else set()


def _hidden(
    answers: Mapping[Cell, int], within: Mapping[int, int], fewest: int, shown: Collection[Cell]
) -> set[Cell]:
    few = {cell for cell, n in answers.items() if n < fewest}
    if not few:
        return set()
    try:
        wholes = dict(_wholes(answers, within))
    except TooManyWays:
        return set(answers)
    counts = {_name(cell): n for cell, n in _built(answers, wholes).items()}
    sums, known = [], []
    for cell, ways in wholes.items():
        for number, parts in enumerate(ways):
            names = [_name(part) for part in parts]
            rest = f"{_name(cell)}|rest {number}"
            counts[rest] = counts[_name(cell)] - sum(counts[name] for name in names)
            sums.append((_name(cell), [*names, rest]))
            known.append(rest)
    for stays in ([_name(cell) for cell in shown if cell not in few], []):
        try:
            safe = protect(counts, sums, threshold=fewest, published=[*known, *stays]).values
        except Unprotectable:
            continue
        return few | {cell for cell in answers if safe[_name(cell)] is None}
    return set(answers)


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
        yield [g for g in told if g.startswith(groups.OWN)]
    elif ages and not sex:
        yield [g for g in told if groups.sex_of(g) and groups.ages_of(g) == ages]
    if not group.startswith(groups.OWN):
        inner = [g for g in told if groups.sex_of(g) == sex and _lies_in(g, ages)]
        yield from _side_by_side(inner)


def _lies_in(group: str, ages: str) -> bool:
    """Whether a group's ages are some of these, but not all of them; no ages are all."""
    own = groups.ages_of(group)
    if not own or own == ages:
        return False
    (first, last), (low, high) = _span(own), _span(ages) if ages else (0, groups.OLDEST)
    return low <= first and last <= high


def _side_by_side(ages: Sequence[str]) -> Iterator[list[str]]:
    """Every largest set of groups of these that have no age in common; all, if none overlap."""
    spans = {group: _span(groups.ages_of(group)) for group in ages}
    ways = 0
    begun: list[list[str]] = [[]]
    while begun:
        way = begun.pop()
        after = spans[way[-1]][1] if way else -1
        left = [group for group, (first, _) in spans.items() if first > after]
        if left:
            nearest = min(spans[group][1] for group in left)
            begun += [[*way, group] for group in left if spans[group][0] <= nearest]
        else:
            ways += 1
            yield way
        if ways + len(begun) > MOST_WAYS:
            raise TooManyWays


def _span(ages: str) -> tuple[int, int]:
    first, _, last = ages.partition("-")
    return int(first), int(last)


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
