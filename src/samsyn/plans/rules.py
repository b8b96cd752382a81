"""What a plan lacks, and what may be done to a measure. Pure: it returns sentences.

Lag (2023:196) 5 §: measures are decided on the basis of the picture. The agreement: every priority
area is touched. Brå: problem, cause and measure hang together, and a measure has an owner, a goal,
a starting point and a way to be followed up. What blocks a decision is what would leave a measure
without ground, owner or goal; the rest warns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from samsyn.plans.goals import Goal, among

FEWEST_LETTERS = 10


@dataclass(frozen=True)
class MeasureState:
    """What is known of a measure. `pk` names it, so that a gap can lead to it."""

    pk: int
    title: str
    has_seat: bool
    seat_holds: bool
    goal: Goal
    has_baseline: bool
    output: str
    outcome: str
    starts: date | None
    due: date | None


@dataclass(frozen=True)
class CauseState:
    pk: int
    text: str
    measures: tuple[MeasureState, ...] = ()


@dataclass(frozen=True)
class ProblemState:
    pk: int
    title: str
    causes: tuple[CauseState, ...] = ()


@dataclass(frozen=True)
class AreaState:
    """An area that is to be covered. The empty key holds problems that no area has taken in."""

    key: str
    name: str
    explained: bool = False
    problems: tuple[ProblemState, ...] = ()


@dataclass(frozen=True)
class PlanState:
    has_picture: bool
    areas: tuple[AreaState, ...]
    year: int
    version_stands: bool = True

    @property
    def measures(self) -> list[MeasureState]:
        problems = [problem for area in self.areas for problem in area.problems]
        return [m for problem in problems for cause in problem.causes for m in cause.measures]


@dataclass(frozen=True)
class Gap:
    """Something missing and what to do about it.

    `at` is where it is mended, with a key: `plan`, an `area`, a `problem`, the `cause_of` a
    problem, the `measure_against` a cause, or a `measure`.
    """

    text: str
    at: tuple[str, str]
    blocks: bool = False


def missing(plan: PlanState) -> list[Gap]:
    """All gaps, those that block a decision first."""
    gaps = [*_ground(plan)]
    for area in plan.areas:
        gaps += _of_area(area)
    for measure in plan.measures:
        gaps += of_measure(measure, plan.year)
    return sorted(gaps, key=lambda gap: not gap.blocks)


def blocking(plan: PlanState) -> list[str]:
    """Why the plan cannot be decided yet."""
    return [gap.text for gap in missing(plan) if gap.blocks]


def _ground(plan: PlanState) -> Iterator[Gap]:
    at = ("plan", "")
    if not plan.has_picture:
        text = (
            "Planen vilar inte på någon publicerad lägesbild: välj en"
            " (lag 2023:196 5 § kräver det)."
        )
        yield Gap(text, at, blocks=True)
    if not plan.measures:
        yield Gap("Planen har ingen åtgärd: lägg till minst en.", at, blocks=True)
    if not plan.version_stands:
        text = (
            "Överenskommelsen som planen följer har ersatts: spara om planen,"
            " så följer den den nya."
        )
        yield Gap(text, at)


def _of_area(area: AreaState) -> Iterator[Gap]:
    for problem in () if area.key else area.problems:
        text = f"Problemet »{problem.title}« hör inte till något område: välj ett."
        yield Gap(text, ("problem", str(problem.pk)), blocks=True)
    if not area.problems and not area.explained and area.key:
        text = (
            f"Området »{area.name}« är varken täckt eller förklarat: beskriv ett problem,"
            " eller skriv varför området inte är med i år."
        )
        yield Gap(text, ("area", area.key), blocks=True)
    for problem in area.problems:
        if not problem.causes:
            text = f"Problemet »{problem.title}« saknar orsak: ange minst en."
            yield Gap(text, ("cause_of", str(problem.pk)))
        for cause in problem.causes:
            if not cause.measures:
                text = f"Orsaken »{cause.text}« saknar åtgärd: lägg till en."
                yield Gap(text, ("measure_against", str(cause.pk)))


def of_measure(measure: MeasureState, year: int) -> list[Gap]:
    """What a measure lacks: without owner or goal it cannot be decided on."""
    at, name = ("measure", str(measure.pk)), f"Åtgärden »{measure.title}«"
    gaps = []
    if not measure.has_seat:
        gaps.append(Gap(f"{name} saknar ansvarig plats: välj en.", at, blocks=True))
    elif not measure.seat_holds:
        text = f"{name} ligger på en plats som inte finns i dag: välj en annan."
        gaps.append(Gap(text, at, blocks=True))
    if lacking := measure.goal.missing:
        text = f"{name} saknar mål: ange {among(lacking)}."
        gaps.append(Gap(text, at, blocks=True))
    lacking = [
        words
        for said, words in (
            (measure.has_baseline, "utgångsläge från lägesbilden"),
            (bool(measure.output.strip()), "mått på genomförandet"),
            (bool(measure.outcome.strip()), "mått på effekten"),
            (measure.starts is not None, "dag då den börjar"),
            (measure.due is not None, "dag då den ska vara klar"),
        )
        if not said
    ]
    if lacking:
        gaps.append(Gap(f"{name} saknar {among(lacking)}: fyll i det.", at))
    if measure.due is not None and measure.due.year < year:
        gaps.append(Gap(f"{name} skulle vara klar före planens år: ändra dagen.", at))
    return gaps


def status_faults(old: str, new: str, note: str, *, on: date, last: date, today: date) -> list[str]:
    """Why a measure may not change status like that.

    `last` is the day of the change before. To pause, to stop and to take up again what was ended
    takes words; so does a line that only adds to what is known.
    """
    faults = []
    if on > today:
        faults.append("Dagen ligger i framtiden. Ange i dag eller en tidigare dag.")
    if on < last:
        faults.append(f"Dagen ligger före den senaste ändringen, {last}. Ange den eller en senare.")
    says = len(note.strip()) >= FEWEST_LETTERS
    if new == old and not says:
        faults.append("Åtgärden har redan den statusen. Välj en annan eller skriv en anteckning.")
    elif new in {"paused", "stopped"} and not says:
        faults.append("Skriv varför åtgärden vilar eller avbryts.")
    elif old in {"done", "stopped"} and new not in {old, "done"} and not says:
        faults.append("Skriv varför åtgärden tas upp igen.")
    return faults
