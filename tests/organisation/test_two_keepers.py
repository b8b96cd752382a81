"""Maja and Olle both keep the accounts, and each takes the task from the other at once."""

from __future__ import annotations

import pytest
from django.db import connection

from samsyn.organisation.actions import change_keeper, close_account
from samsyn.organisation.acts import Refused
from samsyn.organisation.models import Person
from tests import lillstad
from tests.meanwhile import meanwhile


@pytest.mark.usefixtures("emptying")
@pytest.mark.django_db(transaction=True)
def test_two_keepers_who_leave_at_once_do_not_leave_nobody() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    town = lillstad.found()
    change_keeper(town.actor("maja"), town.people["olle"], manages_accounts=True)
    maja, olle = town.actor("maja"), town.actor("olle")
    stopped = meanwhile(
        lambda: change_keeper(maja, town.people["olle"], manages_accounts=False),
        lambda: close_account(olle, town.people["maja"]),
    )
    assert isinstance(stopped, Refused)
    assert Person.objects.get(manages_accounts=True, is_active=True).name == "Maja Sund"
