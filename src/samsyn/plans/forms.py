"""Input to plans: the plan itself, its problems and causes, decisions about it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from samsyn.decisions.models import Decision
from samsyn.organisation.forms import DayField
from samsyn.organisation.models import Place, PlaceCover
from samsyn.plans.areas import Area, to_cover
from samsyn.plans.models import Cause, Plan
from samsyn.situation.models import Picture

DNR = "Till exempel ”SDN-FAR 2026/3”."
PICTURE = (
    "Lagen (2023:196) 5 § kräver att planen vilar på en lägesbild. Bara publicerade kan väljas."
)
FINEST = (Place.Kind.CITY, Place.Kind.DISTRICT, Place.Kind.NEIGHBOURHOOD)


def words(label: str, help_text: str = "", *, rows: int = 4, required: bool = True) -> Any:
    """A field for a paragraph or more."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def choose(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Set what a choice of rows offers."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


def places_in(place: Place, day: date) -> QuerySet[Place]:
    """The place and the districts and neighbourhoods of today within it, the largest first."""
    within = PlaceCover.objects.filter(place=place).values("covered")
    rows: QuerySet[Place] = Place.objects.on(day).filter(pk__in=within, kind__in=FINEST)
    return rows.order_by("kind", "name")


class PictureChoice(forms.ModelChoiceField[Picture]):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title)


class PlanForm(forms.Form):
    """A plan's ground: where, which year, and on which picture it rests."""

    place = forms.ModelChoiceField(Place.objects.none(), label="Plats", empty_label="Välj en plats")
    year = forms.IntegerField(label="År", min_value=2000, max_value=2100)
    title = forms.CharField(
        label="Rubrik", required=False, max_length=160, help_text="Tomt ger plats och år."
    )
    picture = PictureChoice(
        Picture.objects.none(),
        label="Lägesbild",
        required=False,
        empty_label="Ingen vald ännu",
        help_text=PICTURE,
    )
    summary = words(
        "Sammanfattning", "Vad planen vill nå, för den som inte läser mer.", required=False
    )

    def __init__(
        self,
        *args: Any,
        pictures: QuerySet[Picture],
        places: QuerySet[Place] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "picture", pictures)
        if places is None:
            del self.fields["place"]
        else:
            choose(self, "place", places)


def area_choices(plan: Plan) -> list[tuple[str, str]]:
    """The areas that the plan is to cover, the district's own marked."""
    return [(area.key, _named(area)) for area in to_cover(plan)]


def _named(area: Area) -> str:
    return area.name if area.area is not None else f"{area.name} (lokalt område)"


class ProblemForm(forms.Form):
    area = forms.ChoiceField(label="Område")
    title = forms.CharField(
        label="Problem",
        max_length=160,
        help_text="En mening: vad, var och när. Till exempel ”Rån mot unga vid Torget på kvällar”.",
    )
    description = words(
        "Beskrivning", "Hur vet vi det, vilka drabbas? Inga personer.", required=False
    )
    place = forms.ModelChoiceField(Place.objects.none(), label="Plats", empty_label=None)

    def __init__(self, *args: Any, plan: Plan, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", "Välj ett område"), *area_choices(plan)]  # type: ignore[attr-defined]
        choose(self, "place", places_in(plan.place, day))


class ExplainForm(forms.Form):
    area = forms.ChoiceField(label="Område")
    text = words("Därför är området inte med i år", "Visas i planen för alla.")

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", "Välj ett område"), *area_choices(plan)]  # type: ignore[attr-defined]


class CauseForm(forms.Form):
    kind = forms.ChoiceField(
        label="Slag",
        choices=[
            ("situational", "Situationell: ligger i platsen eller tillfället"),
            ("social", "Social: ligger i människors villkor"),
        ],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="Orsak", max_length=300, help_text="Varför uppstår problemet, just där och då?"
    )
    evidence = words(
        "Bygger på",
        "Till exempel lägesbilden, en trygghetsvandring, erfarenhet. Tomt visas som antagande.",
        rows=3,
        required=False,
    )

    @staticmethod
    def of(cause: Cause) -> dict[str, Any]:
        """What the form starts from when a cause is changed."""
        return {"kind": cause.kind, "text": cause.text, "evidence": cause.evidence}


class DecisionChoice(forms.ModelChoiceField[Decision]):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.citation}: {obj.case.title}"


class DecideForm(forms.Form):
    """A board's decision, where one was made; else the group's own, by day and case number."""

    decision = DecisionChoice(
        Decision.objects.none(),
        label="Nämndens beslut",
        required=False,
        empty_label="Inget: gruppen beslutar själv",
        help_text="Ger dag och diarienummer. Bara justerade bifall visas.",
    )
    dnr = forms.CharField(label="Diarienummer", max_length=80, required=False, help_text=DNR)
    on = DayField(label="Beslutsdag", required=False, help_text="Tomt betyder i dag.")

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decisions = decisions_about(plan)
        if decisions.exists():
            choose(self, "decision", decisions)
        else:
            del self.fields["decision"]


def decisions_about(plan: Plan) -> QuerySet[Decision]:
    """Approvals to rely on, of the place's or the city's bodies, from the year before."""
    larger = PlaceCover.objects.filter(covered=plan.place).values("place")
    rows = Decision.objects.filter(
        Q(body__place__in=larger),
        outcome=Decision.Outcome.APPROVED,
        final_on__isnull=False,
        decided_on__year__gte=plan.year - 1,
    )
    decisions: QuerySet[Decision] = rows.select_related("body", "item", "case__diary")
    return decisions


class CloseForm(forms.Form):
    text = words(
        "Vad som sägs när planen avslutas",
        "Behövs om åtgärder är oavslutade och inte har förts över till nästa år.",
        required=False,
    )


class CarryForm(forms.Form):
    picture = PictureChoice(
        Picture.objects.none(),
        label="Lägesbild för nästa års plan",
        required=False,
        empty_label="Väljs senare",
        help_text=PICTURE,
    )

    def __init__(self, *args: Any, pictures: QuerySet[Picture], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "picture", pictures)
