"""Reading the groups of a line back as specs, and making the database what the specs say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from samsyn.organisation.acts.doing import require_act
from samsyn.organisation.models import Body, Group, Mandate, Place, Seat, Tenure
from samsyn.organisation.refusal import Refused

from .specs import GroupSpec, MandateSpec, SeatSpec

GROUP_FIELDS = (
    "kind", "line", "name", "level", "standing", "clause", "theme", "reports_to", "cadence",
    "delegation",
)  # fmt: skip


def standing(line: str, day: date) -> frozenset[GroupSpec]:
    """The groups of an agreement line that are open on a day."""
    groups = Group.objects.on(day).filter(line=line).select_related("place")
    return frozenset(_spec(group, day) for group in groups)


def _spec(group: Group, day: date) -> GroupSpec:
    seats = {s.pk: s for s in group.seats.on(day).select_related("body")}
    plain = {name: getattr(group, name) for name in GROUP_FIELDS}
    return GroupSpec(
        key=group.key,
        place=group.place.key,
        composition=tuple(group.composition),
        seats=tuple(
            sorted(
                SeatSpec(s.key, s.function, s.body.key, s.required, s.deputy)
                for s in seats.values()
            )
        ),
        mandates=_mandates(seats, day),
        **plain,
    )


def _mandates(seats: dict[int, Seat], day: date) -> tuple[MandateSpec, ...]:
    holders: dict[tuple[str, str, str, bool], list[str]] = defaultdict(list)
    for row in Mandate.objects.on(day).filter(seat__in=seats):
        holders[row.act, row.scope, row.ground, row.whole_group].append(seats[row.seat_id].key)
    return tuple(
        sorted(
            MandateSpec(act, scope, ground, () if whole else tuple(sorted(keys)))
            for (act, scope, ground, whole), keys in holders.items()
        )
    )


def canonical(group: GroupSpec) -> GroupSpec:
    """The same spec with its parts in order, so that two can be compared."""
    mandates = (replace(m, seats=tuple(sorted(m.seats))) for m in group.mandates)
    return replace(group, seats=tuple(sorted(group.seats)), mandates=tuple(sorted(mandates)))


def realise(wanted: Iterable[GroupSpec], line: str, on: date) -> None:
    """Open, close and change the groups of a line so that they are the wanted ones from `on`.

    A group that is only changed keeps its row, its seats, their tenures and history. Doing it
    again changes nothing. Runs only inside an act.
    """
    require_act()
    specs = {spec.key: spec for spec in wanted}
    open_now = {group.key: group for group in Group.objects.filter(line=line, until=None)}
    for key in sorted(open_now.keys() - specs.keys()):
        _close_group(open_now[key], on)
    for key, spec in sorted(specs.items()):
        _realise_group(open_now.get(key), spec, on)


def _realise_group(group: Group | None, spec: GroupSpec, on: date) -> None:
    fields = {name: getattr(spec, name) for name in GROUP_FIELDS}
    fields |= {"composition": list(spec.composition), "place": _place(spec.place)}
    if group is None:
        group = Group.objects.create(key=spec.key, since=on, **fields)
    elif any(getattr(group, name) != value for name, value in fields.items()):
        for name, value in fields.items():
            setattr(group, name, value)
        group.save()
    seats = _realise_seats(group, spec, on)
    _realise_mandates(group, spec, seats, on)


def _realise_seats(group: Group, spec: GroupSpec, on: date) -> dict[str, Seat]:
    wanted = {seat.key: seat for seat in spec.seats}
    seats = {seat.key: seat for seat in group.seats.filter(until=None).select_related("body")}
    for key, seat in list(seats.items()):
        # a seat is a function of a body: with another body it is another seat
        if key not in wanted or seat.body.key != wanted[key].body:
            _close_seat(seats.pop(key), on)
    for key, want in wanted.items():
        fields = {"function": want.function, "required": want.required, "deputy": want.deputy}
        if key not in seats:
            body = _body(want.body)
            seats[key] = Seat.objects.create(group=group, key=key, body=body, since=on, **fields)
        elif any(getattr(seats[key], name) != value for name, value in fields.items()):
            Seat.objects.filter(pk=seats[key].pk).update(**fields)
    return seats


def _realise_mandates(group: Group, spec: GroupSpec, seats: dict[str, Seat], on: date) -> None:
    wanted = {
        (seats[key].pk, m.act, m.scope, m.ground, not m.seats)
        for m in spec.mandates
        for key in (m.seats or seats)
    }
    rows = Mandate.objects.filter(seat__group=group, until=None)
    open_now = {(m.seat_id, m.act, m.scope, m.ground, m.whole_group): m.pk for m in rows}
    _end(Mandate.objects.filter(pk__in=[open_now[k] for k in open_now.keys() - wanted]), on)
    Mandate.objects.bulk_create(
        Mandate(seat_id=s, act=a, scope=sc, ground=g, whole_group=w, since=on)
        for s, a, sc, g, w in sorted(wanted - open_now.keys())
    )


def _close_group(group: Group, on: date) -> None:
    for seat in group.seats.filter(until=None):
        _close_seat(seat, on)
    group.until = max(on, group.since)
    group.save(update_fields=["until"])


def _close_seat(seat: Seat, on: date) -> None:
    _end(Mandate.objects.filter(seat=seat, until=None), on)
    _end(Tenure.objects.filter(seat=seat, until=None), on)
    Tenure.objects.filter(seat=seat, until__gt=on, since__lte=on).update(until=on)
    seat.until = max(on, seat.since)
    seat.save(update_fields=["until"])


def _end(rows: QuerySet[Any], on: date) -> None:
    """End what has begun; what was to begin later is left empty in time."""
    rows.filter(since__lte=on).update(until=on)
    rows.filter(since__gt=on).update(until=F("since"))


def _place(key: str) -> Place:
    found: Place | None = Place.objects.filter(key=key).first()
    if found is None:
        raise Refused(f"Stadgan nämner platsen »{key}« som inte finns. Registrera den först.")
    return found


def _body(key: str) -> Body:
    found: Body | None = Body.objects.filter(key=key).first()
    if found is None:
        raise Refused(f"Stadgan nämner organet »{key}« som inte finns. Registrera det först.")
    return found
