"""The thread of a demand: from a board's answer to the clause, the group, the measure, its result.

Each room knows its own link; here they are read as one. Only what everybody may see is followed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet

from samsyn.agreements.models import Duty, Version
from samsyn.decisions.models import Demand
from samsyn.followup.models import Feedback, Result
from samsyn.organisation.models import Body, Group
from samsyn.plans.models import Measure

SHOWN = 6


def demands() -> QuerySet[Demand]:
    """What submitted answers ask for, in their latest version; those dealt with first."""
    found = Demand.objects.filter(answer__status="submitted")
    found = found.exclude(answer__corrected_by__status="submitted")
    named = "answer__referral__body", "answer__referral__consultation"
    rows: QuerySet[Demand] = found.select_related(*named)
    return rows.order_by("treatment", "-answer__submitted_at", "answer", "number")


@dataclass(frozen=True)
class Step:
    """A measure and what has come of it, the latest first."""

    measure: Measure
    results: list[Result]


@dataclass(frozen=True)
class Thread:
    """A demand and what grew from it, seen from the board that made it."""

    demand: Demand
    day: date

    @cached_property
    def board(self) -> Body:
        return self.demand.answer.referral.body

    @cached_property
    def version(self) -> Version | None:
        """The version whose clause took the demand in, once everybody may read it."""
        key = self.demand.clause.split(" ")[0]
        return Version.objects.filter(key=key, status__in=Version.PUBLIC).first()

    @cached_property
    def groups(self) -> list[Group]:
        """The groups that stand on the clause today, the board's own place first."""
        found = Group.objects.on(self.day).filter(clause=self.demand.clause or "-")
        return sorted(found.select_related("place"), key=lambda group: self._far(group.place_id))

    @cached_property
    def duties(self) -> list[Duty]:
        """The duties that stand on the clause today, those of the board's own place first."""
        found = Duty.objects.on(self.day).filter(clause=self.demand.clause or "-")
        ends = "by_group", "by_body", "to_group", "to_body", "place"
        return sorted(found.select_related(*ends), key=lambda duty: self._far(duty.place_id))

    @cached_property
    def steps(self) -> list[Step]:
        """Measures that the groups answer for, with their results."""
        seats = Q(seat__group__in=self.groups) | Q(
            seat__group__in=[d.by_group_id for d in self.duties]
        )
        found = Measure.objects.public().filter(seats).select_related("plan", "seat__body", "place")
        measures = sorted(found.order_by("-plan__year"), key=lambda m: self._far(m.place_id))
        return [Step(measure, _results(measure)) for measure in measures[:SHOWN]]

    @cached_property
    def feedback(self) -> QuerySet[Feedback]:
        """What the board has been told."""
        told: QuerySet[Feedback] = Feedback.objects.filter(to_body=self.board)
        return told.order_by("-sent_on")[:SHOWN]

    def _far(self, place: int) -> bool:
        return place != self.board.place_id


def telling(day: date) -> Thread | None:
    """A thread that goes all the way to a result, for who wants to see one; None if none does."""
    taken = demands().exclude(treatment__in=["", Demand.Treatment.NOT]).exclude(clause="")
    for demand in taken.order_by("-answer__submitted_at", "answer", "number")[:20]:
        thread = Thread(demand, day)
        if thread.groups and any(step.results for step in thread.steps):
            return thread
    return None


def _results(measure: Measure) -> list[Result]:
    standing = measure.results.filter(replaced_by=None)
    return list(standing.order_by("-on"))
