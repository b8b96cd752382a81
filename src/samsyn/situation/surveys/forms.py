"""Input about safety surveys: which column is what, and whether a round can be compared."""

from __future__ import annotations

from django import forms

from samsyn.situation.column_form import ColumnForm
from samsyn.situation.intake.surveys.mapping import FIELDS, SurveyMapping
from samsyn.situation.validators import names_nobody

SHARE_IS = {"percent": "Procent (56 eller 56 %)", "part": "Delar av ett (0,56)"}
NEEDED = ("year", "question", "n")
HELP = {
    "place": "Utan kolumn gäller alla resultat hela den plats som källan gäller.",
    "group": "Kön, eller annan grupp. Utan kolumn gäller resultaten alla.",
    "count": "Används när andelen saknas.",
    "design_effect": "Gör osäkerheten större när svaren är viktade. Utan kolumn räknas 1.",
    "comparable": "»Nej« betyder att omgången inte jämförs med den före.",
}


class SurveyMappingForm(ColumnForm[SurveyMapping]):
    """Which column of a survey's table is what."""

    into, named, helped = SurveyMapping, FIELDS, HELP
    needed, unguessed = NEEDED, {"share_is": "percent"}

    share_is = forms.ChoiceField(
        label="Andelen skrivs i", choices=list(SHARE_IS.items()), widget=forms.RadioSelect
    )


class RoundForm(forms.Form):
    """Why a round is not comparable with the one before; empty when it is."""

    broken = forms.CharField(
        label="Varför omgången inte kan jämföras med den före",
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Till exempel ny fråga, nytt urval eller annat sätt att samla in svaren. Lämna "
        "tomt om omgången kan jämföras. Nämn inga personer.",
        validators=[names_nobody],
    )
