"""Input about retention: how long, by which decision, and a yes before anything is removed."""

from __future__ import annotations

from django import forms

from .validators import names_nobody
from .weeding import FEWEST, MOST


class RetentionForm(forms.Form):
    """A rule; empty months take it away."""

    months = forms.IntegerField(
        label="Antal månader som raderna sparas",
        required=False,
        min_value=FEWEST,
        max_value=MOST,
        help_text="Räknas från slutet av månaden med leveransens sista händelse. Lämna tomt för "
        "att ta bort regeln.",
        error_messages={"invalid": "Ange ett helt antal månader, till exempel 60."},
    )
    decision = forms.CharField(
        label="Beslut som regeln följer av",
        required=False,
        max_length=200,
        help_text="Till exempel ”Gallringsbeslut KS 2024/123”.",
        validators=[names_nobody],
    )


class WeedForm(forms.Form):
    """Yes, remove it."""

    sure = forms.BooleanField(
        label="Jag har sett vad som tas bort och vet att det inte går att ångra.",
        error_messages={"required": "Kryssa i rutan för att gallra leveransen."},
    )
