"""Who held the seat on day X, and what a group lacks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.organisation.actions import appoint, end_tenure
from samsyn.organisation.acts import Refused
from samsyn.organisation.models import Tenure
from samsyn.organisation.rules import SeatState, unrepresented, vacant
from tests.lillstad import FOUNDED, Lillstad


def holder(town: Lillstad, group: str, key: str, day: date) -> str | None:
    tenure = Tenure.objects.on(day).filter(seat=town.seat(group, key), as_deputy=False).first()
    return tenure.person.name if tenure else None


def test_a_new_holder_takes_over_from_the_old_on_the_day(town: Lillstad) -> None:
    day = date(2023, 9, 1)
    seat = town.seat("lokal-styrgrupp/norra", "lpo-chef")
    appoint(town.actor("karin"), seat, town.people["olle"], since=day, decided="Polisen 2023/9")
    group = "lokal-styrgrupp/norra"
    assert holder(town, group, "lpo-chef", day - timedelta(1)) == "Björn Falk"
    assert holder(town, group, "lpo-chef", day) == "Olle Berg"
    assert holder(town, group, "lpo-chef", FOUNDED - timedelta(1)) is None


def test_an_ended_tenure_leaves_the_seat_vacant(town: Lillstad) -> None:
    tenure = Tenure.objects.get(person=town.people["david"])
    end_tenure(town.actor("karin"), tenure, on=date(2024, 1, 1), decided="Polisen 2024/1")
    assert holder(town, "lokal-styrgrupp/sodra", "lpo-chef", town.today) is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"since": date(2019, 1, 1)}, "finns inte den 2019-01-01"),
        ({"until": date(2024, 3, 1)}, "efter den första"),
        ({"decided": ""}, "Ange beslutet"),
        ({"as_deputy": True}, "ingen ersättare"),
    ],
)
def test_an_appointment_that_cannot_be_says_why(
    town: Lillstad, change: dict[str, object], says: str
) -> None:
    inputs = {"since": town.today, "decided": "KS 2024/1"} | change
    seat = town.seat("lokal-styrgrupp/sodra", "skola")
    with pytest.raises(Refused, match=says):
        appoint(town.actor("karin"), seat, town.people["rut"], **inputs)  # type: ignore[arg-type]


def test_two_cannot_hold_a_seat_at_once(town: Lillstad) -> None:
    seat = town.seat("lokal-styrgrupp/norra", "skola")
    karin, rut = town.actor("karin"), town.people["rut"]
    appoint(karin, seat, rut, since=date(2024, 5, 1), decided="UtbN 2024/1")
    with pytest.raises(Refused, match="har redan platsen"):
        appoint(karin, seat, town.people["olle"], since=date(2024, 4, 1), decided="UtbN 2024/2")


STATES = st.builds(
    SeatState,
    function=st.sampled_from(["Chef", "Rektor"]),
    body=st.sampled_from(["polisen", "skolan", "sdf"]),
    body_name=st.just("Organet"),
    required=st.booleans(),
    filled=st.booleans(),
)


@given(st.lists(STATES), st.lists(st.sampled_from(["polisen", "skolan"]), unique=True))
def test_filling_every_seat_leaves_nothing_vacant(
    seats: list[SeatState], composition: list[str]
) -> None:
    filled = [SeatState(s.function, s.body, s.body_name, s.required, True) for s in seats]
    assert vacant(filled) == []
    assert len(vacant(seats)) == sum(s.required and not s.filled for s in seats)
    absent = set(composition) - {s.body for s in seats}
    assert len(unrepresented(filled, composition)) == len(absent)
