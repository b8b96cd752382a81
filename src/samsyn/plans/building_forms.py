"""Input when a problem is built on a cause analysis: its area, and which causes to take."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from samsyn.plans.areas import to_cover
from samsyn.plans.forms import area_choices
from samsyn.plans.models import Plan
from samsyn.situation.causes.tree import flat, grown
from samsyn.situation.models import AnalysedCause, CauseAnalysis


class BuildForm(forms.Form):
    area = forms.ChoiceField(label="Område")
    causes = forms.ModelMultipleChoiceField(
        AnalysedCause.objects.none(),
        label="Orsaker att ta med",
        widget=forms.CheckboxSelectMultiple,
        help_text="Ta med dem som planen ska göra något åt. De kan skrivas om sedan.",
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        plan: Plan,
        analysis: CauseAnalysis,
        area: str,
    ) -> None:
        causes = analysis.causes.all()
        own = set(analysis.areas.values_list("pk", flat=True))
        keys = [a.key for a in to_cover(plan) if a.area is not None and a.area.pk in own]
        initial = {"area": area or next(iter(keys), ""), "causes": causes}
        super().__init__(data, initial=initial)
        self.fields["area"].choices = [("", "Välj ett område"), *area_choices(plan)]  # type: ignore[attr-defined]
        self.fields["causes"].queryset = causes  # type: ignore[attr-defined]
        self.fields["causes"].choices = [  # type: ignore[attr-defined]
            (b.node.pk, f"{b.number} {b.node} ({b.node.get_strength_display()})")
            for b in flat(grown(causes))
        ]
