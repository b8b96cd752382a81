"""The room's first page: the clocks, what awaits the reader, summaries, feedback."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samsyn.agreements.models import Duty
from samsyn.followup.models import Feedback, Question, Report, Summary
from samsyn.followup.owing import ENDS, owed
from samsyn.followup.ticking import clocks
from samsyn.organisation.access import Request, public
from samsyn.organisation.models import Place


@public("the law's clocks, frozen summaries and feedback to boards are public")
@require_safe
def index(request: Request) -> HttpResponse:
    actor = request.actor
    mine = Duty.objects.may(actor, "followup.write_report").on(actor.day)
    received = Report.objects.may(actor, "followup.accept_report").filter(status="submitted")
    owed_me = Duty.objects.may(actor, "followup.accept_report").on(actor.day)
    read = Summary.objects.may(actor, "followup.read_summary").defer("content", "text")
    context = {
        "clocks": clocks(actor.day),
        "today": actor.day,
        "mine": owed(actor.day, mine) if actor.person else [],
        "late": [o for o in owed(actor.day, owed_me) if o.now.is_late] if actor.person else [],
        "received": received.select_related(*(f"duty__{end}" for end in ENDS)).order_by("due"),
        "questions": Question.objects.may(actor, "followup.answer_question")
        .filter(answered_on=None)
        .select_related("by_body", "to_group"),
        "summaries": read.select_related("place"),
        "feedback": Feedback.objects.select_related("by_group__place", "to_body")[:5],
        "may_compile": Place.objects.may(actor, "followup.compile").filter(kind="city").exists(),
        "is_seated": actor.person is not None and actor.person.holds_a_seat(actor.day),
    }
    return render(request, "followup/index.html", context)
