"""Agreements to read: all of them, one version, two side by side, and where areas come from."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samsyn.agreements import presenting
from samsyn.agreements.charter.comparing import compare as side_by_side
from samsyn.agreements.forms import CompareForm
from samsyn.agreements.lineage import lineage
from samsyn.agreements.models import Adoption, Version
from samsyn.decisions.models import Demand
from samsyn.organisation.access import Request, needs, public


def visible(request: Request) -> QuerySet[Version]:
    """The versions that the reader may see, latest first in each line."""
    rows: QuerySet[Version] = Version.objects.may(request.actor, "agreements.read_draft")
    return rows.select_related("agreement__city").order_by("agreement__line", "-since", "-key")


@public("agreements on consultation or in force are public records")
@require_safe
def index(request: Request) -> HttpResponse:
    rows = list(visible(request))
    lines = {line: [v for v in rows if v.agreement.line == line] for line in _lines(rows)}
    context = {"lines": lines, "today": request.actor.day, "compares": len(rows) > 1}
    return render(request, "agreements/index.html", context)


def _lines(rows: list[Version]) -> list[str]:
    """Agreements first, the law last."""
    return sorted({v.agreement.line for v in rows}, key=lambda line: (line == "lag", line))


@needs("agreements.read_draft", on=Version)
@require_safe
def show(request: Request, version: Version) -> HttpResponse:
    charter = version.document
    others = [v for v in visible(request) if v.agreement_id == version.agreement_id]
    statements = list(charter.statements())
    context = {
        "version": version,
        "charter": charter,
        "sources": presenting.numbered(charter),
        "names": presenting.names(charter),
        "area_names": presenting.area_names(others),
        "others": [v for v in others if v.pk != version.pk],
        "adoptions": {a.body.key: a for a in _adoptions(version)},
        "demands": _demands(version),
        "statements": len(statements),
        "assumed": sum(statement.assumed for statement in statements),
        "overdue": version.is_overdue(request.actor.day),
    }
    return render(request, "agreements/version.html", context)


def _adoptions(version: Version) -> QuerySet[Adoption]:
    decided = "decision__body", "decision__case__diary", "decision__item"
    return version.adoptions.select_related("body", *decided)


def _demands(version: Version) -> QuerySet[Demand]:
    """What the submitted answers to its consultation ask for."""
    asked = Demand.objects.filter(
        answer__status="submitted", answer__referral__consultation=version.consultation_id
    ).exclude(answer__corrected_by__status="submitted")
    rows: QuerySet[Demand] = asked.select_related("answer__referral__body")
    return rows


@needs("agreements.read_draft", on=Version)
@require_safe
def text(request: Request, version: Version) -> HttpResponse:
    """The charter as it was written."""
    response = HttpResponse(version.text, content_type="application/yaml; charset=utf-8")
    name = version.key.replace("/", "-")
    response["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return response


@public("agreements on consultation or in force are public records")
@require_safe
def compare(request: Request) -> HttpResponse:
    """Two versions side by side, chosen by `?fran=…&till=…`."""
    known = {version.key: version for version in visible(request)}
    form = CompareForm(request.GET or None, versions=list(known))
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        left, right = (known[form.cleaned_data[name]] for name in ("fran", "till"))
        aspects = side_by_side(left.document, right.document, presenting.body_names())
        context |= {"left": left, "right": right, "aspects": aspects}
    return render(request, "agreements/compare.html", context)


@public("areas of agreements in force are public records")
@require_safe
def areas(request: Request, line: str) -> HttpResponse:
    """How the areas of a line have changed, from each version to the next."""
    rows = [v for v in visible(request).order_by("since", "key") if v.agreement.line == line]
    if not rows:
        raise Http404
    steps = [
        (new, lineage(old.document, new.document), new.document.ended)
        for old, new in pairwise(rows)
        if old.document.areas and new.document.areas
    ]
    names = presenting.area_names(rows)
    context = {"line": line, "steps": list(reversed(steps)), "names": names}
    return render(request, "agreements/areas.html", context)
