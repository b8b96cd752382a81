"""Vem får vad: every act, who may do it and the clause that says so."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samsyn.organisation.access import Request, public
from samsyn.organisation.acts import title_of
from samsyn.organisation.models import Mandate

from .days import day_of


@dataclass(frozen=True)
class Right:
    """Who may: all of a kind of group, or one function of it; how far; and why."""

    group: str
    groups: int
    function: str
    scope: str
    ground: str


@public("mandates follow from agreements, which are public records")
@require_safe
def index(request: Request) -> HttpResponse:
    day = day_of(request)
    rows = (
        Mandate.objects.on(day.chosen)
        .values("act", "scope", "ground", "whole_group", "seat__group__name", "seat__function")
        .annotate(groups=Count("seat__group", distinct=True))
    )
    rights: dict[str, set[Right]] = defaultdict(set)
    for row in rows:
        function = "alla i gruppen" if row["whole_group"] else row["seat__function"]
        scope = Mandate.Scope(row["scope"]).label
        right = Right(row["seat__group__name"], row["groups"], function, str(scope), row["ground"])
        rights[row["act"]].add(right)
    acts = [(act, title_of(act), _sorted(found)) for act, found in sorted(rights.items())]
    return render(request, "organisation/mandates.html", {"day": day, "acts": acts})


def _sorted(rights: set[Right]) -> list[Right]:
    """One line per group, function and clause; the count is that of the group kind."""
    best: dict[tuple[str, str, str, str], Right] = {}
    for right in rights:
        key = right.group, right.function, right.scope, right.ground
        if key not in best or best[key].groups < right.groups:
            best[key] = right
    return [best[key] for key in sorted(best)]
