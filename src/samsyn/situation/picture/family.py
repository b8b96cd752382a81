"""Protecting a picture together with what is already published about the same numbers.

Within a picture, and between pictures of the same period, no hidden small number can be reckoned
or bounded. Between pictures of different periods that overlap, none is a sum or difference of what
is shown; that none can be bounded, by there being no negative numbers, is not promised there: it
would take the whole table of month × place × victim.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NotRequired, TypedDict

from samsyn.analysis import Protected, protect
from samsyn.situation.picture.counts import Family
from samsyn.situation.picture.linking import differences

Json = dict[str, Any]


class Record(TypedDict):
    """What is kept of a published family: true counts, sums, and which cells were shown.

    `least` is what findings say that other cells have at least. `seen` is the same as all this of
    the observations from the field, a family apart (`picture.seen`).
    """

    counts: dict[str, int]
    sums: list[tuple[str, list[str]]]
    shown: list[str]
    least: NotRequired[dict[str, int]]
    seen: NotRequired[Record]


def protected(
    family: Family,
    threshold: int,
    earlier: Iterable[Record] = (),
    within: Mapping[str, str] | None = None,
) -> Protected:
    """The family with what must not be seen taken out.

    `earlier` are the records of published pictures that tell of the same places and months. What
    they show is known and cannot be taken back; what they hide must stay hidden. A record that
    counts any of the same cells differently rests on other deliveries: its numbers are not
    these numbers, and it is passed over. `within` tells the next larger place by key.
    Raises `samsyn.analysis.protection.Unprotectable` when they leave no way to protect this one.
    """
    counts, sums = dict(family.counts), _once(family.sums)
    known, unshown = set(family.empty), set(family.unshown)
    least: dict[str, int] = {}
    for record in earlier:
        shared = record["counts"].keys() & counts.keys()
        if any(record["counts"][name] != counts[name] for name in shared):
            continue
        shown = set(record["shown"])
        unshown |= record["counts"].keys() - counts.keys() - shown
        known |= shown
        least |= record.get("least", {})
        counts |= record["counts"]
        sums |= _once(record["sums"])
    more, bound = differences(counts, sums, within or {})
    return protect(
        counts | more,
        [(total, list(parts)) for total, parts in (sums | _once(bound))],
        threshold=threshold,
        unshown=(unshown | more.keys()) - known,
        published=known,
        least={name: n for name, n in least.items() if counts.get(name, 0) >= n},
    )


def record(family: Family, protection: Protected) -> Record:
    """What to keep of the family so that later pictures can be protected against it."""
    shown = [name for name in family.shown if protection.values[name] is not None]
    shown += sorted(family.empty & family.unshown)
    return Record(counts=family.counts, sums=family.sums, shown=shown)


def with_claims(kept: Record, content: Json, period: str) -> Record:
    """The record with what the content's findings say that single places have at least."""
    result = content.get("findings", {}).get("places", {}).get("result") or {"maps": []}
    least = {
        f"{row['key']}|{place['key']}|{period}": result["least"]
        for row in result["maps"]
        for place in row["places"]
    }
    return {**kept, "least": least}


def _once(sums: Iterable[tuple[str, list[str]]]) -> dict[tuple[str, tuple[str, ...]], None]:
    return dict.fromkeys((total, tuple(parts)) for total, parts in sums)
