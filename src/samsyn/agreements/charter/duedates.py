"""When something is owed: the days a rule for due dates gives in a period."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from .models import Due


def due_dates(due: Due, begins: date, since: date, until: date) -> list[date]:
    """The due days in the half-open period [since, until), none of them before `begins`.

    The rule's day is anchored in `first_year`, else in the year of `begins`. A day that a month
    lacks falls on its last day.
    """
    days = _days(due, due.first_year or begins.year, until)
    return [day for day in days if day >= since and day >= begins]


def _days(due: Due, first_year: int, until: date) -> Iterator[date]:
    month = first_year * 12 + due.month - 1
    while (day := _day(month, due.day)) < until:
        yield day
        month += due.every_months


def _day(month: int, day: int) -> date:
    """`month` counts from year 0; the day is cut to the month's length."""
    year, index = divmod(month, 12)
    return date(year, index + 1, min(day, monthrange(year, index + 1)[1]))
