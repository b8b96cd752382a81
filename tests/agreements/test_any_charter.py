"""Whatever a charter says, what stands afterwards is what it said, and who sits keeps sitting."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from samsyn.agreements import realising
from samsyn.agreements.actions import bring_into_force, prepare, realign
from samsyn.agreements.charter import Charter, apply, to_yaml
from samsyn.agreements.charter.models import Party, Validity
from samsyn.agreements.models import Version
from samsyn.organisation.models import Group, Seat
from tests.decided import adopt_by_all
from tests.lillstad import Lillstad

from .papers import FIRST_DAY, charters

pytestmark = pytest.mark.django_db
PARTIES = tuple(Party(body=key, assumed=True) for key in ("kommunstyrelsen", "polisen"))


def enforce(town: Lillstad, charter: Charter) -> Version:
    """The charter, as an agreement between the board and the police, from today."""
    validity = Validity.model_validate({"from": town.today, "assumed": True})
    whole = charter.model_copy(update={"parties": PARTIES, "validity": validity})
    version = prepare(town.actor("karin"), town.place("lillstad"), to_yaml(whole))
    adopt_by_all(town, version)
    return bring_into_force(town.actor("karin"), version)


@settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink one takes minutes here
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(charters("s/one"), charters("s/two"))
def test_what_stands_is_what_any_charter_says(
    town: Lillstad, first: Charter, second: Charter
) -> None:
    town.today = FIRST_DAY
    with transaction.atomic():
        old = realising.in_force(enforce(town, first), town.today)
        kept = set(Group.objects.filter(line="s").values_list("pk", "key"))
        new = enforce(town, second)
        change, wanted = realising.plan_for(new, town.today)
        stands = realising.in_force(new, town.today)
        assert stands == wanted == apply(change, stands)
        still = {group.key for group in old.groups} & {group.key for group in stands.groups}
        now = set(Group.objects.filter(line="s", until=None).values_list("pk", "key"))
        assert {row for row in kept if row[1] in still} <= now
        seats = set(Seat.objects.values_list("pk", "until"))
        realign(town.actor("karin"), town.place("lillstad"))
        assert realising.in_force(new, town.today) == stands
        assert set(Seat.objects.values_list("pk", "until")) == seats
        transaction.set_rollback(True)
