"""Input from the field: one thing seen, who may see it, and what a body decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any
from uuid import UUID

from django import forms

from samsyn.organisation.access import Actor
from samsyn.organisation.models import Body, Group, Place
from samsyn.situation import checklist
from samsyn.situation.models import Audience, ObservationTerms, Severity

from .photo import MOST_BYTES, BadPhoto, Photo, cleaned
from .sighting import MOST_LETTERS, Sighting
from .whereabouts import Ground, Point, from_position, known_spots

LONG, SPLIT = "narkotikahantering", "narkotika\u00adhantering"  # may break on a telephone
OWN = ("", "Som vår organisation har bestämt")
COUNTED = "Det som delas räknas också i lägesbilder, med små antal skyddade."
POINT_OUTSIDE = "Punkten ligger utanför området. Peka igen, eller välj stadsdel i listan."


@dataclass(frozen=True)
class Sender:
    """A group to report to, from a seat of a body."""

    group: Group
    body: Body

    @property
    def key(self) -> str:
        return f"{self.group.pk}-{self.body.pk}"

    def __str__(self) -> str:
        return f"{self.group}, {self.group.place} – för {self.body}"


class MomentField(forms.DateTimeField):
    """A local day and time, as telephones' own pickers give it."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(
            widget=widget,
            input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
            error_messages={"invalid": "Skriv tiden som åååå-mm-dd tt:mm."},
            **options,
        )


class PairField(forms.CharField):
    """Two numbers with a comma between, in a hidden field; empty is None."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def clean(self, value: Any) -> Point | None:
        try:
            first, second = (float(part) for part in str(value or "").split(","))
        except ValueError:
            return None
        return (first, second) if isfinite(first) and isfinite(second) else None


class SightingForm(forms.Form):
    """What, where, when, how bad; only the first has to be chosen."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    sender = forms.ChoiceField(label="Rapporteras till", required=False)
    category = forms.ChoiceField(
        label="Vad?",
        choices=lambda: [(key, name.replace(LONG, SPLIT)) for key, name in checklist.choices()],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad det gäller."},
    )
    place = forms.ModelChoiceField(Place.objects.none(), label="Stadsdel", empty_label=None)
    spot = forms.CharField(
        label="Adress eller plats", required=False, max_length=120,
        help_text="Till exempel ”gångtunneln vid torget”.",
    )  # fmt: skip
    point = PairField()
    position = PairField()
    since = MomentField(label="Från")
    until = MomentField(label="Till", required=False, help_text="Bara om det pågick en stund.")
    severity = forms.TypedChoiceField(
        label="Hur allvarligt?",
        choices=[(value, label.capitalize()) for value, label in Severity.choices],
        coerce=int,
        initial=Severity.CLEAR,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="Med egna ord",
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Skriv om platsen och händelsen, aldrig om personer: inga namn, utseenden,"
        " personnummer, telefonnummer eller registreringsnummer.",
    )
    photo = forms.FileField(
        label="Foto",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text="Fotografera platsen. Inga ansikten och inga nummerskyltar. Uppgifter som"
        " kameran har lagt i bilden, som var den togs, tas bort.",
    )
    audience = forms.ChoiceField(
        label="Vem ser den?",
        required=False,
        choices=[OWN, *((value, label.capitalize()) for value, label in Audience.choices)],
        help_text="Text, foto, exakt plats och vem som rapporterat lämnar aldrig gruppen."
        f" {COUNTED}",
    )

    def __init__(self, *args: Any, senders: list[Sender], actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.chosens, self.actor = {s.key: s for s in senders}, actor
        self.fields["sender"].choices = [(s.key, str(s)) for s in senders]  # type: ignore[attr-defined]
        self.fields["sender"].required = len(senders) > 1
        if len(senders) == 1:
            self.fields["sender"].widget = forms.HiddenInput()
        self.chosen = self._chosen_sender()
        self.ground = Ground(self.chosen.group.place, actor.day)
        places = [place.pk for place in self.ground.places]
        field = self.fields["place"]
        field.queryset = Place.objects.filter(pk__in=places)  # type: ignore[attr-defined]
        field.choices = [(p.pk, self._label(p)) for p in self.ground.places]  # type: ignore[attr-defined]
        self.known = known_spots(actor, self.chosen.group)
        self.fields["spot"].widget.attrs["list"] = "kanda-platser"

    def _chosen_sender(self) -> Sender:
        said = self.data.get("sender") or self.initial.get("sender") or ""
        return self.chosens.get(said) or next(iter(self.chosens.values()))

    def _label(self, place: Place) -> str:
        return f"{place.name} (hela området)" if place.pk == self.ground.whole.pk else place.name

    def clean_photo(self) -> Photo | None:
        file = self.cleaned_data.get("photo")
        if not file:
            return None
        try:
            if file.size > MOST_BYTES:
                raise BadPhoto(f"Bilden är större än {MOST_BYTES >> 20} MB. Välj en mindre.")
            return cleaned(file.read())
        except BadPhoto as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if "place" in answers:
            self._find_place(answers)
        return answers

    def _find_place(self, answers: dict[str, Any]) -> None:
        """The nearest that was said: own position, a point on the map, a place known by name."""
        if answers.get("position"):
            answers["point"] = from_position(*answers["position"])
            if answers["point"] is None:
                self.add_error("place", POINT_OUTSIDE)
                return
        spot, point = answers.get("spot", ""), answers.get("point")
        if point is None and answers["place"].pk == self.ground.whole.pk:
            place, point = self.known.get(spot.casefold(), (self.ground.named(spot), None))
            answers["place"], answers["point"] = place or answers["place"], point
        elif point is not None:
            found = self.ground.at(point)
            if found is None:
                self.add_error("place", POINT_OUTSIDE)
            else:
                answers["place"] = found

    def sighting(self) -> Sighting:
        """What the act asks for, once the form holds."""
        said = self.cleaned_data
        names = ("category", "place", "since", "until", "severity", "spot", "point", "text")
        return Sighting(
            **{name: said[name] for name in names},
            audience=said["audience"], photo=said["photo"], key=said["key"],
        )  # fmt: skip

    @classmethod
    def pointed_at(cls, data: Mapping[str, Any], point: Point) -> dict[str, Any]:
        """What the form starts from when the map was pointed at without JavaScript."""
        kept = {name: data.get(name, "") for name in cls.base_fields if name != "photo"}
        return kept | {"point": f"{point[0]:.0f},{point[1]:.0f}", "position": ""}


class EmptyForm(SightingForm):
    """The same for nobody in particular: what a browser keeps to show when there is no net."""

    def __init__(self) -> None:
        forms.Form.__init__(self, initial={"severity": Severity.CLEAR})
        self.fields["sender"].widget = forms.HiddenInput()


class ShareForm(forms.Form):
    audience = forms.ChoiceField(
        label="Vem ser iakttagelsen?",
        choices=[(value, label.capitalize()) for value, label in Audience.choices],
        widget=forms.RadioSelect,
        help_text=COUNTED,
    )


class RemoveForm(forms.Form):
    why = forms.CharField(
        label="Varför den tas bort",
        max_length=300,
        help_text="Skälet skrivs i liggaren. Nämn inga personer.",
        error_messages={"required": "Skriv varför iakttagelsen tas bort."},
    )


class TermsForm(forms.Form):
    """A body's own terms; months as people say them."""

    audience = forms.ChoiceField(
        label="Vem ser iakttagelserna, om den som rapporterar inte väljer annat?",
        choices=[(value, label.capitalize()) for value, label in Audience.choices],
        widget=forms.RadioSelect,
        help_text=COUNTED,
    )
    words_months = forms.IntegerField(
        label="Text, foto, exakt plats och vem som rapporterat tas bort efter (månader)",
        min_value=1,
    )
    rows_months = forms.IntegerField(
        label="Iakttagelsen tas bort helt efter (månader)",
        min_value=1,
        help_text="Antal per kategori, stadsdel, vecka och allvar finns kvar.",
    )

    @staticmethod
    def of(terms: ObservationTerms) -> dict[str, Any]:
        return {name: getattr(terms, name) for name in TermsForm.base_fields}


def is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
