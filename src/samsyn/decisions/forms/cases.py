"""Cases and documents."""

from __future__ import annotations

from typing import Any

from django import forms

from samsyn.decisions.models import Case, Document
from samsyn.organisation.models import Body


def of_bodies(field: forms.Field, bodies: Any) -> None:
    """Let a choice offer these rows."""
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = bodies


class FindForm(forms.Form):
    """A look for cases: `?q=KS 2026/17` or words of the title."""

    q = forms.CharField(
        label="Sök ärende",
        required=False,
        max_length=100,
        help_text="Diarienummer, till exempel ”KS 2026/17”, eller ord i rubriken.",
    )


class CaseForm(forms.Form):
    body = forms.ModelChoiceField(Body.objects.none(), label="Organ", empty_label=None)
    title = forms.CharField(label="Vad ärendet gäller", max_length=200)

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_bodies(self.fields["body"], bodies)


class DiaryForm(forms.Form):
    body = forms.ModelChoiceField(Body.objects.none(), label="Organ", empty_label=None)
    letters = forms.CharField(
        label="Beteckning",
        max_length=20,
        help_text="Bokstäverna före numret, till exempel ”SDN-FAR” i ”SDN-FAR 2026/3”.",
    )

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_bodies(self.fields["body"], bodies)


class DocumentForm(forms.Form):
    """A document to register. What is registered is never changed."""

    kind = forms.ChoiceField(label="Slag", choices=Document.Kind.choices)
    title = forms.CharField(label="Rubrik", max_length=200)
    text = forms.CharField(label="Text", widget=forms.Textarea(attrs={"rows": 16}))
    from_body = forms.ModelChoiceField(
        Body.objects.none(),
        label="Inkom från",
        required=False,
        empty_label="Upprättad hos oss",
    )
    replaces = forms.ModelChoiceField(
        Document.objects.none(),
        label="Ny version av",
        required=False,
        empty_label="En ny handling",
    )
    secrecy = forms.ChoiceField(
        label="Sekretess",
        choices=Document.Secrecy.choices,
        widget=forms.RadioSelect,
        initial=Document.Secrecy.OPEN,
        help_text="En handling med sekretess kan inte sändas på remiss.",
    )
    secrecy_ground = forms.CharField(
        label="Stöd för sekretess",
        required=False,
        max_length=160,
        help_text="Behövs vid sekretess, till exempel ”OSL 18 kap. 1 §”.",
    )

    def __init__(self, *args: Any, case: Case, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_bodies(self.fields["from_body"], bodies)
        of_bodies(self.fields["replaces"], case.documents.filter(replaced_by=None))
