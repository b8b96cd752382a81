"""One matter at a meeting, and decisions: all of them, one, and its extract."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.decisions import actions
from samsyn.decisions import minutes as told
from samsyn.decisions.finding import any_case
from samsyn.decisions.forms.deciding import DecideForm, RecordForm
from samsyn.decisions.forms.delegations import DNR
from samsyn.decisions.forms.meetings import FindDecisionForm, ProposeForm
from samsyn.decisions.models import Case, Decision, Item
from samsyn.organisation.access import Request, needs, public
from samsyn.organisation.forms import accepted
from samsyn.organisation.models import Body

from .asking import Question, ask
from .meetings import pdf

asks_and_changes = require_http_methods(["GET", "HEAD", "POST"])
PER_PAGE = 25


@needs("decisions.read_minutes", on=Item)
@require_safe
def item(request: Request, item: Item) -> HttpResponse:
    meeting = item.meeting
    readable = Case.objects.may(request.actor, "decisions.read_case").filter(pk=item.case_id)
    context = {
        "item": item,
        "meeting": meeting,
        "told": told.tell(item),
        "decision": told.decision_of(item),
        "may_read_case": readable.exists(),
        "is_open": meeting is not None and meeting.status == "open",
        "is_undecided": item.kind == Item.Kind.DECISION and item.paragraph is None,
    }
    return render(request, "decisions/deciding/item.html", context)


@needs("decisions.propose", on=Item)
@asks_and_changes
def propose(request: Request, item: Item) -> HttpResponse:
    form = ProposeForm(request.POST or None)
    if accepted(form, lambda: actions.propose(request.actor, item, **form.cleaned_data)):
        messages.success(request, "Förslaget är antecknat.")
        return redirect(item)
    return _ask(request, item, form, "Anteckna ett förslag", "Anteckna")


@needs("decisions.decide", on=Item)
@asks_and_changes
def decide(request: Request, item: Item) -> HttpResponse:
    form = DecideForm(request.POST or None, item=item)
    if accepted(form, lambda: actions.decide(request.actor, item, **form.decision())):
        item.refresh_from_db()
        messages.success(request, f"Beslutet är antecknat som § {item.paragraph}.")
        return redirect(item)
    return _ask(request, item, form, "Anteckna beslut", "Anteckna beslutet")


@needs("decisions.put_on_record", on=Item)
@asks_and_changes
def put_on_record(request: Request, item: Item) -> HttpResponse:
    form = RecordForm(request.POST or None, item=item)
    if accepted(form, lambda: actions.put_on_record(request.actor, item, **form.cleaned_data)):
        messages.success(request, "Antecknat till protokollet.")
        return redirect(item)
    return _ask(request, item, form, "Anteckna reservation eller uttalande", "Anteckna")


def _ask(request: Request, item: Item, form: Form, title: str, button: str) -> HttpResponse:
    lead = f"{item.title}, {item.meeting or item.body}."
    return ask(request, form, Question(title, lead, button, item.get_absolute_url()))


@public("decisions that can be relied on are public records")
@require_safe
def index(request: Request) -> HttpResponse:
    """Decisions, the latest first; a body's own also see those that are not approved yet."""
    bodies = Body.objects.filter(decisions__final_on__isnull=False).distinct()
    form = FindDecisionForm(request.GET, bodies=bodies)
    asked = form.cleaned_data if form.is_valid() else {}
    sought, body = asked.get("q", "").strip(), asked.get("organ")
    rows = Decision.objects.may(request.actor, "decisions.read")
    rows = rows.select_related("body", "case__diary", "item__meeting", "seat__body")
    rows = rows.filter(_matching(sought), Q(body=body) if body else Q())
    context = {
        "form": form,
        "sought": sought,
        "body": body,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("sida")),
    }
    return render(request, "decisions/deciding/index.html", context)


def _matching(sought: str) -> Q:
    """A case number, or words of the case or of the decision in any case."""
    if not sought:
        return Q()
    if found := DNR.fullmatch(sought):
        number = Q(case__year=int(found["year"]), case__number=int(found["number"]))
        prefix = found["prefix"]
        return number & Q(case__diary__prefix__iexact=prefix) if prefix else number
    words = any_case(sought)
    return Q(case__title__iregex=words) | Q(text__iregex=words) | Q(item__title__iregex=words)


@needs("decisions.read", on=Decision)
@require_safe
def show(request: Request, decision: Decision) -> HttpResponse:
    meeting = decision.item.meeting if decision.item else None
    readable = Case.objects.may(request.actor, "decisions.read_case").filter(pk=decision.case_id)
    context = {
        "decision": decision,
        "extract": told.extract(decision),
        "may_read_case": readable.exists(),
        "may_read_minutes": meeting is not None
        and type(meeting).objects.may(request.actor, "decisions.read_minutes")
        .filter(pk=meeting.pk).exists(),
        "anchoring": decision.anchoring,
        "reports": Item.objects.may(request.actor, "decisions.read_minutes")
        .filter(reports=decision).select_related("meeting"),
    }  # fmt: skip
    return render(request, "decisions/deciding/show.html", context)


@needs("decisions.read", on=Decision)
@require_safe
def extract_pdf(request: Request, decision: Decision) -> HttpResponse:
    name = f"beslut-{decision.body.key}-{decision.decided_on}-{decision.pk}"
    return pdf(told.paper(told.extract(decision)), name)
