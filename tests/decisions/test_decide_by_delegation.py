"""Anna decides for Norra's board what it has handed her, and no more."""

from __future__ import annotations

from typing import Any

import pytest

from samsyn.decisions.actions import (
    anchor,
    decide_by_delegation,
    delegate,
    end_delegation,
    end_meeting,
    open_case,
    refer_to_board,
)
from samsyn.decisions.models import Case, Decision, Delegation, Item
from samsyn.organisation.actions import end_tenure
from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Tenure
from tests.lillstad import Lillstad

from . import boards
from .boards import body, days, handed, meeting, opened, seat

pytestmark = pytest.mark.django_db


def lights(town: Lillstad, who: str = "sara", of: str = "sdn-norra") -> Case:
    return open_case(town.actor(who), body(of), title="Ljus i parken")


def anna_decides(town: Lillstad, delegation: Delegation, case: Case, **other: Any) -> Decision:
    given: dict[str, Any] = {
        "case": case, "seat": seat("chef-norra"), "text": "Köp tio lampor.", "amount": 90_000,
    }  # fmt: skip
    return decide_by_delegation(town.actor("anna"), delegation, **(given | other))


def test_it_holds_at_once_and_is_reported_at_the_boards_next_meeting() -> None:
    town = boards.found()
    decision = anna_decides(town, handed(town), lights(town))
    assert (decision.body, decision.final_on) == (body("sdn-norra"), town.today)
    report = Item.objects.get()
    assert (report.kind, report.reports) == ("report", decision)
    held = opened(town, report)
    end_meeting(town.actor("sara"), held)
    report.refresh_from_db()
    assert (report.meeting, report.paragraph) == (held, 1)


def test_above_the_limit_the_matter_goes_to_the_board_that_owns_it() -> None:
    town = boards.found()
    delegation, case = handed(town), lights(town)
    with pytest.raises(Refused, match="hör till Norra stadsdelsnämnd") as refusal:
        anna_decides(town, delegation, case, amount=500_001)
    assert "Sänd ärendet till nästa sammanträde" in str(refusal.value)
    assert not Decision.objects.exists()
    item = refer_to_board(
        town.actor("anna"), delegation, case=case, text="Köp lampor.", amount=600_000
    )
    assert item.why_here.replace("\N{NO-BREAK SPACE}", " ") == (
        "Delegationen till Stadsdelsdirektör (Norra stadsdelsnämnds delegationsordning 3.2) "
        "gäller högst 500 000 kronor. Ärendet gäller 600 000 kronor."
    )
    assert meeting(town, day=town.today + days(7)).items.get() == item
    assert item.proposals.get().by_office


def test_a_group_of_city_and_police_decides_nothing() -> None:
    town = boards.found()
    with pytest.raises(Refused, match="Lokal styrgrupp är en grupp med både stad och polis"):
        anna_decides(town, handed(town), lights(town), in_group=town.group("lokal-styrgrupp/norra"))


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"seat": "skolchef"}, "Delegationen gäller Stadsdelsdirektör"),
        ({"amount": None}, "Ange beloppet"),
        ({"text": " "}, "Skriv vad som beslutas"),
        ({"outcome": "postponed"}, "bifall eller avslag"),
        ({"greater_weight": True}, "förankras politiskt först"),
    ],
)
def test_what_is_refused(other: dict[str, Any], reason: str) -> None:
    town = boards.found()
    other = {k: seat(v) if k == "seat" else v for k, v in other.items()}
    with pytest.raises(Refused, match=reason):
        anna_decides(town, handed(town), lights(town), **other)


def test_another_bodys_case_and_an_ended_delegation() -> None:
    town = boards.found()
    delegation = handed(town)
    with pytest.raises(Refused, match="hör inte till Norra"):
        anna_decides(town, delegation, lights(town, "stina", "sdn-sodra"))
    end_delegation(town.actor("sara"), delegation)
    with pytest.raises(Refused, match="gäller inte den här dagen"):
        anna_decides(town, delegation, lights(town))


def test_a_seat_nobody_holds_decides_nothing() -> None:
    """The deciders' secretary may still register, but there is nobody who has decided."""
    town = boards.found()
    delegation, case = handed(town), lights(town)
    tenure = Tenure.objects.get(seat=seat("chef-norra"))
    end_tenure(town.actor("karin"), tenure, on=town.today, decided="KS 2024/9")
    with pytest.raises(Forbidden):
        anna_decides(town, delegation, case)


def test_greater_weight_takes_an_anchoring_before_the_day() -> None:
    town = boards.found()
    delegation, case = handed(town), lights(town)
    sara = town.actor("sara")
    same_day = anchor(sara, case, body=body("sdn-norra"), on=town.today, text="Nämnden håller med.")
    with pytest.raises(Refused, match="före beslutsdagen"):
        anna_decides(town, delegation, case, greater_weight=True, anchoring=same_day)
    in_time = anchor(
        sara, case, body=body("sdn-norra"), on=town.today - days(3), text="Presidiet ser fram emot."
    )
    elsewhere = anchor(
        sara, lights(town), body=body("sdn-norra"), on=town.today - days(3), text="Ja."
    )
    with pytest.raises(Refused, match="annat ärende"):
        anna_decides(town, delegation, case, greater_weight=True, anchoring=elsewhere)
    decision = anna_decides(town, delegation, case, greater_weight=True, anchoring=in_time)
    assert decision.anchoring == in_time
    with pytest.raises(Refused, match="inte varit än"):
        anchor(sara, case, body=body("sdn-norra"), on=town.today + days(1), text="Ja.")


def test_the_police_decide_by_their_own_rules_of_procedure() -> None:
    town = boards.found()
    david = town.actor("david")
    delegation = delegate(
        david, body("polisen"), to_body=body("polisen"), function="Polischef",
        kind="overenskommelse", what="Överenskommelser om samverkan",
        ground="Polisens arbetsordning 4 kap.",
    )  # fmt: skip
    case = lights(town, "david", "polisen")
    decision = decide_by_delegation(
        david, delegation, case=case, seat=seat("polischef"), text="Polisen antar."
    )
    assert decision.final_on == town.today
    assert not Item.objects.exists()
    with pytest.raises(Forbidden):
        decide_by_delegation(
            town.actor("anna"), delegation, case=case, seat=seat("chef-norra"), text="Nej."
        )
    with pytest.raises(Refused, match="inga sammanträden"):
        refer_to_board(david, delegation, case=case, text="Hjälp.")
