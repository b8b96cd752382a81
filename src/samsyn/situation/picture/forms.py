"""Input to a picture: what kind and which months, its words, and why it is corrected."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from samsyn.organisation.models import Place
from samsyn.situation.models import Picture
from samsyn.situation.picture.outline import PARTS, Named
from samsyn.situation.picture.periods import Period
from samsyn.situation.picture.saving import ALONE, tokens
from samsyn.situation.validators import names_nobody

LONGEST = 20_000
KINDS = [
    (Picture.Kind.QUARTER, "Fördjupning för ett kvartal – alla avsnitt, tre månader"),
    (Picture.Kind.YEAR, "Årlig lägesbild – alla avsnitt, tolv månader"),
    (Picture.Kind.AREA, "Ett prioriterat område – alla avsnitt, för det området"),
    (Picture.Kind.SHORT, "Kort läge – bara lagens tre delar"),
]
IN_THE_FORM = [*ALONE, *PARTS]
"""The words that stand in the form of a whole draft, by key."""
KIND_HELP = (
    "Antalen räknas och skyddas månad för månad. Veckans läge görs därför för sig, som en"
    " veckolägesbild bara för gruppen."
)


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
        if not re.fullmatch(r"(?:19|20)\d{2}-(0[1-9]|1[0-2])", str(value).strip()):
            raise forms.ValidationError("Skriv månaden som åååå-mm, till exempel 2024-03.")
        return date.fromisoformat(f"{str(value).strip()}-01")


def _part(label: str, help_text: str, rows: int = 8) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        validators=[names_nobody],
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )


class KnowsWhatWas(forms.Form):
    """A form that tells which words stood in it when it was opened (`picture.saving`)."""

    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def seen_anew(self, was: str) -> None:
        """What stands now has been shown: saving once more is a choice."""
        self.data = {**dict(self.data.items()), "was": was}


class PictureForm(KnowsWhatWas):
    """A draft. The last month is asked for as people say it, and kept as the first day after."""

    place = forms.ModelChoiceField(Place.objects.none(), label="Plats", empty_label="Välj en plats")
    kind = forms.ChoiceField(
        label="Slag", choices=KINDS, widget=forms.RadioSelect, required=False, help_text=KIND_HELP
    )
    area = forms.ChoiceField(
        label="Prioriterat område",
        required=False,
        help_text="Bara för en lägesbild om ett enda område.",
    )
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
        areas: Iterable[Named] = (),
        places: QuerySet[Place] | None = None,
        picture: Picture | None = None,
        today: date | None = None,
    ) -> None:
        super().__init__(data, initial=_initial(picture, today))
        named = [("", "– inget –"), *((area.ref, area.name) for area in areas)]
        self.fields["area"].choices = named  # type: ignore[attr-defined]
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
        told = {name: value for name, value in self.cleaned_data.items() if name in asked}
        if kind := self.cleaned_data["kind"]:
            told |= {"kind": kind, "area": self.cleaned_data["area"]}
        return told


class CorrectForm(forms.Form):
    why = _part("Vad som rättas och varför", "Visas överst på den nya lägesbilden.")


class SectionForm(KnowsWhatWas):
    """One section: its words, or why they are not there when it may be left out for a reason."""

    text = _part("Texten", "Skriv om platser och situationer, inte om personer.", rows=12)
    absent = _part(
        "Eller varför avsnittet saknas",
        "Till exempel att inga uppgifter finns, och när de väntas. Visas i lägesbilden.",
        rows=3,
    )

    def __init__(
        self, data: QueryDict | None = None, *, section: dict[str, Any], was: str = ""
    ) -> None:
        said = {"text": section["text"], "absent": section["absent"]}
        super().__init__(data, initial=said | {"was": was})
        self.fields["text"].required = section["need"] == "required"
        if section["need"] != "motivated":
            del self.fields["absent"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("text") and data.get("absent"):
            self.add_error("absent", "Avsnittet är skrivet: ta bort skälet till att det saknas.")
        return data


def _initial(picture: Picture | None, today: date | None) -> dict[str, Any]:
    """What stands in the form at first; a new picture begins with the last whole quarter."""
    if picture is None:
        return {"kind": Picture.Kind.QUARTER, **_last_quarter(today)} if today else {}
    last = Period(picture.since, picture.until).last_day
    names = ("kind", "area", "title", "mapping", "other_information", "analysis", "correction")
    said = {n: getattr(picture, n) for n in names}
    return {"first": picture.since, "last": last, "was": tokens(picture, IN_THE_FORM)} | said


def _last_quarter(today: date) -> dict[str, date]:
    quarter = today.year * 4 + (today.month - 1) // 3 - 1
    first = date(quarter // 4, quarter % 4 * 3 + 1, 1)
    return {"first": first, "last": first.replace(month=first.month + 2)}
