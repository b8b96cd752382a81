"""Input to follow-up: reports, their reception, the year's summary, feedback, results."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from samsyn.organisation.forms import DayField
from samsyn.organisation.models import Body, Group
from samsyn.ui.templatetags.ui import day as said_day

from .models import Feedback, Result, Summary
from .rules import Occasion

LONG = 20_000


def _words(label: str, help_text: str = "", rows: int = 8, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONG, widget=widget, **options
    )


class WriteForm(forms.Form):
    """Which due day to answer."""

    due = forms.ChoiceField(label="Rapport som ska lämnas senast", widget=forms.RadioSelect)

    def __init__(self, *args: Any, occasions: Iterable[Occasion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(o.due.isoformat(), said_day(o.due)) for o in occasions]
        self.fields["due"].choices = choices  # type: ignore[attr-defined]
        if choices and not self.is_bound:
            self.initial.setdefault("due", choices[0][0])


class ReportForm(forms.Form):
    text = _words(
        "Vad har ni gjort, och vad har det gett?",
        "Skriv också vad som hindrar och vad ni behöver. Åtgärder och lägesbilder fylls i ändå.",
        rows=14,
    )


class AcceptForm(forms.Form):
    note = _words("Ord till avsändaren", rows=3, required=False)


class AskBackForm(forms.Form):
    reason = _words("Vad behöver ändras eller läggas till?", rows=5)


class CompileForm(forms.Form):
    """Which year to compile."""

    year = forms.TypedChoiceField(label="År", coerce=int)

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(y, str(y)) for y in years]  # type: ignore[attr-defined]


class SummaryForm(forms.Form):
    text = _words(
        "Sammanfattning och slutsatser",
        "Det som läses först. Rapporter, åtgärder, lägesbilder och luckor läggs till ändå.",
        rows=14,
    )


class AmendForm(forms.Form):
    correction = _words("Vad rättas, och varför?", "Visas överst i den nya versionen.", rows=5)


class FeedbackForm(forms.Form):
    """What a group tells a body."""

    to_body = forms.ModelChoiceField(Body.objects.none(), label="Till", empty_label="Välj organ")
    title = forms.CharField(label="Rubrik", max_length=160)
    text = _words("Vad samverkan berättar", "Det blir offentligt när det skickas.", rows=10)
    summary = forms.ModelChoiceField(
        Summary.objects.none(),
        label="Sammanställning som bifogas",
        required=False,
        empty_label="Ingen",
    )

    def __init__(self, *args: Any, bodies: QuerySet[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("to_body", bodies), ("summary", Summary.objects.current())):
            choice = self.fields[name]
            assert isinstance(choice, forms.ModelChoiceField)
            choice.queryset = rows


class GroupChoice(forms.ModelChoiceField[Group]):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.place.name}"


class AskForm(forms.Form):
    """A body's question."""

    to_group = GroupChoice(Group.objects.none(), label="Till", empty_label="Välj grupp")
    feedback = forms.ModelChoiceField(
        Feedback.objects.none(), label="Gäller", required=False, empty_label="Något annat"
    )
    text = _words("Fråga", "Frågan och svaret blir offentliga.", rows=5)

    def __init__(
        self, *args: Any, groups: QuerySet[Group], feedback: QuerySet[Feedback], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("to_group", groups), ("feedback", feedback)):
            choice = self.fields[name]
            assert isinstance(choice, forms.ModelChoiceField)
            choice.queryset = rows


class AnswerForm(forms.Form):
    answer = _words("Svar", "Svaret blir offentligt och kan inte ändras.", rows=8)


class ResultChoice(forms.ModelChoiceField[Result]):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.get_kind_display()}, {said_day(obj.on)}"


class ResultForm(forms.Form):
    """A result of a measure."""

    kind = forms.ChoiceField(
        label="Resultatet gäller",
        choices=[
            (Result.Kind.OUTPUT, "Genomförande: vad och hur mycket som gjordes"),
            (Result.Kind.PROCESS, "Process: hur det gick, och vad det kostade"),
            (Result.Kind.OUTCOME, "Effekt: om problemet har ändrats"),
        ],
        widget=forms.RadioSelect,
    )
    on = DayField(label="Dag", help_text="Den dag som resultatet gäller.")
    value = forms.DecimalField(
        label="Tal",
        required=False,
        max_digits=12,
        decimal_places=2,
        localize=True,
        help_text="I samma enhet som målet. Kan lämnas tomt för processen.",
    )
    text = _words("Anteckning", rows=4, required=False)
    replaces = ResultChoice(
        Result.objects.none(),
        label="Ersätter ett felaktigt resultat",
        required=False,
        empty_label="Inget",
    )

    def __init__(self, *args: Any, results: QuerySet[Result], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["replaces"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = results


class PlaceForm(forms.Form):
    """Which place's chain is shown; all of them when none is chosen."""

    plats = forms.ChoiceField(label="Plats", required=False)

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plats"].choices = [("", "Alla platser"), *places]  # type: ignore[attr-defined]


def open_occasions(found: Iterable[Occasion]) -> list[Occasion]:
    """The due days that can be answered."""
    return [o for o in found if o.status in {"none", "asked_back"}]
