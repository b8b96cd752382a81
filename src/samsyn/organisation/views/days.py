"""The day a page speaks about: today, or the one asked for by `?dag=`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samsyn.organisation.access import Request
from samsyn.organisation.forms import DayForm


@dataclass(frozen=True)
class Day:
    """The chosen day, today, and the form that chooses."""

    chosen: date
    today: date
    form: DayForm

    @property
    def is_today(self) -> bool:
        return self.chosen == self.today


def day_of(request: Request) -> Day:
    """A day that cannot be read is told in the form, and the page shows today."""
    today = request.actor.day
    form = DayForm(request.GET) if request.GET.get("dag") else DayForm(initial={"dag": today})
    chosen = form.cleaned_data["dag"] if form.is_bound and form.is_valid() else None
    return Day(chosen or today, today, form)
