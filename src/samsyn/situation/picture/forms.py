"""Input to a picture: months, the three parts that the law names, and why it is corrected."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from samsyn.organisation.models import Place
from samsyn.situation.models import Picture
from samsyn.situation.picture.periods import Period


class MonthInput(forms.DateInput):
    """A month in the form that browsers' own month fields want."""

    input_type = "month"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m")


class MonthField(forms.Field):
    """A month, typed as `2024-03` or picked; gives its first day."""

    widget = MonthInput

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date) or not value:
            return value or None
        if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", str(value).strip()):
            raise forms.ValidationError("Skriv månaden som åååå-mm, till exempel 2024-03.")
        return date.fromisoformat(f"{str(value).strip()}-01")


def _part(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=help_text,
    )


class PictureForm(forms.Form):
    """A draft. The last month is asked for as people say it, and kept as the first day after."""

    place = forms.ModelChoiceField(Place.objects.none(), label="Plats", empty_label="Välj en plats")
    first = MonthField(label="Från och med", help_text="Månad, till exempel 2024-01.")
    last = MonthField(
        label="Till och med", help_text="Högst tolv månader, så att året före kan jämföras."
    )
    title = forms.CharField(
        label="Rubrik", required=False, max_length=120, help_text="Tomt ger plats och period."
    )
    mapping = _part(
        "Kartläggning", "Brottsligheten, dess omfattning och konsekvenser. Talen visas intill."
    )
    other_information = _part(
        "Annan information", "Till exempel trygghetsmätning, skolan, trygghetsvandringar."
    )
    analysis = _part("Analys", "Vad är problemet, var och när, vilka drabbas, och varför?")
    correction = _part("Vad som rättas och varför", "Visas överst på sidan.")

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        places: QuerySet[Place] | None = None,
        picture: Picture | None = None,
    ) -> None:
        super().__init__(data, initial=_initial(picture))
        if places is None:
            del self.fields["place"]
        else:
            self.fields["place"].queryset = places  # type: ignore[attr-defined]
        if picture is None or picture.supersedes_id is None:
            del self.fields["correction"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last:
            data["since"] = first
            data["until"] = date(last.year + last.month // 12, last.month % 12 + 1, 1)
            try:
                Period(data["since"], data["until"])
            except ValueError as error:
                self.add_error("last", str(error))
        return data

    def draft(self) -> dict[str, Any]:
        """What the act `situation.draft` asks for."""
        asked = {
            "since",
            "until",
            "title",
            "mapping",
            "other_information",
            "analysis",
            "correction",
        }
        return {name: value for name, value in self.cleaned_data.items() if name in asked}


class CorrectForm(forms.Form):
    why = _part("Vad som rättas och varför", "Visas överst på den nya lägesbilden.")


def _initial(picture: Picture | None) -> dict[str, Any]:
    if picture is None:
        return {}
    last = Period(picture.since, picture.until).last_day
    names = ("title", "mapping", "other_information", "analysis", "correction")
    return {"first": picture.since, "last": last} | {n: getattr(picture, n) for n in names}
