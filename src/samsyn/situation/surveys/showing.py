"""A survey's own pages: a round's table of places by questions, a question through rounds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from django.db.models import QuerySet

from samsyn.figures import Rounds, Table, swedish
from samsyn.organisation.models import Place
from samsyn.situation import questions
from samsyn.situation.intake.surveys import groups
from samsyn.situation.models import SurveyResult

from . import words
from .estimates import verdict
from .page import drawn
from .reading import Course, Results, Round, group_of, name_of, told

Json = dict[str, Any]
KINDS = (Place.Kind.CITY, Place.Kind.POLICE_AREA, Place.Kind.LOCAL_POLICE_AREA,
         Place.Kind.DISTRICT, Place.Kind.NEIGHBOURHOOD, Place.Kind.BASE_AREA)  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """A result of the table: what it says, and the address of the question in the place."""

    said: str
    question: str = ""


@dataclass(frozen=True)
class Grid:
    """A round and a group of a survey: places down, questions across."""

    results: Results
    round: Round | None
    group: str

    @classmethod
    def of(cls, results: Results, year: str, group: str) -> Self:
        """The round and group asked for, else the latest and all."""
        rounds = results.rounds
        asked = next((r for r in rounds if str(r.year) == year), rounds[0] if rounds else None)
        return cls(results, asked, group or groups.ALL)

    @property
    def _of_round(self) -> QuerySet[SurveyResult]:
        """Every group's; there may be very many."""
        rows: QuerySet[SurveyResult] = self.results.survey.results.all()
        return rows.filter(year=self.round.year) if self.round else rows.none()

    @cached_property
    def _rows(self) -> list[SurveyResult]:
        if self.group not in dict(self.groups):  # an address can hold anything
            return []
        return list(self._of_round.filter(group=self.group).select_related("place"))

    @cached_property
    def groups(self) -> list[tuple[str, str]]:
        """Key and name of each group that the round tells of."""
        told = self._of_round.order_by("group", "said").values_list("group", "said").distinct()
        named = {key: groups.named(key, said) for key, said in told}
        return sorted(named.items(), key=lambda pair: groups.order(pair[0]))

    @property
    def group_name(self) -> str:
        return dict(self.groups).get(self.group, "Alla")

    @cached_property
    def questions(self) -> list[tuple[str, str]]:
        """Key and name of each question, in the order of the catalogue."""
        told = self._of_round.order_by("question", "asked").values_list("question", "asked")
        asked = {key: questions.named(key, words) for key, words in told.distinct()}
        return sorted(asked.items(), key=lambda pair: (questions.order(pair[0]), pair[1]))

    @cached_property
    def places(self) -> list[tuple[Place, list[Cell]]]:
        """Each place with a cell for each question, larger places first."""
        found: dict[Place, dict[str, SurveyResult]] = {}
        for row in self._rows:
            found.setdefault(row.place, {})[row.question] = row
        places = sorted(found, key=lambda p: (KINDS.index(Place.Kind(p.kind)), p.name))
        return [(p, [_cell(found[p].get(key)) for key, _ in self.questions]) for p in places]

    @property
    def hides(self) -> bool:
        return any(row.hidden for row in self._rows)


def _cell(row: SurveyResult | None) -> Cell:
    return Cell(words.share(told(row)), row.question if row else "")


@dataclass(frozen=True)
class Line:
    """A group in a round: answers, share, and what it is against the last comparable round."""

    year: int
    of: str
    answers: str
    share: str
    change: str
    tone: str
    verdict: str


@dataclass(frozen=True)
class QuestionPage:
    """A question in a place, every group through the rounds."""

    results: Results
    place: Place
    question: str

    @cached_property
    def _courses(self) -> dict[str, Course]:
        found = self.results.courses([self.place], question=self.question).items()
        mine = {group: course for (_, _, group), course in found}
        return dict(sorted(mine.items(), key=lambda pair: groups.order(pair[0])))

    @property
    def _first(self) -> SurveyResult:
        return next(iter(self._courses.values())).results[-1]

    @property
    def name(self) -> str:
        return name_of(self._first)

    @property
    def asked(self) -> str:
        """The question as the latest table words it."""
        return self._first.asked

    @cached_property
    def rows(self) -> list[Line]:
        lines = [_line(course, row) for course in self._courses.values() for row in course.results]
        return sorted(lines, key=lambda line: -line.year)

    @property
    def table(self) -> Table:
        heads = ("Grupp", "Omgång", "Svar", "Andel", "Förändring, procentenheter", "Säkert?")
        rows = tuple(
            (line.of, str(line.year), line.answers, line.share, line.change, line.verdict)
            for line in self.rows
        )
        return Table(heads, rows, f"{self.name}, {self.place}: alla omgångar och grupper")

    @property
    def figures(self) -> list[Rounds]:
        """All and the sexes in one drawing; each age in the next."""
        sexes = [g for g in self._courses if not groups.ages_of(g)]
        ages = [g for g in self._courses if groups.ages_of(g) and not groups.sex_of(g)]
        parts = ("alla och kön", sexes[:4]), ("ålder", ages[:6])
        return [self._drawn(by, part) for by, part in parts if part]

    def _drawn(self, by: str, shown: list[str]) -> Rounds:
        courses = [self._courses[group] for group in shown]
        years = sorted({r.year for course in courses for r in course.results})
        cuts = {str(y): why for y in years[1:] for c in courses if (why := c.broken(y))}
        series = [
            {"name": group_of(c.results[-1]), "points": [told(c.at(y)) for y in years]}
            for c in courses
        ]
        return drawn(
            f"{self.name}, {self.place}: {by}", {"years": years, "breaks": cuts, "series": series}
        )

    @property
    def unlike(self) -> list[str]:
        """Why rounds are not compared."""
        courses = self._courses.values()
        found = {(r.year, c.broken(r.year)) for c in courses for r in c.results[1:]}
        return [f"{year}: {why}" for year, why in sorted(found) if why]


def _line(course: Course, row: SurveyResult) -> Line:
    found = course.change(row.year)
    then, unlike = course.before(row.year)
    known = questions.table().get(row.question)
    tone, said = "plain", "jämförs inte" if unlike else "–"
    moved = None
    if found is not None and then is not None:
        tone, said = verdict(found, more_is_worse=known.more_is_worse if known else True)
        said = f"{said} sedan {then.year}"
        moved = {"points": found.points, "low": found.low, "high": found.high}
    answers = "skyddat" if row.hidden else swedish(row.n)
    return Line(row.year, group_of(row), answers, words.share(told(row)), words.points(moved),
                tone, said)  # fmt: skip
