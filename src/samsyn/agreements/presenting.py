"""Agreements as pages show them: names for keys, the matrix of coverage, the year's duties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samsyn.agreements.charter import Charter, Structure
from samsyn.agreements.charter.models import Source
from samsyn.agreements.charter.world import ROLES
from samsyn.agreements.models import AreaStance, Duty, LocalAgreement, Version
from samsyn.organisation.acts import names as act_names
from samsyn.organisation.acts import title_of
from samsyn.organisation.models import Body, Place

DISTRICT_KINDS = ("district_board", "district_administration", "local_police_area")


@dataclass(frozen=True)
class Numbered:
    """A source and its number on the page."""

    number: int
    source: Source


def numbered(charter: Charter) -> dict[str, Numbered]:
    return {key: Numbered(i, s) for i, (key, s) in enumerate(charter.sources.items(), 1)}


def body_names() -> dict[str, str]:
    return dict(Body.objects.values_list("key", "name"))


def names(charter: Charter) -> dict[str, str]:
    """Readable names for the keys in a charter: roles, bodies and its own groups."""
    return {**ROLES, **body_names(), **{group.key: group.name for group in charter.groups}}


def plan_names(*structures: Structure | None, versions: Iterable[Version]) -> dict[str, str]:
    """Words for all that a plan names. A district's own bodies are told by their role, so that
    what is the same in every district reads the same."""
    groups = {g.key: g.name for s in structures if s is not None for g in s.groups}
    roles = {
        key: ROLES["local_police" if kind == Body.Kind.LOCAL_POLICE_AREA else kind]
        for key, kind in Body.objects.filter(kind__in=DISTRICT_KINDS).values_list("key", "kind")
    }
    places = dict(Place.objects.values_list("key", "name"))
    acts = {act: title_of(act).lower() for act in act_names()}
    return {**body_names(), **places, **groups, **roles, **acts, **area_names(versions)}


def area_names(versions: Iterable[Version]) -> dict[str, str]:
    """The names of all areas of some versions, by reference."""
    return {
        f"{version.key}#{area.key}": f"{area.name} ({version.document.version})"
        for version in versions
        for area in version.document.areas
    }


@dataclass(frozen=True)
class District:
    """A district's signed agreement, if any, what it says of each area, and those it passes over.

    It `is_older` when it stands under an earlier version and has to be written anew. A stance is a
    stance's key, "missing" where the agreement is silent, "none" where there is no agreement.
    """

    place: Place
    signed: LocalAgreement | None
    is_older: bool
    stances: tuple[tuple[str, str, str], ...]  # the area's name, the stance, the stance in words
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Matrix:
    """Areas × districts at a glance."""

    version: Version
    areas: tuple[str, ...]
    districts: tuple[District, ...]


def matrix(version: Version, day: date) -> Matrix:
    """What each district's signed agreement says of each area of a version, on a day."""
    areas = list(version.areas.all())
    places = Place.objects.on(day).filter(kind="district", parent=version.agreement.city)
    signed = {
        local.place_id: local
        for local in LocalAgreement.objects.on(day)
        .filter(version__agreement=version.agreement, status__in=["signed", "ended"])
        .select_related("version")
        .prefetch_related("stances")
    }
    districts = []
    for place in places.order_by("name"):
        local = signed.get(place.pk)
        holds = local is not None and local.version_id == version.pk
        said = {s.area_id: s.stance for s in local.stances.all()} if local and holds else {}
        silent = "missing" if holds else "none"
        stances = tuple((a.name, s := said.get(a.pk, silent), WORDS[s]) for a in areas)
        passed_over = tuple(name for name, stance, _ in stances if stance == "missing")
        is_older = local is not None and not holds
        districts.append(District(place, local, is_older, stances, passed_over))
    return Matrix(version, tuple(area.name for area in areas), tuple(districts))


WORDS = {
    "prioritised": "prioriteras",
    "addressed": "berörs",
    "explained": "förklaras",
    "missing": "saknas",
    "none": "–",
}


@dataclass(frozen=True)
class Owed:
    """A duty on a day it is owed."""

    day: date
    duty: Duty


def calendar(since: date, until: date, place: Place | None = None) -> dict[date, list[Owed]]:
    """What is owed in the half-open period, by month (its first day), earliest first."""
    duties = Duty.objects.on(since).select_related(
        "place", "by_group__place", "by_body", "to_group__place", "to_body", "version"
    )
    if place is not None:
        duties = duties.filter(place=place)
    owed = [Owed(day, duty) for duty in duties for day in duty.due_dates(since, until)]
    months: dict[date, list[Owed]] = defaultdict(list)
    for item in sorted(owed, key=lambda item: (item.day, item.duty.what, item.duty.place.name)):
        months[item.day.replace(day=1)].append(item)
    return dict(months)


def continuous(day: date) -> list[Duty]:
    """Duties without a due day: they are owed all the time."""
    rows = Duty.objects.on(day).filter(due=None)
    return list(rows.select_related("place", "by_group", "by_body", "to_group", "to_body"))


def stance_words() -> list[tuple[str, str]]:
    """The choices of stance as a form offers them."""
    return [(value, str(label).capitalize()) for value, label in AreaStance.Stance.choices]
