"""The reader's own choice of light or dark."""

from django import forms

THEMES = [("", "Som min dator eller telefon"), ("light", "Ljust"), ("dark", "Mörkt")]


class AppearanceForm(forms.Form):
    """Kept in a cookie, not in an account: it belongs to the screen one sits at."""

    theme = forms.ChoiceField(
        label="Färger", choices=THEMES, required=False, widget=forms.RadioSelect
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)
