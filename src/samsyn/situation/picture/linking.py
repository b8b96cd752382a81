"""How the numbers of several pictures hang together: a place in a larger place, months in a period.

Each picture's own sums are known (`counts`). Between pictures a reader can subtract as well: the
city's March less a district's March, the year less its first quarter. Each such difference becomes
a cell, unseen, so that protection minds it too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from samsyn.situation.picture.counts import Sums

Counts = Mapping[str, int]
Span = tuple[str, str]


def differences(
    counts: Counts, sums: Iterable[tuple[str, tuple[str, ...]]], within: Mapping[str, str]
) -> tuple[dict[str, int], Sums]:
    """New cells by name with their counts, and the sums that bind them to the old.

    `within` is the key of the next larger place by key of place. What cannot be, because a part is
    greater than its whole, rests on different deliveries and binds nothing.
    """
    known: dict[str, set[str]] = defaultdict(set)
    for total, members in sums:
        known[total] |= set(members)
    cells: dict[str, int] = {}
    found: Sums = []
    for total, parts in (*_places(counts, within), *_periods(counts)):
        rest = counts[total] - sum(counts[part] for part in parts)
        if rest >= 0 and not known[total].issuperset(parts):
            name = f"{total} utom {', '.join(part.split('|', 1)[1] for part in parts)}"
            cells[name] = rest
            found.append((total, [*parts, name]))
    return cells, found


def _places(counts: Counts, within: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Each cell with the same number for the places next within, among those there are."""
    same: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for name in counts:
        line, place, time = name.split("|", 2)
        same[line, time][place] = name
    for places in same.values():
        nearest: dict[str, list[str]] = defaultdict(list)
        for place in places:
            larger = within.get(place)
            while larger is not None and larger not in places:
                larger = within.get(larger)
            if larger is not None:
                nearest[larger].append(places[place])
        for larger, parts in nearest.items():
            yield places[larger], sorted(parts)


def _periods(counts: Counts) -> Iterator[tuple[str, list[str]]]:
    """Each cell of a period with the same number for shorter periods in it that do not overlap."""
    same: dict[tuple[str, str, str], dict[Span, str]] = defaultdict(dict)
    for name in counts:
        line, place, time = name.split("|", 2)
        months, _, victim = time.partition("|")
        same[line, place, victim][_ends(months)] = name
    for names in same.values():
        longest_first = sorted(names, key=lambda s: (_months(s), s), reverse=True)
        for whole in longest_first:
            chosen: list[Span] = []
            for span in longest_first:
                inside = whole[0] <= span[0] and span[1] <= whole[1] and span != whole
                if inside and all(span[1] <= c[0] or c[1] <= span[0] for c in chosen):
                    chosen.append(span)
            if chosen:
                yield names[whole], [names[span] for span in sorted(chosen)]


def _ends(span: str) -> Span:
    """`2023-01/2023-04` as its two ends; `2023-03` as `2023-03` and `2023-04`."""
    since, _, until = span.partition("/")
    if until:
        return since, until
    year, month = map(int, since.split("-"))
    return since, f"{year + month // 12}-{month % 12 + 1:02}"


def _months(span: Span) -> int:
    (y1, m1), (y2, m2) = (map(int, end.split("-")) for end in span)
    return (y2 - y1) * 12 + m2 - m1
