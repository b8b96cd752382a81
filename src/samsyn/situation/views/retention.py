"""How long rows are kept, what is due to be removed, and the protocols of what was."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.organisation.access import Request, needs
from samsyn.organisation.forms import accepted
from samsyn.situation import actions
from samsyn.situation.actions.retention import due
from samsyn.situation.models import Batch, Removal, RetentionRule, Source
from samsyn.situation.retention_forms import RetentionForm, WeedForm

FORM = ["GET", "HEAD", "POST"]
SHOWN = 50


@needs("situation.read_batches", on=Source, many=True)
@require_safe
def weeding(request: Request, sources: QuerySet[Source]) -> HttpResponse:
    """What is due, each source's rule, and the protocols."""
    actor = request.actor
    removals = Removal.objects.may(actor, "situation.read_batches")
    batches = Batch.objects.may(actor, "situation.read_batches")
    context = {
        "due": due(batches, actor.day),
        "sources": sources.select_related("retention").order_by("name"),
        "removals": Paginator(removals.select_related("batch__source", "by"), SHOWN).get_page(
            request.GET.get("sida")
        ),
    }
    return render(request, "situation/retention/weeding.html", context)


@needs("situation.set_retention", on=Source)
@require_http_methods(FORM)
def retention(request: Request, source: Source) -> HttpResponse:
    """Say how long a source's rows are kept."""
    rule = RetentionRule.objects.filter(source=source).first()
    initial = {"months": rule.months, "decision": rule.decision} if rule else None
    form = RetentionForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and accepted(
        form, lambda: actions.set_retention(request.actor, source, **form.cleaned_data)
    ):
        messages.success(request, f"Gallringsregeln för {source} är sparad.")
        return redirect("situation:source", key=source.key)
    context = {"source": source, "form": form, "rule": rule}
    return render(request, "situation/retention/rule.html", context)


@needs("situation.weed_batch", on=Batch)
@require_http_methods(FORM)
def weed(request: Request, batch: Batch) -> HttpResponse:
    """See what would go, confirm, and remove it."""
    form = WeedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and accepted(
        form, lambda: actions.weed_batch(request.actor, batch)
    ):
        messages.success(request, f"Leveransen {batch.file_name} är gallrad.")
        return redirect("situation:removal", pk=batch.pk)
    rule = RetentionRule.objects.filter(source=batch.source_id).first()
    return render(request, "situation/retention/weed.html", {
        "batch": batch, "form": form, "rule": rule, "is_due": batch in due(
            Batch.objects.filter(pk=batch.pk), request.actor.day
        ),
        "counts": batch.counts.count(), "rejects": batch.rejects.count(),
    })  # fmt: skip


@needs("situation.read_batches", on=Batch)
@require_safe
def removal(request: Request, batch: Batch) -> HttpResponse:
    """The protocol of a batch that was removed."""
    found = Removal.objects.filter(batch=batch).select_related("batch__source", "by").first()
    if found is None:
        raise Http404
    context = {
        "removal": found,
        "file_digest": _parted(found.file_digest),
        "rows_digest": _parted(found.rows_digest),
    }
    return render(request, "situation/retention/removal.html", context)


def _parted(digest: str) -> str:
    """In groups of eight, so that people can compare them and narrow screens hold them."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
