"""Input to a review: whom to ask, what they say, what they are answered."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet

from samsyn.organisation.forms import DayField
from samsyn.organisation.models import Group, Seat
from samsyn.situation.validators import names_nobody

LONGEST = 4_000
WARNING = "Skriv inget om enskilda personer."


class AskReviewForm(forms.Form):
    """Whom to ask: whole groups, single seats, or both; and by when."""

    groups = forms.MultipleChoiceField(
        label="Alla i en grupp", required=False, widget=forms.CheckboxSelectMultiple
    )
    seats = forms.MultipleChoiceField(
        label="Enskilda platser", required=False, widget=forms.CheckboxSelectMultiple
    )
    due = DayField(label="Senast", required=False, help_text="Lämna tomt om det inte brådskar.")

    def __init__(self, *args: Any, seats: QuerySet[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.able = list(seats)
        by_group = [(g, list(rows)) for g, rows in groupby(self.able, lambda seat: seat.group)]
        self.fields["groups"].choices = [(str(g.pk), _group(g)) for g, _ in by_group]  # type: ignore[attr-defined]
        self.fields["seats"].choices = [  # type: ignore[attr-defined]
            (_group(group), [(str(seat.pk), str(seat)) for seat in rows])
            for group, rows in by_group
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("groups") and not data.get("seats"):
            self.add_error(None, "Välj en grupp eller minst en plats som ska granska.")
        return data

    def chosen(self) -> list[Seat]:
        """The seats asked for, each once."""
        groups, seats = self.cleaned_data["groups"], self.cleaned_data["seats"]
        return [s for s in self.able if str(s.pk) in seats or str(s.group_id) in groups]


class CommentForm(forms.Form):
    section = forms.ChoiceField(label="Avsnitt", required=False)
    text = forms.CharField(
        label="Synpunkt",
        max_length=LONGEST,
        validators=[names_nobody],
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=f"Visas med din plats, inte ditt namn. {WARNING}",
        error_messages={"required": "Skriv vad du vill säga."},
    )

    def __init__(self, *args: Any, headings: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = list(headings.items())  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="Svar",
        max_length=LONGEST,
        validators=[names_nobody],
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"Vad ni har ändrat, eller varför inte. {WARNING}",
        error_messages={"required": "Skriv vad ni har gjort, eller varför inte."},
    )


class FinishForm(forms.Form):
    note = forms.CharField(
        label="Omdöme",
        required=False,
        max_length=LONGEST,
        validators=[names_nobody],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=WARNING,
    )


def _group(group: Group) -> str:
    return f"{group.name}, {group.place.name}"
