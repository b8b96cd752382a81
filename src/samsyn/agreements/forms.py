"""Input to agreements: charters, decisions, local agreements, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from samsyn.agreements.actions.adopting import decisions_on
from samsyn.agreements.actions.asking import SCOPE
from samsyn.agreements.charter.reading import LIMIT
from samsyn.agreements.models import PriorityArea, Version
from samsyn.agreements.presenting import stance_words
from samsyn.decisions.models import Decision
from samsyn.organisation.forms import DayField
from samsyn.organisation.models import Body

DNR = "Till exempel ”KS 2024/17”."
EXTRA_ROWS = 3
BOARD_KINDS = (Body.Kind.BOARD, Body.Kind.DISTRICT_BOARD)
ASKED_KINDS = (*BOARD_KINDS, Body.Kind.COMPANY, Body.Kind.POLICE_REGION, Body.Kind.OTHER)
UNDECIDED = "undecided"


class CharterForm(forms.Form):
    """A charter as text or file; what is wrong with it is told by the act, line by line."""

    file = forms.FileField(
        label="Fil", required=False, help_text="En YAML-fil. Lämna tomt om du klistrar in texten."
    )
    text = forms.CharField(
        label="Text",
        required=False,
        max_length=LIMIT,
        widget=forms.Textarea(attrs={"rows": 24, "wrap": "off", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        file = data.get("file")
        if file is not None:
            data["text"] = self._content(file)
        if not (data.get("text") or "").strip() and not self.errors:
            raise forms.ValidationError("Välj en fil eller klistra in texten.")
        return data

    def _content(self, file: Any) -> str:
        if file.size > LIMIT:
            raise forms.ValidationError("Filen är för stor för en överenskommelse. Välj en annan.")
        try:
            return str(file.read(), "utf-8-sig")
        except UnicodeDecodeError as error:
            message = "Filen är inte UTF-8. Spara den som UTF-8 och försök igen."
            raise forms.ValidationError(message) from error


class ConsultForm(forms.Form):
    """Who is asked, about what, and by when."""

    bodies = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        label="Sänds till",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst ett organ."},
    )
    scope = forms.CharField(
        label="Vad svaret ska omfatta", initial=SCOPE, max_length=2000, widget=forms.Textarea
    )
    answers_by = DayField(label="Svar senast")

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["bodies"]
        assert isinstance(choice, forms.ModelMultipleChoiceField)
        asked = Body.objects.on(day).filter(kind__in=ASKED_KINDS).order_by("kind", "name")
        choice.queryset = asked
        self.initial.setdefault("bodies", [b.pk for b in asked if b.kind in BOARD_KINDS])


class PutForwardForm(forms.Form):
    answers_by = DayField(label="Beslut senast")


class AdoptForm(forms.Form):
    """A party's decision. Only final decisions on just this wording can be chosen."""

    decision = forms.ModelChoiceField(
        Decision.objects.none(), label="Beslut", empty_label="Välj ett beslut"
    )

    def __init__(self, *args: Any, version: Version, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["decision"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = decisions_on(version, day)


class ForceForm(forms.Form):
    on = DayField(
        label="Gäller från och med",
        help_text="Idag, eller en tidigare dag om beslutet registreras i efterhand.",
    )


class ExtendForm(forms.Form):
    """The last day is asked for as people say it, and kept as the first day after."""

    last = DayField(
        label="Gäller till och med",
        required=False,
        help_text="Lämna tomt om den ska gälla tills efterföljaren träder i kraft.",
    )
    decided_on = DayField(label="Beslutsdag")
    dnr = forms.CharField(label="Diarienummer", max_length=80, help_text=DNR)

    def extension(self) -> dict[str, Any]:
        """What the act `agreements.extend` asks for."""
        data = dict(self.cleaned_data)
        last: date | None = data.pop("last")
        return data | {"until": last + timedelta(days=1) if last else None}


class LocalForm(forms.Form):
    """A local agreement: its parties, a stance to each overall area, and areas of its own."""

    parties = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        label="Parter",
        widget=forms.CheckboxSelectMultiple,
        help_text="Två till fem parter, minst en från staden och en från polisen.",
    )

    def __init__(
        self, *args: Any, areas: Sequence[PriorityArea], bodies: Any, extra: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["parties"]
        assert isinstance(choice, forms.ModelMultipleChoiceField)
        choice.queryset = bodies
        self.areas, self.extra = areas, extra
        for area in areas:
            self.fields[f"stance_{area.key}"] = forms.ChoiceField(
                label=area.name,
                choices=[*stance_words(), (UNDECIDED, "Inte bestämt ännu")],
                initial=UNDECIDED,
                widget=forms.RadioSelect,
            )
            self.fields[f"text_{area.key}"] = forms.CharField(
                label=f"{area.name}: så arbetar vi, eller därför inte",
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        for i in range(1, EXTRA_ROWS + 1) if extra else ():
            self.fields[f"extra_{i}"] = forms.CharField(
                label=f"Eget lokalt område {i}", required=False, max_length=120
            )
            self.fields[f"extra_text_{i}"] = forms.CharField(
                label=f"Eget lokalt område {i}: vad och varför",
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def agreement(self) -> dict[str, Any]:
        """What the act `agreements.draft_local` asks for. Areas without a stance are missing."""
        data = self.cleaned_data
        rows = range(1, EXTRA_ROWS + 1) if self.extra else ()
        return {
            "parties": list(data["parties"]),
            "stances": {
                area.key: (data[f"stance_{area.key}"], data[f"text_{area.key}"])
                for area in self.areas
                if data[f"stance_{area.key}"] != UNDECIDED
            },
            "extra": [
                (data[f"extra_{i}"].strip(), data[f"extra_text_{i}"].strip())
                for i in rows
                if data[f"extra_{i}"].strip()
            ],
        }


class SignForm(forms.Form):
    """A signature for one of the parties whose seat the signer holds."""

    body = forms.ModelChoiceField(Body.objects.none(), label="För", empty_label=None)
    dnr = forms.CharField(label="Diarienummer", max_length=80, help_text=DNR)

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["body"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = bodies


class PlaceForm(forms.Form):
    """Which place's duties the calendar shows; all of them when none is chosen."""

    plats = forms.ChoiceField(label="Plats", required=False)

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plats"].choices = [("", "Alla platser"), *places]  # type: ignore[attr-defined]


class CompareForm(forms.Form):
    """Two versions to put side by side."""

    fran = forms.ChoiceField(label="Den ena")
    till = forms.ChoiceField(label="Den andra")

    def __init__(self, *args: Any, versions: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("fran", "till"):
            self.fields[name].choices = [(key, key) for key in versions]  # type: ignore[attr-defined]
