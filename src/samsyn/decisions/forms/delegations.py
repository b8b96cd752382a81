"""Delegations: given, used, and what is too large for them; anchoring."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms

from samsyn.decisions.models import Case, Decision, Delegation
from samsyn.decisions.rules.delegating import KINDS, may_be_delegated, may_hold
from samsyn.organisation.forms import DayField
from samsyn.organisation.models import Body, Group, Seat

from .answers import words
from .cases import of_bodies

DNR = re.compile(r"(?:(?P<prefix>\S.*?)\s+)?(?P<year>\d{4})/(?P<number>\d{1,9})")
MOST_KRONOR = 1_000_000_000_000


class AmountField(forms.IntegerField):
    """Kronor, also written with spaces between thousands."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=MOST_KRONOR, widget=forms.TextInput(
            attrs={"inputmode": "numeric"}
        ), error_messages={"invalid": "Skriv beloppet i hela kronor, till exempel 500 000."},
            **options)  # fmt: skip

    def to_python(self, value: Any) -> int | None:
        return super().to_python(re.sub(r"\s|kr(onor)?$", "", value) if value else value)


class DelegateForm(forms.Form):
    """What a body hands over. Only what it may hand over, to whom it may, can be chosen."""

    kind = forms.ChoiceField(label="Slag av ärende")
    what = forms.CharField(label="Vad som får beslutas", max_length=300)
    to_body = forms.ModelChoiceField(
        Body.objects.none(), label="Organ eller förvaltning", empty_label="Välj"
    )
    function = forms.CharField(
        label="Funktion",
        max_length=160,
        help_text="Som den heter i gruppernas platser, till exempel ”Stadsdelsdirektör”.",
    )
    ground = forms.CharField(
        label="Grund",
        max_length=200,
        help_text="Delegationsordningen och dess punkt, eller beslutets dag och paragraf.",
    )
    limit = AmountField(
        label="Högsta belopp i kronor",
        required=False,
        help_text="Lämna tomt om beloppet inte spelar roll.",
    )

    def __init__(self, *args: Any, body: Body, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [
            (k, kind.name) for k, kind in KINDS.items() if not may_be_delegated(k, owner=body.kind)
        ]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        possible = [
            other.pk
            for other in Body.objects.on(day)
            if not may_hold(body.kind, other.kind, is_same_body=other.pk == body.pk)
        ]
        of_bodies(self.fields["to_body"], Body.objects.filter(pk__in=possible))


class MatterForm(forms.Form):
    """A matter by its case number, in the diary of the body that has delegated."""

    dnr = forms.CharField(label="Diarienummer", max_length=60)
    text = forms.CharField(label="Beslut", max_length=10_000, widget=words(5))
    amount = AmountField(label="Belopp i kronor")

    def __init__(self, *args: Any, delegation: Delegation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.delegation = delegation
        self.fields["dnr"].help_text = f"Ärendet i diariet hos {delegation.body}."
        if delegation.limit is None:
            del self.fields["amount"]

    def clean_dnr(self) -> Case:
        found = DNR.fullmatch(self.cleaned_data["dnr"].strip())
        if found is None:
            raise forms.ValidationError("Skriv diarienumret som ”KS 2026/17”.")
        cases = Case.objects.filter(
            diary__body=self.delegation.body, year=int(found["year"]), number=int(found["number"])
        )
        if found["prefix"]:
            cases = cases.filter(diary__prefix__iexact=found["prefix"])
        case: Case | None = cases.first()
        if case is None:
            raise forms.ValidationError(
                f"{self.delegation.body} har inget ärende med det numret. Kontrollera numret, "
                "eller be sekreteraren lägga upp ärendet."
            )
        return case


class DelegatedForm(MatterForm):
    """A decision by delegation."""

    outcome = forms.ChoiceField(
        label="Utfall",
        choices=[
            (o.value, str(o.label).capitalize())
            for o in (Decision.Outcome.APPROVED, Decision.Outcome.REJECTED)
        ],
        widget=forms.RadioSelect,
        initial=Decision.Outcome.APPROVED,
    )
    seat = forms.ModelChoiceField(Seat.objects.none(), label="Beslutas av", empty_label=None)
    greater_weight = forms.BooleanField(
        label="Beslutet är av större betydelse",
        required=False,
        help_text="Då ska det ha förankrats politiskt i ärendet före idag.",
    )
    in_group = forms.ModelChoiceField(
        Group.objects.none(),
        label="Kom upp i gruppen",
        required=False,
        empty_label="Ingen grupp",
        help_text="En grupp med både stad och polis kan inte besluta. Den som har delegationen "
        "beslutar själv.",
    )
    field_order = ["dnr", "outcome", "text", "amount", "seat", "greater_weight", "in_group"]

    def __init__(self, *args: Any, delegation: Delegation, day: date, **kwargs: Any) -> None:
        super().__init__(*args, delegation=delegation, **kwargs)
        seats = Seat.objects.on(day).filter(body=delegation.to_body, function=delegation.function)
        of_bodies(self.fields["seat"], seats.select_related("body"))
        self.has_seats = seats.exists()
        groups = Group.objects.on(day).filter(
            seats__in=Seat.objects.filter(body=delegation.to_body)
        )
        of_bodies(self.fields["in_group"], groups.distinct())

    def decision(self, day: date) -> dict[str, Any]:
        """What the act `decide_by_delegation` asks for; the case's latest anchoring goes along."""
        data = dict(self.cleaned_data)
        case: Case = data.pop("dnr")
        earlier = case.anchorings.filter(on__lt=day) or case.anchorings.all()
        return data | {"case": case, "anchoring": earlier.order_by("-on", "-pk").first()}


class AnchorForm(forms.Form):
    body = forms.ModelChoiceField(
        Body.objects.none(), label="Förankrat med", empty_label="Välj ett organ"
    )
    on = DayField(label="Dag")
    text = forms.CharField(label="Vad som sades", max_length=10_000, widget=words(4))

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_bodies(self.fields["body"], bodies)
