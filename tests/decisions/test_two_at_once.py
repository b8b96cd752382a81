"""Sara opens two cases at the same moment."""

from __future__ import annotations

import pytest
from django.db import connection

from samsyn.decisions import actions
from samsyn.decisions.models import Case
from tests import lillstad
from tests.meanwhile import meanwhile

from .conftest import all_acts_of_the_room, body, case_of


@pytest.mark.usefixtures("emptying")
@pytest.mark.django_db(transaction=True)
def test_two_cases_at_once_get_two_numbers() -> None:
    """The second waits for the first: neither a gap nor the same number."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    town = lillstad.found(body_acts=all_acts_of_the_room())
    case_of(town, "sara", "sdn-norra")
    actor = town.actor("sara")

    def open_one() -> None:
        actions.open_case(actor, body("sdn-norra"), title="Samtidigt")

    assert meanwhile(open_one, open_one) is None
    assert sorted(Case.objects.values_list("number", flat=True)) == [1, 2, 3]
