"""A problem has causes, situational or social, with what they build on."""

from __future__ import annotations

import pytest

from samsyn.organisation.acts import Forbidden, Refused
from samsyn.plans.actions import name_cause
from samsyn.plans.models import Cause, Plan
from tests.lillstad import Lillstad

pytestmark = pytest.mark.django_db


def test_a_cause_is_named_and_reworded(town: Lillstad, cause: Cause) -> None:
    problem = cause.problem
    name_cause(
        town.actor("anna"), problem, cause=cause, kind="social", text="Unga söker spänning",
        evidence="Skolans enkät",
    )  # fmt: skip
    again = problem.causes.get()
    assert (again.kind, again.text, again.evidence) == (
        "social",
        "Unga söker spänning",
        "Skolans enkät",
    )


def test_kind_and_words_are_asked_for(town: Lillstad, cause: Cause) -> None:
    with pytest.raises(Refused) as refused:
        name_cause(town.actor("anna"), cause.problem, kind="magisk", text=" ")
    assert len(refused.value.reasons) == 2


def test_not_by_others_nor_in_a_decided_plan(town: Lillstad, decided: Plan, cause: Cause) -> None:
    with pytest.raises(Forbidden):
        name_cause(town.actor("cecilia"), cause.problem, kind="social", text="Annat")
    with pytest.raises(Refused, match="beslutad"):
        name_cause(town.actor("anna"), cause.problem, kind="social", text="Annat")
