"""Two charters side by side: the same thing on the same row, so that a reader sees what differs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from .models import Area, Charter, DutyTerm, GroupKind, LocalRules, Term
from .world import ROLES

T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """One thing in both: empty where it is missing."""

    name: str
    left: str
    right: str

    @property
    def verdict(self) -> str:
        if not self.left:
            return "tillkommer"
        if not self.right:
            return "utgår"
        return "lika" if self.left == self.right else "ändras"


@dataclass(frozen=True)
class Aspect:
    """One part of the agreements, such as its groups."""

    heading: str
    rows: tuple[Row, ...]


def compare(
    left: Charter, right: Charter, words: Mapping[str, str] | None = None
) -> tuple[Aspect, ...]:
    """Everything in the two charters, part by part; parts that neither has are left out.

    `words` gives names for the keys of bodies.
    """
    names = {**(words or {}), **_names(left), **_names(right)}

    def said_group(kind: GroupKind) -> str:
        return _group(kind, names)

    def said_duty(duty: DutyTerm) -> str:
        ends = (
            f"{names.get(duty.owed_by, duty.owed_by)} till {names.get(duty.owed_to, duty.owed_to)}"
        )
        return f"{ends}, {duty.how_often}"

    aspects = (
        Aspect("Bestämmelser", _rows(left.terms, right.terms, _heading, _term)),
        Aspect("Områden", _areas(left, right)),
        Aspect("Grupper", _rows(left.groups, right.groups, lambda g: g.key, said_group, _name)),
        Aspect("Skyldigheter", _rows(left.duties, right.duties, lambda d: d.key, said_duty, _what)),
        Aspect("Lokala överenskommelser", _local(left.local, right.local)),
    )
    return tuple(aspect for aspect in aspects if aspect.rows)


def _rows(
    left: Iterable[T],
    right: Iterable[T],
    key: Callable[[T], str],
    said: Callable[[T], str],
    name: Callable[[T], str] | None = None,
) -> tuple[Row, ...]:
    old, new = {key(x): x for x in left}, {key(x): x for x in right}
    rows = []
    for k in [*old, *(k for k in new if k not in old)]:
        thing = new.get(k) or old[k]
        label = name(thing) if name else k
        rows.append(Row(label, *(said(side[k]) if k in side else "" for side in (old, new))))
    return tuple(rows)


def _names(charter: Charter) -> dict[str, str]:
    return {**ROLES, **{group.key: group.name for group in charter.groups}}


def _heading(term: Term) -> str:
    return term.heading


def _term(term: Term) -> str:
    return term.text


def _areas(left: Charter, right: Charter) -> tuple[Row, ...]:
    """Areas beside those they continue, whichever of the charters is the later."""
    rows, continued = [], set[str]()
    for area in right.areas:
        kin = [other for other in left.areas if _related(left, other, right, area)]
        continued |= {other.key for other in kin}
        rows.append(Row(area.name, "; ".join(map(_area, kin)), _area(area)))
    gone = {ended.area: ended.goes_to for ended in right.ended}
    for area in left.areas:
        if area.key not in continued:
            goes_to = gone.get(f"{left.key}#{area.key}")
            ends = f" Arbetet går till {goes_to}." if goes_to else ""
            rows.append(Row(area.name, f"{_area(area)}{ends}", ""))
    return tuple(rows)


def _related(left: Charter, old: Area, right: Charter, new: Area) -> bool:
    before, after = f"{left.key}#{old.key}", f"{right.key}#{new.key}"
    return old.name == new.name or before in new.continues or after in old.continues


def _area(area: Area) -> str:
    return f"{area.name}. {area.description}" if area.description else f"{area.name}."


def _name(group: GroupKind) -> str:
    return group.name


def _what(duty: DutyTerm) -> str:
    return duty.what


def _group(kind: GroupKind, names: dict[str, str]) -> str:
    level = "stadsövergripande" if kind.level == "city" else "en i varje stadsdelsområde"
    lasting = "fast" if kind.lasting == "standing" else "tillfällig"
    seats = ", ".join(f"{s.function} ({names.get(s.body, s.body)})" for s in kind.seats)
    cadence = f" Möten: {kind.cadence.text}." if kind.cadence else ""
    limits = f" {kind.delegation.text}" if kind.delegation else ""
    return f"{level.capitalize()}, {lasting}. Platser: {seats}.{cadence}{limits}"


def _local(left: LocalRules | None, right: LocalRules | None) -> tuple[Row, ...]:
    old, new = (_rules(side) if side else {} for side in (left, right))
    return tuple(Row(name, old.get(name, ""), new.get(name, "")) for name in old | new)


def _rules(rules: LocalRules) -> dict[str, str]:
    fates = "ska prioriteras, beröras eller förklaras" if rules.all_areas else "väljs fritt"
    return {
        "Områden": fates,
        "Egna lokala områden": "får läggas till" if rules.extra_areas else "får inte läggas till",
        "Antal parter": f"{rules.parties_least}–{rules.parties_most}",
    }
