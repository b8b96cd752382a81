"""A version that stands: brought into force, extended, and realigned when the map is redrawn."""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from samsyn.agreements import packs, realising
from samsyn.agreements.models import Extension, LocalAgreement, Version
from samsyn.agreements.rules import cannot_extend, not_ready
from samsyn.agreements.world import world_on
from samsyn.organisation.acts import Doing, Refused, act
from samsyn.organisation.models import Body, Place


@act("agreements.bring_into_force", on="agreements.Version", title="Sätta i kraft")
def bring_into_force(doing: Doing, version: Version, *, on: date | None = None) -> Version:
    """Carry out the plan, all or nothing: groups open, change and close, duties begin and end.

    `on` is today unless told; it may lie in the past, as when a decision is registered some days
    later, but not before the decision, nor in the future.
    """
    day = on or doing.day
    old = realising.predecessor(version)
    doing.refuse_if(reasons_against(version, day, doing.day))
    plan, new = realising.plan_for(version, day)
    if old is not None:
        _replace(old, version, day)
    version.status, version.since = Version.Status.IN_FORCE, day
    version.save()
    realising.carry_out(version, new, day)
    doing.record(
        version=version.key,
        on=day,
        replaces=old.key if old else None,
        opened=[group.key for group in plan.groups.added],
        closed=[group.key for group in plan.groups.removed],
        changed=[change.after.key for change in plan.groups.changed],
        given=len(plan.given),
        withdrawn=len(plan.withdrawn),
    )
    return version


def reasons_against(version: Version, on: date, today: date) -> list[str]:
    """Why the version cannot come into force on a day, as Swedish sentences."""
    world = world_on(on, version.agreement.city)
    adopted = version.adoptions.values_list("body__key", flat=True)
    names = dict(Body.objects.values_list("key", "name"))
    charter = version.document
    is_shipped = charter.key in packs.versions() and packs.charter(charter.key) == charter
    reasons = list(
        not_ready(charter, version.status, list(adopted), world, names, is_shipped=is_shipped)
    )
    if on > today:
        reasons.append(f"Dagen {on} har inte kommit. Sätt i kraft den dagen eller senare.")
    if on < version.since:
        reasons.append(f"Stadgan gäller från {version.since}. Välj den dagen eller en senare.")
    decided = version.adoptions.aggregate(last=Max("decision__decided_on"))["last"]
    if decided is not None and on < decided:
        reasons.append(f"Dagen ligger före det sista beslutet ({decided}). Välj en senare dag.")
    if version.until is not None and on >= version.until:
        reasons.append("Giltighetstiden har redan gått ut. Skriv en ny version.")
    old = realising.predecessor(version)
    if old is not None and on < old.since:
        reasons.append(f"{old.key} trädde i kraft {old.since}. Välj en senare dag.")
    return reasons


def _replace(old: Version, new: Version, day: date) -> None:
    old.status, old.replaced_on, old.replaced_by = Version.Status.REPLACED, day, new
    old.until = day if old.until is None else min(old.until, day)
    old.save()


@act("agreements.extend", on="agreements.Version", title="Förlänga")
def extend(
    doing: Doing, version: Version, *, until: date | None, decided_on: date, dnr: str
) -> Extension:
    """Let a version stand longer. `until` is the first day after, None until a successor comes."""
    doing.refuse_if(cannot_extend(version.stands, version.until, until, decided_on))
    if not dnr.strip():
        raise Refused("Ange diarienummer för beslutet om förlängning.")
    if decided_on > doing.day:
        raise Refused("Beslutsdagen ligger i framtiden. Registrera beslutet när det är fattat.")
    version.status, version.until = Version.Status.EXTENDED, until
    version.save()
    extension: Extension = version.extensions.create(
        until=until, decided_on=decided_on, dnr=dnr.strip()
    )
    doing.record(version=version.key, until=until, decided_on=decided_on, dnr=dnr)
    return extension


@act("agreements.realign", on="organisation.Place", title="Anpassa grupper till omritade områden")
def realign(doing: Doing, city: Place, *, on: date | None = None) -> list[Version]:
    """Let the groups and duties of every agreement in force follow the map of a day.

    When districts merge, the groups of the old ones close and those of the new one open; its
    seats are vacant until somebody is appointed. The old ones' local agreements end.
    """
    day = on or doing.day
    if day > doing.day:
        raise Refused(f"Dagen {day} har inte kommit. Anpassa grupperna den dagen eller senare.")
    versions = list(Version.objects.standing().filter(agreement__city=city))
    for version in versions:
        realising.carry_out(version, realising.wanted(version, day), day)
    gone = LocalAgreement.objects.filter(place__until__lte=day, place__parent=city)
    gone.filter(status=LocalAgreement.Status.DRAFT).delete()
    gone.filter(status=LocalAgreement.Status.SIGNED).update(
        status=LocalAgreement.Status.ENDED, until=day
    )
    doing.record(on=day, versions=[version.key for version in versions])
    return versions
