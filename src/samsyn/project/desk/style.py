"""The living style page: every component once, drawn with invented numbers. Demo mode only."""

from __future__ import annotations

from datetime import date

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samsyn import figures
from samsyn.organisation.access import Request, public


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


def bars() -> figures.Bars:
    return figures.Bars(
        title="Anmälda brott per område",
        note="Antal under ett år. Siffrorna är påhittade.",
        categories=("Unga i riskzon", "Otrygga platser"),
        groups=(figures.Bar("Norra", (1240, 318)), figures.Bar("Södra", (980, None))),
    )


def series() -> figures.MonthlySeries:
    months = tuple(date(2025, month, 1) for month in range(1, 13))
    now = (52, 48, 61, 66, 71, 80, 78, 74, 69, 60, 57, 50)
    return figures.MonthlySeries(
        title="Månad för månad",
        note="Heldragen linje är i år, streckad är året före. Siffrorna är påhittade.",
        months=months,
        lines=(figures.Line("2025", now), figures.Line("2024", tuple(n - 7 for n in now))),
    )


def timeline() -> figures.Timeline:
    return figures.Timeline(
        title="Stadsdelsområden över tid",
        note="Norra och Östra blev Norra innerstaden.",
        strips=(
            figures.Strip("Norra", date(2019, 1, 1), date(2023, 7, 1)),
            figures.Strip("Norra innerstaden", date(2023, 7, 1), colour=2),
        ),
        start=date(2019, 1, 1),
        until=date(2027, 1, 1),
        today=date(2026, 11, 21),
    )


@public("the page shows components with invented content")
@require_safe
def style(request: Request) -> HttpResponse:
    if not settings.DEMO_MODE:
        raise Http404
    sent = SampleForm({"level": "d"}) if "fel" in request.GET else SampleForm()
    drawn = [bars(), series(), timeline()]
    context = {"form": sent, "figures": drawn, "table": bars().table()}
    return render(request, "desk/style.html", context)
