"""Reports to write and to receive, and boards' questions to answer."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from samsyn.agreements.models import Duty
from samsyn.followup.models import Question, Report
from samsyn.followup.owing import Owed, owed
from samsyn.organisation.access import Actor

from .errand import SOON, Errand
from .seats import my_tenures

TO_GIVE = {"none": "Inte påbörjad", "draft": "Påbörjad", "asked_back": "Återbegärd"}


def errands(actor: Actor) -> Iterator[Errand]:
    yield from _to_give(actor)
    yield from _to_receive(actor)
    yield from _questions(actor)


def _to_give(actor: Actor) -> Iterator[Errand]:
    """Duties of my groups and bodies that are late or near, whoever of us writes."""
    seats = [tenure.seat for tenure in my_tenures(actor)]
    mine = Q(by_group__in=[seat.group_id for seat in seats])
    mine |= Q(by_body__in=[seat.body_id for seat in seats])
    duties = Duty.objects.on(actor.day).filter(mine)
    may = set(duties.may(actor, "followup.write_report").values_list("pk", flat=True))
    for row in owed(actor.day, duties):
        if row.now.status in TO_GIVE and row.now.due < actor.day + SOON:
            note = f"{TO_GIVE[row.now.status]}. {row.sender} till {row.receiver}, {_ground(row)}."
            yield Errand(row.duty.what, _url(row, row.duty.pk in may), note, row.now.due)


def _ground(row: Owed) -> str:
    return f"enligt {row.duty.clause}"


def _url(row: Owed, may_write: bool) -> str:
    if row.report is not None and may_write and row.report.is_draft:
        return reverse("followup:edit_report", args=[row.report.pk])
    if may_write:
        return reverse("followup:write_report", args=[row.duty.pk])
    return reverse("followup:chain")


def _to_receive(actor: Actor) -> Iterator[Errand]:
    rows = Report.objects.filter(status=Report.Status.SUBMITTED).may(
        actor, "followup.accept_report"
    )
    for report in rows.select_related("duty__place").defer("content", "text").order_by("due"):
        note = f"Lämnad {report.submitted_on}. Godta den eller begär den tillbaka."
        title = f"Ta emot: {report.duty.what}, {report.duty.place}"
        yield Errand(title, report.get_absolute_url(), note, report.due)


def _questions(actor: Actor) -> Iterator[Errand]:
    rows = Question.objects.filter(answered_on=None).may(actor, "followup.answer_question")
    for question in rows.select_related("by_body").order_by("asked_on"):
        note = f"Ställd {question.asked_on}: {question.text[:120]}"
        url = reverse("followup:answer_question", args=[question.pk])
        yield Errand(f"Svara: {question}", url, note)
