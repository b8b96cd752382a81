"""Sending a consultation, reminding, more time."""

from __future__ import annotations

from typing import Any

from django import forms

from samsyn.decisions.models import Case, Consultation, Document
from samsyn.organisation.forms import DayField
from samsyn.organisation.models import Body

from .cases import of_bodies


class ConsultationForm(forms.Form):
    """Only open documents of the case can be chosen: what is sent is public."""

    title = forms.CharField(label="Rubrik", max_length=200)
    asks = forms.ChoiceField(
        label="Vi ber om",
        choices=Consultation.Asks.choices,
        widget=forms.RadioSelect,
        initial=Consultation.Asks.OPINION,
    )
    scope = forms.CharField(
        label="Vad svaret ska omfatta",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Förvaltningslagen 26 §: den som svarar ska veta vad ni vill ha svar på.",
    )
    documents = forms.ModelMultipleChoiceField(
        Document.objects.none(),
        label="Handlingar",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en handling."},
    )
    answers_by = DayField(label="Svar senast")
    bodies = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        label="Sänds till",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst ett organ."},
    )

    def __init__(self, *args: Any, case: Case, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_bodies(self.fields["bodies"], bodies)
        sendable = case.documents.filter(secrecy=Document.Secrecy.OPEN, replaced_by=None)
        of_bodies(self.fields["documents"], sendable)


class RemindForm(forms.Form):
    text = forms.CharField(
        label="Påminnelse",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Organet ser den på sidan för sin remiss.",
    )


class ExtendForm(forms.Form):
    until = DayField(label="Ny sista dag")
    reason = forms.CharField(
        label="Skäl",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Visas för alla på remissens sida.",
    )
