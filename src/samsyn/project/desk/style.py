"""The living style page: every component once, drawn with invented numbers. Demo mode only."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samsyn.organisation.access import Request, public
from samsyn.project.desk import samples


class SampleForm(forms.Form):
    """One field of each sort."""

    name = forms.CharField(label="Namn", help_text="Så som det ska stå på sidan.")
    day = forms.DateField(
        label="Från och med", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    place = forms.ChoiceField(label="Plats", choices=[("n", "Norra"), ("s", "Södra")])
    level = forms.ChoiceField(
        label="Nivå", choices=[("c", "Hela staden"), ("d", "Lokal")], widget=forms.RadioSelect
    )
    sure = forms.BooleanField(label="Beslutet är justerat", required=False)
    words = forms.CharField(label="Motivering", widget=forms.Textarea, required=False)


@public("the page shows components with invented content")
@require_safe
def style(request: Request) -> HttpResponse:
    if not settings.DEMO_MODE:
        raise Http404
    sent = SampleForm({"level": "d"}) if "fel" in request.GET else SampleForm()
    table = samples.bars().table()
    context = {"form": sent, "figures": samples.every(), "table": table}
    return render(request, "desk/style.html", context)
