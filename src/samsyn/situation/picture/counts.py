"""Counting: incidents by area × month, place and victim, and how these numbers hang together.

Every number is a cell named `line|place|time` or `line|place|time|victim`. A *line* is a priority
area, all incidents together, or the incidents that count to just the same areas. The name tells
what the number is, so that the same number in two pictures is the same cell.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from samsyn.situation.picture.kinds import ALL, Kinds, Signature, Victim
from samsyn.situation.picture.periods import Period

REST = "övrigt"
Sums = list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Incidents:
    """What the database has counted: kind × month, and kind × part of the place.

    `by_part` concerns the period alone; its place is the key of a part or `övrigt` for what no
    single part holds.
    """

    by_month: Iterable[tuple[str, str, int]]  # kind, "2024-03", n
    by_part: Iterable[tuple[str, str, int]]  # kind, key of the part, n


@dataclass(frozen=True)
class Shape:
    """What the cells of a picture are called."""

    place: str
    period: Period
    parts: tuple[str, ...]
    victims: tuple[Victim, ...]

    @cached_property
    def total(self) -> str:
        return f"{self.place}|{self.period.key}"

    @cached_property
    def before(self) -> str:
        return f"{self.place}|{self.period.year_before().key}"

    def months(self, period: Period) -> list[str]:
        return [f"{self.place}|{month:%Y-%m}" for month in period.months()]

    def part(self, key: str) -> str:
        """A part of the place; what is left of the place has a name of its own."""
        return (
            f"{self.place}~{REST}|{self.period.key}" if key == REST else f"{key}|{self.period.key}"
        )

    def victim(self, victim: Victim) -> str:
        return f"{self.total}|{victim.key}"

    def partitions(self) -> Iterator[tuple[str, list[str]]]:
        """Each total with the slots that make it up."""
        for total, period in ((self.total, self.period), (self.before, self.period.year_before())):
            months = self.months(period)
            if months != [total]:
                yield total, months
        if self.parts:
            yield self.total, [self.part(key) for key in (*self.parts, REST)]
        if self.victims:
            yield self.total, [self.victim(victim) for victim in self.victims]


@dataclass(frozen=True)
class Family:
    """All numbers of a picture with the sums that bind them.

    `unshown` take part unseen. `empty` are zero for everybody who can read the list of codes: no
    code of the area says that of its victim.
    """

    counts: dict[str, int]
    sums: Sums
    unshown: frozenset[str]
    empty: frozenset[str]

    @property
    def shown(self) -> list[str]:
        return [name for name in self.counts if name not in self.unshown]


def tally(shape: Shape, kinds: Kinds, incidents: Incidents) -> Family:
    """The family of a picture. Every sum in it holds by construction."""
    signatures = _by_signature(shape, kinds, incidents)
    lines = _lines(kinds)
    slots = sorted(
        {slot for _, parts in shape.partitions() for slot in parts} | {shape.total, shape.before}
    )
    counts = {
        f"{line}|{slot}": sum(signatures[s][slot] for s in members)
        for line, members in lines.items()
        for slot in slots
    }
    sums: Sums = [
        (f"{line}|{total}", [f"{line}|{slot}" for slot in parts])
        for line in lines
        for total, parts in shape.partitions()
    ]
    atoms = {members[0]: line for line, members in lines.items() if len(members) == 1}
    sums += [
        (f"{line}|{slot}", [f"{atoms[s]}|{slot}" for s in members])
        for line, members in lines.items()
        if [atoms[s] for s in members] != [line]
        for slot in slots
    ]
    seen = {ALL, *(area.key for area in kinds.areas)}
    unshown = frozenset(name for name in counts if name.partition("|")[0] not in seen)
    empty = frozenset(
        f"{line}|{shape.victim(victim)}"
        for line, members in lines.items()
        for victim in shape.victims
        if not any(kinds.says(victim, s) for s in members)
    )
    return Family(counts, sums, unshown, empty)


def _lines(kinds: Kinds) -> dict[str, list[Signature]]:
    """Each line with the signatures it is made of.

    A line of one signature tells that signature; every other signature gets a line of its own,
    unseen.
    """
    ordered = sorted(kinds.signatures, key=sorted)
    lines = {ALL: ordered}
    lines |= {area.key: [s for s in ordered if area.key in s] for area in kinds.areas}
    alone = {members[0] for members in lines.values() if len(members) == 1}
    lines |= {"=" + "+".join(sorted(s)): [s] for s in ordered if s not in alone}
    return lines


def _by_signature(
    shape: Shape, kinds: Kinds, incidents: Incidents
) -> dict[Signature, dict[str, int]]:
    found: dict[Signature, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    inside = {f"{month:%Y-%m}" for month in shape.period.months()}
    for kind, month, n in incidents.by_month:
        slots = {f"{shape.place}|{month}", shape.total if month in inside else shape.before}
        if shape.victims and month in inside:
            slots.add(shape.victim(kinds.victim(kind)))
        for slot in slots:
            found[kinds.signature(kind)][slot] += n
    for kind, part, n in incidents.by_part if shape.parts else ():
        found[kinds.signature(kind)][shape.part(part)] += n
    return found
