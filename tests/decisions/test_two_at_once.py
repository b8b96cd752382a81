"""Sara opens two cases at the same moment."""

from __future__ import annotations

from samsyn.decisions import actions
from samsyn.decisions.models import Case
from tests import lillstad
from tests.meanwhile import meanwhile

from .conftest import all_acts_of_the_room, body, case_of


def test_two_cases_at_once_get_two_numbers(committed: None) -> None:
    """The second waits for the first: neither a gap nor the same number (PostgreSQL)."""
    town = lillstad.found(body_acts=all_acts_of_the_room())
    case_of(town, "sara", "sdn-norra")
    actor = town.actor("sara")

    def open_one() -> None:
        actions.open_case(actor, body("sdn-norra"), title="Samtidigt")

    assert meanwhile(open_one, open_one) is None
    assert sorted(Case.objects.values_list("number", flat=True)) == [1, 2, 3]
