"""A plan in words, for the command line and the page alike; and as JSON for other programs."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel

from samsyn.organisation.structure.specs import GroupSpec, MandateSpec, SeatSpec

from .planning import GroupChange, Plan
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


@dataclass(frozen=True)
class Section:
    """A heading and its lines; `count` is how many things the section tells of."""

    heading: str
    lines: tuple[str, ...]
    count: int


def tell(plan: Plan) -> tuple[Section, ...]:
    """The plan in Swedish, section by section; sections with nothing to tell are left out."""
    sections = [
        _section("Grupper som öppnas", (_group(g) for g in plan.groups.added)),
        _section("Grupper som stängs", (_group(g) for g in plan.groups.removed)),
        _section("Grupper som ändras", (_changed(c) for c in plan.changed_groups)),
        _section("Mandat som ges", _mandates(plan.given)),
        _section("Mandat som dras in", _mandates(plan.withdrawn)),
        _section("Skyldigheter som börjar", (_duty(d) for d in plan.duties.added)),
        _section("Skyldigheter som upphör", (_duty(d) for d in plan.duties.removed)),
        _section("Skyldigheter som ändras", (_duty(c.after) for c in plan.duties.changed)),
        _section("Områden", _areas(plan)),
    ]
    return tuple(section for section in sections if section.count)


def as_json(plan: Plan) -> dict[str, Any]:
    """The plan as plain data, with the changes inside groups and the lineage spelled out."""
    data = {
        "before": plan.before,
        "after": plan.after,
        "groups": {
            "opened": plan.groups.added,
            "closed": plan.groups.removed,
            "changed": plan.changed_groups,
        },
        "mandates": {"given": plan.given, "withdrawn": plan.withdrawn},
        "duties": {
            "begun": plan.duties.added,
            "ended": plan.duties.removed,
            "changed": plan.duties.changed,
        },
        "areas": plan.lineage,
    }
    plain: dict[str, Any] = _plain(data)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if is_dataclass(value) and not isinstance(value, type):
        return _plain({name: getattr(value, name) for name in asdict(value)})
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _section(heading: str, blocks: Iterable[list[str]]) -> Section:
    found = list(blocks)
    return Section(heading, tuple(line for block in found for line in block), len(found))


def _group(group: GroupSpec) -> list[str]:
    lasting = "fast" if group.standing else "tillfällig"
    seats = (
        ", ".join(f"{s.function} ({ROLES.get(s.body, s.body)})" for s in group.seats)
        or "inga platser"
    )
    return [f"{group.name}, {group.place} ({lasting}): {seats}"]


def _changed(change: GroupChange) -> list[str]:
    name = f"{change.group.after.name}, {change.group.after.place}"
    lines = [f"{name}: {FIELDS[f]}: {_said(a)} → {_said(b)}" for f, a, b in change.fields]
    lines += [f"{name}: ny plats {_seat(s)}" for s in change.seats.added]
    lines += [f"{name}: plats tas bort {_seat(s)}" for s in change.seats.removed]
    lines += [
        f"{name}: plats ändras {_seat(c.before)} → {_seat(c.after)}" for c in change.seats.changed
    ]
    if change.regrounded:
        lines.append(f"{name}: {len(change.regrounded)} mandat vilar på en ny klausul")
    return lines or [f"{name}: mandat ändras"]


def _seat(seat: SeatSpec) -> str:
    extra = [] if seat.required else ["inte obligatorisk"]
    extra += ["med ersättare"] if seat.deputy else []
    return f"{seat.function} ({', '.join([ROLES.get(seat.body, seat.body), *extra])})"


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "–"
    return str(value) or "–"


def _mandates(mandates: Iterable[tuple[str, MandateSpec]]) -> Iterable[list[str]]:
    """One line for what the same seats of a group may do on the same ground."""
    together: dict[tuple[str, ...], list[str]] = {}
    for group, mandate in mandates:
        who = ", ".join(mandate.seats) or "alla platser"
        key = (group, who, mandate.scope, mandate.ground)
        together.setdefault(key, []).append(mandate.act)
    for (group, who, scope, ground), acts in together.items():
        yield [f"{group}, {who}: {', '.join(acts)} ({SCOPES[scope]}; {ground})"]


SCOPES = {"place": "på gruppens plats", "group": "i gruppen", "body": "för det egna organet"}


def _duty(duty: DutySpec) -> list[str]:
    return [f"{duty.what}: {duty.owed_by} till {duty.owed_to}, {duty.how_often}"]


def _areas(plan: Plan) -> Iterable[list[str]]:
    for fate in plan.lineage:
        earlier = " och ".join(fate.earlier)
        told = {
            "continued": f"{fate.area} fortsätter {earlier}",
            "merged": f"{fate.area} för samman {earlier}",
            "new": f"{fate.area} är nytt",
            "ended": f"{fate.area} upphör; arbetet går till {fate.goes_to or '(inte angivet)'}",
        }
        yield [told[fate.kind]]
