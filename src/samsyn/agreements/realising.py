"""From a charter to what stands: the plan against the database, and carrying it out."""

from __future__ import annotations

from datetime import date

from samsyn.agreements.charter import (
    AreaSpec,
    DutySpec,
    EndedSpec,
    Plan,
    Structure,
    expand,
    plan,
)
from samsyn.organisation.models import Body, Group, Place
from samsyn.organisation.structure.standing import canonical, realise, standing

from .models import Duty, PriorityArea, Version
from .world import world_on


def wanted(version: Version, day: date) -> Structure:
    """What a version asks for in the world of a day."""
    return expand(version.document, world_on(day, version.agreement.city))


def in_force(version: Version, day: date) -> Structure:
    """What stands in the database under a version in force: groups, duties and areas."""
    charter = version.document
    said = {area.key: area.continues for area in charter.areas}
    areas = [
        AreaSpec(f"{version.key}#{a.key}", a.name, a.description, tuple(sorted(said[a.key])))
        for a in version.areas.all()
    ]
    return Structure(
        version=version.key,
        groups=tuple(sorted(canonical(group) for group in standing(version.agreement.line, day))),
        areas=tuple(sorted(areas)),
        ended=tuple(sorted(EndedSpec(item.area, item.goes_to) for item in charter.ended)),
        duties=tuple(_duty(duty) for duty in open_duties(version, day)),
    )


def predecessor(version: Version) -> Version | None:
    """The version of the same line that now is in force, unless it is this one."""
    others = Version.objects.standing().filter(agreement=version.agreement)
    found: Version | None = others.exclude(pk=version.pk).first()
    return found


def plan_for(version: Version, day: date) -> tuple[Plan, Structure]:
    """What bringing `version` into force on a day would do, and the structure it would give."""
    new = wanted(version, day)
    old = predecessor(version)
    return plan(in_force(old, day) if old else None, new), new


def carry_out(version: Version, new: Structure, day: date) -> None:
    """Make the database what the structure says, from a day. Runs only inside an act."""
    realise(new.groups, version.agreement.line, day)
    _realise_areas(version, new)
    _realise_duties(version, new, day)


def _realise_areas(version: Version, new: Structure) -> None:
    order = {f"{version.key}#{area.key}": i for i, area in enumerate(version.document.areas)}
    for spec in new.areas:
        area, _ = PriorityArea.objects.update_or_create(
            version=version,
            key=spec.key.partition("#")[2],
            defaults={
                "name": spec.name,
                "description": spec.description,
                "order": order[spec.key],
            },
        )
        area.continues.set([found for ref in spec.continues if (found := _earlier(ref))])


def _earlier(ref: str) -> PriorityArea | None:
    """The area that a reference names, if its version ever came into force here."""
    version, _, key = ref.partition("#")
    return PriorityArea.objects.filter(version__key=version, key=key).first()


def _realise_duties(version: Version, new: Structure, day: date) -> None:
    """End duties that go or change, and open those that come or changed."""
    wanted = {spec.key: spec for spec in new.duties}
    for duty in open_duties(version):
        spec = wanted.get(duty.key)
        if spec == _duty(duty) and duty.version_id == version.pk and _ends_stand(duty):
            del wanted[duty.key]
        else:
            duty.until = max(day, duty.since)
            duty.save(update_fields=["until"])
    Duty.objects.bulk_create(_row(version, spec, day) for spec in wanted.values())


def _ends_stand(duty: Duty) -> bool:
    """Groups that a duty stands between may have been closed and opened anew under the same key."""
    return all(group is None or group.until is None for group in (duty.by_group, duty.to_group))


def open_duties(version: Version, day: date | None = None) -> list[Duty]:
    """The open duties of a version's line; with `day`, those that hold then."""
    rows = Duty.objects.filter(version__agreement=version.agreement, until=None)
    if day is not None:
        rows = Duty.objects.on(day).filter(version__agreement=version.agreement)
    return list(rows.select_related("place", "by_group", "by_body", "to_group", "to_body"))


def _row(version: Version, spec: DutySpec, day: date) -> Duty:
    by_group, by_body = _end(spec.owed_by)
    to_group, to_body = _end(spec.owed_to)
    return Duty(
        version=version,
        key=spec.key,
        place=Place.objects.get(key=spec.place),
        what=spec.what,
        by_group=by_group,
        by_body=by_body,
        to_group=to_group,
        to_body=to_body,
        how_often=spec.how_often,
        clause=spec.clause,
        due=spec.due.model_dump() if spec.due else None,
        since=day,
    )


def _end(key: str) -> tuple[Group | None, Body | None]:
    """Keys of groups hold slashes, those of bodies do not."""
    if "/" in key:
        return Group.objects.get(key=key, until=None), None
    return None, Body.objects.get(key=key)


def _duty(duty: Duty) -> DutySpec:
    return DutySpec(
        key=duty.key,
        place=duty.place.key,
        what=duty.what,
        owed_by=duty.owed_by.key,
        owed_to=duty.owed_to.key,
        how_often=duty.how_often,
        clause=duty.clause,
        due=duty.rule,
    )
