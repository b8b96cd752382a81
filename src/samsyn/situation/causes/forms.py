"""Input to a cause analysis: the problem, the triangle, the chain, the tree and its ground."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from samsyn.agreements.models import PriorityArea
from samsyn.organisation.forms import DayField
from samsyn.organisation.models import Place
from samsyn.situation import checklist
from samsyn.situation.causes import findings, pointing
from samsyn.situation.causes.corners import MINDED, ONE_KIND, STATEMENT, TRIANGLE, Part
from samsyn.situation.causes.sightings import Sightings
from samsyn.situation.causes.tree import Branch
from samsyn.situation.models import AnalysedCause, CauseAnalysis, Evidence, Picture

POINTING = {Evidence.Kind.FINDING, Evidence.Kind.OBSERVATIONS}
MORE_STEPS = 3
STRENGTHS = [
    ("shown", "Belagt: underlag visar det"),
    ("plausible", "Rimligt: flera saker pekar åt det hållet"),
    ("assumed", "Antagande: vi tror det, men vet inte"),
]
KINDS = [
    ("situational", "Situationell: ligger i platsen eller tillfället"),
    ("social", "Social: ligger i människors villkor"),
]


def words(part: Part, *, rows: int = 4) -> forms.CharField:
    """A text of the analysis; its question is the help. All can be left for later."""
    return forms.CharField(
        label=part.name,
        help_text=part.question,
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class AreasField(forms.ModelMultipleChoiceField[PriorityArea]):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class StatementForm(forms.Form):
    """The problem: its name, where it lies, which areas it belongs to, and its four parts."""

    title = forms.CharField(
        label="Problem",
        max_length=160,
        help_text="En mening: vad, var och när. Till exempel ”Störande mopedkörning på gångvägar”.",
    )
    place = forms.ModelChoiceField(Place.objects.none(), label="Plats", empty_label=None)
    areas = AreasField(
        PriorityArea.objects.none(),
        label="Prioriterade områden",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Minst ett behövs för att analysen ska bli klar.",
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        places: QuerySet[Place],
        areas: QuerySet[PriorityArea],
        analysis: CauseAnalysis | None = None,
    ) -> None:
        super().__init__(data, initial=_begun(analysis))
        _choose(self, "place", places)
        _choose(self, "areas", areas)
        for part in STATEMENT:
            self.fields[part.field] = words(part)


class WordsForm(forms.Form):
    """Some of the texts of an analysis: one field each."""

    parts: tuple[Part, ...] = ()

    def __init__(self, data: QueryDict | None = None, *, analysis: CauseAnalysis) -> None:
        super().__init__(data, initial=_texts(analysis, self.parts))
        for part in self.parts:
            self.fields[part.field] = words(part, rows=3)


class TriangleForm(WordsForm):
    parts = TRIANGLE


class MindedForm(WordsForm):
    parts = (*MINDED, ONE_KIND)


class ChainForm(forms.Form):
    """The steps in order, each with how it could be broken; some empty ones to go on with.

    A step moves by its number, and goes when its words are taken away.
    """

    def __init__(self, *args: Any, analysis: CauseAnalysis, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = [(step.text, step.break_by) for step in analysis.steps.all()]
        self.count = len(steps) + MORE_STEPS
        for n in range(1, self.count + 1):
            text, broken = steps[n - 1] if n <= len(steps) else ("", "")
            self.fields[f"text_{n}"] = _line("Vad händer", text, 200)
            self.fields[f"broken_{n}"] = _line("Kan brytas genom", broken, 300)
            self.fields[f"at_{n}"] = forms.DecimalField(
                label="Ordning", required=False, initial=n if text else None
            )

    @property
    def rows(self) -> list[tuple[int, list[Any]]]:
        """Each step's fields."""
        names = "text", "broken", "at"
        return [(n, [self[f"{name}_{n}"] for name in names]) for n in range(1, self.count + 1)]

    def steps(self) -> list[tuple[str, str]]:
        """What the act asks for: the steps by their numbers, those without one last."""
        data = self.cleaned_data
        told = []
        for n in range(1, self.count + 1):
            at = data[f"at_{n}"]
            told.append((n if at is None else at, n, data[f"text_{n}"], data[f"broken_{n}"]))
        return [(text, broken) for _, _, text, broken in sorted(told)]


class CauseForm(forms.Form):
    text = forms.CharField(
        label="Orsak",
        max_length=300,
        help_text="Fråga ”varför?” om problemet, eller om orsaken som den ligger under.",
    )
    kind = forms.ChoiceField(label="Slag", choices=KINDS, widget=forms.RadioSelect)
    strength = forms.ChoiceField(
        label="Hur säkert är det?", choices=STRENGTHS, widget=forms.RadioSelect, initial="assumed"
    )
    parent = forms.ModelChoiceField(
        AnalysedCause.objects.none(),
        label="Ligger under",
        required=False,
        empty_label="Problemet självt",
    )

    def __init__(self, *args: Any, under: list[Branch[AnalysedCause]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pks = [branch.node.pk for branch in under]
        _choose(self, "parent", AnalysedCause.objects.filter(pk__in=pks))
        named = [(branch.node.pk, f"{branch.number} {branch.node}") for branch in under]
        self.fields["parent"].choices = [("", "Problemet självt"), *named]  # type: ignore[attr-defined]

    @staticmethod
    def of(cause: AnalysedCause) -> dict[str, Any]:
        """What the form starts from when a cause is changed."""
        return {
            "text": cause.text,
            "kind": cause.kind,
            "strength": cause.strength,
            "parent": cause.parent_id,
        }


SAID = {"analysis": pointing.found, "answers": pointing.asked}
NOTHING = {
    "analysis": "Lägesbildens analys är inte räknad än. Räkna den på lägesbildens sida först.",
    "answers": "Ingen trygghetsmätning är inläst för platsen.",
}


class SupportForm(forms.Form):
    """What a cause rests on; the kind decides what is asked."""

    category = forms.ChoiceField(label="Vad har setts?", choices=checklist.choices)
    seen_in = forms.ModelChoiceField(Place.objects.none(), label="Var?", empty_label=None)
    since = DayField(label="Från och med", help_text="Veckor som börjar den dagen eller senare.")
    last = DayField(label="Till och med")
    area = forms.ChoiceField(label="Område i lägesbilden")
    slot = forms.ChoiceField(label="Tal")
    pointed = forms.ChoiceField(label="Vad i lägesbilden?", widget=forms.RadioSelect)
    source = forms.CharField(
        label="Källa",
        max_length=200,
        help_text="Vem, vad och vilket år. Till exempel ”Trygghetsmätningen 2023, tabell 4”.",
    )
    text = forms.CharField(
        label="Vad det säger om orsaken",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Inga uppgifter om enskilda.",
    )

    def __init__(
        self,
        *args: Any,
        kind: str,
        places: QuerySet[Place],
        content: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        """`kind` is an evidence's, or for what a picture says in words `SAID`'s."""
        super().__init__(*args, **kwargs)
        _choose(self, "seen_in", places)
        self.fields["text"].required = kind not in (*POINTING, *SAID)
        if kind == Evidence.Kind.FINDING and content is not None:
            self.fields["area"].choices = findings.areas(content)  # type: ignore[attr-defined]
            self.fields["slot"].choices = findings.slots(content)  # type: ignore[attr-defined]
        else:
            del self.fields["area"], self.fields["slot"]
        if kind in SAID and content is not None:
            self.fields["pointed"].choices = SAID[kind](content)  # type: ignore[attr-defined]
            self.fields["pointed"].help_text = "" if SAID[kind](content) else NOTHING[kind]
        else:
            del self.fields["pointed"]
        if kind != Evidence.Kind.OBSERVATIONS:
            for name in ("category", "seen_in", "since", "last"):
                del self.fields[name]
        if kind not in {Evidence.Kind.SURVEY, Evidence.Kind.REPORT}:
            del self.fields["source"]

    def told(self) -> dict[str, Any]:
        """What the act asks for."""
        data = dict(self.cleaned_data)
        if "pointed" in data:
            area, _, slot = data["pointed"].partition("/")
            return {"text": data["text"], "area": area, "slot": slot}
        if "category" not in data:
            return data
        until = data["last"] + timedelta(days=1)
        seen = Sightings(data["category"], data["seen_in"], data["since"], until)
        return {"text": data["text"], "seen": seen}

    @staticmethod
    def of(evidence: Evidence) -> dict[str, Any]:
        """What the form starts from when evidence is changed."""
        names = ("area", "slot", "source", "text", "category", "seen_in", "since")
        last = evidence.until - timedelta(days=1) if evidence.until else None
        told = {name: getattr(evidence, name) for name in names}
        return told | {"last": last, "pointed": f"{evidence.area}/{evidence.slot}"}


class PictureChoice(forms.ModelChoiceField[Picture]):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title) if obj.is_published else f"{obj.title} (utkast)"


class CopyForm(forms.Form):
    picture = PictureChoice(Picture.objects.none(), label="Till lägesbilden", empty_label=None)

    def __init__(self, *args: Any, pictures: QuerySet[Picture], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "picture", pictures)


def _choose(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


def _line(label: str, initial: str, most: int) -> forms.CharField:
    return forms.CharField(label=label, required=False, initial=initial, max_length=most)


def _begun(analysis: CauseAnalysis | None) -> dict[str, Any]:
    if analysis is None:
        return {}
    texts = _texts(analysis, STATEMENT)
    areas = list(analysis.areas.all())
    return {"title": analysis.title, "place": analysis.place_id, "areas": areas} | texts


def _texts(analysis: CauseAnalysis, parts: tuple[Part, ...]) -> dict[str, Any]:
    return {part.field: getattr(analysis, part.field) for part in parts}
