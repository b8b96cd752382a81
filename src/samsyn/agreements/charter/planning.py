"""What it takes to go from one structure to another: like a plan before it is applied.

`plan(a, a)` is empty, `apply(plan(a, b), a) == b`, and applying twice changes nothing more.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from typing import Generic, Literal, TypeVar

from samsyn.organisation.structure.specs import GroupSpec, MandateSpec, SeatSpec

from .specs import AreaSpec, DutySpec, EndedSpec, Structure

T = TypeVar("T")


def _key(item: AreaSpec | EndedSpec | DutySpec | GroupSpec | SeatSpec) -> str:
    return item.key


@dataclass(frozen=True)
class Change(Generic[T]):
    """The same thing before and after."""

    before: T
    after: T


@dataclass(frozen=True)
class Diff(Generic[T]):
    """Things that come, go and change, each sorted by key."""

    added: tuple[T, ...] = ()
    removed: tuple[T, ...] = ()
    changed: tuple[Change[T], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def diff(old: Iterable[T], new: Iterable[T], key: Callable[[T], str]) -> Diff[T]:
    """Compare two sets of things that are the same when their keys are."""
    before, after = {key(x): x for x in old}, {key(x): x for x in new}
    both = sorted(before.keys() & after.keys())
    return Diff(
        added=tuple(after[k] for k in sorted(after.keys() - before.keys())),
        removed=tuple(before[k] for k in sorted(before.keys() - after.keys())),
        changed=tuple(Change(before[k], after[k]) for k in both if before[k] != after[k]),
    )


def patch(old: Iterable[T], change: Diff[T], key: Callable[[T], str]) -> tuple[T, ...]:
    """The things after `change`, sorted by key."""
    things = {key(x): x for x in old}
    for item in change.removed:
        things.pop(key(item), None)
    things |= {key(x): x for x in change.added} | {key(c.after): c.after for c in change.changed}
    return tuple(things[k] for k in sorted(things))


@dataclass(frozen=True)
class GroupChange:
    """What happens to a group that stays: its history and its tenures remain.

    `fields` holds (field, before, after). A mandate that only rests on another clause is
    `regrounded`, neither withdrawn nor given.
    """

    group: Change[GroupSpec]
    fields: tuple[tuple[str, object, object], ...]
    seats: Diff[SeatSpec]
    given: tuple[MandateSpec, ...]
    withdrawn: tuple[MandateSpec, ...]
    regrounded: tuple[Change[MandateSpec], ...]


@dataclass(frozen=True)
class Lineage:
    """Where an area comes from (`new` names it), or where an ended area's work goes."""

    kind: Literal["continued", "merged", "new", "ended"]
    area: str
    earlier: tuple[str, ...] = ()
    goes_to: str = ""


@dataclass(frozen=True)
class Plan:
    """Everything that bringing a version into force does."""

    before: str | None
    after: str
    groups: Diff[GroupSpec]
    areas: Diff[AreaSpec]
    ended: Diff[EndedSpec]
    duties: Diff[DutySpec]
    lineage: tuple[Lineage, ...] = ()

    def __bool__(self) -> bool:
        """False when nothing at all would happen."""
        return bool(self.groups or self.areas or self.ended or self.duties)

    @property
    def changed_groups(self) -> tuple[GroupChange, ...]:
        return tuple(_group_change(change) for change in self.groups.changed)

    @property
    def given(self) -> tuple[tuple[str, MandateSpec], ...]:
        """(group, mandate) for every mandate that comes, in new groups and old."""
        opened = [(g.key, m) for g in self.groups.added for m in g.mandates]
        return (*opened, *((c.group.after.key, m) for c in self.changed_groups for m in c.given))

    @property
    def withdrawn(self) -> tuple[tuple[str, MandateSpec], ...]:
        """(group, mandate) for every mandate that goes, with closed groups or without."""
        closed = [(g.key, m) for g in self.groups.removed for m in g.mandates]
        stays = ((c.group.after.key, m) for c in self.changed_groups for m in c.withdrawn)
        return (*closed, *stays)


def plan(old: Structure | None, new: Structure) -> Plan:
    """What has to happen for `new` to stand where `old` (or nothing) does."""
    start = old or Structure(version=new.version)
    return Plan(
        before=old.version if old else None,
        after=new.version,
        groups=diff(start.groups, new.groups, _key),
        areas=diff(start.areas, new.areas, _key),
        ended=diff(start.ended, new.ended, _key),
        duties=diff(start.duties, new.duties, _key),
        lineage=_lineage(start, new),
    )


def apply(change: Plan, old: Structure | None) -> Structure:
    """The structure after a plan made for `old`."""
    start = old or Structure(version=change.after)
    return Structure(
        version=change.after,
        groups=patch(start.groups, change.groups, _key),
        areas=patch(start.areas, change.areas, _key),
        ended=patch(start.ended, change.ended, _key),
        duties=patch(start.duties, change.duties, _key),
    )


def _lineage(old: Structure, new: Structure) -> tuple[Lineage, ...]:
    """The fate of each area that comes or goes between the two."""
    stood = {area.key for area in old.areas}
    found = [
        Lineage(_born(area), area.key, area.continues)
        for area in new.areas
        if area.key not in stood
    ]
    lives_on = {earlier for area in new.areas for earlier in area.continues}
    goes_to = {ended.key: ended.goes_to for ended in new.ended}
    gone = stood - lives_on - {area.key for area in new.areas}
    found += [Lineage("ended", key, goes_to=goes_to.get(key, "")) for key in sorted(gone)]
    return tuple(found)


def _born(area: AreaSpec) -> Literal["continued", "merged", "new"]:
    if not area.continues:
        return "new"
    return "continued" if len(area.continues) == 1 else "merged"


def _group_change(change: Change[GroupSpec]) -> GroupChange:
    before, after = change.before, change.after
    told_apart = {"seats", "mandates"}
    given, withdrawn, regrounded = _mandates(set(before.mandates), set(after.mandates))
    return GroupChange(
        group=change,
        fields=tuple(
            (f.name, getattr(before, f.name), getattr(after, f.name))
            for f in fields(GroupSpec)
            if f.name not in told_apart and getattr(before, f.name) != getattr(after, f.name)
        ),
        seats=diff(before.seats, after.seats, _key),
        given=given,
        withdrawn=withdrawn,
        regrounded=regrounded,
    )


Mandates = tuple[MandateSpec, ...]


def _mandates(
    before: set[MandateSpec], after: set[MandateSpec]
) -> tuple[Mandates, Mandates, tuple[Change[MandateSpec], ...]]:
    """What comes, what goes, and what only comes to rest on another clause."""
    gone, regrounded = sorted(before - after), []
    given = []
    for mandate in sorted(after - before):
        same = next((m for m in gone if replace(m, ground=mandate.ground) == mandate), None)
        if same is None:
            given.append(mandate)
        else:
            gone.remove(same)
            regrounded.append(Change(same, mandate))
    return tuple(given), tuple(gone), tuple(regrounded)
