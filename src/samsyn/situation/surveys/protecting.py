"""Keeping which results are hidden in step with what has been delivered."""

from __future__ import annotations

from collections.abc import Iterable

from samsyn.organisation.models import Place
from samsyn.situation.intake.surveys.results import Key, Result
from samsyn.situation.models import Survey, SurveyResult

from .hiding import Cell, by_question, hidden

Row = tuple[int, str, int, str, int]
"""Year, question, place, group and answers."""
Shown = dict[tuple[int, str], set[Cell]]


def unseen_with(survey: Survey, results: Iterable[Result]) -> frozenset[Key]:
    """What will be hidden in the rounds of these results once they have been taken in too.

    A round of a hundred thousand results takes some seconds, so this is asked before the act.
    """
    new = [(r.key.year, r.key.question, r.key.place, r.key.group, r.n) for r in results]
    years = {row[0] for row in new}
    return _unseen([*_rows(survey, years), *new], survey.fewest, _shown(survey, years))


def protect_rounds(survey: Survey, years: Iterable[int]) -> None:
    """Reckon anew which of the results that there are in these rounds are hidden."""
    told = set(years)
    unseen = _unseen(_rows(survey, told), survey.fewest, _shown(survey, told))
    set_hidden(survey, told, unseen)


def set_hidden(survey: Survey, years: Iterable[int], unseen: frozenset[Key]) -> None:
    """Write down which results of these rounds are hidden; all others are shown."""
    rows = survey.results.filter(year__in=set(years))
    now = {
        pk: (Key(*key) in unseen, was)
        for pk, was, *key in rows.values_list("pk", "hidden", "place", "year", "question", "group")
    }
    for hide in (True, False):
        turned = [pk for pk, (new, was) in now.items() if new is hide and was is not hide]
        SurveyResult.objects.filter(pk__in=turned).update(hidden=hide)


def _rows(survey: Survey, years: set[int]) -> list[Row]:
    found = survey.results.filter(year__in=years)
    return list(found.values_list("year", "question", "place", "group", "n"))


def _shown(survey: Survey, years: set[int]) -> Shown:
    """The cells that are shown now, by year and question."""
    rows = survey.results.filter(year__in=years, hidden=False)
    found: Shown = {}
    for year, question, *cell in rows.values_list("year", "question", "place", "group"):
        found.setdefault((year, question), set()).add((cell[0], cell[1]))
    return found


def _unseen(rows: list[Row], fewest: int, shown: Shown) -> frozenset[Key]:
    within = _within({row[2] for row in rows})
    return frozenset(
        Key(place, year, question, group)
        for (year, question), cells in by_question(rows)
        for place, group in hidden(cells, within, fewest, shown.get((year, question), ()))
    )


def _within(places: set[int]) -> dict[int, int]:
    """The next larger of these places, for each that lies in one."""
    larger = dict(Place.objects.exclude(parent=None).values_list("pk", "parent"))
    found: dict[int, int] = {}
    for place in places:
        at = larger.get(place)
        while at is not None and at not in places:
            at = larger.get(at)
        if at is not None:
            found[place] = at
    return found
