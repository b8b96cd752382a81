"""Who may decide what is open to all; Anna decides by a page, or sends what is too large."""

from __future__ import annotations

import pytest
from django.test import Client

from samsyn.decisions.actions import open_case
from samsyn.decisions.models import Anchoring, Case, Decision, Delegation, Item
from tests.permissions.actors import client_of

from .boards import Lillstad, body, days, handed, seat
from .test_pages_meetings import text, to, today

pytestmark = pytest.mark.django_db


def lights(town: Lillstad) -> Case:
    return open_case(town.actor("sara"), body("sdn-norra"), title="Ljus i parken")


def test_everybody_sees_who_may_decide_what_and_what_nobody_may() -> None:
    town = today()
    assert "Ingen har lämnat någon delegation" in text(Client(), to("delegations"))
    handed(town)
    shown = text(Client(), to("delegations"))
    for words in (
        "Inköp för trygghetsarbetet", "Stadsdelsdirektör", "delegationsordning 3.2",
        "verksamhetens mål, inriktning",
    ):  # fmt: skip
        assert words in shown
    assert "Avsluta" not in shown


def test_sara_hands_over_and_takes_back() -> None:
    town = today()
    sara, address = client_of(town, "sara"), to("delegate", "sdn-norra")
    shown = text(sara, address)
    assert "Anta en åtgärdsplan" not in shown
    assert "Lokalpolisområde Norra" not in shown
    given = {
        "kind": "inkop", "what": "Lampor", "to_body": body("sdf-norra").pk,
        "function": "Stadsdelsdirektör", "ground": "3.2", "limit": "500 000",
    }  # fmt: skip
    sara.post(address, given)
    delegation = Delegation.objects.get()
    assert delegation.limit == 500_000
    assert "redan en delegation" in sara.post(address, given).content.decode()
    sara.post(to("end_delegation", delegation.pk))
    assert "Lampor" not in text(sara, to("delegations"))


def test_anna_decides_within_the_limit() -> None:
    town = today()
    delegation, case = handed(town), lights(town)
    anna, address = client_of(town, "anna"), to("decide_by_delegation", delegation.pk)
    assert "Stadsdelsdirektör" in text(anna, address)
    answer = anna.post(
        address,
        {
            "dnr": case.dnr, "outcome": "approved", "text": "Köp.", "amount": "90 000",
            "seat": seat("chef-norra").pk,
        },
    )  # fmt: skip
    decision = Decision.objects.get()
    assert answer["Location"] == to("decision", decision.pk)
    assert "genom Stadsdelsdirektör" in text(Client(), to("decisions"))
    assert "delegationsordning 3.2" in text(Client(), to("decision", decision.pk))


def test_above_the_limit_one_click_sends_it_to_the_board() -> None:
    town = today()
    delegation, case = handed(town), lights(town)
    anna = client_of(town, "anna")
    given = {
        "dnr": case.dnr, "outcome": "approved", "text": "Köp.", "amount": "600000",
        "seat": seat("chef-norra").pk,
    }  # fmt: skip
    shown = anna.post(to("decide_by_delegation", delegation.pk), given).content.decode()
    assert "Sänd till Norra stadsdelsnämnd" in shown
    anna.post(
        to("refer_to_board", delegation.pk),
        {"dnr": case.dnr, "text": "Köp.", "amount": "600000"},
    )
    item = Item.objects.get()
    assert "Ärendet gäller 600" in item.why_here
    assert "Varför ärendet är här" in text(client_of(town, "sara"), to("item", item.pk))


@pytest.mark.parametrize(
    ("dnr", "reason"), [("hej", "Skriv diarienumret"), ("SDN-NOR 1999/1", "inget ärende")]
)
def test_a_case_number_that_is_none(dnr: str, reason: str) -> None:
    town = today()
    delegation = handed(town)
    anna = client_of(town, "anna")
    answer = anna.post(to("decide_by_delegation", delegation.pk), {"dnr": dnr, "text": "Köp."})
    assert reason in answer.content.decode()


def test_a_mixed_group_is_refused_on_the_page_and_anchoring_goes_along() -> None:
    town = today()
    delegation, case, sara = handed(town), lights(town), client_of(town, "sara")
    anna, address = client_of(town, "anna"), to("decide_by_delegation", delegation.pk)
    given = {
        "dnr": case.dnr, "outcome": "approved", "text": "Köp.", "amount": "1",
        "greater_weight": "on",
        "seat": seat("chef-norra").pk, "in_group": town.group("lokal-styrgrupp/norra").pk,
    }  # fmt: skip
    shown = anna.post(address, given).content.decode()
    assert "både stad och polis" in shown
    assert "förankras politiskt först" in shown
    on = (town.today - days(2)).isoformat()
    sara.post(
        to("anchor", case.pk), {"body": body("sdn-norra").pk, "on": on, "text": "Presidiet ja."}
    )
    anna.post(address, given | {"in_group": ""})
    assert Decision.objects.get().anchoring == Anchoring.objects.get()
    assert "Presidiet ja." in text(Client(), to("decision", Decision.objects.get().pk))
