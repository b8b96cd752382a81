"""What surveys tell a picture: the latest round for its place, the whole beside it, and the change.

Only numbers that may be shown are in it, in drafts too, so that it is frozen as it stands. Where
nothing was asked in the place itself, the nearest larger place that was asked speaks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from samsyn.organisation.models import Place
from samsyn.situation import questions
from samsyn.situation.intake.surveys import groups
from samsyn.situation.models import Survey, SurveyResult

from . import words
from .estimates import CONFIDENCE, METHOD
from .reading import Course, Results, about, group_of, name_of, told

Json = dict[str, Any]
Courses = dict[tuple[int, str, str], Course]
MOST_SAID = 3


def surveys_of(place: Place, day: date, refs: Sequence[str], only: str = "") -> list[Json]:
    """The surveys that tell of a place on a day. `refs` are the priority areas that hold there;
    `only` is the one that a picture of one area is about."""
    found = (_of_survey(survey, place, day, refs, only) for survey in about(place, day))
    return [each for each in found if each]


def _of_survey(
    survey: Survey, place: Place, day: date, refs: Sequence[str], only: str
) -> Json | None:
    results, whole = Results(survey), survey.source.place
    for here in _outwards(place, whole):
        courses = results.courses({here, whole})
        years = {r.year for (at, _, _), c in courses.items() if at == here.pk for r in c.results}
        if year := max((y for y in years if y <= day.year), default=0):
            break
    else:
        return None
    rows = [
        {**row, "areas": areas, "words": _sentence(row, here, whole, year)}
        for row in _rows(courses, here, whole, year)
        for areas in [_areas(row["question"], refs)]
        if not only or only in areas
    ]
    if not rows:
        return None
    round_ = next(each for each in results.rounds if each.year == year)
    of_all = [row["words"] for row in rows if row["group"] == groups.ALL]
    return {
        "survey": survey.source.key,
        "name": survey.source.name,
        "body": survey.source.body.name,
        "ground": survey.get_ground_display(),
        "year": year,
        "place": {"key": here.key, "name": here.name},
        "whole": {"key": whole.key, "name": whole.name} if whole != here else None,
        "answers": max((row["here"]["n"] or 0 for row in rows), default=0),
        "response_rate": _rate(courses, here, year, round_.response_rate),
        "fewest": survey.fewest,
        "confidence": CONFIDENCE,
        "method": METHOD,
        "unlike": round_.broken,
        "rows": rows,
        "course": _course(courses, here, whole, rows[0]),
        "deliveries": [
            {"received": b.received_at.date().isoformat(), "sha256": b.sha256}
            for b in results.batches(year)
        ],
        "words": of_all[:MOST_SAID],
    }


def _outwards(place: Place, whole: Place) -> Iterator[Place]:
    at: Place | None = place
    while at is not None:
        yield at
        at = at.parent if at != whole else None


def _rows(courses: Courses, here: Place, whole: Place, year: int) -> Iterator[Json]:
    """A row for each question and group of the round, in the order of the catalogue."""
    asked = [key for key, c in courses.items() if key[0] == here.pk and c.at(year)]
    for _, question, group in sorted(asked, key=lambda k: (questions.order(k[1]), k[1], _group(k))):
        course = courses[here.pk, question, group]
        result = course.at(year)
        assert result is not None
        beside = courses.get((whole.pk, question, group)) if whole != here else None
        known = questions.table().get(question)
        yield {
            "question": question,
            "name": name_of(result),
            "theme": known.theme if known else "",
            "more_is_worse": known.more_is_worse if known else True,
            "group": group,
            "of": group_of(result),
            "here": told(result),
            "whole": told(beside.at(year)) if beside else None,
            **_since(course, result),
        }


def _group(key: tuple[int, str, str]) -> tuple[int, int, str]:
    return groups.order(key[2])


def _areas(question: str, refs: Sequence[str]) -> list[str]:
    """Those of the areas that a question tells of; a ref is `stockholm/2023#otrygga-platser`."""
    known = questions.table().get(question)
    wanted = {(line, key) for line, keys in (known.areas if known else {}).items() for key in keys}
    return [r for r in refs if (r.partition("/")[0], r.rpartition("#")[2]) in wanted]


def _sentence(row: Json, here: Place, whole: Place, year: int) -> str:
    beside = whole.name if whole != here else ""
    return words.sentence(row, here.name, beside, year)


def _since(course: Course, result: SurveyResult) -> Json:
    found = course.change(result.year)
    then, unlike = course.before(result.year)
    if found is None or then is None:
        return {"change": None, "unlike": unlike}
    told_of = {"since": then.year, "points": round(found.points), "low": round(found.low)}
    return {"change": {**told_of, "high": round(found.high), "way": found.way}, "unlike": ""}


def _rate(courses: Courses, here: Place, year: int, otherwise: float | None) -> float | None:
    """The response rate of the place, else of the whole round."""
    of_place = (c.at(year) for (at, _, group), c in courses.items()
                if at == here.pk and group == groups.ALL)  # fmt: skip
    rates = [r.response_rate for r in of_place if r and r.response_rate is not None]
    return rates[0] if rates else otherwise


def _course(courses: Courses, here: Place, whole: Place, first: Json) -> Json:
    """The first question through all rounds, for the figure."""
    key = first["question"], first["group"]
    mine = courses[here.pk, *key]
    other = courses.get((whole.pk, *key)) if whole != here else None
    years = sorted({r.year for c in (mine, other) if c for r in c.results})
    series = [(here.name, mine)] + ([(whole.name, other)] if other else [])
    return {
        "name": first["name"],
        "of": first["of"],
        "years": years,
        "breaks": {str(y): why for y in years[1:] if (why := mine.broken(y))},
        "series": [{"name": n, "points": [told(c.at(y)) for y in years]} for n, c in series],
    }
