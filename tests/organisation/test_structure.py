"""Groups as data: what the database becomes is what was asked for, and history stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samsyn.organisation.acts import Doing, act
from samsyn.organisation.models import Group, Installation, Mandate, Seat, Tenure
from samsyn.organisation.structure import GroupSpec, MandateSpec, SeatSpec
from samsyn.organisation.structure.standing import canonical, realise, standing
from tests.lillstad import FOUNDED, Founding, Lillstad, coordination, found, steering

LINE = "lillstad"


@act("test.realise", on="organisation.Installation", title="Gör om grupperna")
def make(doing: Doing, _: Installation, groups: list[GroupSpec], on: date) -> None:
    realise(groups, LINE, on)


def _found() -> Lillstad:
    return found(city_acts=("test.realise",))


@pytest.fixture(scope="session")
def founding() -> Founding:
    return _found


def remake(town: Lillstad, groups: list[GroupSpec], on: date) -> None:
    # the coordination stays, or Karin could not go on
    everything = [coordination("test.realise"), *groups]
    make(town.actor("karin"), Installation.here(), everything, on)


SEATS = st.lists(
    st.builds(
        SeatSpec,
        key=st.sampled_from(["a", "b", "c"]),
        function=st.sampled_from(["Rektor", "Chef"]),
        body=st.sampled_from(["skolforvaltningen", "sdf-norra", "lpo-norra"]),
        required=st.booleans(),
        deputy=st.booleans(),
    ),
    unique_by=lambda seat: seat.key,
    max_size=3,
)


@st.composite
def groups(draw: st.DrawFn) -> list[GroupSpec]:
    kinds = draw(st.lists(st.sampled_from(["barn", "torg", "hem"]), unique=True))
    return [_group(draw, kind) for kind in kinds]


def _group(draw: st.DrawFn, kind: str) -> GroupSpec:
    seats = tuple(draw(SEATS))
    # a mandate for every seat of a group without seats would be no mandate at all
    keys = [()] + [(seat.key,) for seat in seats] if seats else []
    mandate = st.builds(
        MandateSpec,
        act=st.sampled_from(["x.do", "x.see"]),
        scope=st.sampled_from(["place", "group", "body"]),
        ground=st.sampled_from(["§ 1", "§ 2"]),
        seats=st.sampled_from(keys) if keys else st.just(()),
    )
    mandates = draw(st.lists(mandate, unique=True, max_size=4)) if seats else []
    return GroupSpec(
        key=f"lillstad/{kind}/norra", kind=kind, line=LINE, level="district", place="norra",
        name=draw(st.sampled_from(["Gruppen", "Rådet"])), standing=draw(st.booleans()),
        clause="4", seats=seats, mandates=tuple(mandates),
    )  # fmt: skip


def _merged(spec: GroupSpec) -> GroupSpec:
    """Single-seat mandates of the same clause read back as one mandate of several seats."""
    parts: dict[tuple[str, str, str, bool], set[str]] = {}
    for m in spec.mandates:
        parts.setdefault((m.act, m.scope, m.ground, not m.seats), set()).update(m.seats)
    merged = (MandateSpec(a, s, g, tuple(sorted(keys))) for (a, s, g, _), keys in parts.items())
    return canonical(replace(spec, mandates=tuple(merged)))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=groups(), second=groups())
def test_the_database_becomes_what_was_asked_for_and_twice_changes_nothing(
    town: Lillstad, first: list[GroupSpec], second: list[GroupSpec]
) -> None:
    base = [steering(d) for d in ("norra", "sodra")]
    day = town.today
    for wanted in (first, second):
        remake(town, [*base, *wanted], day)
        stands = {g.key: g for g in standing(LINE, day)}
        assert {k: v for k, v in stands.items() if k.split("/")[1] in ("barn", "torg", "hem")} == {
            spec.key: _merged(spec) for spec in wanted
        }
        rows = _rows()
        remake(town, [*base, *wanted], day)
        assert _rows() == rows


def _rows() -> list[object]:
    names = ("pk", "since", "until")
    models = (Group, Seat, Mandate, Tenure)
    return [list(model.objects.order_by("pk").values_list(*names)) for model in models]


def test_a_group_that_is_only_edited_keeps_its_seats_and_who_sits_there(town: Lillstad) -> None:
    group = town.group("lokal-styrgrupp/norra")
    edited = steering("norra")
    extra = SeatSpec("falt", "Fältassistent", "sdf-norra")
    edited = replace(edited, name="Lokala styrgruppen", seats=(*edited.seats, extra))
    remake(town, [edited, steering("sodra")], town.today)
    after = town.group("lokal-styrgrupp/norra")
    assert (after.pk, after.name, after.since) == (group.pk, "Lokala styrgruppen", FOUNDED)
    assert Tenure.objects.on(town.today).filter(person=town.people["anna"], until=None).exists()
    assert town.seat("lokal-styrgrupp/norra", "falt").since == town.today


def test_a_closed_group_ends_its_seats_tenures_and_mandates_but_keeps_them_as_history(
    town: Lillstad,
) -> None:
    remake(town, [steering("norra")], town.today)
    before = town.today - timedelta(1)
    closed = Group.objects.get(key="lillstad/lokal-styrgrupp/sodra")
    assert closed.until == town.today
    assert not Tenure.objects.on(town.today).filter(seat__group=closed).exists()
    assert not Mandate.objects.on(town.today).filter(seat__group=closed).exists()
    assert Tenure.objects.on(before).filter(seat__group=closed).count() == 2
