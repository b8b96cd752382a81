"""Observations from the field as ground for a cause: a category, a place and some weeks, counted.

Only what owners share is counted, and told in whole fives: no few observations can be told apart,
neither in one set nor by the difference between two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from samsyn.organisation.access import Actor
from samsyn.organisation.models import Place, PlaceCover
from samsyn.situation import checklist
from samsyn.situation.models import Evidence, Observation, ObservationCount

READ = "situation.read_shared"
STEP = 5


@dataclass(frozen=True)
class Sightings:
    """A set of observations: of a category, in a place, of the weeks that begin in the period."""

    category: str
    place: Place
    since: date
    until: date

    def at_least(self, actor: Actor) -> int:
        """How many the actor may know of at least, in whole fives."""
        where = {
            "shared_place__in": PlaceCover.objects.filter(place=self.place).values("covered"),
            "category": self.category,
            "week__gte": self.since,
            "week__lt": self.until,
        }
        live = Observation.objects.may(actor, READ).filter(**where).count()
        kept = ObservationCount.objects.may(actor, READ).filter(**where).aggregate(n=Sum("n"))
        n = live + (kept["n"] or 0)
        return int(n - n % STEP)


def told(evidence: Evidence) -> str:
    """The set in words, with its number."""
    assert evidence.seen_in and evidence.since and evidence.until
    last = evidence.until - timedelta(days=1)
    what = f"{checklist.name_of(evidence.category)}, {evidence.seen_in}, {evidence.since}–{last}"
    number = f"minst {evidence.at_least}" if evidence.at_least else f"färre än {STEP}"
    return f"{what}: {number} delade iakttagelser."
