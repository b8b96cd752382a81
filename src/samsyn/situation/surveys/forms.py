"""Input about safety surveys: which column is what, and whether a round can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from pydantic import ValidationError

from samsyn.situation.columns import AnyMapping
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


class SurveyMappingForm(forms.Form):
    """Which column is what; `mapping` is the answer once the form is valid."""

    mapping: SurveyMapping

    share_is = forms.ChoiceField(
        label="Andelen skrivs i", choices=list(SHARE_IS.items()), widget=forms.RadioSelect
    )

    def __init__(
        self, *args: Any, columns: Sequence[str], guess: AnyMapping | None = None, **options: Any
    ) -> None:
        options["initial"] = guess.model_dump() if guess else {"share_is": "percent"}
        super().__init__(*args, **options)
        choices = [("", "– finns inte –"), *((column, column) for column in columns)]
        for name, label in FIELDS.items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=choices,
                required=name in NEEDED,
                help_text=HELP.get(name, ""),
                error_messages={"required": "Välj den kolumn där detta står."},
            )
        self.order_fields([*FIELDS, "share_is"])

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if not self.errors:
            try:
                self.mapping = SurveyMapping.model_validate(answers)
            except ValidationError as error:
                for fault in error.errors():
                    self.add_error(None, str(fault["msg"]).removeprefix("Value error, "))
        return answers


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
