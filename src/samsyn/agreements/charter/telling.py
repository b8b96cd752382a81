"""A plan in words, for the command line and the page alike. What is the same in several places is
told once, with the places."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from samsyn.organisation.structure.specs import GroupSpec, MandateSpec, SeatSpec

from .planning import Change, Diff, GroupChange, Plan
from .specs import DutySpec
from .world import ROLES

FIELDS = {
    "kind": "slag",
    "line": "överenskommelse",
    "name": "namn",
    "level": "nivå",
    "place": "plats",
    "standing": "fast grupp",
    "clause": "klausul",
    "theme": "tema",
    "reports_to": "rapporterar till",
    "cadence": "möten",
    "delegation": "gräns för beslut",
    "composition": "organ som ska finnas med",
}
DUTY_FIELDS = {
    "what": "vad",
    "owed_by": "från",
    "owed_to": "till",
    "how_often": "hur ofta",
    "clause": "klausul",
}
SCOPES = {"place": "på gruppens plats", "group": "i gruppen", "body": "för det egna organet"}


@dataclass(frozen=True)
class Section:
    """A heading and its lines; `count` is how many things the section tells of."""

    heading: str
    lines: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Said:
    """Something to tell: of what, where and what."""

    of: str
    place: str
    text: str


def tell(plan: Plan, names: Mapping[str, str] | None = None) -> tuple[Section, ...]:
    """The plan in Swedish, section by section; sections with nothing to tell are left out.

    `names` gives words for keys: of bodies, places, groups, areas and acts.
    """
    return _Telling({**ROLES, **(names or {})}).sections(plan)


@dataclass(frozen=True)
class _Telling:
    names: Mapping[str, str]

    def sections(self, plan: Plan) -> tuple[Section, ...]:
        groups, duties = plan.groups, plan.duties
        changed = plan.changed_groups
        found = [
            self._section("Grupper som öppnas", self._groups(groups.added), len(groups.added)),
            self._section("Grupper som stängs", self._groups(groups.removed), len(groups.removed)),
            self._section("Grupper som ändras", self._changes(changed), len(changed)),
            self._section("Mandat som ges", self._mandates(plan, plan.given), len(plan.given)),
            self._section(
                "Mandat som dras in", self._mandates(plan, plan.withdrawn), len(plan.withdrawn)
            ),
            *self._duties(duties),
            self._areas(plan),
        ]
        return tuple(section for section in found if section.count)

    def _section(self, heading: str, said: Iterable[Said], count: int) -> Section:
        """One line for what is the same in several places."""
        places: dict[tuple[str, str], list[str]] = {}
        for item in said:
            places.setdefault((item.of, item.text), []).append(self._name(item.place))
        lines = (
            f"{of} ({', '.join(dict.fromkeys(where))}): {text}"
            for (of, text), where in places.items()
        )
        return Section(heading, tuple(lines), count)

    def _name(self, key: str) -> str:
        return self.names.get(key, key)

    def _groups(self, groups: Iterable[GroupSpec]) -> Iterator[Said]:
        for group in groups:
            lasting = "fast" if group.standing else "tillfällig"
            seats = ", ".join(f"{s.function} ({self._name(s.body)})" for s in group.seats)
            yield Said(group.name, group.place, f"{lasting}, platser: {seats or 'inga'}")

    def _changes(self, changes: Iterable[GroupChange]) -> Iterator[Said]:
        for change in changes:
            group = change.group.after
            for text in self._change(change):
                yield Said(group.name, group.place, text)

    def _change(self, change: GroupChange) -> Iterator[str]:
        for field, before, after in change.fields:
            yield f"{FIELDS[field]}: {self._value(before)} → {self._value(after)}"
        for seat in change.seats.added:
            yield f"ny plats {self._seat(seat)}"
        for seat in change.seats.removed:
            yield f"plats tas bort {self._seat(seat)}"
        for pair in change.seats.changed:
            yield f"plats ändras {self._seat(pair.before)} → {self._seat(pair.after)}"
        if change.given or change.withdrawn:
            yield f"{len(change.given)} mandat ges och {len(change.withdrawn)} dras in"
        if change.regrounded:
            yield f"{len(change.regrounded)} mandat vilar på en ny klausul"

    def _seat(self, seat: SeatSpec) -> str:
        extra = [] if seat.required else ["inte obligatorisk"]
        extra += ["med ersättare"] if seat.deputy else []
        return f"{seat.function} ({', '.join([self._name(seat.body), *extra])})"

    def _value(self, value: object) -> str:
        if isinstance(value, bool):
            return "ja" if value else "nej"
        if isinstance(value, tuple):
            return ", ".join(self._name(str(item)) for item in value) or "–"
        return self._name(str(value)) or "–"

    def _mandates(self, plan: Plan, mandates: Iterable[tuple[str, MandateSpec]]) -> Iterator[Said]:
        """What the same seats of a group may do on the same ground, together."""
        groups = _groups_of(plan)
        together: dict[tuple[str, str, str, str], list[str]] = {}
        for key, mandate in mandates:
            seats = {s.key: s.function for s in groups[key].seats}
            who = sorted({seats.get(seat, seat) for seat in mandate.seats})
            kin = (key, ", ".join(who) or "alla platser", mandate.scope, mandate.ground)
            together.setdefault(kin, []).append(self._name(mandate.act))
        for (key, seated, scope, ground), acts in together.items():
            text = f"{seated} får {SCOPES[scope]}: {'; '.join(acts)} ({ground})"
            yield Said(groups[key].name, groups[key].place, text)

    def _duties(self, duties: Diff[DutySpec]) -> Iterator[Section]:
        for heading, found in (
            ("Skyldigheter som börjar", duties.added),
            ("Skyldigheter som upphör", duties.removed),
        ):
            yield self._section(heading, map(self._duty, found), len(found))
        changed = [
            Said(change.after.what, change.after.place, text)
            for change in duties.changed
            for text in self._duty_change(change)
        ]
        yield self._section("Skyldigheter som ändras", changed, len(duties.changed))

    def _duty_change(self, change: Change[DutySpec]) -> Iterator[str]:
        for field, word in DUTY_FIELDS.items():
            before, after = getattr(change.before, field), getattr(change.after, field)
            if before != after:
                yield f"{word}: {self._value(before)} → {self._value(after)}"
        if change.before.due != change.after.due:
            yield "dagarna då den ska fullgöras ändras"

    def _duty(self, duty: DutySpec) -> Said:
        ends = f"{self._name(duty.owed_by)} till {self._name(duty.owed_to)}"
        return Said(duty.what, duty.place, f"{ends}, {duty.how_often} ({duty.clause})")

    def _areas(self, plan: Plan) -> Section:
        lines = tuple(self._fates(plan))
        return Section("Områden", lines, len(lines))

    def _fates(self, plan: Plan) -> Iterator[str]:
        for fate in plan.lineage:
            area = self._name(fate.area)
            earlier = " och ".join(map(self._name, fate.earlier))
            told = {
                "continued": f"{area} fortsätter {earlier}",
                "merged": f"{area} för samman {earlier}",
                "new": f"{area} är nytt",
                "ended": f"{area} upphör; arbetet går till {fate.goes_to or '(inte angivet)'}",
            }
            yield told[fate.kind]
        for change in plan.areas.changed:
            yield f"{self._name(change.after.key)} får ny lydelse"


def _groups_of(plan: Plan) -> dict[str, GroupSpec]:
    """Every group that the plan touches, as it is after, or as it was when it closes."""
    changed = [change.after for change in plan.groups.changed]
    return {g.key: g for g in (*plan.groups.removed, *changed, *plan.groups.added)}
