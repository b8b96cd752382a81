"""Input to the weekly round: a place set first, a task, how it went, and closing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django import forms

from samsyn.organisation.forms import DayField
from samsyn.organisation.models import Group, Place, Seat
from samsyn.situation.models import Task
from samsyn.situation.models.rounds import usual_due

from .whereabouts import Ground


class HotspotForm(forms.Form):
    name = forms.CharField(
        label="Plats", max_length=120, help_text="Till exempel ”gångtunneln vid torget”."
    )
    place = forms.ModelChoiceField(Place.objects.none(), label="Stadsdel", empty_label=None)
    why = forms.CharField(
        label="Varför", max_length=300, help_text="Vad rapporterna säger. Nämn inga personer."
    )

    def __init__(self, *args: Any, group: Group, day: date, **options: Any) -> None:
        super().__init__(*args, **options)
        places = Ground(group.place, day).places
        field = self.fields["place"]
        field.queryset = Place.objects.filter(pk__in=[p.pk for p in places])  # type: ignore[attr-defined]
        field.choices = [(p.pk, p.name) for p in places]  # type: ignore[attr-defined]


class TaskForm(forms.Form):
    title = forms.CharField(label="Vad ska göras?", max_length=160)
    seat = forms.ModelChoiceField(
        Seat.objects.none(), label="Vem ansvarar?", empty_label="Välj en plats",
        help_text="En funktion, inte en person: den som efterträder tar över.",
    )  # fmt: skip
    due = DayField(label="Klar senast")
    spot = forms.ChoiceField(label="Vid vilken plats?", required=False)

    def __init__(
        self, *args: Any, seats: Sequence[Seat], group: Group, spots: Sequence[str], day: date,
        **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        self.fields["due"].initial = usual_due(day)
        self.fields["spot"].choices = [("", "Ingen särskild"), *((s, s) for s in spots)]  # type: ignore[attr-defined]
        field = self.fields["seat"]
        field.queryset = Seat.objects.filter(pk__in=[s.pk for s in seats])  # type: ignore[attr-defined]
        field.choices = [("", "Välj en plats"), *_grouped(seats, group)]  # type: ignore[attr-defined]


class SettleForm(forms.Form):
    status = forms.ChoiceField(
        label="Hur gick det?",
        choices=[(value, str(label).capitalize()) for value, label in Task.Status.choices],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="Anteckning", max_length=300, required=False,
        help_text="Behövs när uppgiften inte görs. Nämn inga personer.",
    )  # fmt: skip


class CloseForm(forms.Form):
    note = forms.CharField(
        label="Anteckning från mötet",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Behövs när ingen plats prioriteras. Nämn inga personer.",
    )


def _grouped(seats: Sequence[Seat], own: Group) -> list[tuple[str, list[tuple[int, str]]]]:
    """Seats under their groups, the round's own group first."""
    ordered = sorted(seats, key=lambda s: (s.group_id != own.pk, s.group.name, s.group_id, s.pk))
    return [
        (f"{group.name}, {group.place.name}", [(seat.pk, str(seat)) for seat in those])
        for group, those in groupby(ordered, key=lambda seat: seat.group)
    ]
