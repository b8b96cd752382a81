"""What a board may hand over, and to whom (kommunallagen 6 kap. 37–38 §§, 7 kap. 5 §)."""

from __future__ import annotations

from typing import Any

import pytest

from samsyn.decisions.actions import end_delegation
from samsyn.decisions.models import Delegation
from samsyn.decisions.rules.delegating import KINDS, NEVER, may_be_delegated, may_hold
from samsyn.organisation.acts import Forbidden, Refused

from . import boards
from .boards import body, days, handed

pytestmark = pytest.mark.django_db


def test_the_board_hands_a_kind_of_matter_to_a_function() -> None:
    town = boards.found()
    delegation = handed(town)
    assert delegation.since == town.today
    assert delegation.limit == 500_000


@pytest.mark.parametrize("kind", [key for key, kind in KINDS.items() if kind.never])
def test_what_the_law_keeps_with_the_board(kind: str) -> None:
    (reason,) = may_be_delegated(kind, owner="district_board")
    assert NEVER[KINDS[kind].never or 0] in reason
    assert may_be_delegated(kind, owner="police_region") == []


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"kind": "overenskommelse"}, "6 kap. 38 § 1"),
        ({"kind": "till-fullmaktige"}, "6 kap. 38 § 2"),
        ({"kind": "trolleri"}, "finns inte"),
        ({"to_body": "lpo-norra"}, "inte delegera till polisen"),
        ({"to_body": "sdn-sodra"}, "egna ledamöter eller till anställda"),
        ({"ground": " "}, "Ange grunden"),
        ({"function": ""}, "vilken funktion"),
    ],
)
def test_what_is_refused(other: dict[str, Any], reason: str) -> None:
    town = boards.found()
    other = {k: body(v) if k == "to_body" else v for k, v in other.items()}
    with pytest.raises(Refused, match=reason):
        handed(town, **other)
    assert not Delegation.objects.exists()


def test_the_boards_own_members_may_hold_it() -> None:
    assert may_hold("district_board", "district_board", is_same_body=True) == []
    assert may_hold("executive_board", "administration", is_same_body=False) == []
    assert may_hold("company", "administration", is_same_body=False)
    assert may_hold("city_council", "administration", is_same_body=False)
    assert may_hold("police_region", "administration", is_same_body=False)
    assert may_hold("police_region", "local_police_area", is_same_body=False) == []


def test_once_of_a_kind_and_ended_by_the_board_alone() -> None:
    town = boards.found()
    delegation = handed(town)
    with pytest.raises(Refused, match="redan en delegation"):
        handed(town)
    with pytest.raises(Forbidden):
        end_delegation(town.actor("stina"), delegation)
    town.today += days(5)
    end_delegation(town.actor("sara"), delegation)
    with pytest.raises(Refused, match="redan avslutad"):
        end_delegation(town.actor("sara"), delegation)
    assert handed(town).holds(town.today)
