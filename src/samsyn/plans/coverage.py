"""A plan read as a whole, in a handful of queries: its chain, its gaps, what its page shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from samsyn.plans import rules
from samsyn.plans.areas import Area, key_of, to_cover
from samsyn.plans.goals import Goal
from samsyn.plans.models import Cause, Measure, Plan, Problem


@dataclass(frozen=True)
class CauseRow:
    cause: Cause
    measures: list[Measure]


@dataclass(frozen=True)
class ProblemRow:
    problem: Problem
    causes: list[CauseRow]


@dataclass(frozen=True)
class AreaRow:
    """An area with what the plan says of it. `explanation` is the plan's, else the district's."""

    area: Area
    explanation: str
    problems: list[ProblemRow]

    @property
    def anchor(self) -> str:
        return f"omrade-{self.area.area.pk if self.area.area else self.area.name.casefold()}"

    @property
    def causes(self) -> list[CauseRow]:
        return [row for problem in self.problems for row in problem.causes]

    @property
    def measures(self) -> list[Measure]:
        return [measure for row in self.causes for measure in row.measures]

    @property
    def bare_problems(self) -> int:
        """Problems without a cause."""
        return sum(not problem.causes for problem in self.problems)

    @property
    def bare_causes(self) -> int:
        """Causes without a measure."""
        return sum(not row.measures for row in self.causes)

    @property
    def state(self) -> str:
        """covered, explained, partly (a link is missing) or missing."""
        if not self.problems:
            return "explained" if self.explanation else "missing"
        whole = self.measures and not self.bare_problems and not self.bare_causes
        return "covered" if whole else "partly"


@dataclass
class Coverage:
    """A plan and all of its parts on a day."""

    plan: Plan
    day: date
    areas: list[AreaRow] = field(init=False)

    def __post_init__(self) -> None:
        problems = self._problems()
        said = {key_of(e.area_id, e.local_area): e.text for e in self.plan.explanations.all()}
        areas = to_cover(self.plan)
        self.areas = [
            AreaRow(area, said.get(area.key, area.explanation), problems.pop(area.key, []))
            for area in areas
        ]
        stray = [row for rows in problems.values() for row in rows]
        if stray:
            self.areas.append(AreaRow(Area("", "Utan område"), "", stray))

    def _problems(self) -> dict[str, list[ProblemRow]]:
        measures: dict[int, list[Measure]] = defaultdict(list)
        for measure in self.measures:
            measures[measure.cause_id].append(measure)
        causes: dict[int, list[CauseRow]] = defaultdict(list)
        for cause in Cause.objects.filter(problem__plan=self.plan):
            causes[cause.problem_id].append(CauseRow(cause, measures[cause.pk]))
        found: dict[str, list[ProblemRow]] = defaultdict(list)
        for problem in self.plan.problems.select_related("area", "place", "analysis"):
            key = key_of(problem.area_id, problem.local_area)
            found[key].append(ProblemRow(problem, causes[problem.pk]))
        return found

    @cached_property
    def measures(self) -> list[Measure]:
        rows = self.plan.measures.select_related(
            "place", "seat__body", "seat__group__place", "continues__plan", "cause__problem__area"
        )
        return list(rows.order_by("number"))

    @cached_property
    def gaps(self) -> list[rules.Gap]:
        return rules.missing(self.state)

    @property
    def blocking(self) -> list[rules.Gap]:
        return [gap for gap in self.gaps if gap.blocks]

    @property
    def warnings(self) -> list[rules.Gap]:
        return [gap for gap in self.gaps if not gap.blocks]

    @property
    def state(self) -> rules.PlanState:
        """The plan as the rules ask for it."""
        version = self.plan.version
        return rules.PlanState(
            has_picture=self.plan.picture_id is not None,
            areas=tuple(self._area_state(row) for row in self.areas),
            year=self.plan.year,
            version_stands=version.stands,
        )

    def _area_state(self, row: AreaRow) -> rules.AreaState:
        problems = tuple(
            rules.ProblemState(problem.problem.pk, problem.problem.title, self._causes(problem))
            for problem in row.problems
        )
        return rules.AreaState(row.area.key, row.area.name, bool(row.explanation), problems)

    def _causes(self, row: ProblemRow) -> tuple[rules.CauseState, ...]:
        return tuple(
            rules.CauseState(one.cause.pk, one.cause.text, self._measures(one.measures))
            for one in row.causes
        )

    def _measures(self, measures: Iterable[Measure]) -> tuple[rules.MeasureState, ...]:
        return tuple(state_of(measure, self.day) for measure in measures)


def goal_of(measure: Measure) -> Goal:
    """The parts of a measure's goal."""
    return Goal(
        measure.goal_what,
        measure.goal_unit,
        measure.goal_from,
        measure.goal_to,
        measure.goal_by,
    )


def state_of(measure: Measure, day: date) -> rules.MeasureState:
    """A measure as the rules ask for it."""
    seat = measure.seat
    return rules.MeasureState(
        pk=measure.pk or 0,
        title=measure.title,
        has_seat=seat is not None,
        seat_holds=seat is not None and seat.holds(day),
        goal=goal_of(measure),
        has_baseline=measure.baseline is not None or bool(measure.baseline_text.strip()),
        output=measure.output_indicator,
        outcome=measure.outcome_indicator,
        starts=measure.starts,
        due=measure.due,
    )
