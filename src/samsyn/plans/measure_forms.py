"""Input to measures: the long form in its parts, status, and handing over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.forms import BoundField

from samsyn.organisation.forms import DayField
from samsyn.organisation.models import Place, Seat
from samsyn.plans.actions.measures import PARTS, seats_for
from samsyn.plans.forms import choose, places_in, words
from samsyn.plans.models import Cause, Measure, Plan

SECTIONS = (
    ("Åtgärden", "", ("cause", "title", "description", "kind", "target_group")),
    ("Var", "", ("place", "spot")),
    ("Vem", "", ("seat",)),
    (
        "Mål",
        "Det du fyller i läses som en mening: »Personrån vid Torget ska minska från 34 till 25"
        " fall, senast den 31 december 2026.«",
        ("goal_what", "goal_unit", "goal_from", "goal_to", "goal_by"),
    ),
    ("Utgångsläge", "", ("baseline", "baseline_text")),
    ("Uppföljning", "", ("output_indicator", "output_target", "outcome_indicator")),
    ("Tid", "", ("starts", "due")),
    ("Tillägg", "Planen är beslutad. Tillägget visas tydligt.", ("note",)),
)


def line(label: str, help_text: str = "", *, length: int = 160, required: bool = False) -> Any:
    """A field for a line."""
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=length)


def figure(label: str, help_text: str = "") -> Any:
    """A field for a number, written with a decimal comma or point."""
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        required=False,
        max_digits=12,
        decimal_places=2,
        localize=True,
        error_messages={"invalid": "Skriv ett tal, till exempel 34 eller 12,5."},
    )


def chosen(words: type[TextChoices]) -> list[tuple[str, str]]:
    """The choices as a form offers them."""
    return [(value, str(label).capitalize()) for value, label in words.choices]


class SeatChoice(forms.ModelChoiceField[Seat]):
    """Seats under the groups they belong to."""

    def offer(self, plan: Plan, day: date) -> None:
        seats = seats_for(plan.place, day).order_by("group__level", "group__name", "group", "pk")
        self.queryset = seats
        grouped = [
            (f"{group.name}, {group.place.name}", [(seat.pk, str(seat)) for seat in those])
            for group, those in groupby(seats, key=lambda seat: seat.group)
        ]
        grouped.sort(key=lambda entry: plan.place.name not in entry[0])
        self.choices = [("", "Välj en plats"), *grouped]


class MeasureForm(forms.Form):
    """A measure in its parts. In a draft all but the title may come later."""

    cause = forms.ModelChoiceField(Cause.objects.none(), label="Orsak", empty_label=None)
    title = line("Åtgärd", "Vad som görs, i en mening.", required=True)
    description = words("Så genomförs den", required=False, rows=3)
    kind = forms.ChoiceField(
        label="Slag", choices=chosen(Measure.Kind), widget=forms.RadioSelect,
        help_text="Situationell ändrar platsen eller tillfället, social människors villkor.",
    )  # fmt: skip
    target_group = line("Målgrupp", "Till exempel ”unga 13–17 år”. Aldrig enskilda personer.")
    place = forms.ModelChoiceField(Place.objects.none(), label="Plats", empty_label=None)
    spot = line("Närmare plats", "Till exempel ”torget och gångtunneln”.")
    seat = SeatChoice(
        Seat.objects.none(), label="Ansvarig plats", required=False,
        help_text="En funktion i en grupp, inte en person: den som efterträder tar över.",
    )  # fmt: skip
    goal_what = line("Vad som mäts", "Till exempel ”personrån vid Torget”.")
    goal_unit = line("Enhet", "Till exempel ”fall per år” eller ”procent”.", length=60)
    goal_from = figure("Från")
    goal_to = figure("Till")
    goal_by = DayField(label="Senast", required=False)
    baseline = figure("Utgångsläge", "Skyddade antal får inte skrivas ut: lämna då tomt.")
    baseline_text = line("Var utgångsläget kommer från", length=300)
    output_indicator = line("Mått på genomförandet", "Till exempel ”antal vandringar”.")
    output_target = figure("Mål för genomförandet", "Till exempel 6.")
    outcome_indicator = line(
        "Mått på effekten", "Vad som ändras om åtgärden verkar, till exempel ”anmälda rån”."
    )
    starts = DayField(label="Börjar", required=False)
    due = DayField(label="Klar senast", required=False)
    note = words("Varför den läggs till efter beslutet", rows=3)

    def __init__(
        self,
        *args: Any,
        plan: Plan,
        day: date,
        measure: Measure | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "place", places_in(plan.place, day))
        seat = self.fields["seat"]
        assert isinstance(seat, SeatChoice)
        seat.offer(plan, day)
        if plan.is_draft:
            del self.fields["note"]
        if measure is None:
            del self.fields["cause"]
        else:
            choose(self, "cause", Cause.objects.filter(problem__plan=plan))

    @property
    def sections(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        """The fields under their headings, as the page shows them."""
        for heading, help_text, names in SECTIONS:
            fields = [self[name] for name in names if name in self.fields]
            if fields:
                yield heading, help_text, fields

    def parts(self) -> dict[str, Any]:
        """What the acts on measures ask for."""
        return dict(self.cleaned_data)

    @staticmethod
    def of(measure: Measure) -> dict[str, Any]:
        """What the form starts from when a measure is changed."""
        said = {name: getattr(measure, name) for name in (*PARTS, "cause")}
        return {name: value for name, value in said.items() if value is not None}


class StatusForm(forms.Form):
    status = forms.ChoiceField(
        label="Status", choices=chosen(Measure.Status), widget=forms.RadioSelect
    )
    note = words(
        "Anteckning",
        "Visas i historien för alla. Behövs när åtgärden vilar, avbryts eller tas upp igen.",
        rows=3,
        required=False,
    )
    on = DayField(label="Från och med", required=False, help_text="Tomt betyder i dag.")


class HandOverForm(forms.Form):
    seat = SeatChoice(Seat.objects.none(), label="Ny ansvarig plats")
    note = words("Varför åtgärden lämnas över", "Visas i historien för alla.", rows=3)

    def __init__(self, *args: Any, plan: Plan, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seat = self.fields["seat"]
        assert isinstance(seat, SeatChoice)
        seat.offer(plan, day)
