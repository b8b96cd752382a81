"""Meetings: day and place, who takes part, agenda items, proposals, approval."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from samsyn.decisions.agenda import Suggested
from samsyn.decisions.models import Meeting, Participant
from samsyn.organisation.forms import DayField
from samsyn.organisation.models import Body

from .answers import words
from .cases import of_bodies

ROLES = {str(label): str(value) for value, label in Participant.Role.choices}
MOST_PEOPLE = 120


class FindForm(forms.Form):
    """Which body's meetings or decisions, and words to look for."""

    organ = forms.ModelChoiceField(
        Body.objects.none(),
        to_field_name="key",
        label="Organ",
        required=False,
        empty_label="Alla organ",
    )

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_bodies(self.fields["organ"], bodies)


class FindDecisionForm(FindForm):
    q = forms.CharField(
        label="Sök beslut",
        required=False,
        max_length=100,
        help_text="Diarienummer eller ord ur ärendet eller beslutet.",
    )
    field_order = ["q", "organ"]


class MeetingForm(forms.Form):
    held_on = DayField(label="Dag")
    where = forms.CharField(label="Plats", max_length=160, required=False)


class ItemForm(forms.Form):
    """An agenda item and what the office proposes."""

    title = forms.CharField(label="Rubrik", max_length=200)
    background = forms.CharField(
        label="Sammanfattning",
        required=False,
        max_length=10_000,
        widget=words(5),
        help_text="Det nämnden behöver veta. Handlingarna finns i ärendet.",
    )
    proposal = forms.CharField(
        label="Förvaltningens förslag till beslut",
        required=False,
        max_length=10_000,
        widget=words(4),
    )
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label="Sammanträde",
        required=False,
        empty_label="Nästa sammanträde",
    )

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_bodies(self.fields["meeting"], meetings)

    def item(self) -> dict[str, Any]:
        """What the act `add_item` asks for."""
        data = dict(self.cleaned_data)
        text = data.pop("proposal").strip()
        office = [Suggested(text, "Förvaltningen", by_office=True)] if text else []
        return data | {"proposals": office}


class ProposeForm(forms.Form):
    by = forms.CharField(
        label="Av", max_length=200, help_text="Partier eller ledamöter, till exempel ”V och MP”."
    )
    by_office = forms.BooleanField(label="Det är förvaltningens förslag", required=False)
    text = forms.CharField(label="Förslag", max_length=10_000, widget=words(4))
    added_text = forms.CharField(
        label="Därutöver anförs", required=False, max_length=10_000, widget=words(4)
    )


class OpenForm(forms.Form):
    """Those who take part, one a line: name; party; role."""

    people = forms.CharField(
        label="Deltagare",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        help_text=(
            "En per rad: namn; parti; roll. Till exempel ”Inga Berg; S; ordförande”. Rollen är "
            "ordförande, ledamot, tjänstgörande ersättare, ersättare eller tjänsteperson. Utan "
            "roll blir det ledamot."
        ),
    )

    def clean_people(self) -> list[tuple[str, str, str]]:
        lines = [line for line in self.cleaned_data["people"].splitlines() if line.strip()]
        if len(lines) > MOST_PEOPLE:
            raise forms.ValidationError(f"Ange högst {MOST_PEOPLE} deltagare.")
        faults = [fault for i, line in enumerate(lines, 1) if (fault := _fault(i, line))]
        if faults:
            raise forms.ValidationError(faults)
        return [_person(line) for line in lines]


def _parts(line: str) -> list[str]:
    parts = [part.strip() for part in line.split(";")]
    return [*parts, "", "", ""][: max(3, len(parts))]


def _person(line: str) -> tuple[str, str, str]:
    name, party, role = _parts(line)
    return name, party, ROLES[role.lower()] if role else str(Participant.Role.MEMBER)


def _fault(i: int, line: str) -> str:
    name, party, role, *more = _parts(line)
    if more:
        return f"Rad {i} har fler än tre delar. Skriv namn; parti; roll."
    if not name:
        return f"Rad {i} saknar namn."
    if len(name) > 120 or len(party) > 60:
        return f"Rad {i} har ett för långt namn eller parti."
    if role and role.lower() not in ROLES:
        return f"Rad {i}: rollen ”{role}” finns inte. Välj någon av {', '.join(ROLES)}."
    return ""


def as_lines(people: Any) -> str:
    """Who took part before, in the form that `OpenForm` reads."""
    return "\n".join(f"{p.name}; {p.party}; {p.get_role_display()}" for p in people)


class ApproveForm(forms.Form):
    approved_by = forms.CharField(
        label="Justerat av",
        max_length=200,
        help_text="Ordföranden och den som utsågs, till exempel ”Inga Berg och Ulf Ask”.",
    )
    announced_on = DayField(
        label="Anslås den",
        help_text="Senast andra dagen efter justeringen (kommunallagen 8 kap. 12 §).",
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["announced_on"].initial = day
