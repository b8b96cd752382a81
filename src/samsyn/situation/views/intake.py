"""Sources and their batches: from upload by way of columns and progress to verdicts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.figures import sheets
from samsyn.organisation.access import Request, needs
from samsyn.organisation.forms import accepted
from samsyn.organisation.models import Place
from samsyn.situation import actions, tasks
from samsyn.situation.actions.surveys import FEWEST
from samsyn.situation.columns import mapping_of
from samsyn.situation.doubles import overlapping
from samsyn.situation.forms import MappingForm, SourceForm, UploadForm, WithdrawForm
from samsyn.situation.intake.limits import BadFile
from samsyn.situation.intake.looks import facts
from samsyn.situation.intake.mapping import FIELDS
from samsyn.situation.intake.pace import in_words, left
from samsyn.situation.intake.surveys.mapping import FIELDS as SURVEY_FIELDS
from samsyn.situation.judging import REJECTS_KEPT
from samsyn.situation.models import Batch, Source
from samsyn.situation.surveys.forms import SurveyMappingForm

FORM = ["GET", "HEAD", "POST"]
REJECTS_SHOWN = 50
STEPS = ("Källa", "Fil", "Kolumner", "Omdömen", "Klart")
# where in the steps a batch is; 0 is outside them
AT_STEP = {
    Batch.Status.RECEIVED: 3,
    Batch.Status.WAITING: 4,
    Batch.Status.RUNNING: 4,
    Batch.Status.JUDGED: 4,
    Batch.Status.FAILED: 3,
    Batch.Status.DONE: 5,
}


@needs("situation.read_batches", on=Source, many=True)
@require_safe
def sources(request: Request, rows: QuerySet[Source]) -> HttpResponse:
    """The sources one may see, each with its latest batch."""
    found = rows.select_related("body", "place").prefetch_related("batches")
    context = {
        "sources": found,
        "may_register": Place.objects.may(request.actor, "situation.register_source").exists(),
    }
    return render(request, "situation/intake/sources.html", context)


@needs("situation.register_source", on=Place, many=True)
@require_http_methods(FORM)
def register(request: Request, places: QuerySet[Place]) -> HttpResponse:
    """Register a source about one of the places."""
    form = SourceForm(request.POST or None, places=places.on(request.actor.day))  # type: ignore[attr-defined]
    if request.method == "POST" and accepted(form, lambda: _register(request, form)):
        messages.success(request, "Källan är registrerad. Nu kan en fil läsas in.")
        return redirect("situation:sources")
    return render(request, "situation/intake/register.html", {"form": form})


def _register(request: Request, form: SourceForm) -> Source:
    answers = form.cleaned_data
    return actions.register_source(
        request.actor, answers["place"], name=answers["name"], body=answers["body"],
        survey=answers["survey"], fewest=answers["fewest"] or FEWEST,
    )  # fmt: skip


@needs("situation.read_batches", on=Source)
@require_safe
def source(request: Request, found: Source) -> HttpResponse:
    """A source and its batches."""
    batches = found.batches.select_related("by")
    columns = mapping_of(found, found.mapping).columns() if found.mapping else {}
    names = SURVEY_FIELDS if found.is_survey else FIELDS
    context = {
        "source": found,
        "batches": batches,
        "columns": [(names[field], column) for field, column in columns.items()],
    }
    return render(request, "situation/intake/source.html", context)


@needs("situation.import", on=Source)
@require_http_methods(FORM)
def upload(request: Request, found: Source) -> HttpResponse:
    """Hand in a file; its columns are asked for next."""
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*posted)
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = tasks.receive(request.actor, found, file.name, file.chunks())
        except BadFile as error:
            form.add_error("file", str(error))
        else:
            return redirect("situation:columns", pk=batch.pk)
    context = {"form": form, "source": found, "steps": _steps(2)}
    return render(request, "situation/intake/upload.html", context)


def _steps(at: int) -> list[tuple[str, str]]:
    """The steps of an intake: each with `past`, `here` or nothing."""
    return [
        (step, "past" if number < at else "here" if number == at else "")
        for number, step in enumerate(STEPS, 1)
    ]


@needs("situation.import", on=Batch)
@never_cache
@require_http_methods(FORM)
def columns(request: Request, batch: Batch) -> HttpResponse:
    """The first rows of a file, and which column is what; confirming queues the judging."""
    if batch.status not in tasks.NOT_BEGUN:
        return redirect("situation:batch", pk=batch.pk)
    try:
        shown, guess = tasks.look(batch)
    except (BadFile, FileNotFoundError) as error:
        why = str(error) if isinstance(error, BadFile) else "Filen är borta. Lämna den på nytt."
        context = {"batch": batch, "why": why}
        return render(request, "situation/intake/unreadable.html", context, status=422)
    posted = request.POST if request.method == "POST" else None
    kind: type[MappingForm | SurveyMappingForm]
    kind = SurveyMappingForm if batch.source.is_survey else MappingForm
    form = kind(posted, columns=shown.columns, guess=guess)
    if posted is not None and form.is_valid():
        tasks.confirm(batch, form.mapping, request.actor)
        return redirect("situation:batch", pk=batch.pk)
    context = {
        "batch": batch,
        "shown": shown,
        "facts": facts(shown, guess),
        "form": form,
        "guessed": guess is not None,
        "other_columns": bool(batch.mapping) and not tasks.is_saved(batch, guess),
        "earlier": tasks.same_file(batch),
        "steps": _steps(3),
    }
    return render(request, "situation/intake/columns.html", context)


@needs("situation.read_batches", on=Batch)
@never_cache
@require_safe
def batch(request: Request, found: Batch) -> HttpResponse:
    """How far a batch has come, then its verdicts. htmx asks for the progress alone."""
    if request.headers.get("HX-Request"):
        return _progress(request, found)
    rejects = Paginator(found.rejects.all(), REJECTS_SHOWN).get_page(request.GET.get("sida"))
    context = {"rejects": rejects, "notes": found.notes.items(), "withdraw_form": WithdrawForm()}
    context["twice"] = overlapping(found) if found.status == Batch.Status.JUDGED else []
    return render(request, "situation/intake/batch.html", _state(request, found) | context)


def _progress(request: Request, found: Batch) -> HttpResponse:
    """The moving part of the page; once there is nothing more to wait for, the page itself."""
    state = _state(request, found)
    state["says"] = request.GET.get("sagt", "") != found.step
    response = render(request, "situation/intake/progress.html", state)
    if not state["is_under_way"]:
        response["HX-Refresh"] = "true"
    return response


def _state(request: Request, found: Batch) -> dict[str, Any]:
    now = request.actor.at
    is_stuck = tasks.is_stuck(found, now)
    under_way = found.status in tasks.BEGUN and not is_stuck
    is_running = found.status == Batch.Status.RUNNING
    seconds = left(found.begun_at, found.seen_at, found.progress, now) if is_running else 0
    at = AT_STEP.get(Batch.Status(found.status), 0)
    return {
        "batch": found,
        "is_under_way": under_way,
        "is_stuck": is_stuck,
        "time_left": in_words(seconds),
        "earlier": tasks.same_file(found) if found.status == Batch.Status.JUDGED else None,
        "kept_rejects": REJECTS_KEPT if found.rejected > REJECTS_KEPT else 0,
        "steps": _steps(at) if at else [],
    }


@needs("situation.import", on=Batch)
@require_POST
def take_in(request: Request, found: Batch) -> HttpResponse:
    """Say yes to the verdicts: the rows are taken in."""
    if not tasks.agree(found, request.actor):
        messages.warning(request, "Leveransen väntar inte på att tas in.")
    return redirect("situation:batch", pk=found.pk)


@needs("situation.import", on=Batch)
@require_POST
def cancel(request: Request, found: Batch) -> HttpResponse:
    """Stop a batch before it is taken in; the file is thrown away."""
    if tasks.cancel(found, request.actor):
        messages.success(request, "Leveransen är avbruten. Ingenting lästes in, filen är borta.")
    else:
        messages.warning(request, "Det gick inte att avbryta: leveransen är redan färdig.")
    return redirect("situation:batch", pk=found.pk)


@needs("situation.import", on=Batch)
@require_POST
def again(request: Request, found: Batch) -> HttpResponse:
    """Start a batch again that a stopped worker left behind."""
    tasks.restart(found, request.actor)
    return redirect("situation:batch", pk=found.pk)


@needs("situation.withdraw_batch", on=Batch)
@require_POST
def withdraw(request: Request, found: Batch) -> HttpResponse:
    """Take a batch back with its rows and counts."""
    form = WithdrawForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    actions.withdraw_batch(request.actor, found, reason=reason)
    messages.success(request, f"Leveransen {found.file_name} är återkallad.")
    return redirect("situation:source", key=found.source.key)


@needs("situation.read_batches", on=Batch)
@require_safe
def rejected(request: Request, found: Batch) -> HttpResponse:
    """The rejected rows as CSV: line and reason, in a form that spreadsheets open as text."""
    rows = found.rejects.values_list("line", "reason").iterator()
    table = sheets.written(["rad", "skäl"], rows)
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="avvisade-{found.pk}.csv"'
    return response
