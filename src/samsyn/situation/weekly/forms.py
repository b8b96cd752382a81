"""Input to a weekly picture: whose, which week, and the week in one's own words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Max, QuerySet

from samsyn.organisation.models import Group
from samsyn.situation.models import Batch
from samsyn.situation.validators import names_nobody
from samsyn.situation.week import Week

CHOICES = 26


class WeekForm(forms.Form):
    group = forms.ModelChoiceField(Group.objects.none(), label="Grupp", empty_label=None)
    week = forms.TypedChoiceField(label="Vecka", coerce=date.fromisoformat)
    note = forms.CharField(
        label="Läget med egna ord", required=False, max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}), validators=[names_nobody],
        help_text="Vad gruppen bör veta före mötet. Skriv om platser, inte personer.",
    )  # fmt: skip

    def __init__(self, *args: Any, groups: QuerySet[Group], today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        group, week = self.fields["group"], self.fields["week"]
        group.queryset = groups  # type: ignore[attr-defined]
        group.label_from_instance = lambda g: f"{g.name}, {g.place.name}"  # type: ignore[attr-defined]
        last = Week.of(today).back(1)
        weeks = [last.back(n) for n in range(CHOICES)]
        week.choices = [(w.since.isoformat(), f"{w}, {w.days}") for w in weeks]  # type: ignore[attr-defined]
        week.initial = min(last, delivered(last)).since.isoformat()


def delivered(last: Week) -> Week:
    """The latest whole week that deliveries may reach the end of, not much older than the last."""
    live = Batch.objects.filter(status=Batch.Status.DONE, source__survey=None)
    month = live.aggregate(month=Max("last_month"))["month"]
    if month is None:
        return last
    end = (month + timedelta(days=32)).replace(day=1)
    return max(Week.of(end).back(1), last.back(CHOICES - 1))
