"""Input to the intake: a source, a file, which column is what, and why a batch is taken back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from samsyn.organisation.models import Body, Place

from .actions.surveys import FEWEST, LEAST, MOST
from .column_form import ColumnForm
from .intake.limits import LIMITS
from .intake.mapping import FIELDS, Mapping
from .models import Survey
from .validators import names_nobody

KIND_IS = {
    "crime_code": "Fyrsiffriga brottskoder",
    "code_name": "Brottskodernas namn i klartext",
    "event_type": "Andra händelsetyper",
}
COORDINATES = {"wgs84": "Grader (WGS 84)", "sweref99tm": "Meter (SWEREF 99 TM)"}
ELSEWHERE = {
    "keep": "Ta med raden utan plats (filen gäller bara vårt område)",
    "reject": "Avvisa raden (filen gäller även andra områden)",
}
UNGUESSED = {"kind_is": "event_type", "coordinates": "wgs84", "elsewhere": "keep"}
HELP = {
    "id": "Samma id och slag två gånger är en dubblett. Id sparas inte.",
    "told": "För polisens händelser på nätet, där datumet är när nyheten skrevs.",
    "place": "Används när raden saknar koordinater.",
    "year": "För tabeller ur Brås statistik (SOL): månaden väljs som början.",
}


class SourceForm(forms.Form):
    """Who delivers what, and about which place."""

    survey = forms.ChoiceField(
        label="Filerna innehåller",
        choices=[
            ("", "Händelser"),
            ("Resultat ur en undersökning", Survey.Ground.choices),
        ],
        required=False,
        help_text="Ur en undersökning lämnas tabeller med andelar, aldrig enskilda svar.",
    )
    fewest = forms.IntegerField(
        label="Minsta antal svar som visas",
        required=False,
        initial=FEWEST,
        min_value=LEAST,
        max_value=MOST,
        help_text="Gäller undersökningar: grupper med färre svar visas inte.",
    )

    name = forms.CharField(
        label="Namn", max_length=120, help_text="Till exempel ”Polisens uttag, månadsvis”."
    )
    body = forms.ModelChoiceField(
        Body.objects.all(), label="Lämnas av", empty_label="Välj ett organ"
    )
    place = forms.ModelChoiceField(
        Place.objects.none(), label="Gäller", empty_label="Välj en plats"
    )

    def __init__(self, *args: Any, places: QuerySet[Place], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        self.order_fields(["name", "body", "place", "survey", "fewest"])


class UploadForm(forms.Form):
    """A file of incidents."""

    file = forms.FileField(
        label="Fil",
        help_text=f"CSV, XLSX, Parquet eller JSON, högst {LIMITS.file >> 20} MiB. "
        "Fritext och gatuadresser sparas inte.",
        error_messages={
            "required": "Välj en fil.",
            "empty": "Filen är tom. Välj en fil med rubriker och rader.",
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,.parquet,.json"}),
    )


class MappingForm(ColumnForm[Mapping]):
    """Which column of a file of incidents is what."""

    into, named, helped, unguessed = Mapping, FIELDS, HELP, UNGUESSED
    needed = ("kind", "start")

    kind_is = forms.ChoiceField(
        label="Slaget är", choices=list(KIND_IS.items()), widget=forms.RadioSelect
    )
    coordinates = forms.ChoiceField(
        label="Koordinaterna är i", choices=list(COORDINATES.items()), widget=forms.RadioSelect
    )
    elsewhere = forms.ChoiceField(
        label="Rader på platser som inte är kända",
        choices=list(ELSEWHERE.items()),
        widget=forms.RadioSelect,
    )


class WithdrawForm(forms.Form):
    """Why a batch is taken back."""

    reason = forms.CharField(
        label="Varför leveransen återkallas",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Skälet skrivs i liggaren. Nämn inga personer.",
        validators=[names_nobody],
        error_messages={"required": "Skriv varför leveransen återkallas."},
    )
